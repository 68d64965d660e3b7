"""Handing a proposal in: names are counted once, on this day, and the rules frozen; taking it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from apps.congress.elections.selectors.rules_here import is_deputy
from apps.congress.meetings.models import Resolution, ResolutionState
from apps.congress.meetings.services.resolutions import resolution_locked, resolution_withdraw
from apps.congress.proposals.models import Consent, Proposal, State
from apps.congress.proposals.rules.states import move
from apps.congress.proposals.selectors.rules_here import needed_now, rules_for
from apps.congress.proposals.selectors.signing import issues_before_submitting, seats_on
from apps.congress.proposals.services.records import proposal_locked, record
from apps.congress.proposals.services.telling import tell_outcome
from apps.congress.proposals.services.writing import ONLY_LEAD
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, WrongState
from apps.foundation.core.permissions import require
from apps.foundation.people.models import DutyKind, MandateState, Person, Term
from apps.foundation.people.services.duty import duty_events_record
from apps.foundation.policies.selectors import frozen


@transaction.atomic
def proposal_submit(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """Hand it in. Raises NotReady with all that is missing: who no longer counts, how many names more."""
    proposal, on = proposal_locked(proposal), local_day(at)
    require(by, "proposals.change", proposal, otherwise=ONLY_LEAD)
    if proposal.is_joint and not is_deputy(proposal.term, by.person_id, on):
        raise NotAllowed(f"只有{proposal.body.name}的在任代表可以领衔提出、联名。")
    proposal.state = move(proposal.state, "submit", issues_before_submitting(proposal, on))
    proposal.frozen_rules = frozen(rules_for(proposal.body, on))
    proposal.needed, proposal.submitted_at = needed_now(proposal, on), at
    people = _count(proposal, at)
    proposal.signed = len(people)
    Term.objects.select_for_update().get(pk=proposal.term_id)
    proposal.number = _next_number(proposal)
    proposal.save()
    record("proposals.proposal.submitted", proposal, by, number=proposal.number_label, names=_names(proposal))
    duty_events_record(
        people=people, kind=DutyKind.MOTION, on=on, title=f"提出{proposal.number_label}“{proposal.title}”",
        subject=proposal, at=at,
    )  # fmt: skip
    return proposal


@transaction.atomic
def proposal_withdraw(*, proposal: Proposal, reason: str, by: Actor, at: datetime) -> Proposal:
    """Take it back: the first deputy a draft, the office what was handed in, until the session votes on it.

    The draft resolution begun from it goes with it: nobody votes on the text of a motion that is no more.
    """
    begun = Resolution.objects.filter(proposal=proposal.pk).first()
    draft = resolution_locked(begun) if begun else None  # before the proposal, as a vote on it holds them
    proposal = proposal_locked(proposal)
    require(by, "proposals.withdraw", proposal, otherwise="只有领衔代表或者工作人员可以撤回。")
    was_handed_in = proposal.submitted_at is not None
    if was_handed_in:
        require(by, "proposals.manage", proposal, otherwise="已经提交的,请向工作人员提出撤回,经主席团同意后办理。")
    state = move(proposal.state, "withdraw")
    if proposal.election is not None:
        raise WrongState("罢免案已提请会议审议,请在罢免程序的页面终止。")
    if (draft.pk if draft else None) != proposal.resolution_id:
        raise Conflict("刚为这件议案起草了决议草案,请刷新页面,核对后再撤回。")
    if draft and draft.state not in (ResolutionState.DRAFT, ResolutionState.WITHDRAWN):
        raise WrongState("决议草案已提交表决,不能再撤回。")
    if not reason.strip():
        raise DomainError("请写明撤回理由。")
    if draft and draft.state == ResolutionState.DRAFT:
        resolution_withdraw(resolution=draft, reason=f"{proposal.number_label}撤回:{reason.strip()}", by=by, at=at)
    proposal.state, proposal.withdraw_reason = state, reason.strip()
    proposal.save(update_fields=["state", "withdraw_reason"])
    record("proposals.proposal.withdrawn", proposal, by, reason=proposal.withdraw_reason)
    if was_handed_in:
        tell_outcome(proposal, f"已撤回({proposal.withdraw_reason})", by=by, at=at)
    return proposal


def _names(proposal: Proposal) -> str:
    return f",有效联名{proposal.signed}人" if proposal.is_joint else ""


def _count(proposal: Proposal, at: datetime) -> list[Person]:
    """Settle whose name counts; returns them."""
    rows = list(proposal.signers.filter(consent=Consent.SIGNED).select_related("person"))
    seats = seats_on(proposal, [row.person_id for row in rows], local_day(at))
    for row in rows:
        row.counted = seats[row.person_id] == MandateState.SERVING
        row.save(update_fields=["counted"])
    return [row.person for row in rows if row.counted]


def _next_number(proposal: Proposal) -> int:
    """The next of its kind within the term; the caller holds the row of the term."""
    same = Proposal.objects.filter(term=proposal.term_id, kind=proposal.kind).exclude(state=State.DRAFTING)
    return (same.aggregate(last=Max("number"))["last"] or 0) + 1
