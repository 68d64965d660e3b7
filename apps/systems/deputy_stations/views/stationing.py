"""编组进站: deputies from the roster or by name, out again, their public pages."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may
from apps.systems.deputy_stations.forms.stationing import ByNameForm, DeputyPageForm, EndForm, SeatsForm
from apps.systems.deputy_stations.models import DeputyPage, Station, Stationing
from apps.systems.deputy_stations.selectors.choices import namesakes, seats_for
from apps.systems.deputy_stations.services import stationing as services
from apps.systems.deputy_stations.views.common import MANAGE, found, station_for

CHANGE_PAGE = "deputy_stations.change_page"


@require_http_methods(["GET", "POST"])
def seats_station(request: HttpRequest, public_id: UUID) -> HttpResponse:
    station, today = station_for(request, public_id, MANAGE), timezone.localdate()
    form = SeatsForm(request.POST or None, initial={"starts_on": today}, seats=seats_for(station, today))
    made = request.method == "POST" and attempt(
        form,
        lambda: services.mandates_station(
            station=station, mandates=form.chosen(), is_main=form.cleaned_data["is_main"],
            starts_on=form.cleaned_data["starts_on"], by=request.actor, at=timezone.now(),
        ),
    )  # fmt: skip
    if isinstance(made, list):
        messages.success(request, f"已将{len(made)}名代表编入{station}。")
        return redirect(station)
    context = {"form": form, "station": station, "cancel": station.get_absolute_url(), "has_seats": bool(form.found)}
    return render(request, "deputy_stations/seats.html", context)


@require_http_methods(["GET", "POST"])
def person_station(request: HttpRequest, public_id: UUID) -> HttpResponse:
    station = station_for(request, public_id, MANAGE)
    known = namesakes(request.POST.get("name", ""), station.area)
    form = ByNameForm(request.POST or None, initial={"starts_on": timezone.localdate()}, namesakes=known)
    if request.method == "POST" and attempt(form, lambda: _by_name(request, station, form)):
        messages.success(request, f"{form.cleaned_data['name']}已编入{station}。")
        return redirect(station)
    hint = "市、全国人大代表等不在本平台名册中的,按姓名登记;本区(县)、镇的代表和议事代表请从名册中选择。"
    cancel = station.get_absolute_url()
    return form_page(request, form, title="按姓名编入代表", pretitle=station.name, cancel=cancel, hint=hint)


def _by_name(request: HttpRequest, station: Station, form: ByNameForm) -> Stationing:
    data = form.cleaned_data
    return services.person_station(
        station=station, name=data["name"], level=data["level"], person=form.who(), is_main=data["is_main"],
        starts_on=data["starts_on"], by=request.actor, at=timezone.now(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def stationing_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Stationing.objects.visible_to(request.actor).select_related("station__area", "person")
    row = found(request, rows, public_id, MANAGE)
    form = EndForm(request.POST or None, initial={"until": timezone.localdate()})
    if request.method == "POST" and attempt(
        form,
        lambda: services.stationing_end(
            stationing=row, until=form.cleaned_data["until"], reason=form.cleaned_data["reason"], by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, f"{row.person.name}已出站。")
        return redirect(row.station)
    cancel = row.station.get_absolute_url()
    return form_page(request, form, title=f"{row.person.name}出站", pretitle=row.station.name, cancel=cancel)


@require_http_methods(["GET", "POST"])
def my_page(request: HttpRequest) -> HttpResponse:
    """A deputy's own; without a station there is none yet."""
    page = DeputyPage.objects.filter(person=request.actor.person_id).select_related("person__area").first()
    if page is None:
        return render(request, "deputy_stations/no_page.html")
    return _page_changed(request, page, reverse("deputy_stations_my_page"))


@require_http_methods(["GET", "POST"])
def page_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    page = get_object_or_404(DeputyPage.objects.select_related("person__area"), public_id=public_id)
    if not may(request.actor, CHANGE_PAGE, page):
        raise Http404  # another's page answers like none
    held = Stationing.objects.on(timezone.localdate()).filter(person=page.person)
    station = Station.objects.visible_to(request.actor).filter(stationed__in=held).first()
    return _page_changed(request, page, station.get_absolute_url() if station else reverse("deputy_stations_coverage"))


def _page_changed(request: HttpRequest, page: DeputyPage, back: str) -> HttpResponse:
    form = DeputyPageForm(request.POST or None, page=page)
    if request.method == "POST" and attempt(
        form, lambda: services.page_change(page=page, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "公开页已保存。")
        return redirect(back)
    context = {"form": form, "page": page, "cancel": back if back != request.path else "/"}
    return render(request, "deputy_stations/page_form.html", context)
