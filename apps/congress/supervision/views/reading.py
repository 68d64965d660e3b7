"""The register, the inbox of those who answer, the list of sheets, the page of an assignment."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.congress.supervision.filters import AssignmentFilter, InboxFilter, SheetFilter
from apps.congress.supervision.models import Assignment, AssignmentState, Light, SupervisionSheet
from apps.congress.supervision.selectors.lists import (
    helpers_of,
    inbox_of,
    lead_of,
    listed,
    profile_title,
    sheets_of,
    total_of,
)
from apps.congress.supervision.selectors.page import page_of
from apps.congress.supervision.selectors.standing import reasons_on
from apps.congress.supervision.views.common import TONES, assignment_for
from apps.foundation.core.audiences import may_enter
from apps.foundation.core.keysets import Keyset
from apps.foundation.core.registers import Action, Column, Register

SHEET_TONES = {
    "draft": "secondary",
    "issued": "orange",
    "answered": "azure",
    "closed": "green",
    "withdrawn": "secondary",
}


@require_GET
def assignments(request: HttpRequest) -> HttpResponse:
    keeps = may_enter(request.actor.role, "supervision_new")
    actions = [Action("任务清单", f"{reverse('supervision_task_list')}?{request.GET.urlencode()}", "file-text")]
    if keeps:
        actions.append(Action("导入表格", reverse("supervision_import"), "upload"))
        actions.append(Action("新建督办任务", reverse("supervision_new"), "plus", primary=True))
    return Register(
        "督办任务", listed(request.actor, timezone.localdate()), [*_columns(), *_more_columns()],
        filterset=AssignmentFilter, search=["title__icontains", "content__icontains", "source__icontains"],
        search_hint="查任务、内容、来源", actions=actions, pages=Keyset(total_of),
        empty="请新建督办任务;改革任务、民生实事交办以后也在这里督办。" if keeps else "交办的任务会显示在这里。",
    ).respond(request)  # fmt: skip


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What is due of those who answer."""
    return Register(
        "进展报送", inbox_of(request.actor, timezone.localdate()), _columns(), filterset=InboxFilter,
        search=["title__icontains", "content__icontains"], search_hint="查任务、内容",
        empty="交给本单位的督办任务会显示在这里。",
    ).respond(request)  # fmt: skip


def _columns() -> list[Column]:
    today = timezone.localdate()
    return [
        Column("任务", "title", link=Assignment.get_absolute_url),
        Column("亮灯", _light, tone=lambda row: TONES[row.light]),
        Column("牵头单位", lead_of),
        Column("区划", "area.name"),
        Column("进度", lambda row: f"{row.percent}%", sort="percent"),
        Column("完成期限", "due_on", sort="due_on"),
        Column("下次报送", "report_due_on", sort="report_by"),
        Column("状态", "get_state_display", sort="state", tone=_state_tone),
        Column("亮灯原因", lambda row: ";".join(one.words for one in reasons_on(row, today)), on_screen=False),
    ]


def _more_columns() -> list[Column]:
    return [
        Column("类别", lambda row: profile_title(row.profile), on_screen=False),
        Column("工作内容", "content", on_screen=False),
        Column("成果形式", "deliverable", on_screen=False),
        Column("任务来源", "source", on_screen=False),
        Column("责任、配合单位", helpers_of, on_screen=False),
        Column("责任领导", "led_by", on_screen=False),
        Column("开始日期", "starts_on", on_screen=False),
        Column("计划数量", "quantity_planned", on_screen=False),
        Column("已完成数量", "quantity_done", on_screen=False),
        Column("计划投资(元)", "investment", on_screen=False),
        Column("已支付(元)", "paid", on_screen=False),
    ]


def _light(row: Assignment) -> str:
    return Light(row.light).label if row.light else ""  # type: ignore[attr-defined]


def _state_tone(row: Assignment) -> str:
    tones = {AssignmentState.CLAIMED: "azure", AssignmentState.VERIFIED: "azure", AssignmentState.CLOSED: "green"}
    return tones.get(AssignmentState(row.state), "blue" if row.is_open else "secondary")


@require_GET
def sheets(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    columns = [
        Column("督办事项", "assignment.title", link=SupervisionSheet.get_absolute_url),
        Column("编号", "number", sort="number"),
        Column("督办对象", "unit_name", sort="unit_name"),
        Column("区划", "assignment.area.name"),
        Column("签发时间", "issued_at", sort="issued_at"),
        Column("反馈期限", "due_on", sort="due_on"),
        Column("逾期", lambda row: _late(row, today), tone=lambda row: "red" if _late(row, today) else ""),
        Column("状态", "get_state_display", sort="state", tone=lambda row: SHEET_TONES[row.state]),
        Column("存在问题", "problem", on_screen=False),
        Column("督办要求", "requirement", on_screen=False),
        Column("办结意见", "closing", on_screen=False),
    ]
    actions = [Action("督查通报", reverse("supervision_criticisms"), "speakerphone")] if request.actor.sees_area else []
    return Register(
        "督办单", sheets_of(request.actor), columns, filterset=SheetFilter, actions=actions,
        search=["assignment__title__icontains", "number__icontains", "unit_name__icontains"],
        search_hint="查事项、编号、单位", empty="任务亮红灯或者进展不力的,在任务页面发督办单。",
    ).respond(request)  # fmt: skip


def _late(row: SupervisionSheet, today: date) -> str:
    if row.due_on and row.is_late_on(today):
        return f"{(today - row.due_on).days}日"
    return "逾期反馈" if row.was_late else ""


@require_GET
def assignment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = assignment_for(request, public_id)
    page = page_of(found, request.actor, timezone.localdate())
    return render(request, "supervision/assignment.html", {"assignment": found, "page": page})
