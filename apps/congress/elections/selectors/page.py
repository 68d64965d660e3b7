"""What the page of an election, and that of a nomination, shows to the person in front of it."""

from dataclasses import dataclass
from datetime import datetime

from apps.congress.ballots.models import Poll
from apps.congress.elections.models import (
    Answer,
    Consent,
    Elected,
    Election,
    Kind,
    Nomination,
    Signature,
    Source,
    State,
)
from apps.congress.elections.rules.signing import deadline_issue, nominees_issue
from apps.congress.elections.selectors import nominees, polls
from apps.congress.elections.selectors.next_step import ANNOUNCEMENT, NextStep, next_step
from apps.congress.elections.selectors.nominees import Nominee
from apps.congress.elections.selectors.rules_here import signers_needed
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.permissions import may
from apps.foundation.people.rules.strokes import stroke_key
from apps.office.documents.models import Document
from apps.office.documents.selectors import live_document


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the line at the top: done, current or open."""

    title: str
    status: str


@dataclass(frozen=True, slots=True)
class ElectionPage:
    """Everything the page shows; `step` for the office alone."""

    keeps: bool
    steps: list[Step]
    step: NextStep | None
    nominees: list[Nominee]
    polls: list[Poll]
    elected: list[Elected]
    announcement: Document | None
    may_nominate: bool
    has_room: bool
    may_end_early: bool
    signed: int
    needed: int
    own_signature: Signature | None
    may_sign_motion: bool
    order_note: str

    @property
    def has_signed_motion(self) -> bool:
        return self.own_signature is not None and self.own_signature.consent == Consent.SIGNED


_LINES: dict[bool, list[tuple[str, str]]] = {
    False: [
        (State.NOMINATING, "提名"), (State.DELIBERATING, "酝酿"), (State.PRELIMINARY, "预选"),
        (State.CANDIDATES_FIXED, "候选人"), (State.POLLED, "投票"), (State.DECIDED, "结果"),
    ],
    True: [
        (State.NOMINATING, "联名"), (State.DELIBERATING, "审议"), (State.POLLED, "表决"), (State.DECIDED, "结果"),
    ],
}  # fmt: skip


def page_of(election: Election, actor: Actor, at: datetime) -> ElectionPage:
    on, keeps = local_day(at), may(actor, "elections.manage", election)
    found = nominees.nominees_of(election, on, actor.person_id)
    sits = may(actor, "elections.nominate", election)
    if not (sits or actor.sees_area):
        found = [one for one in found if one.nomination.person_id == actor.person_id]
    is_open = election.state == State.NOMINATING and not deadline_issue(election.nominate_by, at)
    return ElectionPage(
        keeps=keeps,
        steps=_steps(election),
        step=next_step(election, found, at) if keeps else None,
        nominees=found,
        polls=polls.every_poll(election),
        elected=sorted(election.elected.all(), key=lambda one: stroke_key(one.name)),
        announcement=live_document(election, ANNOUNCEMENT),
        may_nominate=not election.is_question and election.state == State.NOMINATING and (keeps or (sits and is_open)),
        has_room=keeps or not nominees_issue(nominees.signed_for(election, actor.person_id or 0), election.seats),
        may_end_early=keeps and is_open and not election.is_question,
        signed=nominees.motion_signed(election),
        needed=signers_needed(election, on),
        own_signature=election.signatures.filter(nomination=None, person=actor.person_id).first(),
        may_sign_motion=election.is_question and sits and is_open,
        order_note=nominees.order_note([one.nomination.name for one in found]) if keeps else "",
    )


def _steps(election: Election) -> list[Step]:
    line = _LINES[election.is_question]
    if election.state != State.PRELIMINARY and not election.polls.filter(stage="preliminary").exists():
        line = [stage for stage in line if stage[0] != State.PRELIMINARY]
    if election.kind == Kind.RESIGNATION or election.mover == "presidium" or _stands_by_votes(election):
        line = [stage for stage in line if stage[0] != State.NOMINATING]
    if _stands_by_votes(election):
        line = [stage for stage in line if stage[0] != State.DELIBERATING]
    states = [state for state, _ in line]
    here = states.index(election.state) if election.state in states else -1
    if election.state == State.DECIDED:
        here += 1
    return [
        Step(title, "done" if place < here else "current" if place == here else "open")
        for place, (_, title) in enumerate(line)
    ]


def _stands_by_votes(election: Election) -> bool:
    return election.kind == Kind.SUPPLEMENTARY and election.nominate_by is None


@dataclass(frozen=True, slots=True)
class NominationPage:
    """A nomination; what the acting person may do with it."""

    nominee: Nominee
    signers: list[Signature]
    keeps: bool
    is_own: bool
    may_sign: bool
    has_signed: bool
    was_asked: bool
    may_ask: bool
    may_answer: bool
    may_withdraw: bool

    @property
    def signed(self) -> list[Signature]:
        return [one for one in self.signers if one.consent == Consent.SIGNED]

    @property
    def waiting(self) -> list[Signature]:
        return [one for one in self.signers if one.consent == Consent.ASKED]


def nomination_page(nomination: Nomination, actor: Actor, at: datetime) -> NominationPage:
    election = nomination.election
    signers = nominees.signers_of(nomination)
    own = next((one for one in signers if one.person_id == actor.person_id), None)
    signed = sum(one.consent == Consent.SIGNED for one in signers)
    nominee = Nominee(nomination, signed, election.measures.co_signers, own)
    is_live = nomination.withdrawn_at is None and nomination.answer != Answer.DECLINED
    is_open = election.state == State.NOMINATING and not deadline_issue(election.nominate_by, at)
    sits = may(actor, "elections.nominate", election)
    before_candidates = election.state in (State.NOMINATING, State.DELIBERATING)
    return NominationPage(
        nominee=nominee,
        signers=signers,
        keeps=may(actor, "elections.manage", election),
        is_own=nomination.person_id is not None and nomination.person_id == actor.person_id,
        may_sign=is_live and is_open and sits and nomination.source == Source.DEPUTIES
        and nomination.lead_id != actor.person_id,
        has_signed=own is not None and own.consent == Consent.SIGNED,
        was_asked=own is not None and own.consent == Consent.ASKED,
        may_ask=is_live and is_open and nomination.lead_id is not None and nomination.lead_id == actor.person_id,
        may_answer=nomination.withdrawn_at is None and before_candidates and may(actor, "elections.answer", nomination),
        may_withdraw=is_live and before_candidates and may(actor, "elections.withdraw_nomination", nomination),
    )  # fmt: skip
