"""Record and minutes of a session: drafted, edited, approved, issued, archived; and the zip of all its papers."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from docx import Document as Docx

from apps.congress.meetings.models import Meeting
from apps.congress.minutes.models import Bundle, Minutes
from apps.congress.minutes.services.approving import minutes_submit
from apps.congress.minutes.services.bundling import bundle_make, bundle_order
from apps.congress.minutes.services.drafting import minutes_draft
from apps.congress.minutes.services.editing import editor_note, newest_of, section_edit
from apps.office.approvals.services import step_approve
from apps.office.documents.models import Document
from apps.office.documents.selectors import issue_request
from apps.office.documents.services.archiving import document_archive
from tests.scenarios.town import Town, moment

ADDED = "会议要求，各责任单位按月通报进展。"


@dataclass
class Papers:
    """What was signed of one session."""

    town: Town
    meeting: Meeting

    def __post_init__(self) -> None:
        self.at = moment(self.meeting.starts_on + timedelta(days=3), 9)
        self.record = self.signed(self.drafted("record"))
        self.minutes = self.signed(self.edited(self.drafted("minutes")), ["镇党委"], is_published=True)
        self.bundle = self.bundled()

    def drafted(self, kind: str) -> Minutes:
        return minutes_draft(meeting=self.meeting, kind=kind, recorder="王敏", by=self.town.staff, at=self.at)

    def edited(self, minutes: Minutes) -> Minutes:
        """One section gets a sentence more."""
        section = minutes.sections.get(key="required")
        editor_note(section=section, by=self.town.staff, at=self.at)
        text = f"{newest_of(section).text}\n{ADDED}"
        section_edit(section=section, text=text, revision=section.revision, by=self.town.staff, at=self.at)
        return minutes

    def signed(self, minutes: Minutes, copies: list[str] | None = None, **values) -> Document:
        """Checked by one, signed by the other, kept in both formats."""
        document = minutes_submit(
            minutes=minutes, reviewers=self.town.signers, copies=copies or [], by=self.town.staff, at=self.at, **values
        )
        for step, person in enumerate(self.town.signers, start=1):
            by = self.town.acting(person)
            step_approve(request=issue_request(document), step_number=step, opinion="", by=by, at=self.at)
        document_archive(document_id=document.pk, at=self.at)
        return Document.objects.get(pk=document.pk)

    def bundled(self) -> Bundle:
        bundle = bundle_order(meeting=self.meeting, by=self.town.staff, at=self.at)
        return bundle_make(bundle_id=bundle.pk, at=self.at)

    def zip(self) -> ZipFile:
        with self.bundle.file.open() as file:
            return ZipFile(BytesIO(file.read()))

    def lines(self, ending: str) -> list[str]:
        """What the signed paper says, read from the DOCX that lies in the zip; `ending` is 记录 or 纪要."""
        archive = self.zip()
        name = next(one for one in archive.namelist() if one.startswith("09") and one.endswith(f"{ending}.docx"))
        return [paragraph.text for paragraph in Docx(BytesIO(archive.read(name))).paragraphs if paragraph.text.strip()]
