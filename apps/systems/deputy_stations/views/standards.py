"""评定标准: the versions, one of them, its editor."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.organisations.models import Area
from apps.systems.deputy_stations.forms.standards import StandardEditor
from apps.systems.deputy_stations.models import RatingStandard, StandardState
from apps.systems.deputy_stations.rules.standards import issues_before_force, require_draft
from apps.systems.deputy_stations.rules.usual_standard import MEASURE_TITLES
from apps.systems.deputy_stations.selectors.rating import drafts_of, head_of, items_of
from apps.systems.deputy_stations.services import standards as acts

RATE = "deputy_stations.rate"
TONES = {StandardState.DRAFT: "orange", StandardState.IN_FORCE: "green", StandardState.RETIRED: "secondary"}


@require_GET
def standards(request: HttpRequest) -> HttpResponse:
    rows = RatingStandard.objects.visible_to(request.actor).with_office()
    columns = [
        Column("标准", "title", link=RatingStandard.get_absolute_url, sort="title"),
        Column("版本", "version", sort="version"),
        Column("区划", "office.name", sort="office__path"),
        Column("状态", "get_state_display", tone=lambda row: TONES[row.state], sort="state"),
        Column("启用时间", "in_force_at", sort="in_force_at"),
    ]
    return Register(
        "星级评定标准", rows, columns, search=["title__icontains"], search_hint="查标准名称",
        empty="由区(县)人大工作人员拟定,可以带入百分制的参考标准。", template="deputy_stations/standards.html",
        context={"keeps": may(request.actor, RATE)},
        actions=[Action("星级评定", reverse("deputy_stations_rounds"), "award")],
    ).respond(request)  # fmt: skip


@require_POST
def standard_new(request: HttpRequest) -> HttpResponse:
    require(request.actor, RATE)
    office = get_object_or_404(Area, path=request.actor.area_path)
    made = acts.standard_draft(office=office, by=request.actor, at=timezone.now())
    messages.success(request, "已拟定新版本,请修改后启用。")
    return redirect("deputy_stations_standard_change", made.public_id)


@require_GET
def standard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = standard_for(request, public_id)
    keeps = may(request.actor, RATE, found)
    issues = issues_before_force(head_of(found), drafts_of(found), MEASURE_TITLES) if keeps and _is_draft(found) else ()
    context = {
        "standard": found, "items": items_of(found), "keeps": keeps, "issues": list(issues),
        "rounds": found.rounds.all(),
    }  # fmt: skip
    return render(request, "deputy_stations/standard.html", context)


@require_http_methods(["GET", "POST"])
def standard_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = standard_for(request, public_id, RATE)
    require_draft(found.state)
    editor = StandardEditor(request.POST or None, standard=found)
    if request.method == "POST" and attempt(
        editor,
        lambda: acts.standard_change(
            standard=found, head=editor.draft(), items=editor.items(), revision=editor.revision, by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "标准已保存。")
        return redirect(found)
    return render(request, "deputy_stations/standard_editor.html", {"standard": found, "editor": editor})


@require_POST
def standard_force(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = standard_for(request, public_id, RATE)
    acts.standard_put_in_force(standard=found, by=request.actor, at=timezone.now())
    messages.success(request, "标准已启用,以后的评定按本版办理。")
    return redirect(found)


def standard_for(request: HttpRequest, public_id: UUID, permission: str = "") -> RatingStandard:
    rows = RatingStandard.objects.visible_to(request.actor).with_office()
    found = get_object_or_404(rows, public_id=public_id)
    if permission:
        require(request.actor, permission, found)
    return found


def _is_draft(standard: RatingStandard) -> bool:
    return standard.state == StandardState.DRAFT
