"""The map of stations, of the office and for everybody; beside it always the same as a list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.errors import NotAllowed
from apps.foundation.core.permissions import may, require
from apps.foundation.organisations.selectors import area_of
from apps.systems.deputy_stations.forms.stations import OutlineForm
from apps.systems.deputy_stations.models import Station
from apps.systems.deputy_stations.selectors import coverage
from apps.systems.deputy_stations.selectors import map as selectors
from apps.systems.deputy_stations.selectors.stations import tier_names, whole_area
from apps.systems.deputy_stations.services import outlining
from apps.systems.deputy_stations.views.common import MANAGE
from apps.systems.deputy_stations.views.doors import public_page

GAPS_SHOWN = 100


@require_GET
def office_map(request: HttpRequest) -> HttpResponse:
    """Stations that are not closed, and what none of them serves."""
    on, actor = timezone.localdate(), request.actor
    area = area_of(actor)
    rows = Station.objects.visible_to(actor).exclude(closed_on__lte=on).select_related("area").order_by("area", "name")
    gaps = coverage.served(coverage.communities(actor.area_path, on), on, is_served=False) if actor.sees_area else []
    context = {
        "stations": rows[:GAPS_SHOWN], "count": rows.count(), "gaps": gaps[:GAPS_SHOWN],
        "gap_count": gaps.count() if actor.sees_area else 0, "unplaced": rows.filter(latitude__isnull=True).count(),
        "keeps": may(actor, MANAGE), "area": area, "map": selectors.settings_of(tier_names(area, on)),
    }  # fmt: skip
    return render(request, "deputy_stations/map.html", context)


@require_GET
@gzip_page
def office_points(request: HttpRequest) -> JsonResponse:
    on = timezone.localdate()
    rows = Station.objects.visible_to(request.actor).exclude(closed_on__lte=on)
    return _points(selectors.map_of(rows, request.actor.area_path, on))


@login_not_required
@require_safe
def public_map(request: HttpRequest) -> HttpResponse:
    on = timezone.localdate()
    return public_page(request, {"map": selectors.settings_of(tier_names(whole_area(), on))})


@login_not_required
@require_safe
@gzip_page
def public_points(request: HttpRequest) -> JsonResponse:
    on = timezone.localdate()
    return _points(selectors.map_of(Station.objects.open_on(on), "", on))


def _points(told: object) -> JsonResponse:
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


@require_http_methods(["GET", "POST"])
def outline_set(request: HttpRequest) -> HttpResponse:
    require(request.actor, MANAGE)
    area = area_of(request.actor)
    if area is None:
        raise NotAllowed("请以某一区划工作人员的身份上传边界。")
    form = OutlineForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and attempt(
        form,
        lambda: outlining.outline_set(area=area, file=form.cleaned_data["file"], by=request.actor, at=timezone.now()),
    ):
        messages.success(request, f"{area}边界已保存。")
        return redirect("deputy_stations_map")
    return form_page(request, form, title=f"上传{area}边界", cancel=reverse("deputy_stations_map"), submit="上传")
