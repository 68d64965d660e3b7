"""Every page of a poll before the four audiences, and what each must say."""

import json
import re
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from apps.congress.ballots.models import NamedBallot, Poll
from apps.congress.ballots.rules.cases import recount
from apps.congress.ballots.services.closing import poll_announce
from apps.congress.ballots.services.counting import poll_count
from tests.congress.ballots.hall import AT
from tests.congress.ballots.test_casting import end_seat

OFFICE_GET = ["ballots_poll_edit", "ballots_options", "ballots_officers", "ballots_hands"]
OFFICE_POST = [
    "ballots_close", "ballots_count", "ballots_announce", "ballots_void", "ballots_run_off", "ballots_second_round",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(AT, tick=False):
        yield


def url(poll: Poll, page: str) -> str:
    paths = {
        "poll": "", "result_pdf": "result.pdf", "result_xlsx": "result.xlsx", "result_docx": "result.docx",
        "recount_json": "recount.json", "poll_edit": "edit/", "ballot_pdf": "ballot.pdf",
    }  # fmt: skip
    page = page.removeprefix("ballots_")
    return f"/ballots/{poll.public_id}/{paths.get(page, page.replace('_', '-') + '/')}"


def counted(hall, **values) -> Poll:
    poll = hall.draft(**values)
    hall.officers(poll)
    poll = hall.open(poll)
    for number in range(8):
        hall.vote(poll, number, "道路硬化", "路灯安装")
    poll = hall.close(poll)
    poll_count(poll=poll, by=hall.staff, at=AT)
    return poll


@pytest.mark.parametrize("page", OFFICE_GET)
def test_the_office_alone_prepares_a_poll(hall, page):
    poll = hall.draft(method="show_of_hands")
    statuses = [hall.cast.client(part).get(url(poll, page)).status_code for part in ("staff", "deputy", "other_staff")]
    assert statuses == [200, 403, 404]


@pytest.mark.parametrize("page", OFFICE_POST)
def test_the_office_alone_moves_a_poll(hall, page):
    poll = hall.open()
    statuses = [
        hall.cast.client(part).post(url(poll, page)).status_code for part in ("deputy", "leader", "other_staff")
    ]
    assert statuses == [403, 403, 404]
    assert Poll.objects.get(pk=poll.pk).state == "open"


@pytest.mark.parametrize("page", ["live", "screen"])
def test_staff_and_leaders_watch_the_counts(hall, page):
    poll = hall.open()
    parts = ("staff", "leader", "deputy", "other_staff")
    statuses = [hall.cast.client(part).get(url(poll, page)).status_code for part in parts]
    assert statuses == [200, 200, 403, 404]


@pytest.mark.parametrize("page", ["poll", "vote", "live", "screen", "result", "votes", "sign", "tally", "comparison"])
def test_a_guest_is_sent_to_sign_in(hall, page):
    response = Client().get(url(hall.open(), page))
    assert (response.status_code, response.url.startswith("/accounts/login/")) == (302, True)


def test_members_see_the_poll_of_their_body_once_it_is_open(hall):
    draft, opened = hall.draft(), hall.open()
    deputy, other = hall.cast.client("deputy"), hall.cast.client("other_deputy")
    assert deputy.get(url(draft, "poll")).status_code == 404
    assert deputy.get(url(opened, "poll")).status_code == 200
    assert other.get(url(opened, "poll")).status_code == 404


def test_a_deputy_votes_and_sees_so(hall):
    poll = hall.open()
    client = hall.cast.client("deputy")
    assert "确认投票" in client.get(url(poll, "vote")).content.decode()
    response = client.post(url(poll, "vote"), {"approve": ["道路硬化"]}, headers={"HX-Request": "true"})
    assert "已投票" in response.content.decode()
    page = client.get(url(poll, "vote")).content.decode()
    assert "已投票" in page
    assert "确认投票" not in page


def test_a_vote_asks_the_database_little(hall, django_assert_max_num_queries):
    """In the minute of a vote every deputy sends one: no system is asked where to go on."""
    poll, client = hall.open(), hall.cast.client("deputy")
    client.get(url(poll, "vote"))
    with django_assert_max_num_queries(10):
        client.post(url(poll, "vote"), {"approve": ["道路硬化"]}, headers={"HX-Request": "true"})


@pytest.mark.parametrize(
    ("values", "data", "stored"),
    [
        ({"model": "choose_up_to"}, {"approve": ["道路硬化"]}, ["道路硬化"]),
        (
            {"model": "per_item", "seats": None},
            {"mark:道路硬化": "approve", "mark:饮水改造": "oppose", "mark:路灯安装": "abstain"},
            {"approve": ["道路硬化"], "oppose": ["饮水改造"]},
        ),
        ({"model": "preference"}, {"rank:路灯安装": "1", "rank:道路硬化": "2"}, ["路灯安装", "道路硬化"]),
        (
            {"model": "whole_list", "seats": None},
            {"list": "oppose", "listed": ["道路硬化", "饮水改造", "路灯安装"]},
            {"approve": [], "oppose": ["道路硬化", "饮水改造", "路灯安装"]},
        ),
        (
            {"model": "election", "seats": 1},
            {"mark:道路硬化": "oppose", "write_in": "王五"},
            {"approve": ["王五"], "oppose": ["道路硬化"]},
        ),
        ({"model": "assessment", "seats": None}, {"grade:道路硬化": "基本满意"}, {"道路硬化": "基本满意"}),
    ],
    ids=["choose_up_to", "per_item", "preference", "whole_list", "election", "assessment"],
)
def test_every_ballot_model_is_marked_and_cast_by_its_page(hall, values, data, stored):
    poll = hall.open(**values)
    client = hall.cast.client("deputy")
    page = client.get(url(poll, "vote")).content.decode()
    assert all(f'name="{name}"' in page for name in data)
    assert client.post(url(poll, "vote"), data).status_code == 302
    assert NamedBallot.objects.get().choices == stored


def test_too_many_marks_are_refused_with_a_fragment(hall):
    poll = hall.open()
    data = {"approve": ["道路硬化", "饮水改造", "路灯安装"]}
    response = hall.cast.client("deputy").post(url(poll, "vote"), data, headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert "最多选2项,您选了3项,请取消1项。" in response.content.decode()


def test_a_deputy_whose_seat_ended_this_morning_hears_so(hall):
    poll = hall.open()
    end_seat(hall, 0)
    response = hall.cast.client("deputy").post(url(poll, "vote"), {"approve": ["道路硬化"]})
    assert response.status_code == 403
    assert "您的代表资格已经终止,不能参加本次表决" in response.content.decode()


def test_voting_after_the_close_is_refused_in_a_sentence(hall):
    poll = hall.close(hall.open())
    response = hall.cast.client("deputy").post(url(poll, "vote"), {"approve": ["道路硬化"]})
    assert response.status_code == 409
    assert "表决已经截止,您的选票没有投出" in response.content.decode()


def test_the_second_staff_member_to_close_hears_who_did(hall):
    poll = hall.open()
    assert hall.cast.client("staff").post(url(poll, "close")).status_code == 302
    response = hall.cast.client("district_staff").post(url(poll, "close"))
    assert response.status_code == 409
    assert "本次表决已由示例staff于" in response.content.decode()


@pytest.mark.parametrize("page", ["poll", "vote", "live", "screen"])
def test_html_in_titles_is_shown_as_text(hall, page):
    poll = hall.open(title="<script>alert(1)</script>", options=("<img src=x>", "甲", "乙"))
    part = "deputy" if page == "vote" else "staff"
    body = hall.cast.client(part).get(url(poll, page)).content.decode()
    assert "&lt;script&gt;alert(1)" in body
    assert "<script>alert(1)" not in body
    assert "<img src=x>" not in body


def test_no_figure_is_shown_while_the_poll_is_open(hall):
    poll = hall.open()
    hall.vote(poll, 0, "道路硬化")
    for page in ("result", "votes"):
        response = hall.cast.client("staff").get(url(poll, page))
        assert response.status_code == 409
        assert "截止并计票以前,任何人都不能查看" in response.content.decode()


def test_the_live_page_names_who_has_not_voted_to_staff_alone(hall):
    poll = hall.open()
    hall.vote(poll, 0, "道路硬化")
    staff, leader = (hall.cast.client(part).get(url(poll, "live")).content.decode() for part in ("staff", "leader"))
    assert ("白雪" in staff, "安然" in staff, "白雪" in leader) == (True, False, False)


def test_the_screen_shows_counts_and_the_way_to_the_ballot_but_no_name(hall):
    poll = hall.open()
    hall.vote(poll, 0, "道路硬化")
    page = hall.cast.client("staff").get(url(poll, "screen")).content.decode()
    assert re.search(r"screen-cast\">1<small> / 10", page)
    assert "data:image/svg+xml" in page
    assert "白雪" not in page


def test_who_sees_the_result_before_it_is_announced(hall):
    poll = counted(hall)
    parts = ("staff", "leader", "deputy", "other_staff", "other_deputy")
    assert [hall.cast.client(part).get(url(poll, "result")).status_code for part in parts] == [200, 200, 200, 404, 404]
    member = Client()
    member.force_login(hall.cast.deputies()[5].user)
    assert member.get(url(poll, "result")).status_code == 403


def test_leaders_hear_the_result_from_the_chair(hall):
    """Between count and announcement only those who run the poll, count it and sign it know."""
    poll = hall.draft()
    hall.officers(poll)
    poll.officers.filter(person=hall.cast.people["leader"]).delete()
    hall.open(poll)
    hall.vote(poll, 0, "道路硬化")
    poll_count(poll=hall.close(poll), by=hall.staff, at=AT)
    leader, pages = hall.cast.client("leader"), ("result", "result_pdf", "result_xlsx", "recount_json", "announcement")
    for state in ("counted", "signed"):
        Poll.objects.filter(pk=poll.pk).update(state=state)
        assert {leader.get(url(poll, page)).status_code for page in pages} == {403}
        assert hall.cast.client("staff").get(url(poll, "result")).status_code == 200
        assert "查看结果" not in leader.get(url(poll, "poll")).content.decode()
        assert "计票完成,等待宣布" in leader.get(url(poll, "screen")).content.decode()
        assert "通过" not in leader.get("/audit/").content.decode().partition("<main")[2]
    poll.refresh_from_db()
    poll_announce(poll=poll, by=hall.staff, at=AT)
    assert "道路硬化" in leader.get(url(poll, "result")).content.decode()


def test_members_see_the_announced_result(hall):
    poll = counted(hall)
    poll.officers.update(signed_at=AT)
    Poll.objects.filter(pk=poll.pk).update(state="signed")
    poll_announce(poll=poll, by=hall.staff, at=AT)
    member = Client()
    member.force_login(hall.cast.deputies()[5].user)
    assert "道路硬化" in member.get(url(poll, "result")).content.decode()


def test_counts_that_are_not_published_are_kept_from_members(hall):
    poll = hall.draft()
    Poll.objects.filter(pk=poll.pk).update(publish_counts=False)
    poll.refresh_from_db()
    opened = hall.open(poll)
    Poll.objects.filter(pk=poll.pk).update(state="draft")
    Poll.objects.filter(pk=poll.pk).update(publish_counts=False)
    Poll.objects.filter(pk=poll.pk).update(state="open")
    for number in range(8):
        hall.vote(opened, number, "道路硬化")
    closed = hall.close(opened)
    poll_count(poll=closed, by=hall.staff, at=AT)
    poll_announce(poll=closed, by=hall.staff, at=AT)
    page = hall.cast.client("deputy").get(url(poll, "result")).content.decode()
    assert "道路硬化" in page
    assert "80.00%" not in page
    assert "路灯安装" not in page


def test_the_recount_file_gives_the_result_again(hall):
    poll = counted(hall)
    response = hall.cast.client("staff").get(url(poll, "recount_json"))
    assert recount(json.loads(response.getvalue())) == (0, poll.count.outcome)
    assert hall.cast.client("other_staff").get(url(poll, "recount_json")).status_code == 404


@pytest.mark.parametrize(("page", "kind"), [("result_pdf", b"%PDF-"), ("result_xlsx", b"PK")])
def test_the_result_sheet_is_downloaded_by_staff_and_officers(hall, page, kind):
    poll = counted(hall)
    response = hall.cast.client("staff").get(url(poll, page))
    content = b"".join(response) if response.streaming else response.content
    assert content.startswith(kind)
    member = Client()
    member.force_login(hall.cast.deputies()[5].user)
    assert member.get(url(poll, page)).status_code == 403


def test_the_spreadsheet_holds_turnout_and_lines(hall):
    response = hall.cast.client("staff").get(url(counted(hall), "result_xlsx"))
    rows = list(load_workbook(BytesIO(b"".join(response))).active.iter_rows(values_only=True))
    assert rows[1][:2] == ("应到", 10)
    assert (1, "道路硬化", 8, "80.00", "通过") in rows


def test_the_list_of_who_voted_what_is_for_the_office(hall):
    poll = counted(hall)
    page = hall.cast.client("staff").get(url(poll, "votes")).content.decode()
    assert "道路硬化、路灯安装" in page
    statuses = [
        hall.cast.client(part).get(url(poll, "votes")).status_code for part in ("leader", "deputy", "other_staff")
    ]
    assert statuses == [403, 403, 404]


def test_a_scrutineer_signs_for_themself_and_nobody_for_others(hall):
    poll = counted(hall)
    chief = poll.officers.get(duty="chief_scrutineer")
    other = poll.officers.filter(duty="scrutineer").first()
    client = hall.cast.client("deputy")
    assert client.post(url(poll, "sign"), {"officer": other.person.public_id}).status_code == 403
    assert client.post(url(poll, "sign"), {"officer": chief.person.public_id}).status_code == 302
    chief.refresh_from_db()
    assert (chief.signed_at, chief.signed_on_paper) == (AT, False)


def test_a_teller_types_in_and_keeps_the_numbers_when_they_contradict(hall):
    poll = hall.draft(method="paper")
    hall.officers(poll)
    poll = hall.close(hall.open(poll))
    data = {"issued": 10, "received": 10, "void": 11, "blank": 0, "item-0-approve": 5, "item-1-approve": 5,
            "item-2-approve": 7}  # fmt: skip
    response = hall.cast.client("staff").post(url(poll, "tally"), data)
    body = response.content.decode()
    assert response.status_code == 200
    assert 'value="7"' in body
    assert "废票数不得多于收回票数" in body
    assert hall.cast.client("staff").post(url(poll, "tally"), data | {"void": 1}).status_code == 302


def test_the_comparison_shows_every_difference(hall):
    poll = hall.draft(method="paper")
    hall.officers(poll)
    poll = hall.close(hall.open(poll))
    data = {"issued": 10, "received": 10, "void": 0, "blank": 0, "item-0-approve": 5, "item-1-approve": 5,
            "item-2-approve": 7}  # fmt: skip
    hall.cast.client("staff").post(url(poll, "tally"), data)
    assert "须由两名计票人各录入一次" in hall.cast.client("leader").get(url(poll, "comparison")).content.decode()
    hall.cast.client("leader").post(url(poll, "tally"), data | {"item-2-approve": 8, "blank": 1})
    body = hall.cast.client("staff").get(url(poll, "comparison")).content.decode()
    assert "共2处" in body
    assert "路灯安装 赞成" in body


def test_staff_type_in_a_show_of_hands(hall):
    poll = hall.open(method="show_of_hands", model="per_item", seats=None, options=("会议议程",))
    response = hall.cast.client("staff").post(url(poll, "hands"), {"item-0-approve": 9, "item-0-oppose": 0})
    assert response.url == url(poll, "result")


def test_staff_set_up_a_poll_by_its_pages(hall):
    client = hall.cast.client("staff")
    data = {"body": hall.cast.congress.pk, "title": "票决", "held_under": "票决办法", "model": "choose_up_to",
            "method": "paper", "seats": 1}  # fmt: skip
    assert client.post("/ballots/new/", data).status_code == 302
    poll = Poll.objects.get()
    client.post(url(poll, "options"), {"lines": "道路硬化|村口至学校2公里\n饮水改造\t覆盖三个村"})
    assert list(poll.options.values_list("title", "detail")) == [
        ("道路硬化", "村口至学校2公里"), ("饮水改造", "覆盖三个村"),
    ]  # fmt: skip
    page = client.get(url(poll, "poll")).content.decode()
    assert "尚未确定总监票人1名。" in page
    people = {"chief_scrutineer": "安然", "scrutineer": "白雪、陈晨", "teller": "示例staff、示例leader"}
    assert client.post(url(poll, "officers"), people).status_code == 302
    assert "设置已齐备" in client.get(url(poll, "poll")).content.decode()


def test_an_end_in_a_year_that_nobody_means_is_refused(hall):
    values = {"title": "年度票决", "held_under": "办法", "model": "choose_up_to", "method": "named", "seats": "2"}
    data = values | {"body": hall.cast.congress.pk, "closes_at": "0001-01-01T00:00"}
    page = hall.cast.client("staff").post("/ballots/new/", data).content.decode()
    assert "年份应在1900年至2100年之间" in page
    assert not Poll.objects.filter(title="年度票决").exists()


def test_an_unknown_scrutineer_is_named_and_the_typing_kept(hall):
    data = {"chief_scrutineer": "安然", "scrutineer": "查无此人", "teller": ""}
    body = hall.cast.client("staff").post(url(hall.draft(), "officers"), data).content.decode()
    assert "找不到:查无此人" in body
    assert 'value="查无此人"' in body


def test_a_candidate_is_no_scrutineer(hall):
    poll = hall.draft(model="election", seats=1, options=("安然", "白雪"))
    data = {"chief_scrutineer": "安然", "scrutineer": "", "teller": ""}
    body = hall.cast.client("staff").post(url(poll, "officers"), data).content.decode()
    assert "安然是本次表决的候选人,不能担任监票人。" in body


def test_the_home_page_calls_to_vote_until_one_has_voted(hall):
    poll = hall.open()
    client = hall.cast.client("deputy")
    assert url(poll, "vote") in client.get("/").content.decode()
    hall.vote(poll, 0, "道路硬化")
    assert url(poll, "vote") not in client.get("/").content.decode()


def test_the_list_takes_as_many_queries_whatever_its_length(hall, django_assert_max_num_queries):
    for number in range(30):
        hall.draft(title=f"第{number}次表决")
    client = hall.cast.client("staff")
    client.get("/ballots/")
    with django_assert_max_num_queries(12):
        assert client.get("/ballots/?size=50").status_code == 200


def test_the_office_of_the_place_is_told_to_count_and_to_announce(hall):
    poll = hall.close(hall.open())
    assert "去计票" in hall.cast.client("staff").get("/").content.decode()
    assert "去计票" not in hall.cast.client("other_staff").get("/").content.decode()
    poll_count(poll=poll, by=hall.staff, at=AT)
    assert "去宣布" in hall.cast.client("staff").get("/").content.decode()
