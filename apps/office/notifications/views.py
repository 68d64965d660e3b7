"""The inbox, and for staff what was sent to whom and how it went."""

from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.foundation.core.permissions import require
from apps.foundation.core.registers import Column, Register
from apps.office.notifications import selectors, services
from apps.office.notifications.filters import DeliveryFilters, InboxFilters
from apps.office.notifications.models import NEEDS_STAFF, DeliveryState, Notice

TONES = {"sending": "blue", "sent": "green", "failed": "red", "unknown": "orange"}
INBOX = [
    Column("标题", "title", link=lambda notice: reverse("notifications_notice_show", args=[notice.public_id])),
    Column("状态", lambda notice: "已读" if notice.read_at else "未读",
           tone=lambda notice: "secondary" if notice.read_at else "red"),
    Column("办理期限", "due", sort="due"),
    Column("来自", "sender"),
    Column("时间", "created_at", sort="created_at"),
    Column("内容", "body", on_screen=False),
]  # fmt: skip
DELIVERIES = [
    Column("收件人", "recipient.name", sort="recipient__pinyin"),
    Column("标题", "title", link=lambda notice: reverse("notifications_delivery_show", args=[notice.public_id])),
    Column("发送时间", "created_at", sort="created_at"),
    Column("阅读时间", "read_at", sort="read_at"),
    Column("邮件", lambda notice: _state_label(notice.mail_state),
           tone=lambda notice: TONES.get(notice.mail_state, "secondary")),
]  # fmt: skip


def _state_label(state: str | None) -> str:
    return DeliveryState(state).label if state else "未发邮件"


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    rows = Notice.objects.inbox_of(request.actor).order_by(F("read_at").desc(nulls_first=True), "-created_at")
    return Register(
        "我的消息", rows, INBOX, filterset=InboxFilters, search=["title__icontains", "body__icontains"],
        search_hint="查标题、内容", empty="收到会议通知、交办事项等消息时会显示在这里。",
        template="notifications/inbox.html", context={"unread": selectors.unread_count(request.actor)},
    ).respond(request)  # fmt: skip


@require_safe
def notice_show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.inbox_of(request.actor), public_id=public_id)
    return render(request, "notifications/notice.html", {"notice": notice})


@require_POST
def notice_read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.inbox_of(request.actor), public_id=public_id)
    services.notice_read(notice=notice, by=request.actor, at=timezone.now())
    if request.headers.get("HX-Request"):
        return HttpResponse()
    return redirect("notifications_inbox")


@require_POST
def inbox_read(request: HttpRequest) -> HttpResponse:
    count = services.inbox_read(by=request.actor, at=timezone.now())
    messages.success(request, f"已将 {count} 条消息标为已读。")
    return redirect("notifications_inbox")


@require_safe
def delivery_list(request: HttpRequest) -> HttpResponse:
    rows = Notice.objects.visible_to(request.actor).with_mail_state().select_related("recipient")
    return Register(
        "发送记录", rows, DELIVERIES, filterset=DeliveryFilters, search_hint="查收件人、标题",
        search=["title__icontains", "recipient__name__icontains", "recipient__initials__istartswith"],
        empty="发出会议通知等消息后,会在这里看到是否送达、是否已读。",
        template="notifications/deliveries.html", context={"troubled": selectors.troubled(request.actor)[:20]},
    ).respond(request)  # fmt: skip


@require_safe
def delivery_show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    notice = _delivery(request, public_id)
    attempts = list(notice.attempts.select_related("asked_by").order_by("-number"))
    may_resend = bool(attempts) and attempts[0].state in NEEDS_STAFF
    context = {"notice": notice, "attempts": attempts, "may_resend": may_resend}
    return render(request, "notifications/delivery.html", context)


@require_POST
def delivery_resend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    notice = _delivery(request, public_id)
    require(request.actor, "notifications.resend", notice)
    services.notice_resend(notice=notice, by=request.actor, at=timezone.now())
    messages.success(request, f"已将“{notice.title}”重新排入发送,请稍后刷新查看结果。")
    return redirect("notifications_delivery_list")


def _delivery(request: HttpRequest, public_id: UUID) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(request.actor).select_related("recipient"), public_id=public_id)
