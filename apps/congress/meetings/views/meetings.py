"""The list of meetings, the builder, and the office's page of one meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.congress.meetings import selectors, services
from apps.congress.meetings.filters import MeetingFilter
from apps.congress.meetings.forms import (
    ROW_SETS,
    ROWS_LIMIT,
    ConveneForm,
    LeaveRecordForm,
    MeetingBuilder,
    row_choices,
)
from apps.congress.meetings.models import Meeting
from apps.congress.meetings.selectors.handed import brought_at
from apps.congress.meetings.selectors.measures import with_heads
from apps.foundation.audit.selectors import history_of
from apps.foundation.core.acts import attempt, reason_of
from apps.foundation.core.errors import DomainError
from apps.foundation.core.identifiers import uuid_of
from apps.foundation.core.numbers import number_of
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register

TONES = {"planned": "secondary", "noticed": "blue", "in_session": "green", "closed": "secondary", "cancelled": "red"}


def meeting_list(request: HttpRequest) -> HttpResponse:
    rows = with_heads(Meeting.objects.visible_to(request.actor).select_related("body", "term__body"))
    page = "meetings_detail" if request.actor.sees_area else "meetings_notice"
    columns = [
        Column("会议名称", "title", link=lambda row: reverse(page, args=[row.public_id]), sort="title"),
        Column("机关", "body.name", sort="body__name"),
        Column("开始日期", "starts_on", sort="starts_on"),
        Column("结束日期", "ends_on", on_screen=False),
        Column("地点", "place"),
        Column("应到人次", lambda row: row.heads_due or 0, on_screen=False),
        Column("实到人次", lambda row: row.heads_present or 0, on_screen=False),
        Column("实到/应到", _heads),
        Column("状态", "get_state_display", tone=lambda row: TONES[row.state], sort="state"),
    ]
    is_office = may(request.actor, "meetings.manage")
    actions = [Action("新建会议", reverse("meetings_create"), "plus", primary=True)] if is_office else []
    empty = "请新建第一次会议。" if is_office else "会议通知发出后,会显示在这里。"
    return Register(
        "会议", rows, columns, filterset=MeetingFilter, search=["title__icontains", "place__icontains"],
        search_hint="查会议名称、地点", actions=actions, empty=empty,
    ).respond(request)  # fmt: skip


def _heads(row: Meeting) -> str:
    """`166/180`, over all sittings that are over."""
    due, present = row.heads_due, row.heads_present  # type: ignore[attr-defined]  # annotated
    return f"{present}/{due}" if due else ""


def meeting_create(request: HttpRequest) -> HttpResponse:
    require(request.actor, "meetings.manage")
    asked = uuid_of(request.GET.get("term", ""))
    builder = MeetingBuilder(request.POST or None, actor=request.actor, asked=asked)
    meeting = request.method == "POST" and attempt(
        builder,
        lambda: services.meeting_create(
            term=builder.form.cleaned_data["term"],
            plan=builder.plan(),
            key=builder.form.cleaned_data["key"],
            by=request.actor,
            at=timezone.now(),
        ),
    )
    if meeting:
        messages.success(request, f"已拟定{meeting.title}。")
        return redirect("meetings_detail", meeting.public_id)
    return render(request, "meetings/builder.html", {"builder": builder})


def meeting_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    builder = MeetingBuilder(request.POST or None, actor=request.actor, meeting=meeting)
    if request.method == "POST" and attempt(
        builder,
        lambda: services.meeting_change(meeting=meeting, plan=builder.plan(), by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "会议安排已保存。")
        return redirect("meetings_detail", public_id)
    return render(request, "meetings/builder.html", {"builder": builder, "meeting": meeting})


@require_GET
def row_add(request: HttpRequest, kind: str) -> HttpResponse:
    """One more empty row for the builder, and the raised number of rows."""
    require(request.actor, "meetings.manage")
    count = number_of(request.GET.get(f"{kind}-TOTAL_FORMS"), up_to=ROWS_LIMIT - 1)
    if kind not in ROW_SETS or count is None:
        raise Http404
    meeting = meeting_of(request, uuid_of(request.GET.get("meeting"))) if request.GET.get("meeting") else None
    rows = ROW_SETS[kind](prefix=kind, form_kwargs={"choices": row_choices(request.actor, meeting)})
    row = rows.empty_form
    row.prefix = rows.add_prefix(count)
    return render(request, f"meetings/_{kind}_added.html", {"row": row, "kind": kind, "total": count + 1})


def meeting_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    today = timezone.localdate()
    step, invited = selectors.next_step(meeting, today), selectors.invited_members(meeting, today)
    people = selectors.people_invited(meeting, today)
    context = {
        "meeting": meeting,
        "paper": selectors.notice_document(meeting),
        "tone": TONES[meeting.state],
        "step": step,
        "ready": selectors.readiness(meeting, today) if step else [],
        "agenda": meeting.agenda.select_related("unit"),
        "changes": meeting.plan_changes.all(),
        "convene_form": ConveneForm(initial={"on": today}),
        "sittings": selectors.sittings_with_counts(meeting),
        "invited": invited,
        "read_count": sum(1 for member in invited if member.receipt),
        "leave_requests": meeting.leave_requests.select_related("person"),
        "leave_form": LeaveRecordForm(people=people),
        "absent": selectors.absent_without_leave([meeting]),
        "brought": brought_at(meeting),
        "history": history_of(meeting, limit=30),
    }
    return render(request, "meetings/detail.html", context)


@require_POST
def notice_send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    services.meeting_notice(meeting=meeting, by=request.actor, at=timezone.now())
    messages.success(request, "会议通知已发出。")
    return redirect("meetings_detail", public_id)


@require_POST
def meeting_convene(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    form = ConveneForm(request.POST)
    if not form.is_valid():
        raise DomainError("请填写决定召开的日期。")
    services.meeting_convene(meeting=meeting, on=form.cleaned_data["on"], by=request.actor, at=timezone.now())
    messages.success(request, "已登记。此后变更议程须写明理由。")
    return redirect("meetings_detail", public_id)


@require_POST
def meeting_cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    services.meeting_cancel(meeting=meeting, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "会议已取消,已通知到会人员。")
    return redirect("meetings_detail", public_id)


@require_POST
def meeting_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    services.meeting_close(meeting=meeting, by=request.actor, at=timezone.now())
    messages.success(request, "会议已闭会,出席情况已记入履职档案。")
    return redirect("meetings_detail", public_id)


def meeting_of(request: HttpRequest, public_id: UUID) -> Meeting:
    """The meeting, where it exists for the acting role."""
    rows = Meeting.objects.visible_to(request.actor).select_related("body__area", "term__body")
    return get_object_or_404(rows, public_id=public_id)
