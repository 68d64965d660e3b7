"""How every page finds its assignment or sheet, and runs the act of a form."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from apps.congress.supervision.models import Assignment, SupervisionSheet
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may, require
from apps.foundation.organisations.models import Area, AreaKind

FORM = ["GET", "POST"]
PLACES = (AreaKind.CITY, AreaKind.DISTRICT, AreaKind.TOWN, AreaKind.STREET)
TONES = {"red": "red", "yellow": "yellow", "green": "green", "": ""}


def assignment_for(request: HttpRequest, public_id: UUID, permission: str = "", otherwise: str = "") -> Assignment:
    """The assignment if it exists for the actor (else 404); with a permission, also whether they may (else 403)."""
    found = get_object_or_404(Assignment.objects.visible_to(request.actor).with_all(), public_id=public_id)
    if permission:
        require(request.actor, permission, found, otherwise)
    return found


def managed(request: HttpRequest, public_id: UUID, act: str = "办理") -> Assignment:
    """For the supervising side alone; `act` says what a unit may not do itself."""
    found = assignment_for(request, public_id)
    otherwise = f"这项任务由{found.office}人大督办,{act}由督办方进行,承办单位不能自行{act}。"
    require(request.actor, "supervision.manage", found, otherwise)
    return found


def reported_on(request: HttpRequest, public_id: UUID) -> tuple[Assignment, bool]:
    """For those who answer for it; the office may enter what came on paper, which the second value says."""
    found = assignment_for(request, public_id)
    if may(request.actor, "supervision.manage", found):
        return found, True
    require(request.actor, "supervision.report", found, "这项任务由牵头单位和责任单位报送,您不能代为办理。")
    return found, False


def places_of(request: HttpRequest) -> QuerySet[Area]:
    """Where the acting office may have something done."""
    return Area.objects.visible_to(request.actor).on(timezone.localdate()).filter(kind__in=PLACES).order_by("path")


def sheet_for(request: HttpRequest, public_id: UUID) -> SupervisionSheet:
    return get_object_or_404(SupervisionSheet.objects.visible_to(request.actor).with_all(), public_id=public_id)


def managed_sheet(request: HttpRequest, public_id: UUID) -> SupervisionSheet:
    found = sheet_for(request, public_id)
    require(request.actor, "supervision.manage", found)
    return found


def acted(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], Any],
    assignment: Assignment,
    *,
    title: str,
    done: str,
    **page: Any,
) -> HttpResponse:
    """The page of one act; refused, it shows why above what was typed; done, it leads to the assignment."""
    if form.is_bound and attempt(form, act):
        messages.success(request, done)
        return redirect(assignment)
    values = {"pretitle": assignment.title, "cancel": assignment.get_absolute_url(), "submit": title, **page}
    return form_page(request, form, title=title, **values)
