"""The office's list of notices and the page on which one is answered and concluded."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.foundation.audit.selectors import history_of
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import require
from apps.foundation.core.registers import Action, Column, Register
from apps.office.public_notices import selectors, services
from apps.office.public_notices.filters import NoticeFilters
from apps.office.public_notices.forms import ConcludeForm, RecordForm, SettleForm, WithdrawForm
from apps.office.public_notices.models import Objection, PublicNotice
from apps.office.public_notices.permissions import objector_shown

TONES = {"未开始": "secondary", "公示中": "blue", "期满待办结": "orange", "已办结": "green", "已撤回": "secondary"}


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = PublicNotice.objects.visible_to(request.actor).select_related("area").with_counts()
    columns = [
        Column("标题", "title", link=lambda row: row.get_absolute_url(), sort="title"),
        Column("状态", lambda row: row.standing(today), tone=lambda row: TONES[row.standing(today)]),
        Column("区划", "area.name"),
        Column("开始日期", "starts_on", sort="starts_on"),
        Column("结束日期", "ends_on", sort="ends_on"),
        Column("意见", "objection_count", sort="objection_count"),
        Column("待处理意见", "unsettled_count", sort="unsettled_count"),
        Column("公布于何处", "where_published", on_screen=False),
        Column("公示结论", "conclusion", on_screen=False),
    ]
    return Register(
        "公示", rows, columns, filterset=NoticeFilters, search=["title__icontains", "subject_text__icontains"],
        search_hint="查标题、事项", actions=[Action("公开页面", selectors.public_list_url(), "world")],
        empty="在候选人选、票决结果等事项页面发布公示后,会显示在这里。",
    ).respond(request)  # fmt: skip


@require_safe
def notice_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, _visible(request, public_id))


def objection_record(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down what came by letter or was said in the office."""
    notice = _managed(request, public_id)
    form = RecordForm(request.POST or None)
    if _done(request, form, services.objection_receive, notice=notice):
        messages.success(request, "意见已登记,请核实处理。")
        return redirect(notice)
    return form_page(
        request, form, title="登记来信来访意见", cancel=notice.get_absolute_url(), submit="登记", pretitle=notice.title
    )


def objection_settle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Objection.objects.visible_to(request.actor).select_related("notice__area")
    objection = get_object_or_404(rows, public_id=public_id)
    require(request.actor, "public_notices.manage", objection)
    form = SettleForm(request.POST or None)
    if _done(request, form, services.objection_settle, objection=objection):
        messages.success(request, "意见已处理。")
        return redirect(objection.notice)
    back, hint = objection.notice.get_absolute_url(), f"意见:{objection.text}"
    return form_page(
        request, form, title="处理公示意见", cancel=back, submit="作出结论", pretitle=objection.notice.title, hint=hint
    )


def notice_conclude(request: HttpRequest, public_id: UUID) -> HttpResponse:
    notice = _managed(request, public_id)
    form = ConcludeForm(request.POST or None)
    if _done(request, form, services.notice_conclude, notice=notice):
        messages.success(request, "公示已办结,结论已显示在公开页面上。")
        return redirect(notice)
    return form_page(
        request, form, title="办结公示", cancel=notice.get_absolute_url(), submit="办结", pretitle=notice.title
    )


@require_POST
def notice_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    notice = _managed(request, public_id)
    form = WithdrawForm(request.POST)
    if _done(request, form, services.notice_withdraw, notice=notice):
        messages.success(request, "公示已撤回,公开页面不再显示内容。")
        return redirect(notice)
    return _page(request, notice, withdraw_form=form)


def _done(request: HttpRequest, form: object, act: Callable[..., object], **subject: object) -> bool:
    """Whether the posted form was valid and the service accepted it."""
    values = {**subject, "by": request.actor, "at": timezone.now()}
    return request.method == "POST" and bool(attempt(form, lambda: act(**values, **form.cleaned_data)))


def _visible(request: HttpRequest, public_id: UUID) -> PublicNotice:
    return get_object_or_404(PublicNotice.objects.visible_to(request.actor).select_related("area"), public_id=public_id)


def _managed(request: HttpRequest, public_id: UUID) -> PublicNotice:
    notice = _visible(request, public_id)
    require(request.actor, "public_notices.manage", notice)
    return notice


def _page(request: HttpRequest, notice: PublicNotice, **bound: object) -> HttpResponse:
    today = timezone.localdate()
    standing = notice.standing(today)
    objections = notice.objections.order_by("settled_at", "pk")
    context = {
        "notice": notice,
        "standing": standing,
        "tone": TONES[standing],
        "issues": selectors.issues_before_concluding(notice, today),
        "warning": selectors.holiday_warning(notice) if notice.state == "published" else "",
        "objections": [(objection, objector_shown(request.actor, objection)) for objection in objections],
        "public_address": f"{settings.PUBLIC_URL}{notice.public_url}",
        "days": notice.rules[selectors.DAYS],
        "history": history_of(notice, limit=50),
        **bound,
    }
    return render(request, "public_notices/detail.html", context)
