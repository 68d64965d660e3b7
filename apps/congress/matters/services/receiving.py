"""A sentence comes in, from wherever; its proposer may take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.congress.matters.models import NumberSeries, ProposerKind, Submission
from apps.congress.matters.rules.acts import (
    OFFICIAL_TEXT_LIMIT,
    TEXT_LIMIT,
    Arrival,
    Position,
    issues_before_receiving,
)
from apps.congress.matters.rules.codes import number_text
from apps.congress.matters.rules.likeness import bigrams
from apps.congress.matters.selectors import code_index, code_of_entry, may_withdraw, office_of
from apps.congress.matters.services.records import record, submission_locked
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import WrongState, require_ready
from apps.foundation.core.once import require_same
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person
from apps.office.files.services import attachment_add


@dataclass(frozen=True, slots=True)
class Proposer:
    """Who said it: `kind` is a ProposerKind; a member signed in comes with `person`, a resident with what they gave."""

    kind: str
    person: Person | None = None
    name: str = ""
    phone: str = ""


@transaction.atomic
def submission_receive(
    *,
    area: Area,
    text: str,
    channel: str,
    proposer: Proposer,
    purpose: str = "",
    place: str = "",
    position: Position | None = None,
    files: Sequence[UploadedFile] = (),
    collected_by: Person | None = None,
    may_be_published: bool = False,
    key: UUID | None = None,
    by: Actor,
    at: datetime,
) -> tuple[Submission, str]:
    """Keep a sentence under the next number of its town or street, with its files.

    Returns it with the follow-up code, which is not stored: nobody can be shown it a second time. Sent again under
    the same `key` it is the same sentence with the same code; Conflict where it says something else by now.
    """
    require_ready(issues_before_receiving(_arrival(text, proposer, len(files), position)))
    code = code_of_entry(key or uuid4())
    name = proposer.name or (proposer.person.name if proposer.person else "")
    said = {
        "area": area, "purpose": purpose, "channel": channel, "text": text.strip(), "place": place.strip(),
        "proposer_kind": proposer.kind, "person": proposer.person, "name": name, "phone": proposer.phone,
        "collected_by": collected_by, "may_be_published": may_be_published,
    }  # fmt: skip
    series = _series_locked(office_of(area), local_day(at).year)
    if sent := Submission.objects.filter(code_index=code_index(code)).first():
        require_same(sent, said)
        return sent, code
    latitude, longitude = position or (None, None)
    submission = Submission.objects.create(
        **said, series=series, number=_number_taken(series), latitude=latitude, longitude=longitude, received_at=at,
        code_index=code_index(code), bigrams=bigrams(f"{text} {place} {name}"),
    )  # fmt: skip
    record("matters.submission.received", submission, by, channel=submission.get_channel_display())
    for file in files:
        attachment_add(parent=submission, upload=file, by=by, at=at)
    return submission, code


def _arrival(text: str, proposer: Proposer, photos: int, position: Position | None) -> Arrival:
    return Arrival(
        text=text,
        is_anonymous=proposer.kind == ProposerKind.ANONYMOUS,
        is_member=proposer.kind == ProposerKind.PERSON,
        has_person=proposer.person is not None,
        name=proposer.name,
        phone=proposer.phone,
        photos=photos,
        position=position,
        limit=OFFICIAL_TEXT_LIMIT if proposer.kind in (ProposerKind.PERSON, ProposerKind.ORGAN) else TEXT_LIMIT,
    )


def _series_locked(office: Area, year: int) -> NumberSeries:
    """The row for this transaction; whoever comes at the same time waits."""
    NumberSeries.objects.bulk_create([NumberSeries(area=office, year=year)], ignore_conflicts=True)
    return NumberSeries.objects.select_for_update().get(area=office, year=year)


def _number_taken(series: NumberSeries) -> str:
    """The next number of a series that is held."""
    series.last += 1
    series.save(update_fields=["last"])
    return number_text(series.year, series.last)


@transaction.atomic
def submission_withdraw(*, submission: Submission, by: Actor, at: datetime) -> Submission:
    """The proposer takes a sentence back, as long as nobody has answered it for good; it stays on record."""
    submission = submission_locked(submission)
    if not may_withdraw(submission):
        raise WrongState(
            "这件意见建议已经立案办理、撤回、并件或者办结,不能在这里撤回。请刷新页面查看最新进展;要撤回的,请联系人大工作人员。"
        )
    submission.withdrawn = True
    submission.save(update_fields=["withdrawn"])
    record("matters.submission.withdrawn", submission, by)
    return submission
