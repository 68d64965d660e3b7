"""Paper ballots typed in twice, mixed polls, shows of hands."""

from dataclasses import replace

import pytest

from apps.congress.ballots.models import PaperTally
from apps.congress.ballots.rules.cases import recount
from apps.congress.ballots.rules.sheets import Sheet
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.opening import voter_channel_change
from apps.congress.ballots.services.paper import hands_record, tally_enter
from apps.foundation.core.errors import Conflict, NotAllowed, NotReady, WrongState
from apps.foundation.people.models import DutyEvent
from tests.congress.ballots.hall import AT, OPTIONS

VOTES = dict(zip(OPTIONS, (8, 2, 6), strict=True))
BOX = Sheet(10, 10, 1, 1, tuple({"name": name, "approve": votes} for name, votes in VOTES.items()))


def on_paper(hall, **values):
    """A closed paper poll with its officers; the tellers are `staff` and `leader`."""
    poll = hall.draft(method="paper", **values)
    hall.officers(poll)
    return hall.close(hall.open(poll))


def enter(hall, poll, sheet, part="staff"):
    return tally_enter(poll=poll, sheet=sheet, by=hall.cast.actor(part), at=AT)


def test_two_equal_tallies_are_counted(hall):
    poll = on_paper(hall)
    enter(hall, poll, BOX)
    enter(hall, poll, BOX, "leader")
    count = poll_count(poll=poll, by=hall.staff, at=AT)
    assert count.outcome["adopted"] == ["道路硬化", "路灯安装"]
    assert count.outcome["turnout"]["void"] == 1


def test_people_written_in_may_be_typed_in_in_another_order(hall):
    poll = on_paper(hall, model="election", seats=2)
    candidates = [{"name": name, "approve": 2, "oppose": 4, "abstain": 0} for name in OPTIONS]
    written = [{"name": "王五", "approve": 3, "write_in": True}, {"name": "赵六", "approve": 1, "write_in": True}]
    enter(hall, poll, Sheet(6, 6, 0, 0, (*candidates, *written)))
    enter(hall, poll, Sheet(6, 6, 0, 0, (*candidates, *reversed(written))), "leader")
    assert poll_count(poll=poll, by=hall.staff, at=AT).outcome["turnout"]["received"] == 6


def test_one_tally_is_not_enough(hall):
    poll = on_paper(hall)
    enter(hall, poll, BOX)
    with pytest.raises(NotReady, match="还差1人"):
        poll_count(poll=poll, by=hall.staff, at=AT)


def test_a_teller_cannot_type_in_for_both(hall):
    poll = on_paper(hall)
    enter(hall, poll, BOX)
    with pytest.raises(Conflict, match="请由另一名计票人独立录入"):
        enter(hall, poll, BOX)


def test_nobody_but_a_teller_types_in(hall):
    with pytest.raises(NotAllowed, match="只有本次表决的计票人"):
        enter(hall, on_paper(hall), BOX, "deputy")


def test_different_tallies_are_refused_and_typed_in_again_by_both(hall):
    poll = on_paper(hall)
    enter(hall, poll, BOX)
    enter(hall, poll, replace(BOX, void=0, blank=2), "leader")
    with pytest.raises(NotReady, match=r"不一致\(废票、弃权票\)"):
        poll_count(poll=poll, by=hall.staff, at=AT)
    enter(hall, poll, BOX, "leader")
    with pytest.raises(NotReady, match="还差1人"):
        poll_count(poll=poll, by=hall.staff, at=AT)
    enter(hall, poll, BOX)
    assert poll_count(poll=poll, by=hall.staff, at=AT).outcome["valid"] is True
    assert list(PaperTally.objects.values_list("attempt", flat=True)) == [1, 1, 2, 2]


def test_an_agreed_count_is_final(hall):
    poll = on_paper(hall)
    enter(hall, poll, BOX)
    enter(hall, poll, BOX, "leader")
    with pytest.raises(Conflict, match="录入已经一致"):
        enter(hall, poll, BOX)


def test_it_refuses_numbers_no_box_can_hold(hall):
    with pytest.raises(NotReady) as refusal:
        enter(hall, on_paper(hall), replace(BOX, void=11))
    assert "void_exceeds_received" in [issue.code for issue in refusal.value.issues]


