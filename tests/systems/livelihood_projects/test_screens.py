"""Every page of a season before its audiences, and what the pages do."""

from io import BytesIO

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from apps.foundation.people.models import Group
from apps.foundation.policies.models import Policy
from apps.systems.livelihood_projects.models import CandidateReceipt, GroupOpinion, Project, Season
from apps.systems.livelihood_projects.services import deliberating
from tests import factories as make
from tests.office.documents.paper import pages_of
from tests.systems.livelihood_projects.place import NAMES, NOON, SENT_AT

OFFICE_PAGES = [
    "livelihood_season", "livelihood_season_change", "livelihood_season_reserve", "livelihood_project_create",
    "livelihood_reading", "livelihood_vote_prepare", "livelihood_undecided_settle",
]  # fmt: skip
SHARED_PAGES = [
    "livelihood_candidates", "livelihood_candidates_print", "livelihood_candidates_docx", "livelihood_candidates_xlsx",
    "livelihood_opinions", "livelihood_result", "livelihood_result_xlsx",
]  # fmt: skip
ACTS = [
    "livelihood_season_send", "livelihood_season_take_back", "livelihood_reserve_take_up", "livelihood_unread_remind",
    "livelihood_season_announce",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def at(name, thing):
    return reverse(name, args=[thing.public_id])


def text(response):
    """The words of a page, or of a paper."""
    if response.headers["Content-Type"] == "application/pdf":
        return "".join(line.text for page in pages_of(response.getvalue()) for line in page)
    return response.content.decode()


def typed(place, **values):
    """What a browser sends for a full candidate form."""
    given = place.values("修路") | {"responsible_unit": place.office.public_id, "budget": "386.5"} | values
    scope = {f"scope_{question}": "yes" for question in ("inclusive", "basic", "public_benefit", "fiscal")}
    return given | scope | {"scope_within_year": "no", "reason_within_year": "跨年"}


@pytest.mark.parametrize("name", OFFICE_PAGES + SHARED_PAGES)
def test_the_office_of_the_area_sees_each_page(town, cast, name):
    assert cast.client("staff").get(at(name, town.sent())).status_code == 200


@pytest.mark.parametrize("name", OFFICE_PAGES + SHARED_PAGES)
def test_the_office_of_the_other_town_finds_nothing(town, cast, name):
    assert cast.client("other_staff").get(at(name, town.sent())).status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_the_office_of_the_other_town_can_do_nothing(town, cast, name):
    season = town.drafted()
    assert cast.client("other_staff").post(at(name, season)).status_code == 404
    assert Season.objects.get().state == "drafting"


@pytest.mark.parametrize("name", SHARED_PAGES)
def test_a_member_of_the_body_sees_the_shared_pages(town, cast, name):
    assert cast.client("deputy").get(at(name, town.sent())).status_code == 200


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_a_member_may_not_enter_the_office_s_pages(town, cast, name):
    assert cast.client("deputy").get(at(name, town.sent())).status_code == 403


@pytest.mark.parametrize("name", SHARED_PAGES)
def test_a_member_of_another_body_finds_nothing(town, cast, name):
    assert cast.client("other_deputy").get(at(name, town.sent())).status_code == 404


@pytest.mark.parametrize("name", SHARED_PAGES)
def test_a_member_finds_nothing_before_the_list_is_sent(town, cast, name):
    assert cast.client("deputy").get(at(name, town.drafted())).status_code == 404


@pytest.mark.parametrize("name", OFFICE_PAGES + SHARED_PAGES)
def test_a_guest_is_sent_to_sign_in(town, name):
    response = Client().get(at(name, town.sent()))
    assert (response.status_code, response.headers["Location"].startswith("/accounts/login/")) == (302, True)


@pytest.mark.parametrize("name", ["livelihood_season", "livelihood_reading", *SHARED_PAGES])
def test_a_leader_of_the_town_looks_on(town, cast, name):
    assert cast.client("leader").get(at(name, town.sent())).status_code == 200


def test_a_leader_cannot_send(town, cast):
    assert cast.client("leader").post(at("livelihood_season_send", town.drafted())).status_code == 403
    assert Season.objects.get().state == "drafting"


@pytest.mark.parametrize(
    ("part", "status"), [("staff", 200), ("other_staff", 404), ("deputy", 200), ("other_deputy", 404)]
)
def test_the_page_of_a_project_is_for_the_area_and_the_body(town, cast, part, status):
    project = town.sent().projects.first()
    assert cast.client(part).get(at("livelihood_project", project)).status_code == status


def test_a_project_of_a_drafted_list_can_be_changed_by_its_office_only(town, cast):
    url = at("livelihood_project_change", town.drafted().projects.first())
    answers = {part: cast.client(part).get(url).status_code for part in ("staff", "other_staff", "deputy")}
    assert answers == {"staff": 200, "other_staff": 404, "deputy": 403}


def test_an_opinion_is_answered_by_its_office_only(town, cast):
    opinion = deliberating.opinion_record(season=town.sent(), text="先修管线", by=town.staff, at=NOON)
    url = at("livelihood_opinion_answer", opinion)
    answers = {part: cast.client(part).get(url).status_code for part in ("staff", "other_staff", "deputy")}
    assert answers == {"staff": 200, "other_staff": 404, "deputy": 403}


def test_a_candidate_is_typed_in_wan_and_kept_in_yuan(town, cast):
    season = town.season()
    response = cast.client("staff").post(at("livelihood_project_create", season), typed(town))
    project = Project.objects.get()
    assert response.headers["Location"] == season.get_absolute_url()
    assert str(project.budget) == "3865000.00"
    assert project.scope_checks.get(question="within_year").reason == "跨年"


def test_nothing_typed_is_lost_when_something_is_wrong(town, cast):
    form = typed(town, name="道路拓宽", finishes_on="2026-01-01", budget="一百", expected_result="出行时间减半")
    page = text(cast.client("staff").post(at("livelihood_project_create", town.season()), form))
    for kept in ("道路拓宽", "一百", "出行时间减半", "2026-01-01", "跨年"):
        assert kept in page
    assert not Project.objects.exists()


def test_the_form_shows_the_amount_in_wan(town, cast):
    project = town.drafted().projects.first()
    assert 'value="386"' in text(cast.client("staff").get(at("livelihood_project_change", project)))


def test_a_doubled_name_is_told_in_the_form(town, cast):
    page = text(cast.client("staff").post(at("livelihood_project_create", town.drafted()), typed(town, name="修路")))
    assert "本年度已有名为“修路”的项目" in page


def test_the_page_lists_what_is_missing_and_offers_no_sending(town, cast):
    season = town.season()
    town.add(season, "修路", scope={})
    page = text(cast.client("staff").get(season.get_absolute_url()))
    assert "应选2项,候选只有1项,至少还要补充1项。" in page
    assert "还有7项范围审核没有填写" in page
    assert at("livelihood_season_send", season) not in page


def test_opening_the_list_as_a_member_is_noted(town, cast):
    cast.client("deputy").get(at("livelihood_candidates", town.sent()))
    assert CandidateReceipt.objects.get().person == cast.people["deputy"]


def test_reminding_says_how_many(town, cast):
    response = cast.client("staff").post(at("livelihood_unread_remind", town.sent()), follow=True)
    assert "已提醒10名尚未阅读的成员" in text(response)


def test_a_member_s_opinion_carries_the_name_and_the_group(town, cast):
    season, deputy = town.sent(), cast.people["deputy"]
    group = Group.objects.create(term=town.term, kind="deputy_group", name="第一小组")
    group.memberships.create(person=deputy, starts_on=make.SINCE)
    cast.client("deputy").post(at("livelihood_opinion_record", season), {"text": "先修管线"})
    opinion = GroupOpinion.objects.get()
    assert (opinion.person, opinion.group, opinion.text) == (deputy, group, "先修管线")


def test_a_member_cannot_speak_for_a_group(town, cast):
    season = town.sent()
    group = Group.objects.create(term=town.term, kind="deputy_group", name="第一小组")
    data = {"text": "先修管线", "group": group.public_id}
    cast.client("deputy").post(at("livelihood_opinion_record", season), data)
    assert GroupOpinion.objects.get().group is None


def test_html_in_an_opinion_is_shown_as_text(town, cast):
    season = town.sent()
    deliberating.opinion_record(season=season, text="<script>alert(1)</script>", by=town.staff, at=NOON)
    page = text(cast.client("deputy").get(at("livelihood_opinions", season)))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_html_in_a_project_is_shown_as_text(town, cast):
    season = town.drafted()
    town.add(season, "<b>粗</b>", content="<img src=x>", expected_result="<i>斜</i>")
    pages = [season.get_absolute_url(), at("livelihood_candidates", season)]
    for url in [*pages, at("livelihood_project", season.projects.last())]:
        page = text(cast.client("staff").get(url))
        assert "&lt;b&gt;粗&lt;/b&gt;" in page
        assert not [tag for tag in ("<b>粗", "<img src=x", "<i>斜") if tag in page]


def test_the_list_on_paper_has_every_candidate_as_typed(town, cast):
    season = town.drafted()
    town.add(season, "粗<b>")
    paper = text(cast.client("staff").get(at("livelihood_candidates_print", season)))
    assert [name for name in (*NAMES, "粗<b>") if name not in paper] == []
    assert "候选4项，应选2项" in paper


def test_the_list_is_exported_with_every_field(town, cast):
    response = cast.client("deputy").get(at("livelihood_candidates_xlsx", town.sent()))
    sheet = load_workbook(BytesIO(response.getvalue())).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[1] for row in rows] == ["项目名称", *NAMES]
    assert (len(rows[0]), rows[1][5]) == (16, 3860000)


