"""Writing, signing on the own phone, handing in."""

import pytest

from apps.congress.proposals.models import CoSigner, Proposal
from apps.congress.proposals.services.submitting import proposal_submit, proposal_withdraw
from apps.congress.proposals.services.writing import (
    colleagues_ask,
    proposal_change,
    proposal_create,
    proposal_sign,
    proposal_unsign,
)
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, NotReady, WrongState
from apps.foundation.people.models import DutyEvent
from apps.office.notifications.models import Notice
from tests.congress.proposals.bench import AT, LATER, draft, fresh


def submit(bench, proposal, number=0):
    return proposal_submit(proposal=proposal, by=bench.deputy(number), at=LATER)


def consents(proposal):
    return dict(CoSigner.objects.filter(proposal=proposal).values_list("person__name", "consent"))


def test_the_first_deputy_signs_by_writing_and_those_asked_are_told(bench):
    proposal = bench.write(ask=range(1, 3))
    assert consents(proposal) == {"安然": "signed", "白雪": "asked", "陈晨": "asked"}
    assert sorted(Notice.objects.values_list("recipient__name", flat=True)) == ["白雪", "陈晨"]
    assert "安然代表领衔提出议案" in Notice.objects.first().body


def test_five_names_hand_it_in_with_the_rules_of_the_day(bench):
    proposal = submit(bench, bench.signed(5))
    assert (proposal.state, proposal.number, proposal.needed, proposal.signed) == ("submitted", 1, 5, 5)
    assert proposal.frozen_rules["proposals.motion_signers"]["value"] == 5
    assert DutyEvent.objects.filter(kind="motion").count() == 5


def test_four_names_are_one_too_few(bench):
    with pytest.raises(NotReady, match="现有效联名4人,还差1人"):
        submit(bench, bench.signed(4))


@pytest.mark.parametrize("lose", ["end_seat", "suspend"])
def test_a_name_whose_seat_ended_or_rests_does_not_count_any_more(bench, lose):
    proposal = bench.signed(5)
    getattr(bench, lose)(4)
    with pytest.raises(NotReady, match=r"方圆.*不再计入联名") as refusal:
        submit(bench, proposal)
    assert "现有效联名4人,还差1人" in str(refusal.value)


def test_who_lost_the_seat_after_it_was_handed_in_stays_counted(bench):
    proposal = submit(bench, bench.signed(5))
    bench.end_seat(4)
    assert fresh(proposal).signed == 5
    assert proposal.signers.filter(counted=True).count() == 5


def test_six_signed_and_one_seat_ended_leaves_enough_and_says_who_was_counted(bench):
    proposal = bench.signed(6)
    bench.end_seat(5)
    assert submit(bench, proposal).signed == 5
    assert list(proposal.signers.filter(counted=False).values_list("person__name", flat=True)) == ["高山"]


def test_nobody_signs_twice(bench):
    proposal = bench.signed(2)
    with pytest.raises(Conflict, match="您已联名"):
        bench.sign(proposal, 1)


def test_nobody_signs_after_it_was_handed_in(bench):
    proposal = submit(bench, bench.signed(5))
    for act in (proposal_unsign,):
        with pytest.raises(WrongState, match="目前“待主席团决定”,不能联名"):
            act(proposal=proposal, by=bench.deputy(1), at=LATER)
    with pytest.raises(WrongState, match="目前“待主席团决定”,不能联名"):
        bench.sign(proposal, 7)


def test_a_suspended_deputy_neither_signs_nor_writes(bench):
    proposal = bench.write()
    bench.suspend(1)
    with pytest.raises(NotAllowed, match="在任代表"):
        bench.sign(proposal, 1)
    bench.suspend(0)
    with pytest.raises(NotAllowed, match="在任代表"):
        bench.write()
    with pytest.raises(NotAllowed, match="在任代表"):
        submit(bench, proposal)


def test_who_was_not_asked_does_not_sign(bench):
    with pytest.raises(NotAllowed, match="没有请您联名"):
        bench.sign(bench.write(ask=range(1, 3)), 5)


def test_a_name_is_taken_back_before_and_given_again(bench):
    proposal = bench.signed(3)
    proposal_unsign(proposal=proposal, by=bench.deputy(1), at=AT)
    assert consents(proposal)["白雪"] == "withdrawn"
    with pytest.raises(Conflict, match="目前没有联名"):
        proposal_unsign(proposal=proposal, by=bench.deputy(1), at=AT)
    bench.sign(proposal, 1)
    assert consents(proposal)["白雪"] == "signed"


def test_the_first_deputy_does_not_unsign_but_withdraws(bench):
    with pytest.raises(DomainError, match="请撤回这件草稿"):
        proposal_unsign(proposal=bench.write(), by=bench.deputy(0), at=AT)


def test_a_changed_text_is_signed_anew(bench):
    proposal = bench.signed(5)
    proposal_change(proposal=proposal, draft=draft(text="改为三年内。"), revision=1, by=bench.deputy(0), at=AT)
    assert list(consents(proposal).values()).count("signed") == 1
    assert Notice.objects.filter(recipient=bench.person(1)).count() == 2
    with pytest.raises(NotReady, match="还差4人"):
        submit(bench, proposal)


