"""四项保障: the checklist of all places, the page of one, the list of gaps."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.identifiers import uuid_of
from apps.foundation.core.permissions import require
from apps.foundation.core.registers import Column, Register
from apps.foundation.organisations.models import Area
from apps.foundation.organisations.selectors import OWN, OwnWork, holds
from apps.systems.reform_tasks.forms.following import GuaranteeForm
from apps.systems.reform_tasks.selectors import guarantees as selectors
from apps.systems.reform_tasks.selectors.guarantees import Answer
from apps.systems.reform_tasks.services.guaranteeing import guarantees_answer
from apps.systems.reform_tasks.views.common import ANSWER, ONLY_OF_PLACE, plan_for


@require_GET
def guarantees(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id)
    rows = selectors.answers_under(found, Area.objects.visible_to(request.actor))
    return render(request, "reform_tasks/guarantees.html", {"plan": found, "rows": rows})


@require_http_methods(["GET", "POST"])
def guarantee(request: HttpRequest, public_id: UUID, area_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id)
    area = get_object_or_404(Area.objects.visible_to(request.actor), public_id=area_id)
    require(request.actor, ANSWER, area, ONLY_OF_PLACE)
    answers, stand = selectors.answers_of(found, area), selectors.stand_of(found, area)
    form = GuaranteeForm(request.POST or None, answers=answers, stand=stand)
    if request.method == "POST" and attempt(
        form,
        lambda: guarantees_answer(
            plan=found, area=area, said=form.said(), stand=form.cleaned_data["stand"], by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "四项保障已填报。")
        return redirect("reform_tasks_guarantees", found.public_id)
    return form_page(
        request, form, title=f"{area}四项保障", pretitle=found.title, cancel=found.get_absolute_url(),
        hint="逐项填写。没有落实的也请写明原因和打算;每次填报都留有记录。",
    )  # fmt: skip


@require_GET
def gaps(request: HttpRequest) -> HttpResponse:
    """Every guarantee that is not met or not answered: what the measure counts."""
    rows = selectors.gaps_listed(request.actor)
    key, own, _ = request.GET.get("area", "").partition(OWN)
    if public_id := uuid_of(key):
        area = get_object_or_404(Area.objects.visible_to(request.actor), public_id=public_id)
        place = OwnWork(area) if own else area
        rows = [one for one in rows if holds(place, one.area.path)]
    columns = [
        Column("镇街", "area.name", sort="area.path"),
        Column("保障", "label", sort="kind"),
        Column("情况", "word", tone=lambda one: one.tone),
        Column("说明", "check.note"),
        Column("填报时间", "check.checked_at"),
        Column("实施方案", "plan.title", link=lambda one: one.plan.get_absolute_url()),
    ]
    return Register(
        "四项保障缺口", rows, columns, search=_named, search_hint="查镇街", empty="各镇街四项保障都已落实。"
    ).respond(request)


def _named(rows: list[Answer], text: str) -> list[Answer]:
    return [one for one in rows if text in one.area.name]
