"""What an office puts under supervision by itself: drafted, changed, handed over."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.congress.supervision.forms.opening import (
    AreaForm,
    ChangePlanForm,
    NewPlanForm,
    NodeRows,
    leaders_for,
    nodes_initial,
    nodes_of,
    plan_initial,
    units_for,
)
from apps.congress.supervision.models import Assignment
from apps.congress.supervision.policies import GENERAL
from apps.congress.supervision.services import assignment_change, assignment_draft, assignment_hand_over
from apps.congress.supervision.views.common import FORM, managed, places_of
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.identifiers import uuid_of
from apps.foundation.organisations.models import Area


@require_http_methods(FORM)
def new(request: HttpRequest) -> HttpResponse:
    office, area = get_object_or_404(Area, path=request.actor.area_path), _area_of(request)
    if area is None:
        return _choose(request)
    today = timezone.localdate()
    form = NewPlanForm(
        request.POST or None, units=units_for(area, today), leaders=leaders_for(area, today),
        initial={"starts_on": today},
    )  # fmt: skip
    rows = NodeRows(request.POST or None, prefix="nodes")
    made = form.is_bound and rows.is_valid() and attempt(form, lambda: assignment_draft(
        profile=GENERAL, office=office, area=area, draft=form.draft(nodes_of(rows)), key=form.cleaned_data["key"],
        by=request.actor, at=timezone.now(),
    ))  # fmt: skip
    if made:
        messages.success(request, "已保存。请核对后交办。")
        return redirect(made)
    return _form(request, form, rows, "新建督办任务", area.name, reverse("supervision_list"))


def _area_of(request: HttpRequest) -> Area | None:
    """The place chosen; the office's own where there is nothing to choose."""
    places = places_of(request)
    key = uuid_of(request.GET.get("area", ""))
    if key is not None:
        return get_object_or_404(places, public_id=key)
    return places.first() if places.count() == 1 else None


def _choose(request: HttpRequest) -> HttpResponse:
    form = AreaForm(request.POST or None, areas=places_of(request))
    if form.is_valid():
        return redirect(f"{reverse('supervision_new')}?area={form.cleaned_data['area'].public_id}")
    return form_page(
        request, form, title="新建督办任务", cancel=reverse("supervision_list"), submit="下一步",
        hint="先选择由哪里承办;承办单位从这里和上级的单位中选择。",
    )  # fmt: skip


@require_http_methods(FORM)
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _own_draft(request, public_id)
    area, today = found.area, timezone.localdate()
    form = ChangePlanForm(
        request.POST or None, units=units_for(area, today), leaders=leaders_for(area, today),
        initial=plan_initial(found),
    )  # fmt: skip
    rows = NodeRows(request.POST or None, prefix="nodes", initial=nodes_initial(found))
    changed = form.is_bound and rows.is_valid() and attempt(form, lambda: assignment_change(
        assignment=found, draft=form.draft(nodes_of(rows)), revision=form.cleaned_data["revision"], by=request.actor,
        at=timezone.now(),
    ))  # fmt: skip
    if changed:
        messages.success(request, "已保存。")
        return redirect(found)
    return _form(request, form, rows, "修改督办任务", found.area.name, found.get_absolute_url())


@require_POST
def hand_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _own_draft(request, public_id)
    assignment_hand_over(assignment=found, by=request.actor, at=timezone.now())
    messages.success(request, "已交办,承办单位会收到通知。")
    return redirect(found)


def _own_draft(request: HttpRequest, public_id: UUID) -> Assignment:
    """Of the office's own making: what a system brought is handed over on its own pages."""
    found = managed(request, public_id, "交办")
    if found.profile != GENERAL:
        raise Http404
    return found


def _form(request: HttpRequest, form, rows, title: str, pretitle: str, cancel: str) -> HttpResponse:  # type: ignore[no-untyped-def]
    context = {"form": form, "rows": rows, "title": title, "pretitle": pretitle, "cancel": cancel}
    return render(request, "supervision/plan.html", context)
