"""Run-offs of exactly the tied, second rounds among the rest."""

import pytest

from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.cases import recount
from apps.congress.ballots.services.closing import poll_void
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.rounds import run_off_open, second_round_open
from apps.foundation.core.errors import Conflict, WrongState
from apps.foundation.policies.models import Policy
from tests.cast import TODAY
from tests.congress.ballots.hall import AT

FOUR = ("道路硬化", "饮水改造", "路灯安装", "停车场")


def counted(hall, poll: Poll, pairs) -> Poll:
    for number, names in enumerate(pairs):
        hall.vote(poll, number, *names)
    poll = hall.close(poll)
    poll_count(poll=poll, by=hall.staff, at=AT)
    return poll


def tied(hall) -> Poll:
    """Two seats: 道路硬化 has eight votes, 饮水改造 and 路灯安装 six each, 停车场 none."""
    pairs = [FOUR[:2]] * 4 + [(FOUR[0], FOUR[2])] * 4 + [FOUR[1:3]] * 2
    return counted(hall, hall.open(options=FOUR), pairs)


def short(hall) -> Poll:
    """Two seats, but only 道路硬化 reaches more than half, where the place asks for a second round."""
    Policy.objects.create(
        key="ballots.shortage_rule", area=hall.cast.town, value="second_round", source="本镇票决办法",
        starts_on=TODAY, set_at=AT,
    )  # fmt: skip
    return counted(hall, hall.open(options=FOUR), [FOUR[:1]] * 10)


def test_a_run_off_holds_exactly_the_tied_for_the_open_seats(hall):
    poll = tied(hall)
    run_off = run_off_open(poll=poll, by=hall.staff, at=AT)
    assert list(run_off.options.values_list("title", flat=True)) == ["饮水改造", "路灯安装"]
    assert (run_off.state, run_off.seats, run_off.round, run_off.run_off_of) == ("draft", 1, 2, poll)
    assert run_off.title == "民生实事项目票决(第2轮,再次投票)"


def test_the_highest_votes_win_a_run_off_whatever_their_share(hall):
    run_off = hall.open(run_off_open(poll=tied(hall), by=hall.staff, at=AT))
    poll = counted(hall, run_off, [["饮水改造"]] * 3 + [["路灯安装"]] * 2)
    assert poll.count.outcome["adopted"] == ["饮水改造"]


def test_anybody_can_recount_the_stored_case_of_a_run_off(hall):
    run_off = hall.open(run_off_open(poll=tied(hall), by=hall.staff, at=AT))
    count = counted(hall, run_off, [["饮水改造"]] * 3 + [["路灯安装"]] * 2).count
    assert recount(count.case) == (0, count.outcome)


def test_a_run_off_that_ties_again_is_followed_by_another(hall):
    run_off = hall.open(run_off_open(poll=tied(hall), by=hall.staff, at=AT))
    poll = counted(hall, run_off, [["饮水改造"]] * 3 + [["路灯安装"]] * 3)
    third = run_off_open(poll=poll, by=hall.staff, at=AT)
    assert (third.round, third.title) == (3, "民生实事项目票决(第3轮,再次投票)")


def test_it_refuses_a_run_off_where_nobody_is_tied(hall):
    with pytest.raises(WrongState, match="没有须再次投票的事项"):
        run_off_open(poll=short(hall), by=hall.staff, at=AT)


def test_it_refuses_a_second_run_off_of_one_poll(hall):
    poll = tied(hall)
    run_off_open(poll=poll, by=hall.staff, at=AT)
    with pytest.raises(Conflict, match="无须再建"):
        run_off_open(poll=poll, by=hall.staff, at=AT)


def test_a_voided_run_off_is_held_again(hall):
    poll = tied(hall)
    poll_void(poll=run_off_open(poll=poll, by=hall.staff, at=AT), reason="设置有误", by=hall.staff, at=AT)
    assert run_off_open(poll=poll, by=hall.staff, at=AT).state == "draft"


def test_it_refuses_a_run_off_of_a_voided_poll(hall):
    poll = tied(hall)
    poll_void(poll=poll, reason="程序有误", by=hall.staff, at=AT)
    with pytest.raises(WrongState, match="已作废"):
        run_off_open(poll=poll, by=hall.staff, at=AT)


def test_a_second_round_is_held_among_the_rest_by_the_same_rules(hall):
    second = second_round_open(poll=short(hall), by=hall.staff, at=AT)
    assert list(second.options.values_list("title", flat=True)) == ["饮水改造", "路灯安装", "停车场"]
    assert (second.seats, second.threshold, second.round) == (1, "more_than_half", 2)


def test_it_refuses_a_second_round_the_rules_do_not_ask_for(hall):
    with pytest.raises(WrongState, match="不再进行第二轮表决"):
        second_round_open(poll=tied(hall), by=hall.staff, at=AT)
