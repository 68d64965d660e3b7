"""The inbox."""

from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.foundation.core.registers import Column, Register
from apps.office.notifications import selectors, services
from apps.office.notifications.filters import InboxFilters
from apps.office.notifications.models import Notice

PARTS = 500
"""Parts of a digest on its page; the inbox lists the others one by one."""
INBOX = [
    Column("标题", "title", link=lambda notice: reverse("notifications_notice_show", args=[notice.public_id])),
    Column("状态", lambda notice: "已读" if notice.read_at else "未读",
           tone=lambda notice: "secondary" if notice.read_at else "red"),
    Column("办理期限", "due", sort="due"),
    Column("来自", "sender"),
    Column("时间", "created_at", sort="created_at"),
    Column("内容", "body", on_screen=False),
]  # fmt: skip


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
    parts = notice.parts.order_by(F("due").asc(nulls_last=True), "pk")
    context = {"notice": notice, "parts": parts[:PARTS], "more": max(parts.count() - PARTS, 0)}
    return render(request, "notifications/notice.html", context)


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
