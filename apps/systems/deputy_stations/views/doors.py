"""Pages without sign-in: stations as a list, and what the codes at a station's door and of a deputy lead to."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.foundation.core.identifiers import uuid_of
from apps.systems.deputy_stations.forms.doors import PositionForm
from apps.systems.deputy_stations.models import DeputyPage, Station
from apps.systems.deputy_stations.selectors import doors as selectors
from apps.systems.deputy_stations.selectors.points import public_row
from apps.systems.deputy_stations.selectors.stations import tier_names, whole_area

A_PAGE = 25


@login_not_required
@require_safe
def station_door(request: HttpRequest, code: str) -> HttpResponse:
    """A station that is closed, or not open yet, says so and where the nearest open one is."""
    station = get_object_or_404(Station.objects.select_related("area", "chain"), code=code.upper())
    return render(request, "deputy_stations/door.html", {"door": selectors.door_of(station, timezone.now())})


@login_not_required
@require_safe
def deputy_door(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever is a deputy no longer is not shown any more."""
    pages = DeputyPage.objects.select_related("person__area").filter(is_shown=True)
    door = selectors.deputy_door_of(get_object_or_404(pages, code=code.upper()), timezone.now())
    if not door.serves:
        return render(request, "deputy_stations/deputy_gone.html", status=HTTPStatus.GONE)
    context = {"door": door, "points": public_row(door.page.person, timezone.localdate())}
    return render(request, "deputy_stations/deputy.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def public_list(request: HttpRequest) -> HttpResponse:
    """Found by name or place; with a position, which is not kept, the nearest first."""
    if request.method != "POST":
        return public_page(request)
    form = PositionForm(request.POST)
    if not form.is_valid():
        return public_page(request, {"told": "没有定到位置,请按名称或者镇街查找。"})
    on = timezone.localdate()
    near = selectors.nearest(Station.objects.open_on(on).select_related("area"), form.position())
    return public_page(request, {"near": near, "told": "" if near else "没有标出位置的家站,请按名称或者镇街查找。"})


def public_page(request: HttpRequest, context: dict[str, Any] | None = None) -> HttpResponse:
    on = timezone.localdate()
    text, place = request.GET.get("q", "").replace("\x00", "")[:60], request.GET.get("area", "")
    rows = _narrowed(Station.objects.open_on(on), text, place).select_related("area").order_by("area", "tier", "name")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    tiers = tier_names(whole_area(), on)
    for station in page.object_list:
        station.tier_name = tiers[station.tier]
    values = {
        "page": page, "q": text, "place": place, "places": selectors.places_with_stations(on),
        "position": PositionForm(), **(context or {}),
    }  # fmt: skip
    return render(request, "deputy_stations/public_list.html", values)


def _narrowed(rows: QuerySet[Station], text: str, place: str) -> QuerySet[Station]:
    found = rows.found_by(text) if text.strip() else rows  # type: ignore[attr-defined]
    return found.filter(area__public_id=uuid_of(place)) if uuid_of(place) else found
