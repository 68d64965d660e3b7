"""For staff: what was sent to whom, through which channel, and how it went."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.foundation.core.permissions import require
from apps.foundation.core.registers import Action, Column, Register
from apps.office.notifications import selectors, services
from apps.office.notifications.filters import DeliveryFilters
from apps.office.notifications.models import MAY_BE_SENT_AGAIN, Notice, ReminderRun

TONES = {
    "failed": "red", "unknown": "orange", "waiting": "yellow", "sending": "blue", "sent": "green",
    "skipped": "secondary",
}  # fmt: skip
"""Colours of states, the one that asks for most attention first."""


def _tries(notice: Notice) -> str:
    if notice.digest_id:
        return "并入汇总"
    told = "、".join(f"{each.channel_label}{each.get_state_display()}" for each in notice.latest_tries)
    return told or "只发站内"


def _reasons(notice: Notice) -> str:
    return ";".join(each.reason for each in notice.latest_tries if each.reason)


def _tone(notice: Notice) -> str:
    states = {each.state for each in notice.latest_tries}
    return next((tone for state, tone in TONES.items() if state in states), "secondary")


DELIVERIES = [
    Column("收件人", "recipient.name", sort="recipient__pinyin"),
    Column("标题", "title", link=lambda notice: reverse("notifications_delivery_show", args=[notice.public_id])),
    Column("发送时间", "created_at", sort="created_at"),
    Column("阅读时间", "read_at", sort="read_at"),
    Column("对外发送", _tries, tone=_tone),
    Column("说明", _reasons, on_screen=False),
    Column("内容", "body", on_screen=False),
]


def _reminded(run: ReminderRun) -> str:
    return f"{reverse('notifications_delivery_list')}?kind=remind&since={run.day}&until={run.day}"


RUNS = [
    Column("日期", "day", sort="day", link=_reminded),
    Column("状态", "standing", tone=lambda run: "green" if run.finished_at else "orange"),
    Column("提醒人数", "people", sort="people"),
    Column("提醒事项", "told", sort="told"),
    Column("查看期限", "seen", sort="seen"),
    Column("补上的工作日", lambda run: run.missed or ""),
    Column("完成时间", "finished_at"),
    Column("未能查看的系统", "problem"),
]


@require_safe
def delivery_list(request: HttpRequest) -> HttpResponse:
    rows = Notice.objects.visible_to(request.actor).with_latest_tries().select_related("recipient")
    return Register(
        "发送记录", rows, DELIVERIES, filterset=DeliveryFilters, search_hint="查收件人、标题",
        search=["title__icontains", "recipient__name__icontains", "recipient__initials__istartswith"],
        empty="发出会议通知等消息后,会在这里看到是否送达、是否已读。",
        template="notifications/deliveries.html",
        actions=[Action("期限提醒", reverse("notifications_run_list"), "calendar-time")],
        context={
            "troubled": selectors.troubled(request.actor)[:20], "resting": selectors.resting(),
            "later": selectors.waiting_for_morning(request.actor, timezone.now()),
        },
    ).respond(request)  # fmt: skip


@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    """The reminders of each working day, of the whole installation."""
    return Register(
        "期限提醒", ReminderRun.objects.all(), RUNS, pretitle="每个工作日一次,全平台合计",
        empty="第一个工作日的早上八点起,会在这里看到提醒了多少人、多少件。",
        actions=[Action("发送记录", reverse("notifications_delivery_list"), "send")],
    ).respond(request)  # fmt: skip


@require_safe
def delivery_show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    notice = _delivery(request, public_id)
    attempts = notice.attempts.select_related("asked_by").order_by("channel", "-number")
    channels = [list(tries) for _, tries in groupby(attempts, key=lambda attempt: attempt.channel)]
    context = {"notice": notice, "channels": [(tries, tries[0].state in MAY_BE_SENT_AGAIN) for tries in channels]}
    return render(request, "notifications/delivery.html", context)


@require_POST
def delivery_resend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    notice = _delivery(request, public_id)
    require(request.actor, "notifications.resend", notice)
    through = request.POST.get("channel", "")
    services.notice_resend(notice=notice, through=through, by=request.actor, at=timezone.now())
    messages.success(request, f"已将“{notice.title}”重新排入发送,请稍后刷新查看结果。")
    return redirect("notifications_delivery_list")


def _delivery(request: HttpRequest, public_id: UUID) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(request.actor).select_related("recipient"), public_id=public_id)
