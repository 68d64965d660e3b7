"""The list, planning, and the office's page of one inspection."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.inspections.filters import InspectionFilter
from apps.congress.inspections.forms.setting_up import (
    InspectionForm,
    NewInspectionForm,
    ParticipantsForm,
    RoutePage,
    initial_of,
)
from apps.congress.inspections.models import Inspection
from apps.congress.inspections.selectors.page import page_of, with_counts
from apps.congress.inspections.services import setting_up as services
from apps.congress.inspections.views.common import INSPECTION_TONES, inspection_for, managed
from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.audiences import may_enter
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.people.models import Term
from apps.foundation.people.selectors import running_terms


@require_GET
def inspections(request: HttpRequest) -> HttpResponse:
    keeps = may_enter(request.actor.role, "inspections_new")
    page = "inspections_inspection" if request.actor.sees_area else "inspections_mine"
    columns = [
        Column("主题", "theme", link=lambda row: reverse(page, args=[row.public_id]), sort="theme"),
        Column("类别", "get_kind_display", sort="kind"),
        Column("机关", "term.body.name", sort="term__body__name"),
        Column("开始日期", "starts_on", sort="starts_on"),
        Column("结束日期", "ends_on", on_screen=False),
        Column("参加", "came"),
        Column("意见", "opinion_count"),
        Column("逾期未反馈", "late_count"),
        Column("反馈期限", "due_on", sort="due_on"),
        Column("状态", "get_state_display", sort="state", tone=lambda row: INSPECTION_TONES[row.state]),
    ]
    actions = [Action("新建视察调研", reverse("inspections_new"), "plus", primary=True)] if keeps else []
    empty = "请新建一次视察、调研或执法检查。" if keeps else "邀请您参加的活动会显示在这里。"
    rows = with_counts(Inspection.objects.visible_to(request.actor).with_body(), timezone.localdate())
    return Register(
        "视察调研", rows, columns, empty=empty, filterset=InspectionFilter, actions=actions,
        search=["theme__icontains", "basis__icontains"], search_hint="查主题、依据",
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def inspection_new(request: HttpRequest) -> HttpResponse:
    form = NewInspectionForm(request.POST or None, terms=running_terms(request.actor))
    made = request.method == "POST" and attempt(
        form,
        lambda: services.inspection_create(
            term=form.cleaned_data["term"],
            draft=form.draft(),
            key=form.cleaned_data["key"],
            by=request.actor,
            at=timezone.now(),
        ),
    )
    if made:
        messages.success(request, "已保存。请接着安排路线。")
        return redirect("inspections_route", made.public_id)
    return form_page(request, form, title="新建视察调研", cancel=reverse("inspections_list"), submit="保存,下一步")


@require_http_methods(["GET", "POST"])
def inspection_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = InspectionForm(
        request.POST or None, inspection=found, terms=Term.objects.filter(pk=found.term_id), initial=initial_of(found)
    )
    if request.method == "POST" and attempt(
        form,
        lambda: services.inspection_change(
            inspection=found, draft=form.draft(), seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "安排已保存。")
        return redirect(found)
    return form_page(request, form, title="修改安排", cancel=found.get_absolute_url(), pretitle=found.title)


@require_http_methods(["GET", "POST"])
def route(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    page = RoutePage(request.POST or None, found)
    if request.method == "POST" and attempt(page, lambda: _route_saved(request, found, page)):
        messages.success(request, "路线已保存。")
        if "more" in request.POST:
            return redirect("inspections_route", public_id)
        has_people = found.participants.exists()
        return redirect(found if has_people else reverse("inspections_participants", args=[public_id]))
    return render(request, "inspections/route.html", {"inspection": found, "page": page, "rows": page.rows})


def _route_saved(request: HttpRequest, found: Inspection, page: RoutePage) -> bool:
    seen = page.form.cleaned_data["seen"]
    services.route_set(inspection=found, lines=page.lines(), seen=seen, by=request.actor, at=timezone.now())
    return True


@require_http_methods(["GET", "POST"])
def participants(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = ParticipantsForm(request.POST or None, inspection=found)
    if request.method == "POST" and attempt(
        form,
        lambda: services.participants_set(
            inspection=found, people=form.cleaned_data["people"], by=request.actor, at=timezone.now()
        ) or True,
    ):  # fmt: skip
        messages.success(request, "参加名单已保存。")
        return redirect(found)
    return render(request, "inspections/participants.html", {"inspection": found, "form": form})


@require_GET
def inspection(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where it stands, what is missing, the next step."""
    found = inspection_for(request, public_id)
    context = {"inspection": found, "page": page_of(found, request.actor, timezone.localdate())}
    return render(request, "inspections/inspection.html", context)


@require_POST
def notice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    services.inspection_notice(inspection=found, by=request.actor, at=timezone.now())
    messages.success(request, "通知已发出。")
    return redirect(found)


@require_POST
def call_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    services.inspection_call_off(inspection=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "活动已取消。")
    return redirect(found)
