"""Nominations closed, candidates fixed, the preliminary election."""

from datetime import timedelta

import pytest
from django.urls import reverse

from apps.congress.ballots import result_sheet
from apps.congress.ballots.announcement import announcement
from apps.congress.ballots.models import Poll
from apps.congress.ballots.services.closing import poll_void
from apps.congress.elections.models import Election
from apps.congress.elections.selectors.nominees import candidates_of
from apps.congress.elections.services.candidates import (
    candidates_fix,
    nominations_close,
    nominations_end_early,
    nominations_reopen,
    preliminary_prepare,
)
from apps.congress.elections.services.setting_up import election_call_off, election_change
from apps.congress.elections.services.voting import vote_prepare
from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.office.notifications.models import Notice
from tests.congress.elections.floor import AT, DEADLINE, LATER, draft, for_
from tests.congress.elections.test_voting import question


def codes(refusal):
    return [issue.code for issue in refusal.value.issues]


@pytest.mark.parametrize(
    ("values", "code"),
    [({"extra": 0}, "unlawful_differential"), ({"extra": 4}, "unlawful_differential"),
     ({"rank": "head", "seats": 2}, "one_head"), ({"nominate_by": AT}, "deadline_past")],
)  # fmt: skip
def test_an_unlawful_election_is_not_begun(floor, values, code):
    with pytest.raises(NotReady) as refusal:
        floor.election(**values)
    assert codes(refusal) == [code]


def test_a_by_election_may_be_equal(floor):
    assert floor.fixed("李明", kind="by_election", seats=1, extra=0).state == "candidates_fixed"


def test_nominations_end_at_their_deadline_and_not_before(floor):
    election = floor.election()
    with pytest.raises(NotReady) as refusal:
        nominations_close(election=election, by=floor.staff, at=AT)
    assert codes(refusal) == ["still_open"]
    election_change(election=election, draft=draft(nominate_by=AT + timedelta(minutes=1)), by=floor.staff, at=AT)
    assert nominations_close(election=election, by=floor.staff, at=AT + timedelta(minutes=2)).state == "deliberating"


def test_nominations_may_end_early_with_a_reason_and_every_deputy_is_told(floor):
    election = floor.election()
    early = AT + timedelta(minutes=30)
    with pytest.raises(DomainError, match="提前截止的理由"):
        nominations_end_early(election=election, reason=" ", by=floor.staff, at=early)
    election = nominations_end_early(election=election, reason="主席团决定提前酝酿", by=floor.staff, at=early)
    assert (election.state, election.nominate_by) == ("deliberating", early)
    with pytest.raises(WrongState):
        floor.by_deputy(election, "李明")
    told = Notice.objects.filter(key__startswith=f"elections.ended_early:{election.public_id}")
    assert set(told.values_list("recipient", flat=True)) == {one.pk for one in floor.cast.deputies()}
    assert "理由:主席团决定提前酝酿" in told.first().body
    assert Entry.objects.get(act="elections.nominations.ended_early").reason == "主席团决定提前酝酿"
    with pytest.raises(WrongState):
        nominations_end_early(election=election, reason="再次", by=floor.staff, at=early)


def test_ended_twice_early_is_told_twice(floor):
    election = nominations_end_early(election=floor.election(), reason="一", by=floor.staff, at=AT)
    later = AT + timedelta(minutes=10)
    election = nominations_reopen(election=election, nominate_by=DEADLINE, by=floor.staff, at=AT)
    nominations_end_early(election=election, reason="二", by=floor.staff, at=later)
    told = Notice.objects.filter(recipient=floor.cast.deputies()[0], key__startswith="elections.ended_early")
    assert told.count() == 2


def test_past_the_deadline_and_for_a_motion_nothing_ends_early(floor):
    with pytest.raises(WrongState, match="已到"):
        nominations_end_early(election=floor.election(), reason="理由", by=floor.staff, at=LATER)
    motion = question(floor, "removal", mover="deputies", nominate_by=LATER)
    with pytest.raises(WrongState, match="联名不能提前截止"):
        nominations_end_early(election=motion, reason="理由", by=floor.staff, at=AT)


