"""Writing a proposal and collecting names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.congress.elections.selectors.rules_here import deputies_of, is_deputy
from apps.congress.meetings.models import Meeting
from apps.congress.proposals.models import Consent, CoSigner, Proposal, Source
from apps.congress.proposals.rules.signing import SOURCES, issues_with_content
from apps.congress.proposals.rules.states import move
from apps.congress.proposals.selectors.signing import content_of
from apps.congress.proposals.services.records import proposal_locked, record
from apps.congress.proposals.services.telling import tell_asked
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import COMPARE, Conflict, DomainError, NotAllowed, require_ready
from apps.foundation.core.once import made_once
from apps.foundation.core.permissions import may, require
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person, Post, Term

ONLY_LEAD = "只有领衔代表可以修改、提交,主席团、政府等提出的由工作人员办理。"
NEWER = "内容刚被他人保存为第{number}版," + COMPARE


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """What is written; `meeting` is the session it is meant for, if one is known."""

    kind: str
    title: str
    subject: str
    grounds: str = ""
    text: str = ""
    source: str = Source.DEPUTIES
    meeting: Meeting | None = None
    unit: Unit | None = None
    post_held: Post | None = None
    feasibility: str = ""
    comments: str = ""


@transaction.atomic
def proposal_create(
    *, term: Term, draft: ProposalDraft, ask: Iterable[Person] = (), key: UUID | None = None, by: Actor, at: datetime
) -> Proposal:
    """Begin a draft: a deputy as the first who signs, the office for an organ. `ask` are asked to co-sign.

    Sent again under the same `key` it is the same draft.
    """
    said = {"term": term, **_values(draft)}
    planned = Proposal(**said)
    _require_writer(planned, by, at)
    _check(planned)
    said["lead_id"] = by.person_id if planned.is_joint else None
    proposal, is_new = made_once(Proposal, key, said=said, created_at=at)
    if not is_new:
        return proposal
    record("proposals.proposal.drafted", proposal, by, kind=proposal.get_kind_display())
    if proposal.is_joint:
        CoSigner.objects.create(
            proposal=proposal, person_id=by.person_id or 0, consent=Consent.SIGNED, asked_at=at, answered_at=at
        )
        _ask(proposal, ask, by, at)
    return proposal


@transaction.atomic
def proposal_change(*, proposal: Proposal, draft: ProposalDraft, revision: int, by: Actor, at: datetime) -> Proposal:
    """Change a draft. Whoever had signed is asked again: a name stands under the text its owner read."""
    proposal = proposal_locked(proposal)
    require(by, "proposals.change", proposal, otherwise=ONLY_LEAD)
    move(proposal.state, "change")
    if revision != proposal.revision:
        raise Conflict(NEWER.format(number=proposal.revision))
    for field, value in _values(draft).items():
        setattr(proposal, field, value)
    _check(proposal)
    proposal.revision += 1
    proposal.save()
    record("proposals.proposal.changed", proposal, by, revision=proposal.revision)
    others = proposal.signers.filter(consent=Consent.SIGNED).exclude(person=proposal.lead_id)
    people = list(others.values_list("person_id", flat=True))
    others.update(consent=Consent.ASKED, answered_at=None)
    tell_asked(proposal, people, by=by, at=at)
    return proposal


@transaction.atomic
def colleagues_ask(*, proposal: Proposal, people: Iterable[Person], by: Actor, at: datetime) -> Proposal:
    """The first deputy asks more colleagues; who was asked before is not asked again."""
    proposal = proposal_locked(proposal)
    move(proposal.state, "sign")
    if proposal.lead_id != by.person_id or not proposal.is_joint:
        raise NotAllowed("只有领衔代表可以请其他代表联名。")
    asked = set(proposal.signers.values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in asked]
    if not new:
        raise DomainError("请至少选择一名还没有请过的代表。")
    _ask(proposal, new, by, at)
    record("proposals.proposal.asked", proposal, by, number=len(new))
    return proposal


@transaction.atomic
def proposal_sign(*, proposal: Proposal, revision: int, by: Actor, at: datetime) -> CoSigner:
    """A deputy who was asked puts their own name to the text they read. Raises Conflict on a second time."""
    proposal, row = _asked(proposal, by, at)
    if row.consent == Consent.SIGNED:
        raise Conflict("您已联名,无须再办理。")
    if revision != proposal.revision:
        raise Conflict("内容刚被领衔代表修改,请刷新页面,阅读新的内容后再联名。")
    row = _answer(row, Consent.SIGNED, at)
    record("proposals.proposal.signed", proposal, by)
    return row


@transaction.atomic
def proposal_unsign(*, proposal: Proposal, by: Actor, at: datetime) -> CoSigner:
    """A deputy who was asked refuses, or one who signed takes it back before it is handed in."""
    proposal, row = _asked(proposal, by, at)
    if proposal.lead_id == by.person_id:
        raise DomainError("您是领衔代表。不再提出的,请撤回这件草稿。")
    if row.consent in (Consent.REFUSED, Consent.WITHDRAWN):
        raise Conflict("您目前没有联名。")
    row = _answer(row, Consent.WITHDRAWN if row.consent == Consent.SIGNED else Consent.REFUSED, at)
    record("proposals.proposal.unsigned", proposal, by)
    return row


def _values(draft: ProposalDraft) -> dict[str, object]:
    values = {field: getattr(draft, field) for field in draft.__dataclass_fields__}
    return {field: value.strip() if isinstance(value, str) else value for field, value in values.items()}


def _require_writer(proposal: Proposal, by: Actor, at: datetime) -> None:
    if not proposal.is_joint:
        require(by, "proposals.manage", proposal)
    elif not is_deputy(proposal.term, by.person_id, local_day(at)) or not may(by, "proposals.sign", proposal):
        raise NotAllowed(f"只有{proposal.body.name}的在任代表可以领衔提出、联名。")


def _check(proposal: Proposal) -> None:
    """What can never be right is refused at once; what is only missing is said on the page until it is handed in."""
    fatal = {"no_congress", "source", "no_title"}
    require_ready(issue for issue in issues_with_content(content_of(proposal)) if issue.code in fatal)
    if proposal.source not in SOURCES[proposal.kind]:
        raise DomainError("提出主体与类别不符,请重新选择。")
    if proposal.meeting is not None and proposal.meeting.term_id != proposal.term_id:
        raise DomainError("所选会议不属于本届,请重新选择。")


def _ask(proposal: Proposal, ask: Iterable[Person], by: Actor, at: datetime) -> None:
    serving = {seat.person_id for seat in deputies_of(proposal.term, local_day(at))}
    people = sorted({person.pk for person in ask} & serving - {by.person_id})
    CoSigner.objects.bulk_create(CoSigner(proposal=proposal, person_id=pk, asked_at=at) for pk in people)
    tell_asked(proposal, people, by=by, at=at)


def _asked(proposal: Proposal, by: Actor, at: datetime) -> tuple[Proposal, CoSigner]:
    """Both rows, locked, where the deputy may still answer."""
    proposal = proposal_locked(proposal)
    if not is_deputy(proposal.term, by.person_id, local_day(at)):
        raise NotAllowed(f"只有{proposal.body.name}的在任代表可以领衔提出、联名。")
    move(proposal.state, "sign")
    row = proposal.signers.filter(person=by.person_id).first()
    if row is None:
        raise NotAllowed("领衔代表没有请您联名。愿意联名的,请联系领衔代表。")
    return proposal, row


def _answer(row: CoSigner, consent: str, at: datetime) -> CoSigner:
    row.consent, row.answered_at = consent, at
    row.save(update_fields=["consent", "answered_at"])
    return row
