"""七上墙, equipment and rules of a station, looked at on the spot with a phone."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.foundation.core.acts import attempt
from apps.systems.deputy_stations.forms.checks import ChecklistForm
from apps.systems.deputy_stations.selectors.stations import checklists_of
from apps.systems.deputy_stations.services import checking
from apps.systems.deputy_stations.views.common import RUN, station_for


@require_http_methods(["GET", "POST"])
def checks_record(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    station = station_for(request, public_id, RUN)
    found = next((one for one in checklists_of(station, timezone.localdate()) if one.kind == kind), None)
    if found is None:
        raise Http404
    form = ChecklistForm(request.POST or None, request.FILES or None, lines=found.lines)
    made = request.method == "POST" and attempt(
        form,
        lambda: checking.checks_record(
            station=station, kind=kind, findings=form.findings(), by=request.actor, at=timezone.now()
        ),
    )
    if made:
        messages.success(request, f"{found.label}已检查,保存{len(made)}项。")
        return redirect(station)
    context = {"station": station, "list": found, "form": form, "cancel": station.get_absolute_url()}
    return render(request, "deputy_stations/checks.html", context)