def test_a_late_list_is_told_in_the_form(town, cast):
    season = town.sent(at=NOON)
    sitting = town.meeting().sittings.get()
    form = {
        "sitting": sitting.public_id,
        "title": "票",
        "held_under": "办法",
        "model": "choose_up_to",
        "method": "named",
    }
    page = text(cast.client("staff").post(at("livelihood_vote_prepare", season), form))
    assert "晚了10天" in page
    assert Season.objects.get().state == "sent"


def test_putting_to_the_vote_leads_to_the_poll(town, cast):
    season, sitting = town.sent(), town.meeting().sittings.get()
    form = {
        "sitting": sitting.public_id,
        "title": "票",
        "held_under": "办法",
        "model": "choose_up_to",
        "method": "named",
    }
    response = cast.client("staff").post(at("livelihood_vote_prepare", season), form)
    poll = season.polls.get().poll
    assert response.headers["Location"] == at("ballots_poll", poll)
    assert (poll.seats, poll.options.count()) == (2, 3)


def test_members_see_counts_where_they_are_published(town, cast):
    assert "100.00%" in text(cast.client("deputy").get(at("livelihood_result", town.announced())))


def test_only_the_office_sees_counts_where_the_place_keeps_them(town, cast):
    area, day = town.term.body.area, SENT_AT.date()
    Policy.objects.create(key="ballots.publish_counts", value=False, area=area, starts_on=day, set_at=SENT_AT)
    season = town.announced()
    pages = {part: text(cast.client(part).get(at("livelihood_result", season))) for part in ("staff", "deputy")}
    assert "100.00%" in pages["staff"]
    assert "100.00%" not in pages["deputy"]
    assert "只公布结果,不公布得票数" in pages["deputy"]


