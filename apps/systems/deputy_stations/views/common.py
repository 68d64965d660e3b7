"""What the pages of stations share: finding rows the acting person may see."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.systems.deputy_stations.models import Station

MANAGE, RUN, SERVE = "deputy_stations.manage", "deputy_stations.run", "deputy_stations.serve"


def station_for(request: HttpRequest, public_id: UUID) -> Station:
    """Raises Http404 where the acting person does not see it."""
    rows = Station.objects.visible_to(request.actor).select_related("area", "unit", "parent", "chain")
    return get_object_or_404(rows, public_id=public_id)