def test_the_papers_of_a_preliminary_say_who_stands_and_pass_nobody(floor):
    """Only the order counts: three have a place although two of them are far from half of all deputies."""
    floor.open_ballot()
    election = floor.deliberating("李明", "王伟", "张强", "赵刚")
    poll = preliminary_prepare(election=election, method="named", by=floor.staff, at=LATER)
    floor.hold(poll, (6, for_("李明")), (3, for_("王伟")), (1, for_("张强")))
    poll = Poll.objects.get(pk=poll.pk)
    shown = result_sheet.facts(poll, floor.staff)
    assert {line["name"]: line["verdict"] for line in shown["lines"]} == {
        "李明": "入选", "王伟": "入选", "张强": "入选", "赵刚": "未入选",
    }  # fmt: skip
    assert shown["heading"] == "预选结果报告单"
    printed = str(result_sheet.tree(poll, floor.staff))
    assert "入选3人：李明、王伟、张强。" in printed
    assert "通过" not in printed
    assert "现在宣布:李明、王伟、张强入选。" in announcement(poll).declaration
    page = floor.cast.client("staff").get(reverse("ballots_result", args=[poll.public_id])).content.decode()
    assert "未入选" in page
    assert "未通过" not in page


def test_level_at_the_cut_of_a_preliminary_are_printed_so(floor):
    floor.open_ballot()
    election = floor.deliberating("李明", "王伟", "张强", "赵刚")
    poll = preliminary_prepare(election=election, method="named", by=floor.staff, at=LATER)
    floor.hold(poll, (6, for_("李明", "王伟")), (1, for_("张强")), (1, for_("赵刚")))
    shown = result_sheet.facts(Poll.objects.get(pk=poll.pk), floor.staff)
    assert [line["verdict"] for line in shown["lines"]] == ["入选", "入选", "再次投票", "再次投票"]


def test_candidates_stand_in_the_order_of_strokes(floor):
    election = floor.fixed("潘伟", "丁宁", "王小明")
    assert [one.name for one in candidates_of(election)] == ["丁宁", "王小明", "潘伟"]


def test_who_has_not_answered_or_too_few_keep_them_from_being_fixed(floor):
    election = floor.election()
    floor.by_presidium(election, "李明", "王伟")
    floor.sign(floor.by_deputy(election, "张强"), *range(1, 10))
    election = nominations_close(election=election, by=floor.staff, at=LATER)
    with pytest.raises(NotReady) as refusal:
        candidates_fix(election=election, by=floor.staff, at=LATER)
    assert codes(refusal) == ["no_answer", "too_few"]


def test_too_few_lead_to_more_nominations(floor):
    election = floor.deliberating("李明", "王伟")
    with pytest.raises(DomainError, match="晚于现在"):
        nominations_reopen(election=election, nominate_by=LATER, by=floor.staff, at=LATER)
    later = LATER + timedelta(hours=1)
    election = nominations_reopen(election=election, nominate_by=later, by=floor.staff, at=LATER)
    floor.by_deputies(election, "张强")
    election = nominations_close(election=election, by=floor.staff, at=later + timedelta(minutes=1))
    assert candidates_fix(election=election, by=floor.staff, at=later).state == "candidates_fixed"


def test_a_single_nominee_for_a_head_post_makes_an_equal_slate(floor):
    assert floor.fixed("李明", seats=1, rank="head", post="镇长").state == "candidates_fixed"


def test_more_than_the_differential_leads_to_a_preliminary_election(floor):
    floor.open_ballot()
    election = floor.deliberating("李明", "王伟", "张强", "赵刚")
    with pytest.raises(NotReady) as refusal:
        candidates_fix(election=election, by=floor.staff, at=LATER)
    assert codes(refusal) == ["preliminary"]
    poll = preliminary_prepare(election=election, method="named", by=floor.staff, at=LATER)
    assert (poll.model, poll.seats) == ("choose_up_to", 3)
    assert list(poll.options.values_list("title", flat=True)) == ["王伟", "李明", "张强", "赵刚"]
    election = floor.hold(poll, (4, for_("李明", "王伟")), (2, for_("张强")), (1, for_("赵刚")))
    assert election is not None
    election = candidates_fix(election=election, by=floor.staff, at=LATER)
    assert [one.name for one in candidates_of(election)] == ["王伟", "李明", "张强"]
    assert election.nominations.get(name="赵刚").fate == "not_candidate"