def test_it_is_published_by_one_click(town, cast):
    season = town.decided()
    response = cast.client("staff").post(at("livelihood_season_announce", season), follow=True)
    assert "已公布,成员可以查看结果" in text(response)
    assert Season.objects.get().state == "announced"


def test_a_street_never_reads_the_words_of_a_congress(street, cast):
    season = street.announced()
    names = ["livelihood_season", "livelihood_reading", *SHARED_PAGES[:2], "livelihood_opinions", "livelihood_result"]
    pages = "".join(text(cast.client("street_staff").get(at(name, season))) for name in names)
    pages += text(cast.client("street_staff").get(reverse("livelihood_seasons")))
    assert [word for word in ("票决", "审议") if word in pages] == []
    assert "票选" in pages


@pytest.mark.parametrize("stage", ["drafted", "sent", "voting"])
def test_a_street_never_reads_them_on_the_way_either(street, cast, stage):
    getattr(street, stage)()
    season = Season.objects.get()
    client = cast.client("street_staff")
    pages = text(client.get(season.get_absolute_url())) + text(client.get(at("livelihood_vote_prepare", season)))
    assert [word for word in ("票决", "审议") if word in pages] == []


def test_a_town_never_reads_the_words_of_a_street(town, cast):
    season = town.announced()
    names = ["livelihood_season", "livelihood_reading", *SHARED_PAGES[:2], "livelihood_opinions", "livelihood_result"]
    pages = "".join(text(cast.client("staff").get(at(name, season))) for name in names)
    assert "票选" not in pages
    assert "票决" in pages


@pytest.mark.parametrize("name", ["livelihood_season", "livelihood_reading", *SHARED_PAGES])
def test_a_page_takes_twelve_queries_at_most_with_two_hundred_members(town, cast, django_assert_max_num_queries, name):
    for number in range(190):
        make.make_mandate(make.make_person(cast.town, f"代表{number}"), town.term)
    season, client = town.sent(), cast.client("staff")
    for place in range(30):
        deliberating.opinion_record(season=season, text=f"意见{place}", by=town.staff, at=NOON)
    client.get(at(name, season))
    with django_assert_max_num_queries(12):
        assert client.get(at(name, season)).status_code == 200


@pytest.mark.parametrize("name", ["livelihood_seasons", "livelihood_projects", "livelihood_reserve"])
def test_a_register_takes_twelve_queries_at_most(town, cast, django_assert_max_num_queries, name):
    for year in range(2030, 2040):
        town.drafted(year=year)
    client = cast.client("district_staff")
    client.get(reverse(name))
    with django_assert_max_num_queries(12):
        assert client.get(reverse(name)).status_code == 200


def test_only_who_keeps_the_list_is_asked_to_add_to_it(town, cast):
    season = town.season()
    create = at("livelihood_project_create", season)
    assert create in text(cast.client("staff").get(at("livelihood_season", season)))
    assert create not in text(cast.client("operator").get(at("livelihood_season", season)))
