"""Pages before their audiences; what only the office may see; nothing typed is lost."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.ballots.models import Poll
from apps.foundation.core.registry import related_to
from apps.foundation.people.models import DutyEvent, Term
from apps.foundation.people.services.duty import duty_event_record
from apps.office.documents.models import Document
from apps.systems.street_deliberations.models import Candidate, ImplementationPlan, QuotaTable, Seat, Slate
from apps.systems.street_deliberations.selectors import desk
from apps.systems.street_deliberations.selectors.duties import duty_lines
from apps.systems.street_deliberations.services import seats
from tests import factories as make
from tests.systems.street_deliberations.office import AT, again, days_later, fresh

IDENTITY = "11010119850506002X"


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(AT, tick=False):
        yield


def at(name, thing, *more):
    return reverse(f"street_deliberations_{name}", args=[thing.public_id, *more])


def text(response):
    return response.content.decode()


@pytest.fixture
def people(office, cast):
    """Everything that pages are of."""
    office.settled()
    candidate = office.cleared(identity_number=IDENTITY, name="示例甲")
    slate = office.published(candidate)
    return {"term": office.term, "plan": ImplementationPlan.objects.get(), "candidate": candidate, "slate": slate}


READ = [
    ("term", "term", ()), ("composition", "term", ()), ("plan", "plan", ()), ("plan_pdf", "plan", ()),
    ("plan_docx", "plan", ()), ("quota", "term", ()), ("quota_pdf", "term", ()), ("quota_docx", "term", ()),
    ("candidate", "candidate", ()), ("slate", "slate", ()), ("slate_paper", "slate", ("pdf",)),
    ("roster", "term", ()), ("roster_paper", "term", ("docx",)), ("duties", "term", (2026,)),
    ("year_paper", "term", (2026, "docx")),
]  # fmt: skip
ACTS = [
    ("plan_new", "term", ()), ("plan_change", "plan", ()), ("plan_submit", "plan", ()), ("plan_amend", "plan", ()),
    ("plan_abandon", "plan", ()), ("plan_document", "plan", ()), ("quota_new", "term", ()),
    ("quota_change", "term", ()), ("quota_settle", "term", ()), ("quota_document", "term", ()),
    ("candidate_new", "term", ()), ("candidate_change", "candidate", ()), ("candidate_submit", "candidate", ()),
    ("candidate_review", "candidate", ()), ("candidate_opinion", "candidate", ()),
    ("candidate_withdraw", "candidate", ()), ("candidate_decide", "candidate", ("reject",)),
    ("slate_new", "term", ()), ("slate_change", "slate", ()), ("slate_submit", "slate", ()),
    ("slate_abandon", "slate", ()), ("slate_publish", "slate", ()), ("slate_objection", "slate", ()),
    ("slate_determine", "slate", ()), ("assign", "term", ()),
]  # fmt: skip


def test_pages_are_read_by_office_and_leaders_of_the_place(people, cast):
    for name, what, more in READ:
        page = at(name, people[what], *more)
        statuses = {part: cast.client(part).get(page).status_code
                    for part in ("street_staff", "district_staff", "staff", "representative")}  # fmt: skip
        assert statuses == {"street_staff": 200, "district_staff": 200, "staff": 404, "representative": 403}, name


def test_acts_are_the_offices_own(people, cast):
    for name, what, more in ACTS:
        page = at(name, people[what], *more)
        statuses = [cast.client(part).post(page).status_code for part in ("leader", "staff", "representative")]
        assert statuses == [403, 404, 403], name
    assert Slate.objects.get().state == "notice"
    assert not Document.objects.exists()


def test_a_leader_reads_without_identity_phone_and_opinions(people, cast):
    leader = make.make_person(cast.district, "示例领导")
    make.make_user(leader, "streetleader")
    make.make_role(leader, "leader", cast.street)
    cast.people["streetleader"] = leader
    shown = text(cast.client("streetleader").get(at("candidate", people["candidate"])))
    assert "示例甲" in shown
    assert not [secret for secret in ("19900001234", IDENTITY[-4:], "联审意见", "派出所") if secret in shown]
    paper = at("candidate_paper", people["candidate"], "sheet", "pdf")
    assert cast.client("streetleader").get(paper).status_code == 403
    assert cast.client("street_staff").get(paper).status_code == 200


def test_the_office_sees_only_the_tail_of_an_identity_number(people, cast):
    shown = text(cast.client("street_staff").get(at("candidate", people["candidate"])))
    assert IDENTITY not in shown
    assert "末四位 002X" in shown


def test_the_public_page_of_the_notice_holds_nothing_personal(people, client):
    shown = text(client.get(people["slate"].notice.public_url))
    assert "示例甲,女,新民社区居民小组长,新民社区" in shown
    assert not [secret for secret in (IDENTITY, "19900001234", "1985", "热心公益") if secret in shown]


def test_the_register_is_searched_filtered_and_exported(people, office, cast):
    office.candidate("红星社区", name="示例乙", sex="male")
    client, path = cast.client("street_staff"), reverse("street_deliberations_candidates")
    assert "示例乙" in text(client.get(path))
    assert "示例乙" not in text(client.get(path, {"q": "示例甲"}))
    assert "示例甲" not in text(client.get(path, {"state": "draft"}))
    sheet = load_workbook(BytesIO(b"".join(client.get(path, {"export": "xlsx"}).streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert (rows[0][:3], rows[0][-1]) == (("姓名", "状态", "性别"), "联系电话")
    assert {row[0] for row in rows[1:]} == {"示例甲", "示例乙"}


def test_a_recommendation_is_typed_kept_and_corrected(office, cast):
    office.settled()
    client, page = cast.client("street_staff"), at("candidate_new", office.term)
    given = {"revision": 0, "line": office.line().public_id, "channel": "self", "name": "示例丙", "nationality": "中国",
             "tie": "lives", "identity_number": "123"}  # fmt: skip
    refused = text(client.post(page, given))
    assert "应为18位" in refused
    assert 'value="示例丙"' in refused
    response = client.post(page, {**given, "identity_number": IDENTITY})
    made = Candidate.objects.get(name="示例丙")
    assert response.url == made.get_absolute_url()
    assert (made.born_on, made.sex) == (date(1985, 5, 6), "female")
    change = at("candidate_change", made)
    later = {**given, "identity_number": "", "merits": "热心公益"}
    assert client.post(change, later).status_code == 302
    stale = client.post(change, {**later, "merits": "后来的修改"})
    assert "刚被他人修改过" in text(stale)
    assert "后来的修改" in text(stale)
    assert fresh(made).identity_number == IDENTITY


def test_the_quota_table_is_typed_on_one_page(office, cast):
    table = office.table()
    client, page = cast.client("street_staff"), at("quota_change", office.term)
    rows = [("community", area.public_id, "", 2) for area in office.communities] + [("category", "", "新就业群体", 4)]
    keys = [line.public_id for line in table.lines.all()]
    given = {"revision": 0, "lines-TOTAL_FORMS": 5, "lines-INITIAL_FORMS": 3}
    for number, (kind, community, unit, seats_given) in enumerate(rows):
        given |= {f"lines-{number}-kind": kind, f"lines-{number}-community": community, f"lines-{number}-unit": unit,
                  f"lines-{number}-seats": seats_given,
                  f"lines-{number}-key": keys[number] if number < 3 else ""}  # fmt: skip
    given |= {"lines-4-kind": "unit", "lines-4-unit": "", "lines-4-seats": ""}
    assert client.post(page, given).status_code == 302
    assert [(line.name, line.seats) for line in QuotaTable.objects.get().lines.all()] == [
        ("新民社区", 2), ("红星社区", 2), ("前进社区", 2), ("新就业群体", 4),
    ]  # fmt: skip
    assert client.post(at("quota_settle", office.term)).status_code == 302
    assert QuotaTable.objects.get().is_settled
    assert "调整理由" in text(client.get(page))


def test_the_whole_way_through_the_pages(office, cast):
    office.settled()
    client, person = cast.client("street_staff"), office.cleared(name="示例丁")
    assert client.post(at("slate_new", office.term)).status_code == 302
    slate = Slate.objects.get()
    change = at("slate_change", slate)
    assert "示例丁 · 新民社区" in text(client.get(change))
    assert client.post(change, {"revision": 0, "candidates": [person.public_id]}).status_code == 302
    assert client.post(at("slate_submit", slate)).status_code == 302
    office.decide(slate)
    publish = {"starts_on": "2026-03-02", "where": "公示栏"}
    assert client.post(at("slate_publish", slate), publish).status_code == 302
    office.conclude(again(slate))
    with time_machine.travel(days_later(9), tick=False):
        client = cast.client("street_staff")
        assert "确定议事代表" in text(client.get(at("slate", slate)))
        done = client.post(at("slate_determine", slate), {"determined_on": "2026-03-11", "document_number": "8号"})
        assert done.status_code == 302
        seat = Seat.objects.get(candidate=person)
        assert "示例丁" in text(client.get(at("roster", office.term)))
        assert client.get(at("seat", seat)).status_code == 200
        assert client.get(at("certificate", seat, "pdf")).status_code == 200
        assert client.get(at("record", seat.mandate, 2026, "pdf")).status_code == 200
        assert "空缺" in text(client.get(at("end", seat.mandate)))


def test_composition_is_shown_as_of_a_day(office, cast):
    office.settled()
    mandate = make.make_mandate(
        make.make_person(cast.street, "名册甲", sex="female", party="中共党员", born_on=date(1990, 1, 1)), office.term,
        "representative", since=date(2026, 2, 1),
    )  # fmt: skip
    seats.seats_assign(
        line=office.line(), mandates=[mandate], category="resident", occupation="frontline", by=office.staff, at=AT
    )
    client, page = cast.client("street_staff"), at("composition", office.term)
    assert "100.0%(1/1),目标不低于30%" in text(client.get(page))
    assert "在任0人" in text(client.get(page, {"on": "2026-01-31"}))
    assert client.get(page, {"on": "nonsense"}).status_code == 200


def test_points_follow_the_value_at_the_end_of_the_year(office, cast):
    office.settled()
    person = make.make_person(cast.street, "名册甲")
    make.make_mandate(person, office.term, "representative")
    for number, kind in enumerate(("speech", "suggestion", "motion")):
        DutyEvent.objects.create(person=person, kind=kind, on=date(2026, 2, 1), title="发言", subject_label="x.y",
                                 subject_id=number, recorded_at=AT)  # fmt: skip
    client = cast.client("street_staff")
    sheet = load_workbook(
        BytesIO(b"".join(client.get(at("duties", office.term, 2026), {"export": "xlsx"}).streaming_content))
    ).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][:2] == (1, "名册甲")
    assert rows[1][-1] == 10
    assert client.get(at("duties", office.term, 2021)).status_code == 404


def test_a_vote_in_another_body_counts_nothing_here(office, cast):
    office.settled()
    person = make.make_person(cast.street, "兼任代表")
    make.make_mandate(person, office.term, "representative")
    for body in (office.term.body, cast.congress):
        poll = Poll.objects.create(body=body, title="测评", held_under="办法")
        duty_event_record(person=person, kind="vote", on=date(2026, 2, 1), title="测评", subject=poll, at=AT)
    assert [line.times("vote") for line in duty_lines(office.term, 2026, AT.date())] == [1]


def test_a_new_meeting_is_offered_for_the_term_that_runs(office, cast):
    """Neither for the next term, whose day has not come, nor for the office's own congress."""
    following = make.make_term(office.term.body, number=22)
    Term.objects.filter(pk=following.pk).update(first_session_on=date(2027, 1, 5))
    make.make_term(make.make_unit(cast.district, "district_congress", "示例区人民代表大会"), number=18)
    for part in ("street_staff", "district_staff"):
        client = cast.client(part)
        page = text(client.get(reverse("street_deliberations_meetings")))
        link = next(part for part in page.split('"') if part.startswith(reverse("meetings_create")))
        assert client.get(link).context["builder"].form["term"].value() == office.term.pk
    bare = cast.client("street_staff").get(reverse("meetings_create"))
    assert bare.context["builder"].form["term"].value() == office.term.pk


