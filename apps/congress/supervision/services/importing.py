"""督办任务 from a spreadsheet: read row by row, looked at first, written whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO
from uuid import UUID, uuid5

from django.db import transaction

from apps.congress.supervision.models import Assignment, AssignmentState
from apps.congress.supervision.policies import GENERAL
from apps.congress.supervision.services.opening import (
    AssignmentDraft,
    assignment_draft,
    assignment_hand_over,
    issues_with_draft,
)
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError
from apps.foundation.core.workbooks import Sheet, sheet_read
from apps.foundation.organisations.models import Area

ROWS_LIMIT = 60
HEADINGS = {
    "任务名称": "title", "承办区划": "area", "工作内容": "content", "成果形式": "deliverable", "任务来源": "source",
    "牵头单位": "lead", "责任单位": "responsible", "配合单位": "supporting", "核查单位": "verifier",
    "责任领导": "leader_name", "联系人": "contact_name", "联系电话": "contact_phone", "开始日期": "starts_on",
    "完成期限": "due_on", "计划数量": "quantity_planned", "计量单位": "quantity_unit", "计划投资(元)": "investment",
    "节点": "nodes",
}  # fmt: skip
SHEET = Sheet(
    HEADINGS, ("任务名称", "工作内容", "牵头单位", "开始日期", "完成期限"), ROWS_LIMIT, "督办任务", template="下载模板"
)  # fmt: skip
OVER = (AssignmentState.CLOSED, AssignmentState.CANCELLED)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row that can be written: its number in the file, where it is to be done, what."""

    number: int
    area: Area
    draft: AssignmentDraft


def rows_read(file: IO[bytes]) -> list[tuple[int, dict[str, str]]]:
    """Number of the row, and its cells by the field of the form. Raises DomainError for another kind of file."""
    return sheet_read(file, SHEET)


def row_problems(rows: Sequence[TaskRow], office: Area, on: date) -> dict[int, list[str]]:
    """Number of the row -> what stands in its way: what a hand-over would refuse, the same task twice or running."""
    titles = [row.draft.title for row in rows]
    running = Assignment.objects.filter(profile=GENERAL, office=office, title__in=titles).exclude(state__in=OVER)
    known = {(one.title, one.area_id): one.get_state_display() for one in running}
    first: dict[tuple[str, int], int] = {}
    found: dict[int, list[str]] = {}
    for row in rows:
        task = (row.draft.title, row.area.pk)
        said = [issue.sentence for issue in issues_with_draft(row.draft, on)]
        if (before := first.setdefault(task, row.number)) != row.number:
            said.append(f"与第{before}行是同一区划的同名任务,请合并或者改名。")
        if task in known:
            said.append(f"{row.area.name}已有同名督办任务({known[task]}),不重复导入。")
        if said:
            found[row.number] = said
    return found


@transaction.atomic
def assignments_import(
    *, office: Area, rows: Sequence[TaskRow], key: UUID, is_handed_over: bool, by: Actor, at: datetime
) -> list[Assignment]:
    """Write all rows down, and hand them over where wanted; all of them or none.

    Sent twice with the same `key` they are made once. Raises Conflict, DomainError that names the row.
    """
    Area.objects.select_for_update().only("pk").get(pk=office.pk)
    keys = [uuid5(key, str(row.number)) for row in rows]
    if Assignment.objects.filter(public_id__in=keys).exists():
        raise Conflict("这份表格已经导入,没有重复导入。请返回督办任务查看。")
    made = []
    for public_id, row in zip(keys, rows, strict=True):
        try:
            one = assignment_draft(
                profile=GENERAL, office=office, area=row.area, draft=row.draft, key=public_id, by=by, at=at
            )
            made.append(assignment_hand_over(assignment=one, by=by, at=at) if is_handed_over else one)
        except DomainError as error:
            told = "".join(issue.sentence for issue in error.issues) or error.sentence
            raise DomainError(f"第{row.number}行:{told}全部没有导入,请改正后重新上传。") from error
    audit.record("supervision.assignment.imported", on=office, by=by, area_path=office.path, count=len(made))
    return made
