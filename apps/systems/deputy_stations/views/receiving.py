"""接待登记 on a phone: one field and one button; everything else is free."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.congress.matters.entry import Received, to_success_page
from apps.foundation.core.acts import attempt
from apps.foundation.core.identifiers import uuid_of
from apps.foundation.core.permissions import require
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.forms.opinions import ReceptionForm
from apps.systems.deputy_stations.models import DutySlot, Station
from apps.systems.deputy_stations.selectors import opinions as selectors
from apps.systems.deputy_stations.selectors.stations import announced
from apps.systems.deputy_stations.services.opinions import opinion_log
from apps.systems.deputy_stations.views.common import station_for


@require_GET
def receive(request: HttpRequest) -> HttpResponse:
    """Which station; where there is only one, straight to its page."""
    stations = list(selectors.stations_to_receive_at(request.actor, timezone.localdate())[:200])
    if len(stations) == 1:
        return redirect("deputy_stations_receive_at", stations[0].public_id)
    return render(request, "deputy_stations/receive_choose.html", {"stations": stations})


@require_http_methods(["GET", "POST"])
def receive_at(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Taken down, the phone shows number and code for the resident to copy or scan."""
    station = station_for(request, public_id)
    require(request.actor, "deputy_stations.log", station)
    slot = _slot(request, station)
    form = ReceptionForm(
        request.POST or None, request.FILES or None, station=station, deputies=_deputies(request, station),
        initial={"deputy": slot.deputy.public_id if slot else None},
    )  # fmt: skip
    received = form.is_bound and attempt(form, lambda: _logged(request, station, slot, form))
    if received:
        return to_success_page(received)
    context = {"station": station, "slot": slot, "form": form}
    return render(request, "deputy_stations/receive.html", context)


def _logged(request: HttpRequest, station: Station, slot: DutySlot | None, form: ReceptionForm) -> Received:
    deputy = form.cleaned_data.get("deputy") or _oneself(request)
    own = slot if slot and deputy and slot.deputy_id == deputy.pk else None
    is_today = form.cleaned_data["received_on"] == timezone.localdate()
    opinion, code = opinion_log(
        station=station, deputy=deputy, slot=own if is_today or request.GET.get("slot") else None,
        reception=form.reception, values=form.values(), by=request.actor, at=timezone.now(),
    )  # fmt: skip
    return opinion.submission, code


def _slot(request: HttpRequest, station: Station) -> DutySlot | None:
    """The reception that the page was opened for, else the one of now."""
    asked = uuid_of(request.GET.get("slot", ""))
    if asked:
        slots = announced(DutySlot.objects.visible_to(request.actor).filter(station=station))
        return get_object_or_404(slots.select_related("deputy"), public_id=asked)
    return selectors.running_slot(station, _oneself(request), timezone.now())


def _oneself(request: HttpRequest) -> Person | None:
    return Person.objects.filter(pk=request.actor.person_id).first() if request.actor.is_member else None


def _deputies(request: HttpRequest, station: Station) -> QuerySet[Person] | None:
    if request.actor.is_member:
        return None
    today: Any = timezone.localdate()
    stationed = station.stationed.on(today).values("person")  # type: ignore[attr-defined]
    return Person.objects.filter(pk__in=stationed).order_by("pinyin", "pk")