def test_the_desk_leads_to_the_next_step_and_counts(people, office, cast):
    staff, today = cast.actor("street_staff"), AT.date()
    assert [item.detail for item in desk.todo(staff, today) if str(office.term) in item.title] == [
        "第1批:名单正在公示。期满后处理意见、办结公示,再确定。"
    ]
    figures = {figure.title: figure.value for figure in desk.figures(staff, today)}
    assert figures["已建立议事代表制度的街道"] == 1
    assert figures["议事代表空缺"] == 0
    assert [hit.title for hit in desk.search(staff, "示例甲")] == ["示例甲"]
    assert not list(desk.search(cast.actor("staff"), "示例甲"))
    ways = [way.title for way in related_to(people["slate"].notice, staff)]
    assert "打开名单" in ways


def test_a_vacancy_is_on_the_desk_and_in_the_calendar(office, cast):
    office.now = days_later(-30)
    office.settled()
    office.determined(office.cleared(name="示例戊"))
    seat = Seat.objects.with_person().get(mandate__person__name="示例戊")
    seats.representative_end(
        mandate=seat.mandate, reason="resigned", proposed_by="本人", approved_by="街道党工委", document="9号",
        on=AT.date(), by=office.staff, at=AT,
    )  # fmt: skip
    items = [item for item in desk.todo(cast.actor("street_staff"), AT.date()) if "补推" in item.title]
    assert [(item.title, item.due) for item in items] == [("补推议事代表:新民社区(示例戊的空缺)", date(2026, 6, 2))]
    (deadline,) = desk.deadlines(AT.date())
    assert (deadline.on, deadline.recipient_ids) == (date(2026, 6, 2), (cast.people["street_staff"].pk,))


def test_the_lists_ask_few_questions(people, office, cast, django_assert_max_num_queries):
    for line in ("红星社区", "前进社区"):
        office.candidate(line)
    client = cast.client("street_staff")
    with django_assert_max_num_queries(25):
        client.get(reverse("street_deliberations_candidates"))
    with django_assert_max_num_queries(25):
        client.get(reverse("street_deliberations_terms"))
