"""Every paper of a meeting for its archive bundle: what was issued as it lies in the archive, the rest made from facts.

The same facts give the same bytes: PDFs carry no time, spreadsheets lose the one that openpyxl writes.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from apps.congress.ballots import result_sheet
from apps.congress.ballots.bundle import EPOCH, bundle_zip
from apps.congress.ballots.models import Poll
from apps.congress.ballots.secret_box import files_of
from apps.congress.meetings import attendance_sheet, notice_paper
from apps.congress.meetings.models import Meeting, Resolution, ResolutionState, Sitting, SittingState
from apps.congress.meetings.papers.agenda import schedule
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
from apps.congress.minutes.rules.record import agenda_line
from apps.congress.minutes.selectors.bundle import issued_documents, polls_of
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

CATALOGUE = "00归档目录"
FOLDERS = {"notice": "01会议通知", "agenda": "02议程日程", "sheet": "03签到表", "result": "04表决选举结果",
           "resolution": "05决议决定", "minutes": "06记录纪要", "document": "07其他公文"}  # fmt: skip
_WRITTEN_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
Maker = Callable[[], Paper]


def makers(meeting: Meeting) -> list[Maker]:
    """One call a paper: they are made one after the other, so that a page can say how far it is."""
    groups = (_notices, _agendas, _sheets, _results, _resolutions, _issued)
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
        yield lambda: _made("agenda", agenda_tree(meeting), NOTICES, meeting.starts_on)
    if meeting.sittings.exists():
        yield lambda: _made("agenda", schedule(meeting, meeting.starts_on), NOTICES, meeting.starts_on)


def agenda_tree(meeting: Meeting) -> Tree:
    rows = [Paragraph(agenda_line(item.number, item.title, item.reporter)) for item in meeting.agenda.all()]
    organ = standing_organ(meeting.body, meeting.starts_on)
    return composing.plain_paper(organ, f"{meeting.title}\n议程", rows, is_signed=False)


def _sheets(meeting: Meeting) -> Iterator[Maker]:
    held = meeting.sittings.filter(state=SittingState.CLOSED).select_related("meeting__body__area")
    for sitting in held.order_by("starts_at", "pk"):
        yield lambda sitting=sitting: _sheet(sitting)


def _sheet(sitting: Sitting) -> Paper:
    paper = _made("sheet", attendance_sheet.tree(sitting), PROCEEDINGS, local_day(sitting.starts_at))
    return _with_file(paper, "xlsx", settled(attendance_sheet.xlsx(sitting)))


def _results(meeting: Meeting) -> Iterator[Maker]:
    for poll in polls_of(meeting):
        yield lambda poll=poll: _result(poll)


def _result(poll: Poll) -> Paper:
    """The result sheet; of a secret poll also the bundle by which anybody checks it."""
    worth = DECISIONS if poll.of_election else PROCEEDINGS
    paper = _made("result", result_sheet.tree(poll, Actor.system()), worth, local_day(poll.count.counted_at))
    return _with_file(paper, "zip", bundle_zip(files_of(poll))) if hasattr(poll, "box") else paper


def _resolutions(meeting: Meeting) -> Iterator[Maker]:
    adopted = meeting.resolutions.filter(state=ResolutionState.ADOPTED).order_by("number", "pk")
    for resolution in adopted:
        yield lambda resolution=resolution: _resolution(meeting, resolution)


def _resolution(meeting: Meeting, resolution: Resolution) -> Paper:
    blocks = [Paragraph(line.strip()) for line in resolution.text.splitlines() if line.strip()]
    on = local_day(resolution.decided_at)
    subtitle = f"（{on.year}年{on.month}月{on.day}日{meeting.title}通过）"
    tree = composing.plain_paper(meeting.body, resolution.title, blocks, subtitle=subtitle, is_signed=False)
    return _made("resolution", tree, DECISIONS, on, number=f"本届第{resolution.number}号")


def _issued(meeting: Meeting) -> Iterator[Maker]:
    for document in issued_documents(meeting):
        yield lambda document=document: _of_archive(document)


def _of_archive(document: Document) -> Paper:
    """Both files as they were signed; a document whose files are still being made says so."""
    of_minutes = document.kind in ("meeting_record", "meeting_minutes")
    folder = FOLDERS["notice" if document.kind == notice_paper.KIND else "minutes" if of_minutes else "document"]
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
    return Paper(
        paper.folder, paper.title, (*paper.files, (ending, content)), paper.worth, paper.number, paper.on, paper.pages,
        paper.note,
    )  # fmt: skip
