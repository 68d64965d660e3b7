"""Closing, counting, signing, announcing and voiding."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from apps.congress.ballots import selectors
from apps.congress.ballots.models import Count, Poll
from apps.congress.ballots.rules.cases import recount
from apps.congress.ballots.services.closing import poll_announce, poll_close, poll_void, polls_close_run_out
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.signing import result_sign
from apps.congress.ballots.signals import poll_announced, poll_counted, poll_voided
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, WrongState
from apps.foundation.people.models import DutyEvent
from tests.congress.ballots.hall import AT


@pytest.fixture
def heard():
    """What the signals of a poll said, in order."""
    said = []

    def counted(**kwargs):
        said.append(("counted", kwargs["outcome"]["adopted"]))

    def announced(**kwargs):
        said.append(("announced", kwargs["outcome"]["adopted"]))

    def voided(**kwargs):
        said.append(("voided", kwargs["reason"]))

    poll_counted.connect(counted)
    poll_announced.connect(announced)
    poll_voided.connect(voided)
    yield said
    poll_counted.disconnect(counted)
    poll_announced.disconnect(announced)
    poll_voided.disconnect(voided)


def voted(hall, **values):
    """A closed poll: eight for 道路硬化, six for 路灯安装, two blank ballots, nobody missing."""
    poll = hall.open(**values)
    for number in range(6):
        hall.vote(poll, number, "道路硬化", "路灯安装")
    for number in (6, 7):
        hall.vote(poll, number, "道路硬化")
    for number in (8, 9):
        hall.vote(poll, number)
    return hall.close(poll)


def test_nobody_sees_a_figure_before_the_count(hall):
    poll = hall.open()
    hall.vote(poll, 0, "道路硬化")
    for read in (selectors.result_of, selectors.named_votes):
        with pytest.raises(WrongState, match="截止并计票以前,任何人都不能查看"):
            read(poll)
    hall.close(poll)
    with pytest.raises(WrongState, match="截止并计票以前,任何人都不能查看"):
        selectors.result_of(poll)


def test_the_second_of_two_closers_hears_who_was_first(hall):
    poll = hall.close(hall.open())
    with pytest.raises(Conflict, match="本次表决已由示例staff于10:00:00截止,无须再办理。"):
        poll_close(poll=poll, by=hall.cast.actor("district_staff"), at=AT)


def test_it_refuses_to_close_a_draft(hall):
    with pytest.raises(WrongState, match="不能截止投票"):
        hall.close(hall.draft())


def test_the_portal_closes_a_poll_when_its_time_is_up(hall):
    poll, unlimited = hall.open(closes_at=AT + timedelta(minutes=5)), hall.open()
    assert polls_close_run_out(at=AT + timedelta(minutes=4)) == 0
    assert polls_close_run_out(at=AT + timedelta(minutes=5)) == 1
    assert polls_close_run_out(at=AT + timedelta(minutes=6)) == 0
    poll.refresh_from_db()
    unlimited.refresh_from_db()
    assert (poll.state, poll.closed_by, unlimited.state) == ("closed", "系统", "open")


def test_a_show_of_hands_ends_with_its_numbers_only(hall):
    poll = hall.open(method="show_of_hands", closes_at=AT + timedelta(minutes=5))
    assert polls_close_run_out(at=AT + timedelta(hours=1)) == 0
    with pytest.raises(WrongState, match="请直接录入举手人数"):
        hall.close(poll)


def test_it_writes_the_vote_into_the_duty_file_of_those_who_voted(hall):
    poll = hall.open()
    hall.vote(poll, 0, "道路硬化")
    hall.vote(poll, 3)
    hall.close(poll)
    events = DutyEvent.objects.order_by("person__pinyin").values_list("person__name", "kind", "title")
    assert list(events) == [("安然", "vote", "民生实事项目票决"), ("丁宁", "vote", "民生实事项目票决")]


def test_it_counts_the_named_ballots(hall, heard):
    count = poll_count(poll=voted(hall), by=hall.staff, at=AT)
    assert count.outcome["adopted"] == ["道路硬化", "路灯安装"]
    assert [(item["name"], item["votes"]) for item in count.outcome["items"]] == [
        ("道路硬化", 8), ("路灯安装", 6), ("饮水改造", 0),
    ]  # fmt: skip
    assert count.outcome["turnout"] == {
        "due": 10, "present": 10, "issued": 10, "received": 10, "void": 0, "valid": 10, "blank": 2,
    }  # fmt: skip
    assert heard == [("counted", ["道路硬化", "路灯安装"])]


def test_missing_ballots_are_issued_and_not_received(hall):
    poll = hall.open()
    hall.vote(poll, 0, "道路硬化")
    count = poll_count(poll=hall.close(poll), by=hall.staff, at=AT)
    assert (count.outcome["turnout"]["issued"], count.outcome["turnout"]["received"]) == (10, 1)


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ({"model": "choose_up_to", "seats": 1}, [{"approve": ("道路硬化",)}, {}]),
        ({"model": "per_item", "seats": None}, [{"approve": ("道路硬化",), "oppose": ("路灯安装",)}, {}]),
        ({"model": "preference"}, [{"approve": ("路灯安装", "道路硬化")}, {"approve": ("饮水改造",)}]),
        ({"model": "whole_list", "seats": None}, [{"approve": ("道路硬化", "饮水改造", "路灯安装")}, {}]),
        ({"model": "election", "seats": 1}, [{"approve": ("王五",), "oppose": ("道路硬化",)}, {}]),
        (
            {"model": "assessment", "seats": None},
            [{"grades": {"道路硬化": "满意"}}, {}],
        ),
    ],
    ids=lambda value: value.get("model") if isinstance(value, dict) else None,
)
def test_anybody_can_recount_the_stored_case(hall, values, marks):
    poll = hall.open(**values)
    for number, mark in enumerate(marks):
        hall.vote(poll, number, *mark.pop("approve", ()), **mark)
    count = poll_count(poll=hall.close(poll), by=hall.staff, at=AT)
    assert recount(count.case) == (0, count.outcome)


def test_the_stored_case_does_not_keep_the_order_of_the_roll(hall):
    poll = hall.open()
    hall.vote(poll, 0, "路灯安装")
    hall.vote(poll, 1, "道路硬化")
    count = poll_count(poll=hall.close(poll), by=hall.staff, at=AT)
    assert count.case["ballots"] == sorted(count.case["ballots"])


def test_it_refuses_to_count_an_open_poll(hall):
    with pytest.raises(WrongState, match="不能计票"):
        poll_count(poll=hall.open(), by=hall.staff, at=AT)


def test_it_refuses_to_count_twice(hall):
    poll = voted(hall)
    poll_count(poll=poll, by=hall.staff, at=AT)
    with pytest.raises(WrongState, match="不能计票"):
        poll_count(poll=poll, by=hall.staff, at=AT)
    assert Count.objects.count() == 1


def test_a_poll_without_scrutineers_needs_no_signature(hall):
    poll = voted(hall)
    poll_count(poll=poll, by=hall.staff, at=AT)
    poll.refresh_from_db()
    assert poll.state == "signed"


def counted_with_officers(hall):
    poll = hall.draft()
    hall.officers(poll)
    poll = hall.close(hall.open(poll))
    poll_count(poll=poll, by=hall.staff, at=AT)
    return poll


def test_it_is_signed_when_every_scrutineer_has_signed(hall):
    poll = counted_with_officers(hall)
    states = []
    for number, officer in enumerate(poll.officers.filter(duty__contains="scrutineer").order_by("person__pinyin")):
        states.append(result_sign(officer=officer, by=hall.deputy(number), at=AT).state)
    assert states == ["counted", "counted", "signed"]


def test_it_refuses_to_announce_before_all_have_signed(hall):
    with pytest.raises(WrongState, match="不能宣布结果"):
        poll_announce(poll=counted_with_officers(hall), by=hall.staff, at=AT)


def test_it_refuses_the_signature_of_a_teller(hall):
    teller = counted_with_officers(hall).officers.filter(duty="teller").first()
    with pytest.raises(NotAllowed, match="计票人不签字"):
        result_sign(officer=teller, by=hall.staff, at=AT)


def test_it_refuses_to_sign_twice(hall):
    officer = counted_with_officers(hall).officers.get(duty="chief_scrutineer")
    result_sign(officer=officer, by=hall.deputy(0), at=AT)
    with pytest.raises(Conflict, match="安然已经签字"):
        result_sign(officer=officer, by=hall.deputy(0), at=AT)


def test_it_marks_what_staff_recorded_for_a_signature_on_paper(hall):
    officer = counted_with_officers(hall).officers.get(duty="chief_scrutineer")
    result_sign(officer=officer, by=hall.staff, at=AT)
    officer.refresh_from_db()
    assert officer.signed_on_paper is True


def test_it_announces_the_result(hall, heard):
    poll = voted(hall)
    poll_count(poll=poll, by=hall.staff, at=AT)
    poll = poll_announce(poll=poll, by=hall.staff, at=AT)
    assert (poll.state, poll.announced_at) == ("announced", AT)
    assert heard[-1] == ("announced", ["道路硬化", "路灯安装"])


def test_it_refuses_to_void_without_a_reason(hall):
    with pytest.raises(DomainError, match="请填写作废理由"):
        poll_void(poll=hall.open(), reason="  ", by=hall.staff, at=AT)


def test_it_voids_an_open_poll_with_its_reason(hall, heard):
    poll = poll_void(poll=hall.open(), reason="名册有误", by=hall.staff, at=AT)
    assert (poll.state, poll.void_reason, heard) == ("voided", "名册有误", [("voided", "名册有误")])


def test_it_refuses_to_void_an_announced_poll(hall):
    poll = voted(hall)
    poll_count(poll=poll, by=hall.staff, at=AT)
    poll_announce(poll=poll, by=hall.staff, at=AT)
    with pytest.raises(WrongState, match="不能作废"):
        poll_void(poll=poll, reason="迟了", by=hall.staff, at=AT)


def refused_by_the_database(rows, **values):
    with pytest.raises(DatabaseError, match="pgtrigger: Cannot"), transaction.atomic():
        rows.update(**values)


def test_an_announced_result_cannot_be_touched_in_the_database(hall):
    poll = hall.close(hall.open())
    poll_count(poll=poll, by=hall.staff, at=AT)
    poll_announce(poll=poll, by=hall.staff, at=AT)
    refused_by_the_database(Poll.objects.filter(pk=poll.pk), state="open")


def test_a_signature_stands(hall):
    poll = hall.draft()
    hall.officers(poll)
    poll = hall.close(hall.open(poll))
    poll_count(poll=poll, by=hall.staff, at=AT)
    officer = poll.officers.get(duty="chief_scrutineer")
    result_sign(officer=officer, by=hall.staff, at=AT)
    refused_by_the_database(poll.officers.filter(pk=officer.pk), signed_at=None)


@pytest.mark.parametrize("table", ["ballots_option", "ballots_pollofficer"])
def test_what_was_voted_on_and_who_signed_cannot_be_emptied(db, table):
    with pytest.raises(DatabaseError, match="Cannot truncate"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
