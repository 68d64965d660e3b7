"""What the presidium decided and what followed at once."""

import pytest
from django.db import DatabaseError, transaction

from apps.congress.elections.models import Election
from apps.congress.matters.models import Matter, Submission
from apps.congress.meetings.models import AgendaItem, Meeting
from apps.congress.meetings.services import meeting_notice
from apps.congress.proposals.models import PresidiumDecision, Proposal
from apps.congress.proposals.services.deciding import suggestion_text
from apps.congress.proposals.services.submitting import proposal_withdraw
from apps.foundation.core.errors import DomainError, NotReady, WrongState
from apps.foundation.people.models import Group, Membership
from apps.office.notifications.models import Notice
from tests.congress.proposals.bench import AT, LATER, TITLE, fresh
from tests.factories import SINCE


def test_a_listed_motion_is_an_item_of_the_agenda(bench):
    proposal = bench.listed(bench.submitted())
    item = AgendaItem.objects.get(proposal=proposal)
    assert (item.number, item.title, item.reporter) == (2, f"审议{TITLE}", "安然等5名代表")
    assert proposal.state_label == "已列入议程"
    assert Notice.objects.filter(title__contains="已列入").count() == 5


def test_members_get_the_new_agenda_of_an_announced_session(bench):
    meeting = meeting_notice(meeting=bench.session(), by=bench.staff, at=AT)
    bench.decide(bench.submitted(), meeting=meeting)
    assert Meeting.objects.get().revision == 2


def test_a_motion_that_is_not_listed_becomes_the_first_deputys_suggestion(bench):
    proposal = bench.decide(bench.submitted(), "suggest", reason="属政府日常工作,可以直接办理")
    submission = Submission.objects.get()
    assert (submission.person, submission.channel, submission.purpose) == (
        bench.person(0), "meeting", "proposals.motion",
    )  # fmt: skip
    assert submission.text.startswith(f"{TITLE}\n案由:部分村")
    assert (proposal.state, proposal.submission) == ("suggestion", submission)
    told = Notice.objects.filter(body__contains=f"转为{submission.number}号建议办理")
    assert told.count() == 5


def test_its_suggestion_is_a_matter_accepted_at_once_with_all_whose_names_counted(bench):
    meeting = bench.session()
    bench.decide(bench.submitted(), "suggest", reason="属政府日常工作,可以直接办理", meeting=meeting)
    matter = Matter.objects.get()
    assert (matter.kind, matter.state, matter.number) == ("suggestion", "accepted", 1)
    assert (matter.title, matter.lead) == (TITLE.replace("议案", "建议"), bench.person(0))
    assert matter.proposer_name.endswith("等5名代表")
    assert list(matter.signers.values_list("person", "consent").order_by("pk")) == [
        (bench.person(number).pk, "signed") for number in range(1, 5)
    ]
    assert (matter.source_label, matter.source_id) == ("meetings.meeting", meeting.pk)


def test_a_long_motion_is_cut_in_its_suggestion_and_says_where_the_rest_is(bench):
    proposal = bench.submitted(text="长" * 8000)
    text = suggestion_text(proposal)
    assert len(text) == 8000
    assert text.endswith("……(全文见议案第1号)")
    assert bench.decide(proposal, "suggest", reason="已在办理").state == "suggestion"


def test_not_listing_needs_a_reason_and_the_motion_stays_open(bench):
    proposal = bench.submitted()
    with pytest.raises(NotReady, match="请写明理由"):
        bench.decide(proposal, "suggest")
    assert fresh(proposal).state == "submitted"
    assert not Submission.objects.exists()


def test_the_governments_motion_is_refused_and_becomes_no_suggestion(bench):
    proposal = bench.decide(bench.of_organ(), "refuse", reason="方案尚不成熟")
    assert proposal.state == "not_listed"
    with pytest.raises(WrongState):
        bench.decide(proposal, meeting=bench.session())


def test_a_motion_of_deputies_is_not_simply_refused(bench):
    with pytest.raises(NotReady, match="转为建议办理"):
        bench.decide(bench.submitted(), "refuse", reason="不成熟")


def test_more_than_half_of_all_members_of_the_presidium_decide(bench):
    with pytest.raises(NotReady, match="9人中须5人以上赞成"):
        bench.decide(bench.submitted(), meeting=bench.session(), approve=4)


def test_where_the_register_knows_the_presidium_its_number_counts_and_not_the_typed_one(bench):
    group = Group.objects.create(term=bench.cast.term, kind="presidium", name="主席团")
    for number in range(7):
        Membership.objects.create(group=group, person=bench.person(number), starts_on=SINCE)
    with pytest.raises(NotReady, match="7人中须4人以上赞成"):
        bench.decide(bench.submitted(), meeting=bench.session(), members=3, approve=3)
    bench.decide(Proposal.objects.get(), meeting=Meeting.objects.get(), approve=4)
    assert PresidiumDecision.objects.get().members == 7


def test_it_is_decided_once(bench):
    proposal = bench.listed(bench.submitted())
    with pytest.raises(WrongState, match="目前“已列入议程”,不能作出决定"):
        bench.decide(proposal, "suggest", reason="改变决定")


def test_a_decision_stands(bench):
    bench.listed(bench.submitted())
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        PresidiumDecision.objects.update(outcome="suggest")


def test_a_session_that_is_over_takes_nothing_more(bench):
    meeting = bench.session()
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    meeting.refresh_from_db()
    with pytest.raises(NotReady, match="已闭会或取消"):
        bench.decide(bench.submitted(), meeting=meeting)


def test_a_removal_goes_on_as_an_election_with_the_names_that_counted(bench):
    post = bench.vice_mayor()
    proposal = bench.listed(
        bench.submitted("removal", 3, title="关于罢免钱江副镇长职务的议案", post_held=post, text="")
    )
    election = Election.objects.get()
    assert (election.kind, election.state, election.mover) == ("removal", "deliberating", "deputies")
    assert (election.person, election.post_held, election.post) == (post.person, post, "副镇长")
    assert election.signatures.filter(consent="signed").count() == 3
    assert (proposal.election, proposal.state_label) == (election, "已提请审议")
    with pytest.raises(WrongState, match="请在罢免程序的页面终止"):
        proposal_withdraw(proposal=proposal, reason="要求撤回", by=bench.staff, at=LATER)


def test_a_removal_of_the_presidium_needs_no_names(bench):
    bench.listed(bench.of_organ("removal", "presidium", post_held=bench.vice_mayor(), text=""))
    assert (Election.objects.get().mover, Election.objects.get().state) == ("presidium", "deliberating")


def test_a_removal_is_put_to_the_session_and_nothing_else(bench):
    proposal = bench.submitted("removal", 2, post_held=bench.vice_mayor(), text="")
    with pytest.raises(NotReady, match="由主席团提请会议审议"):
        bench.decide(proposal, "suggest", reason="不宜")


def test_a_session_of_another_term_is_refused(bench):
    meeting = bench.session()
    meeting.term = bench.cast.other_term
    with pytest.raises(DomainError, match="不属于本届"):
        bench.decide(bench.submitted(), meeting=meeting)