def test_it_refuses_a_missing_line(hall):
    with pytest.raises(NotReady, match="录入的项目与表决事项不一致"):
        enter(hall, on_paper(hall), replace(BOX, items=BOX.items[:2]))


def test_more_received_than_issued_makes_the_vote_invalid(hall):
    poll = on_paper(hall)
    box = replace(BOX, issued=9)
    enter(hall, poll, box)
    enter(hall, poll, box, "leader")
    outcome = poll_count(poll=poll, by=hall.staff, at=AT).outcome
    assert (outcome["valid"], outcome["adopted"], outcome["reasons"][0]["code"]) == (
        False, [], "received_exceeds_issued",
    )  # fmt: skip


def test_it_refuses_to_type_in_while_the_poll_is_open(hall):
    poll = hall.draft(method="paper")
    hall.officers(poll)
    with pytest.raises(WrongState, match="投票截止以后"):
        enter(hall, hall.open(poll), BOX)


def mixed(hall, *, by_phone=6):
    """A closed poll: four have changed to paper, `by_phone` of the other six voted by phone."""
    poll = hall.draft(method="mixed")
    hall.officers(poll)
    poll = hall.open(poll)
    for entry in poll.roll.filter(number__gt=6):
        voter_channel_change(entry=entry, by=hall.staff, at=AT)
    for number in range(by_phone):
        hall.vote(poll, number, "道路硬化")
    return hall.close(poll)


def paper_box(issued, received):
    return Sheet(issued, received, 0, 0, tuple({"name": name, "approve": 2} for name in OPTIONS))


def test_it_refuses_more_paper_ballots_than_voters_who_changed_to_paper(hall):
    with pytest.raises(NotReady) as refusal:
        enter(hall, mixed(hall), paper_box(5, 4))
    assert [issue.code for issue in refusal.value.issues] == ["issued_exceeds_paper"]


def test_phones_that_did_not_vote_do_not_hide_an_overfull_paper_box(hall):
    poll = mixed(hall, by_phone=3)
    enter(hall, poll, paper_box(4, 5))
    enter(hall, poll, paper_box(4, 5), "leader")
    with pytest.raises(NotReady) as refusal:
        poll_count(poll=poll, by=hall.staff, at=AT)
    assert "请作废后重新投票" in refusal.value.issues[0].sentence


def test_a_mixed_poll_adds_both_boxes_and_keeps_them_apart(hall):
    poll = mixed(hall)
    paper = paper_box(4, 4)
    enter(hall, poll, paper)
    enter(hall, poll, paper, "leader")
    count = poll_count(poll=poll, by=hall.staff, at=AT)
    assert count.outcome["turnout"]["received"] == 10
    assert {name: part["items"][0]["approve"] for name, part in count.parts.items()} == {"electronic": 6, "paper": 2}
    assert count.outcome["items"][0]["votes"] == 8
    assert recount(count.case)[1]["items"] == count.outcome["items"]


def hands(*numbers):
    return [{"name": "会议议程", "approve": numbers[0], "oppose": numbers[1]}]


def test_a_show_of_hands_is_recorded_and_counted_at_once(hall):
    poll = hall.open(method="show_of_hands", model="per_item", seats=None, options=("会议议程",))
    count = hands_record(poll=poll, items=hands(8, 1), by=hall.staff, at=AT)
    assert count.outcome["items"][0] | {"percent": ""} == {
        "name": "会议议程", "approve": 8, "oppose": 1, "abstain": 1, "votes": 8, "base": 10, "passed": True,
        "percent": "",
    }  # fmt: skip
    assert DutyEvent.objects.filter(kind="vote").count() == 10


def test_more_hands_than_people_are_refused(hall):
    poll = hall.open(method="show_of_hands", model="per_item", seats=None, options=("会议议程",))
    with pytest.raises(NotReady, match="合计超过应有票数"):
        hands_record(poll=poll, items=hands(8, 3), by=hall.staff, at=AT)
    poll.refresh_from_db()
    assert poll.state == "open"
