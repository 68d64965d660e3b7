"""督办单: drafted to one unit, numbered by its signature, answered in working days, returned or closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.congress.supervision import papers
from apps.congress.supervision.models import Assignment, SheetAnswer, SheetState, SupervisionSheet
from apps.congress.supervision.rules.states import move, move_sheet
from apps.congress.supervision.selectors.organs import supervising_organ
from apps.congress.supervision.services.records import (
    assignment_locked,
    files_keep,
    people_of_unit,
    record,
    tell,
    tell_office,
)
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from apps.foundation.core.selectors import add_working_days
from apps.foundation.organisations.models import Unit
from apps.office.documents.models import Document, DocumentState
from apps.office.documents.selectors import issue_request
from apps.office.documents.services.delivering import document_deliver
from apps.office.documents.services.drafting import (
    document_change,
    document_discard,
    document_recall,
    only_document_draft,
)
from apps.office.documents.services.drafting import locked as document_locked


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """What is wrong, what is asked for, and how many working days the unit has from the issue."""

    problem: str
    requirement: str
    answer_working_days: int


@transaction.atomic
def sheet_draft(*, assignment: Assignment, unit: Unit, draft: SheetDraft, by: Actor, at: datetime) -> SupervisionSheet:
    """拟督办单 and its document. Raises Conflict while another one to the unit is open, DomainError for a stranger."""
    assignment = assignment_locked(assignment)
    move(assignment.state, "warn")
    row = assignment.units.filter(unit=unit).first()  # type: ignore[attr-defined]
    if row is None:
        raise DomainError(f"{unit.name}不承办这项任务,请选择承办单位。")
    over = (SheetState.CLOSED, SheetState.WITHDRAWN)
    if assignment.sheets.filter(unit=unit).exclude(state__in=over).exists():  # type: ignore[attr-defined]
        raise Conflict(f"给{row.unit_name}的上一份督办单还没有办结,请先办结或者撤销。")
    sheet = SupervisionSheet(
        assignment=assignment, unit=unit, unit_name=row.unit_name, drafted_by=by.name, drafted_at=at
    )
    _fill(sheet, draft)
    sheet.document = only_document_draft(
        subject=sheet, organ=supervising_organ(assignment.office, local_day(at)), kind=papers.SHEET,
        tree=papers.sheet_paper(sheet, local_day(at)), by=by, at=at,
    )  # fmt: skip
    sheet.save(update_fields=["document"])
    record("supervision.sheet.drafted", assignment, by, unit=sheet.unit_name)
    return sheet


@transaction.atomic
def sheet_change(*, sheet: SupervisionSheet, draft: SheetDraft, by: Actor, at: datetime) -> SupervisionSheet:
    """Write it anew, with its document, while nobody is signing it."""
    document = document_locked(_document(sheet))  # first: whoever signs it holds it, and waits for the assignment
    sheet = sheet_locked(sheet)
    if sheet.state != SheetState.DRAFT or document.state != DocumentState.DRAFT:
        raise WrongState("督办单正在审签或者已经签发,不能修改。需要修改的,请先在公文页面撤回送签。")
    _fill(sheet, draft)
    tree = papers.sheet_paper(sheet, local_day(at))
    document_change(document=document, tree=tree, revision=document.revision, by=by, at=at)
    record("supervision.sheet.changed", sheet.assignment, by, unit=sheet.unit_name)
    return sheet


@transaction.atomic
def sheet_issued(*, document: Document, by: Actor, at: datetime) -> SupervisionSheet:
    """Its document was signed: the sheet has its number, goes to the unit, and the days of the answer begin."""
    sheet = sheet_locked(SupervisionSheet.objects.get(document=document))
    move(sheet.assignment.state, "warn")
    sheet.state = move_sheet(sheet.state, "issue")
    sheet.number, sheet.issued_at = document.number, at
    sheet.due_on = add_working_days(local_day(at), sheet.answer_working_days)
    sheet.save(update_fields=["state", "number", "issued_at", "due_on"])
    document_deliver(document=document, units=[sheet.unit], by=by, at=at)
    due = chinese_date(sheet.due_on)
    record("supervision.sheet.issued", sheet.assignment, by, unit=sheet.unit_name, number=sheet.number, day=due)
    _tell_unit(sheet, "supervision.sheet_issued", by=by, at=at, due=due)
    return sheet


@transaction.atomic
def sheet_withdraw(*, sheet: SupervisionSheet, reason: str, by: Actor, at: datetime) -> SupervisionSheet:
    """撤销 a sheet that is not issued yet; its draft is given up with it. An issued one is withdrawn as a document."""
    document = document_locked(_document(sheet))
    sheet = sheet_locked(sheet)
    if sheet.state == SheetState.WITHDRAWN:
        raise WrongState("督办单已经撤销。请刷新页面查看。")
    if sheet.state != SheetState.DRAFT:
        raise WrongState("督办单已经签发,请在公文页面撤回这份督办单。")
    sheet.state = move_sheet(sheet.state, "withdraw")
    sheet.closed_at = at
    sheet.save(update_fields=["state", "closed_at"])
    if document.state == DocumentState.IN_REVIEW and issue_request(document):
        document = document_recall(document=document, reason=reason, by=by, at=at)
    if document.state == DocumentState.DRAFT:
        document_discard(document=document, reason=reason, by=by, at=at)
    record("supervision.sheet.withdrawn", sheet.assignment, by, reason=reason, unit=sheet.unit_name)
    return sheet


@transaction.atomic
def sheet_document_dropped(*, document: Document, reason: str, by: Actor, at: datetime) -> SupervisionSheet:
    """The issued document was withdrawn, or its draft given up: another sheet may be drafted.

    Raises WrongState, and so keeps the document, once the unit has answered.
    """
    sheet = sheet_locked(SupervisionSheet.objects.get(document=document))
    if sheet.state == SheetState.WITHDRAWN:  # by `sheet_withdraw`, which gives the draft up
        return sheet
    sheet.state = move_sheet(sheet.state, "withdraw")
    sheet.closed_at = at
    sheet.save(update_fields=["state", "closed_at"])
    record("supervision.sheet.withdrawn", sheet.assignment, by, reason=reason, unit=sheet.unit_name)
    return sheet


@transaction.atomic
def sheet_answer(
    *, sheet: SupervisionSheet, text: str, files: Sequence[UploadedFile] = (), by: Actor, at: datetime
) -> SheetAnswer:
    """反馈; late it is taken, and counted."""
    sheet = sheet_locked(sheet)
    if not text.strip():
        raise DomainError("请写明整改情况。")
    was_late = sheet.is_late_on(local_day(at))
    sheet.state = move_sheet(sheet.state, "answer")
    sheet.answered_at, sheet.was_late = at, sheet.was_late or was_late
    sheet.save(update_fields=["state", "answered_at", "was_late"])
    answer = SheetAnswer.objects.create(sheet=sheet, text=text.strip(), answered_by=by.name, answered_at=at)
    files_keep(answer, files, sheet.assignment, by=by, at=at)
    record("supervision.sheet.answered", sheet.assignment, by, unit=sheet.unit_name, number=sheet.number)
    tell_office(sheet.assignment, "supervision.sheet_answered", by=by, at=at, unit=sheet.unit_name, number=sheet.number)
    return answer


@transaction.atomic
def sheet_return(*, sheet: SupervisionSheet, reason: str, due_on: date, by: Actor, at: datetime) -> SheetAnswer:
    """退回: the answer stays with the reason, another is due by `due_on`."""
    sheet = sheet_locked(sheet)
    state = move_sheet(sheet.state, "return")
    if not reason.strip():
        raise DomainError("请写明退回的理由,让承办单位知道还要说明什么。")
    if due_on < local_day(at):
        raise DomainError(f"重新反馈的期限{chinese_date(due_on)}已经过去,请改为今天或者以后的日期。")
    answer = sheet.answers.latest("pk")  # type: ignore[attr-defined]
    answer.returned_at, answer.return_reason = at, reason.strip()
    answer.save(update_fields=["returned_at", "return_reason"])
    sheet.state, sheet.due_on = state, due_on
    sheet.save(update_fields=["state", "due_on"])
    record("supervision.sheet.returned", sheet.assignment, by, reason=answer.return_reason, unit=sheet.unit_name)
    due = chinese_date(due_on)
    _tell_unit(sheet, "supervision.sheet_returned", by=by, at=at, reason=answer.return_reason, due=due)
    return answer


@transaction.atomic
def sheet_close(*, sheet: SupervisionSheet, closing: str, by: Actor, at: datetime) -> SupervisionSheet:
    """办结, with what the office thinks of the answer."""
    sheet = sheet_locked(sheet)
    sheet.state = move_sheet(sheet.state, "close")
    if not closing.strip():
        raise DomainError("请写明办结意见。")
    sheet.closing, sheet.closed_at = closing.strip(), at
    sheet.save(update_fields=["state", "closing", "closed_at"])
    record("supervision.sheet.closed", sheet.assignment, by, unit=sheet.unit_name, number=sheet.number)
    return sheet


def sheet_locked(sheet: SupervisionSheet) -> SupervisionSheet:
    """Held by the row of its assignment, as every act on it; read after that."""
    assignment = assignment_locked(sheet.assignment)
    sheet = SupervisionSheet.objects.with_all().get(pk=sheet.pk)
    sheet.assignment = assignment
    return sheet


def _fill(sheet: SupervisionSheet, draft: SheetDraft) -> None:
    if not draft.problem.strip() or not draft.requirement.strip():
        raise DomainError("请写明存在问题和督办要求。")
    sheet.problem, sheet.requirement = draft.problem.strip(), draft.requirement.strip()
    sheet.answer_working_days = draft.answer_working_days
    sheet.save()


def _document(sheet: SupervisionSheet) -> Document:
    if sheet.document is None:
        raise WrongState("督办单没有文稿,请刷新页面。")
    return sheet.document


def _tell_unit(sheet: SupervisionSheet, text: str, *, by: Actor, at: datetime, **values: str) -> None:
    people = people_of_unit(sheet.assignment, sheet.unit_id, local_day(at))
    tell(sheet.assignment, text, people, by=by, at=at, number=sheet.number, **values)