def test_a_tie_at_the_cut_is_voted_on_again_among_exactly_the_tied(floor):
    floor.open_ballot()
    election = floor.deliberating("李明", "王伟", "张强", "赵刚")
    poll = preliminary_prepare(election=election, method="named", by=floor.staff, at=LATER)
    election = floor.hold(poll, (6, for_("李明", "王伟")), (1, for_("张强")), (1, for_("赵刚")))
    with pytest.raises(NotReady) as refusal:
        candidates_fix(election=election, by=floor.staff, at=LATER)
    assert codes(refusal) == ["tied"]
    again = preliminary_prepare(election=election, method="named", by=floor.staff, at=LATER)
    assert (again.seats, list(again.options.values_list("title", flat=True))) == (1, ["张强", "赵刚"])
    with pytest.raises(Conflict, match="还没有宣布"):
        preliminary_prepare(election=election, method="named", by=floor.staff, at=LATER)
    election = floor.hold(again, (5, for_("赵刚")), (3, for_("张强")))
    election = candidates_fix(election=election, by=floor.staff, at=LATER)
    assert [one.name for one in candidates_of(election)] == ["王伟", "李明", "赵刚"]


def test_no_preliminary_where_none_is_needed(floor):
    election = floor.deliberating("李明", "王伟", "张强")
    with pytest.raises(WrongState, match="无须预选"):
        preliminary_prepare(election=election, method="paper", by=floor.staff, at=LATER)


def test_a_preliminary_is_not_fixed_before_it_is_announced(floor):
    election = floor.deliberating("李明", "王伟", "张强", "赵刚")
    preliminary_prepare(election=election, method="paper", by=floor.staff, at=LATER)
    with pytest.raises(NotReady) as refusal:
        candidates_fix(election=Election.objects.get(pk=election.pk), by=floor.staff, at=LATER)
    assert codes(refusal) == ["preliminary_open"]


def test_an_election_that_was_voted_on_ends_too(floor):
    floor.open_ballot()
    election = floor.fixed("李明", "王伟", "张强")
    poll = vote_prepare(election=election, method="named", by=floor.staff, at=LATER)
    with pytest.raises(NotReady) as refusal:
        election_call_off(election=election, reason="职数调整", by=floor.staff, at=LATER)
    assert codes(refusal) == ["under_way"]
    poll_void(poll=poll, reason="职数调整", by=floor.staff, at=LATER)
    assert election_call_off(election=election, reason="职数调整", by=floor.staff, at=LATER).state == "closed"


def test_a_tie_that_is_voted_on_no_more_keeps_who_was_elected(floor):
    election, poll = floor.polled("李明", "王伟", "张强", "赵刚", seats=2, extra=2)
    ballots = [(2, for_("李明", "王伟")), (4, for_("李明", "张强")), (4, for_("王伟", "张强"))]
    election = floor.hold(poll, *ballots)
    election = election_call_off(election=election, reason="职数调整", by=floor.staff, at=LATER)
    assert (election.state, election.passed, election.call_off_reason) == ("decided", False, "职数调整")
    assert "已当选的有效" in floor.cast.client("staff").get(election.get_absolute_url()).content.decode()
    assert list(election.elected.values_list("name", flat=True)) == ["张强"]


def test_it_may_be_called_off_with_a_reason(floor):
    election = floor.election()
    with pytest.raises(DomainError, match="理由"):
        election_call_off(election=election, reason="  ", by=floor.staff, at=AT)
    assert election_call_off(election=election, reason="职数调整", by=floor.staff, at=AT).state == "closed"
    with pytest.raises(WrongState):
        election_change(election=election, draft=draft(), by=floor.staff, at=DEADLINE)
