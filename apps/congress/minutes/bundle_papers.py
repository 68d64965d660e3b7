"""Every paper of a meeting for its archive bundle: what was issued as it lies in the archive, the rest made from facts.

The same facts give the same bytes: PDFs carry no time, spreadsheets lose the one that openpyxl writes.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import QuerySet

from apps.congress.ballots import result_sheet
from apps.congress.ballots.bundle import EPOCH, bundle_zip
from apps.congress.ballots.models import Poll
from apps.congress.ballots.secret_box import files_of
from apps.congress.inspections import papers as inspection_papers
from apps.congress.inspections.models import Inspection
from apps.congress.inspections.selectors.steps import HANDOVER, REPORT
from apps.congress.meetings import attendance_sheet, notice_paper, resolution_papers
from apps.congress.meetings.models import MaterialVersion, Meeting, Resolution, ResolutionState, Sitting, SittingState
from apps.congress.meetings.papers.agenda import agenda, schedule
from apps.congress.meetings.papers.catalogue import papers_of
from apps.congress.meetings.papers.script import script
from apps.congress.minutes.papers import MINUTES_KIND, RECORD_KIND
from apps.congress.minutes.rules.catalogue import (
    DECISIONS,
    HEADINGS,
    NOTICES,
    PROCEEDINGS,
    RETENTION_KEYS,
    Line,
    Paper,
    worth_of_kind,
)
from apps.congress.minutes.selectors.bundle import inspection_papers_of, issued_documents, polls_of, proposals_of
from apps.congress.proposals.models import Proposal
from apps.congress.proposals.papers import handled_at, handling
from apps.congress.proposals.papers import paper as proposal_paper
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.spreadsheets import xlsx_of
from apps.foundation.organisations.selectors import standing_organ
from apps.foundation.policies.selectors import resolve_many
from apps.office.documents import composing
from apps.office.documents.models import Document, DocumentState
from apps.office.documents.rendering.pdf import pdf_of
from apps.office.documents.rules.tree import Column, Paragraph, Table, Tree
from apps.office.documents.selectors import kind_title
from apps.office.files.selectors import attachments_of

CATALOGUE = "00归档目录"
FOLDERS = {"notice": "01会议通知", "agenda": "02议程日程", "material": "03会议材料", "hall": "04主持词名单座次",
           "sheet": "05签到表", "proposal": "06议案", "result": "07表决选举结果", "resolution": "08决议决定",
           "minutes": "09记录纪要", "inspection": "10视察调研", "document": "11其他公文"}  # fmt: skip
FOLDER_OF_KIND = {
    notice_paper.KIND: "notice", RECORD_KIND: "minutes", MINUTES_KIND: "minutes",
    **dict.fromkeys(inspection_papers.PAPERS, "inspection"),
}  # fmt: skip
LISTS = ("presidium", "observers", "seating")
_WRITTEN_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
Maker = Callable[[], Paper]


def makers(meeting: Meeting) -> list[Maker]:
    """One call a paper: they are made one after the other, so that a page can say how far it is."""
    groups = (
        _notices, _agendas, _materials, _halls, _sheets, _proposals, _results, _resolutions, _inspections, _issued,
    )  # fmt: skip
    return [maker for group in groups for maker in group(meeting)]


def retention(meeting: Meeting) -> dict[str, str]:
    """How long each kind of paper is kept here."""
    keys = list(RETENTION_KEYS.values())
    rules = resolve_many(keys, area=meeting.body.area, on=meeting.ends_on, body_kind=meeting.body.kind)
    return {worth: rules[key].value for worth, key in RETENTION_KEYS.items()}


def bundle_bytes(meeting: Meeting, lines: list[Line]) -> bytes:
    """The zip: the catalogue twice, then the papers."""
    catalogue = catalogue_tree(meeting, lines)
    table = [line.cells() for line in lines]
    files: dict[str, bytes] = {
        f"{CATALOGUE}.pdf": pdf_of(catalogue).content,
        f"{CATALOGUE}.xlsx": settled(xlsx_of("归档目录", HEADINGS, table)),
    }
    files |= {path: content for line in lines for path, content in line.files}
    return bundle_zip(files)


def catalogue_tree(meeting: Meeting, lines: list[Line]) -> Tree:
    """归档目录 as a register."""
    columns = (
        Column("序号", 2), Column("题名", 14, "left"), Column("文号", 7), Column("日期", 5), Column("页数", 3),
        Column("保管期限", 4), Column("备注", 5, "left"),
    )  # fmt: skip
    rows = tuple(
        (str(line.number), line.title, line.paper_number, line.on, line.pages, line.kept, line.note) for line in lines
    )
    return composing.register(meeting.body, f"{meeting.title}\n归档目录", [Table(columns, rows)])


def settled(file: IO[bytes]) -> bytes:
    """A spreadsheet without the time at which it was written."""
    out = BytesIO()
    with ZipFile(file) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
            target.writestr(entry, _WRITTEN_AT.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", source.read(name)))
    return out.getvalue()


def _notices(meeting: Meeting) -> Iterator[Maker]:
    """The notice as the members were told, where none was issued under a red head."""
    issued = Document.objects.of(meeting).filter(kind=notice_paper.KIND, state=DocumentState.ISSUED)
    if meeting.noticed_at is None or issued.exists():
        return
    on = local_day(meeting.noticed_at)
    yield lambda: _made("notice", notice_paper.plain(meeting, on), NOTICES, on)


def _agendas(meeting: Meeting) -> Iterator[Maker]:
    if meeting.agenda.exists():
        yield lambda: _made("agenda", agenda(meeting, meeting.starts_on), NOTICES, meeting.starts_on)
    if meeting.sittings.exists():
        yield lambda: _made("agenda", schedule(meeting, meeting.starts_on), NOTICES, meeting.starts_on)


def _materials(meeting: Meeting) -> Iterator[Maker]:
    """What members were sent, in its last version: the file as it was delivered, or the text as a paper."""
    sent = MaterialVersion.objects.filter(material__meeting=meeting).to_read()
    order = ("material__agenda_item__number", "material__pk")
    for version in sent.select_related("material__meeting__body__area", "unit").order_by(*order):
        yield lambda version=version: _material(version)


def _material(version: MaterialVersion) -> Paper:
    on, note = local_day(version.delivered_at), version.unit.name if version.unit else ""
    files = [(Path(one.name).suffix.lstrip(".").lower(), _read(one.stored)) for one in attachments_of(version)[:1]]
    if files:
        return Paper(FOLDERS["material"], version.material.title, tuple(files), NOTICES, "", on, None, note)
    paragraphs = [Paragraph(line.strip()) for line in version.text.splitlines() if line.strip()]
    organ = standing_organ(version.material.meeting.body, on)
    tree = composing.plain_paper(organ, version.material.title, paragraphs, is_signed=False)
    return replace(_made("material", tree, NOTICES, on), note=note)


def _halls(meeting: Meeting) -> Iterator[Maker]:
    """What was read from the chair and lay on the tables: host scripts of what was held, lists, seats."""
    on = meeting.starts_on
    for sitting in _held(meeting):
        yield lambda sitting=sitting: _made("hall", script(sitting, on), NOTICES, local_day(sitting.starts_at))
    for paper in papers_of(meeting):
        if paper.slug in LISTS and not paper.missing(meeting, on):
            yield lambda paper=paper: _made("hall", paper.tree(meeting, on), NOTICES, on)


def _held(meeting: Meeting) -> QuerySet[Sitting]:
    held = meeting.sittings.filter(state=SittingState.CLOSED).select_related("meeting__body__area", "group")
    return held.order_by("starts_at", "pk")


def _sheets(meeting: Meeting) -> Iterator[Maker]:
    for sitting in _held(meeting):
        yield lambda sitting=sitting: _sheet(sitting)


def _sheet(sitting: Sitting) -> Paper:
    paper = _made("sheet", attendance_sheet.tree(sitting), PROCEEDINGS, local_day(sitting.starts_at))
    return _with_file(paper, "xlsx", settled(attendance_sheet.xlsx(sitting)))


def _proposals(meeting: Meeting) -> Iterator[Maker]:
    """Motions and other proposals that were handed in for the meeting, and how the motions were handled."""
    for proposal in proposals_of(meeting):
        yield lambda proposal=proposal: _proposal(proposal)
    if handled_at(meeting):
        on = meeting.ends_on
        yield lambda: _made("proposal", handling(meeting, on), DECISIONS, on)


def _proposal(proposal: Proposal) -> Paper:
    on = local_day(proposal.submitted_at)
    paper = _made("proposal", proposal_paper(proposal, on), DECISIONS, on, number=proposal.number_label)
    return replace(paper, note=proposal.state_label)


def _results(meeting: Meeting) -> Iterator[Maker]:
    for poll in polls_of(meeting):
        yield lambda poll=poll: _result(poll)


def _result(poll: Poll) -> Paper:
    """The result sheet; of a secret poll also the bundle by which anybody checks it."""
    worth = DECISIONS if poll.of_election else PROCEEDINGS
    paper = _made("result", result_sheet.tree(poll, Actor.system()), worth, local_day(poll.count.counted_at))
    return _with_file(paper, "zip", bundle_zip(files_of(poll))) if hasattr(poll, "box") else paper


def _resolutions(meeting: Meeting) -> Iterator[Maker]:
    adopted = meeting.resolutions.filter(state=ResolutionState.ADOPTED).with_meeting().order_by("number", "pk")
    for resolution in adopted:
        yield lambda resolution=resolution: _resolution(resolution)


def _resolution(resolution: Resolution) -> Paper:
    on = local_day(resolution.decided_at)
    tree = resolution_papers.text(resolution, on)
    return _made("resolution", tree, DECISIONS, on, number=f"本届{resolution.number_label}")


def _inspections(meeting: Meeting) -> Iterator[Maker]:
    """Plan, report and hand-over of what was inspected for the meeting, where they were not issued as documents."""
    for inspection, kind in inspection_papers_of(meeting):
        yield lambda inspection=inspection, kind=kind: _inspection(inspection, kind)


def _inspection(inspection: Inspection, kind: str) -> Paper:
    on = {REPORT: inspection.reported_on, HANDOVER: inspection.handed_over_on}.get(kind) or inspection.starts_on
    return _made("inspection", inspection_papers.PAPERS[kind].make(inspection, on), PROCEEDINGS, on)


def _issued(meeting: Meeting) -> Iterator[Maker]:
    for document in issued_documents(meeting):
        yield lambda document=document: _of_archive(document)


def _of_archive(document: Document) -> Paper:
    """Both files as they were signed; a document whose files are still being made says so."""
    folder = FOLDERS[FOLDER_OF_KIND.get(document.kind, "document")]
    archive = getattr(document, "archive", None)
    files = (("pdf", _read(archive.pdf)), ("docx", _read(archive.docx))) if archive else ()
    note = kind_title(document) if archive else f"{kind_title(document)},文件尚未归档"
    return Paper(
        folder, document.title, files, worth_of_kind(document.kind), document.number, document.issued_on,
        archive.pages if archive else None, note,
    )  # fmt: skip


def _read(file: IO[bytes]) -> bytes:
    with file.open("rb") as opened:
        return opened.read()


def _made(folder: str, tree: Tree, worth: str, on: date, number: str = "") -> Paper:
    pdf = pdf_of(tree)
    title = f"{tree.title}{tree.subtitle if folder == 'result' else ''}".replace("\n", "")
    return Paper(FOLDERS[folder], title, (("pdf", pdf.content),), worth, number, on, pdf.pages)


def _with_file(paper: Paper, ending: str, content: bytes) -> Paper:
    return replace(paper, files=(*paper.files, (ending, content)))
