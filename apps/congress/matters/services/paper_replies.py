"""登记书面答复: a unit answered on paper; what came goes the way of a letter that was signed here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.congress.matters.models import Handling, PartState, Reply
from apps.congress.matters.rules.handling import Contact
from apps.congress.matters.rules.replying import PaperFacts, issues_with_paper
from apps.congress.matters.selectors.replying import reply_issues
from apps.congress.matters.services.contacting import contact_record
from apps.congress.matters.services.handling_records import part_locked
from apps.congress.matters.services.matter_records import record
from apps.congress.matters.services.reply_sending import reply_give
from apps.congress.matters.services.replying import ReplyDraft, reply_write
from apps.congress.matters.services.taking import part_take
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.office.documents.models import DocumentState
from apps.office.documents.services.drafting import document_discard
from apps.office.files.services import attachment_add

GIVEN_UP = "承办单位已书面答复,由人大办公室登记。"


@dataclass(frozen=True, slots=True)
class PaperLetter:
    """The letter as it lies on the desk; `number` is "" where it has none."""

    on: date
    number: str
    signer: str
    scans: Sequence[UploadedFile]

    @property
    def words(self) -> str:
        """`青府函〔2026〕3号,李明签发于2026年5月18日`."""
        signed = f"{self.signer}签发于{chinese_date(self.on)}"
        return f"{self.number},{signed}" if self.number else signed


@transaction.atomic
def paper_reply_register(
    *, part: Handling, draft: ReplyDraft, letter: PaperLetter, revision: int, contact: Contact | None = None,
    by: Actor, at: datetime,
) -> Reply:  # fmt: skip
    """The part is answered with what the letter says, as by a signature; `contact` is what stands on paper of it.

    Raises NotReady with everything that is missing, Conflict where the unit saved a draft since `revision` was read,
    WrongState while the unit's own letter lies before those who sign.
    """
    part = part_locked(part)
    if part.state == PartState.SENT:
        part = part_take(part, letter.signer, by, at)
    if contact:
        contact_record(part=part, contact=contact, by=by, at=at)
    reply = reply_write(part, draft, revision, by=by, at=at)
    _give_up_draft(reply, by, at)
    reply.drafted_by, reply.document, reply.handling = None, None, part
    reply.paper_on, reply.paper_number, reply.paper_signer = letter.on, letter.number, letter.signer
    reply.registered_by = by.name
    record("matters.reply.registered", part.matter, by, unit=part.unit_name, letter=letter.words)
    issues = [*issues_with_paper(_facts(part, letter, contact, at)), *reply_issues(reply, letter.on)]
    reply_give(reply, issues, by=by, at=at)
    for scan in letter.scans:
        attachment_add(parent=reply, upload=scan, by=by, at=at, area_path=part.matter.path)
    return reply


def _give_up_draft(reply: Reply, by: Actor, at: datetime) -> None:
    """A letter the unit began here is not sent any more."""
    if reply.document and reply.document.state == DocumentState.DRAFT:
        document_discard(document=reply.document, reason=GIVEN_UP, by=by, at=at)


def _facts(part: Handling, letter: PaperLetter, contact: Contact | None, at: datetime) -> PaperFacts:
    return PaperFacts(
        on=letter.on,
        signer=letter.signer,
        scans=len(letter.scans),
        handed_over_on=local_day(part.handed_over_at),
        today=local_day(at),
        contacted_on=contact.on if contact else None,
    )
