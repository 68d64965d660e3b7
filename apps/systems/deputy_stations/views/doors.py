"""Pages without sign-in: what the codes at a station's door and of a deputy lead to."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.systems.deputy_stations.models import DeputyPage, Station


@login_not_required
@require_safe
def station_door(request: HttpRequest, code: str) -> HttpResponse:
    station = get_object_or_404(Station.objects.select_related("area"), code=code)
    return render(request, "deputy_stations/door.html", {"station": station})


@login_not_required
@require_safe
def deputy_door(request: HttpRequest, code: str) -> HttpResponse:
    page = get_object_or_404(DeputyPage.objects.select_related("person"), code=code, is_shown=True)
    return render(request, "deputy_stations/deputy.html", {"page": page})
