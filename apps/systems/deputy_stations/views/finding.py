"""How the pages of duties and activities find their rows, and how a paper is sent."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.foundation.core.permissions import require
from apps.systems.deputy_stations.models import Activity, DutySlot, Rota, Station, YearPlan
from apps.systems.deputy_stations.views.common import RUN, station_for

STATION = ("station__area", "station__unit")
ONLY_RUN = "由本站联络员或者镇街人大工作人员办理。"


def run_station(request: HttpRequest, public_id: UUID) -> Station:
    """The station, where the acting person runs it."""
    found = station_for(request, public_id)
    require(request.actor, RUN, found, ONLY_RUN)
    return found


def rota_for(request: HttpRequest, public_id: UUID, permission: str = "") -> Rota:
    """The rota if it exists for the actor (else 404); with a permission, also whether they may."""
    return _found(request, Rota.objects.visible_to(request.actor).select_related(*STATION), public_id, permission)


def slot_for(request: HttpRequest, public_id: UUID, permission: str = "") -> DutySlot:
    rows = DutySlot.objects.visible_to(request.actor).select_related("deputy", "rota", *STATION)
    return _found(request, rows, public_id, permission)


def activity_for(request: HttpRequest, public_id: UUID, permission: str = "") -> Activity:
    rows = Activity.objects.visible_to(request.actor).select_related("chain", "planned__plan", *STATION)
    return _found(request, rows, public_id, permission)


def plan_for(request: HttpRequest, public_id: UUID, permission: str = "") -> YearPlan:
    """Members read it once it is published."""
    rows = YearPlan.objects.filter(station__in=Station.objects.visible_to(request.actor)).select_related(*STATION)
    rows = rows.filter(published_at__isnull=False) if request.actor.is_member else rows
    return _found(request, rows, public_id, permission)


def _found(request: HttpRequest, rows: QuerySet[Any], public_id: UUID, permission: str) -> Any:
    found = get_object_or_404(rows, public_id=public_id)
    if permission:
        require(request.actor, permission, found, ONLY_RUN)
    return found
