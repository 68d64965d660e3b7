"""A matter that an organ brings: opinions of a session, of an inspection, a request from a station."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model

from apps.congress.matters.models import (
    Channel,
    Consent,
    CoSigner,
    Matter,
    MatterKind,
    MatterState,
    ProposerKind,
    Submission,
)
from apps.congress.matters.purposes import DIRECT
from apps.congress.matters.rules.deadlines import HAND_OVER
from apps.congress.matters.rules.likeness import bigrams
from apps.congress.matters.selectors import office_of
from apps.congress.matters.selectors.deadlines import due, rules_of_today
from apps.congress.matters.services.matter_records import number_take, record
from apps.congress.matters.services.receiving import Proposer, submission_receive
from apps.congress.matters.services.records import submission_locked
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person, Term


@dataclass(frozen=True, slots=True)
class MatterDraft:
    """What an organ wants answered. `source` is the row it came from (a session, an inspection), with its page."""

    kind: str
    title: str
    text: str
    proposer_name: str
    category: str = ""
    source: Model | None = None
    source_url: str = ""


@transaction.atomic
def matter_open(*, body: Unit, term: Term | None, draft: MatterDraft, by: Actor, at: datetime) -> Matter:
    """An accepted matter, numbered and ready to be handed over; the sentence stands in the register too."""
    if not draft.title.strip() or not draft.text.strip():
        raise DomainError("请填写标题和内容。")
    submission, _ = submission_receive(
        area=body.area, text=draft.text, channel=Channel.MEETING, purpose=DIRECT,
        proposer=Proposer(ProposerKind.ORGAN, name=draft.proposer_name[:60]), by=by, at=at,
    )  # fmt: skip
    return matter_accept_directly(submission=submission, body=body, term=term, draft=draft, by=by, at=at)


@transaction.atomic
def matter_accept_directly(
    *, submission: Submission, body: Unit | None, term: Term | None, draft: MatterDraft, signed: Sequence[Person] = (),
    by: Actor, at: datetime,
) -> Matter:  # fmt: skip
    """Make a submission that the office has read a matter of its own, accepted at once; `signed` have put their names
    to it elsewhere, beside the one who leads.

    Raises Conflict where it is a matter already, WrongState where it ended in another one or was taken back.
    """
    submission = submission_locked(submission)
    if Matter.objects.filter(submission=submission).exists():
        raise Conflict(f"{submission.number}号已经立案办理,无须再办理。")
    if not submission.stands:
        raise WrongState(f"{submission.number}号已并入别的一件或者已由反映人撤回,不能立案。")
    office, source = office_of(submission.area), draft.source
    matter = Matter(
        kind=draft.kind, office=office, path=office.path, body=body, term=term, submission=submission,
        lead=submission.person, proposer_name=draft.proposer_name[:80], title=draft.title.strip()[:100],
        text=draft.text.strip(), category=draft.category, created_at=at, submitted_at=at,
        may_be_published=submission.may_be_published if draft.kind == MatterKind.REQUEST else True,
        source_label=source._meta.label_lower if source else "", source_id=source.pk if source else None,
        source_title=str(source)[:120] if source else "", source_url=draft.source_url,
        state=MatterState.ACCEPTED, bigrams=bigrams(f"{draft.title} {draft.text}"),
    )  # fmt: skip
    take_on(matter, received=local_day(at), at=at)
    matter.save()
    CoSigner.objects.bulk_create(
        CoSigner(matter=matter, person=one, name=one.name, consent=Consent.SIGNED, asked_at=at, answered_at=at)
        for one in signed
    )
    record("matters.matter.opened", matter, by, number=matter.number)
    return matter


def take_on(matter: Matter, *, received: date, at: datetime) -> None:
    """Its number, the rules of this day, and until when it is to be handed over, counted from when it was received."""
    matter.accepted_at, matter.frozen_rules = at, rules_of_today(matter.office, matter.kind, local_day(at))
    number_take(matter, at)
    matter.due_on = due(matter, HAND_OVER, received).on