def test_a_signature_under_a_text_that_was_just_changed_is_refused(bench):
    proposal = bench.write()
    proposal_change(proposal=proposal, draft=draft(text="改为三年内。"), revision=1, by=bench.deputy(0), at=AT)
    with pytest.raises(Conflict, match="内容刚被领衔代表修改"):
        proposal_sign(proposal=proposal, revision=1, by=bench.deputy(1), at=AT)


def test_saving_over_a_newer_text_is_a_conflict(bench):
    proposal = bench.write()
    change = {"proposal": proposal, "draft": draft(), "by": bench.deputy(0), "at": AT}
    proposal_change(revision=1, **change)
    with pytest.raises(Conflict, match="刚被他人保存为第2版"):
        proposal_change(revision=1, **change)


def test_only_the_first_deputy_changes_asks_and_hands_in(bench):
    proposal = bench.signed(5)
    with pytest.raises(NotAllowed, match="只有领衔代表"):
        submit(bench, proposal, number=1)
    with pytest.raises(NotAllowed, match="只有领衔代表可以请"):
        colleagues_ask(proposal=proposal, people=[bench.person(9)], by=bench.deputy(1), at=AT)
    with pytest.raises(NotAllowed, match="只有领衔代表"):
        proposal_submit(proposal=proposal, by=bench.staff, at=AT)


def test_more_colleagues_are_asked_and_nobody_twice(bench):
    proposal = bench.write(ask=range(1, 3))
    colleagues_ask(proposal=proposal, people=[bench.person(2), bench.person(3)], by=bench.deputy(0), at=AT)
    assert CoSigner.objects.count() == 4
    with pytest.raises(DomainError, match="还没有请过的代表"):
        colleagues_ask(proposal=proposal, people=[bench.person(3)], by=bench.deputy(0), at=AT)


def test_somebody_who_does_not_serve_is_not_asked(bench):
    bench.end_seat(3)
    proposal = bench.write(ask=range(1, 4))
    assert set(consents(proposal)) == {"安然", "白雪", "陈晨"}


def test_an_interpellation_without_an_organ_is_not_handed_in(bench):
    with pytest.raises(NotReady, match="请选择受质询的机关"):
        submit(bench, bench.signed(10, "interpellation"))


def test_an_interpellation_needs_ten(bench):
    with pytest.raises(NotReady, match="质询案须由10名以上代表联名,现有效联名9人,还差1人"):
        submit(bench, bench.signed(9, "interpellation", unit=bench.government()))


def test_a_removal_needs_one_fifth_of_those_who_serve(bench):
    proposal = bench.submitted("removal", 2, post_held=bench.vice_mayor(), text="")
    assert (proposal.needed, proposal.signed) == (2, 2)


def test_a_street_has_no_motions(bench):
    cast = bench.cast
    with pytest.raises(NotAllowed):
        proposal_create(term=cast.street_term, draft=draft(), by=bench.deputy(0), at=AT)
    with pytest.raises(NotReady, match="街道不是一级政权"):
        proposal_create(
            term=cast.street_term, draft=draft("major_matter", source="government"), by=cast.actor("street_staff"),
            at=AT,
        )  # fmt: skip


def test_a_meeting_of_another_term_is_refused(bench):
    meeting = bench.session()
    meeting.term = bench.cast.other_term
    meeting.save(update_fields=["term"])
    with pytest.raises(DomainError, match="所选会议不属于本届"):
        bench.write(meeting=meeting)


def test_a_draft_is_withdrawn_by_the_first_deputy_alone(bench):
    proposal = bench.write()
    with pytest.raises(NotAllowed):
        proposal_withdraw(proposal=proposal, reason="重复", by=bench.deputy(1), at=AT)
    with pytest.raises(DomainError, match="请写明撤回理由"):
        proposal_withdraw(proposal=proposal, reason=" ", by=bench.deputy(0), at=AT)
    proposal_withdraw(proposal=proposal, reason="与另一件重复", by=bench.deputy(0), at=AT)
    assert fresh(proposal).state == "withdrawn"


def test_what_was_handed_in_is_withdrawn_through_the_office_and_all_who_signed_are_told(bench):
    proposal = bench.submitted()
    with pytest.raises(NotAllowed, match="经主席团同意"):
        proposal_withdraw(proposal=proposal, reason="重复", by=bench.deputy(0), at=LATER)
    proposal_withdraw(proposal=proposal, reason="提案人要求撤回", by=bench.staff, at=LATER)
    told = Notice.objects.filter(title__contains="已撤回(提案人要求撤回)")
    assert told.count() == 5


def test_numbers_run_by_kind_within_the_term(bench):
    motions = [bench.submitted(), bench.submitted()]
    matter = bench.of_organ()
    assert [one.number_label for one in motions] == ["议案第1号", "议案第2号"]
    assert matter.number_label == "重大事项第1号"
    assert Proposal.objects.count() == 3
