"""Pages without sign-in on which residents leave an opinion: by the code of a station, by that of a deputy."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.congress.matters.entry import Received, channel_of, public_entry
from apps.congress.matters.selectors import is_open
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.forms.opinions import DoorForm
from apps.systems.deputy_stations.models import DeputyPage, DutySlot, Station
from apps.systems.deputy_stations.selectors import opinions as selectors
from apps.systems.deputy_stations.selectors.doors import instead_of
from apps.systems.deputy_stations.services.opinions import opinion_leave


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell_station(request: HttpRequest, code: str) -> HttpResponse:
    """站码: who is on duty, or next, receives it."""
    station = get_object_or_404(Station.objects.select_related("area", "unit"), code=code.upper())
    slot = selectors.on_duty(station, timezone.now())
    return _entry(request, station, slot.deputy if slot else None, slot=slot)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell_deputy(request: HttpRequest, code: str) -> HttpResponse:
    """代表码: this very deputy receives it, at the station in which they are counted."""
    pages = DeputyPage.objects.select_related("person").filter(is_shown=True)
    page = get_object_or_404(pages, code=code.upper())
    station = selectors.station_of_deputy(page.person, timezone.localdate())
    if station is None:
        return render(request, "deputy_stations/tell_closed.html", {"page": page}, status=404)
    return _entry(request, station, page.person, page=page)


def _entry(
    request: HttpRequest, station: Station, deputy: Person | None, *, slot: DutySlot | None = None,
    page: DeputyPage | None = None,
) -> HttpResponse:  # fmt: skip
    """The page to write on. A station that is closed shows the way to the nearest open one and keeps the typing."""
    now, today = timezone.now(), timezone.localdate()
    running = slot if slot and slot.is_running_at(now) else None
    context = {"station": station, "area": station.area, "deputy": deputy, "page": page, "is_running": bool(running)}
    if not (station.is_open_on(today) and is_open(station.area, today)):
        context |= {"is_refused": True, "instead": instead_of(station, today)}
        if request.method != "POST":
            return render(request, "deputy_stations/tell_closed.html", context)

    def receive(form: DoorForm) -> Received:
        opinion, code = opinion_leave(
            station=station, deputy=deputy, slot=running, channel=channel_of(request), values=form.values(),
            by=request.actor, at=now,
        )  # fmt: skip
        return opinion.submission, code

    return public_entry(request, DoorForm, "deputy_stations/tell.html", context, receive=receive)
