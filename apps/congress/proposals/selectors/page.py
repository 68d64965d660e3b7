"""What the page of a proposal shows to the person in front of it."""

from dataclasses import dataclass
from datetime import date

from apps.congress.matters.models import Matter
from apps.congress.meetings.models import GroupOpinion, ResolutionState
from apps.congress.proposals.models import (
    Answer,
    Consent,
    CoSigner,
    Kind,
    Outcome,
    PresidiumDecision,
    Proposal,
    Source,
    State,
)
from apps.congress.proposals.rules.states import allows
from apps.congress.proposals.selectors.rules_here import needed_now
from apps.congress.proposals.selectors.signing import issues_before_submitting, seats_on
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Issue
from apps.foundation.core.permissions import may
from apps.foundation.people.models import MandateState

TONES = {
    State.DRAFTING: "orange", State.SUBMITTED: "orange", State.LISTED: "blue", State.PASSED: "green",
    State.REPORTED: "green", State.CLOSED: "green", State.ANSWERED: "blue", State.REJECTED: "red",
    State.SUGGESTION: "blue",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the line at the top: done, current or open."""

    title: str
    status: str


@dataclass(frozen=True, slots=True)
class SignerRow:
    """A name under it; `lost` says why it does not count."""

    row: CoSigner
    is_lead: bool
    lost: str


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """Everything the page shows and offers."""

    keeps: bool
    opens_matter: bool
    is_lead: bool
    steps: list[Step]
    issues: list[Issue]
    needed: int
    signed: list[SignerRow]
    waiting: list[CoSigner]
    counted: int
    own: CoSigner | None
    may_sign: bool
    may_change: bool
    may_submit: bool
    may_withdraw: bool
    may_decide: bool
    may_draft_resolution: bool
    may_answer: bool
    may_judge: bool
    may_report: bool
    decision: PresidiumDecision | None
    answers: list[Answer]
    opinions: list[GroupOpinion]
    is_late: bool

    @property
    def has_signed(self) -> bool:
        return self.own is not None and self.own.consent == Consent.SIGNED

    @property
    def was_asked(self) -> bool:
        return self.own is not None and self.own.consent == Consent.ASKED


def page_of(proposal: Proposal, actor: Actor, on: date) -> ProposalPage:
    keeps = may(actor, "proposals.manage", proposal)
    changes = may(actor, "proposals.change", proposal)
    is_drafting = proposal.state == State.DRAFTING
    rows = list(proposal.signers.select_related("person"))
    signed = _signed(proposal, [row for row in rows if row.consent == Consent.SIGNED], on)
    own = next((row for row in rows if row.person_id == actor.person_id), None)
    is_lead = actor.person_id is not None and actor.person_id == proposal.lead_id
    answers = list(proposal.answers.all())
    return ProposalPage(
        keeps=keeps,
        opens_matter=Matter.objects.visible_to(actor).filter(submission=proposal.submission_id).exists()
        if proposal.submission_id
        else False,
        is_lead=is_lead,
        steps=_steps(proposal),
        issues=issues_before_submitting(proposal, on) if is_drafting and (changes or keeps) else [],
        needed=needed_now(proposal, on),
        signed=signed,
        waiting=[row for row in rows if row.consent == Consent.ASKED],
        counted=sum(1 for one in signed if not one.lost),
        own=own,
        may_sign=is_drafting and own is not None and not is_lead and may(actor, "proposals.sign", proposal),
        may_change=is_drafting and changes,
        may_submit=is_drafting and changes,
        may_withdraw=_may_withdraw(proposal, actor, is_lead),
        may_decide=keeps and proposal.state == State.SUBMITTED,
        may_draft_resolution=keeps and _wants_resolution(proposal),
        may_answer=keeps and proposal.kind == Kind.INTERPELLATION and allows(proposal.state, "answer"),
        may_judge=keeps and allows(proposal.state, "accept"),
        may_report=keeps and allows(proposal.state, "report"),
        decision=PresidiumDecision.objects.filter(proposal=proposal).select_related("proposal__unit").first(),
        answers=answers,
        opinions=_opinions(proposal),
        is_late=bool(proposal.state == State.PASSED and proposal.report_due_on and proposal.report_due_on < on),
    )


def _signed(proposal: Proposal, rows: list[CoSigner], on: date) -> list[SignerRow]:
    """Before it is handed in by today's seats, afterwards as it was settled then."""
    seats = seats_on(proposal, [row.person_id for row in rows], on)
    words = {MandateState.SUSPENDED: "已暂停执行职务,不计入", MandateState.ENDED: "代表资格已终止,不计入"}
    found = []
    for row in rows:
        lost = words.get(MandateState(seats[row.person_id]), "") if row.counted is None else ""
        lost = "提交时资格已变动,不计入" if row.counted is False else lost
        found.append(SignerRow(row, row.person_id == proposal.lead_id, lost))
    return sorted(found, key=lambda one: not one.is_lead)


def _may_withdraw(proposal: Proposal, actor: Actor, is_lead: bool) -> bool:
    """The first deputy a draft; the office, who is told by those who brought it, what was handed in."""
    if not allows(proposal.state, "withdraw") or proposal.election_id:
        return False
    if proposal.state == State.DRAFTING:
        return is_lead or (may(actor, "proposals.manage", proposal) and not proposal.is_joint)
    return may(actor, "proposals.manage", proposal)


def _wants_resolution(proposal: Proposal) -> bool:
    is_voted = proposal.kind in (Kind.MOTION, Kind.MAJOR_MATTER) and proposal.state == State.LISTED
    is_free = proposal.resolution is None or proposal.resolution.state == ResolutionState.WITHDRAWN
    return is_voted and is_free


def _opinions(proposal: Proposal) -> list[GroupOpinion]:
    if proposal.agenda_item_id is None:
        return []
    return list(GroupOpinion.objects.filter(agenda_item=proposal.agenda_item_id, is_withdrawn=False))


def _steps(proposal: Proposal) -> list[Step]:
    """How far it is: a line of stages that depends on the kind and on what was decided."""
    line = _line(proposal)
    current = next((place for place, (_, states) in enumerate(line) if proposal.state in states), len(line))
    is_over = proposal.state in (State.SUGGESTION, State.NOT_LISTED, State.CLOSED, State.REPORTED, State.REJECTED)
    if proposal.kind == Kind.REMOVAL and proposal.election and proposal.election.passed is not None:
        is_over = True
    return [
        Step(title, "done" if place < current or is_over else "current" if place == current else "open")
        for place, (title, _) in enumerate(line)
    ]


def _line(proposal: Proposal) -> list[tuple[str, tuple[State, ...]]]:
    first = "联名" if proposal.source == Source.DEPUTIES else "起草"
    line: list[tuple[str, tuple[State, ...]]] = [(first, (State.DRAFTING,)), ("主席团决定", (State.SUBMITTED,))]
    if proposal.state == State.SUGGESTION:
        return [*line, ("转为建议", (State.SUGGESTION,))]
    if proposal.state == State.NOT_LISTED:
        return [*line, (Outcome.REFUSE.label, (State.NOT_LISTED,))]
    if proposal.kind == Kind.INTERPELLATION:
        return [*line, ("答复", (State.LISTED,)), ("评价", (State.ANSWERED,)), ("办结", (State.CLOSED,))]
    line.append(("审议表决", (State.LISTED,)))
    if proposal.kind == Kind.REMOVAL:
        return line
    if proposal.state == State.REJECTED:
        return [*line, ("未通过", (State.REJECTED,))]
    return [*line, ("执行", (State.PASSED,)), ("报告", (State.REPORTED,))]
