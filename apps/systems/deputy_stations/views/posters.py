"""Posters with codes, A4 and A3: of a station, of its deputies."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.congress.matters.qr import qr_of
from apps.systems.deputy_stations.selectors.stations import stationed_on, tier_names
from apps.systems.deputy_stations.views.common import RUN, station_for

SIZES = {"a4": "A4", "a3": "A3"}
SCANNED = "?by=scan"


@require_GET
def station_poster(request: HttpRequest, public_id: UUID, size: str) -> HttpResponse:
    station, on = station_for(request, public_id, RUN), timezone.localdate()
    context = {
        "station": station, "tier": tier_names(station.area, on)[station.tier],
        "qr": qr_of(station.public_url + SCANNED), **_sizes(size),
    }  # fmt: skip
    return render(request, "deputy_stations/poster.html", context)


@require_GET
def deputy_posters(request: HttpRequest, public_id: UUID, size: str) -> HttpResponse:
    """A card for each deputy whose page is shown; one alone with `?of=<代表码>`, as a poster."""
    station, on = station_for(request, public_id, RUN), timezone.localdate()
    cards = [
        (one, page.code, qr_of(reverse("deputy_stations_deputy", args=[page.code]) + SCANNED))
        for one in stationed_on(station, on).seated(on).order_by("person__pinyin")
        if (page := getattr(one.person, "deputy_page", None)) and page.is_shown
    ]
    if wanted := request.GET.get("of"):
        cards = [card for card in cards if card[1] == wanted]
    context = {"station": station, "cards": cards, "is_single": bool(wanted), "of": wanted or "", **_sizes(size)}
    return render(request, "deputy_stations/deputy_posters.html", context)


def _sizes(size: str) -> dict[str, str]:
    if size not in SIZES:
        raise Http404
    other = next(one for one in SIZES if one != size)
    return {"size": size, "other": other, "other_label": SIZES[other]}
