"""What the pages of stations share: finding rows the acting person may see."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.foundation.core.permissions import require
from apps.systems.deputy_stations.models import Station

MANAGE, RUN, SERVE = "deputy_stations.manage", "deputy_stations.run", "deputy_stations.serve"
KEEP_CHAIN = "deputy_stations.keep_chain"


def station_for(request: HttpRequest, public_id: UUID, permission: str = "") -> Station:
    """Raises Http404 where the acting person does not see it, NotAllowed where they may not."""
    rows = Station.objects.visible_to(request.actor).select_related("area", "unit", "parent", "chain")
    return found(request, rows, public_id, permission)


def found(request: HttpRequest, rows: QuerySet[Any], public_id: UUID, permission: str = "") -> Any:
    """Raises Http404, NotAllowed."""
    row = get_object_or_404(rows, public_id=public_id)
    if permission:
        require(request.actor, permission, row)
    return row
