"""Points and outlines for the map, as short as they can be told: a city has 11,000 stations."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from apps.systems.deputy_stations.models import Outline, Station, Tier

TIERS = list(Tier.values)


def map_of(stations: QuerySet[Station], path: str, on: date) -> dict[str, Any]:
    """`points`: [latitude, longitude, code, name, place of the tier, radius in metres, 1 where open]; `outlines`: rings
    of [longitude, latitude] of everything in the area `path`."""
    rows = stations.filter(latitude__isnull=False).order_by("pk").values_list(
        "latitude", "longitude", "code", "name", "tier", "radius_m", "opened_on", "closed_on"
    )  # fmt: skip
    points = [
        [
            float(north or 0), float(east or 0), code, name, TIERS.index(tier), radius or 0,
            int(opened is not None and opened <= on and (closed is None or closed > on)),
        ]
        for north, east, code, name, tier, radius, opened, closed in rows.iterator(chunk_size=5000)
    ]  # fmt: skip
    outlines = Outline.objects.filter(area__path__startswith=path).values_list("shape", flat=True)
    return {"points": points, "outlines": list(outlines)}


def settings_of(tiers: dict[str, str]) -> dict[str, Any]:
    """What the map element is told besides its points."""
    return {"tiles": settings.MAP_TILES, "attribution": settings.MAP_ATTRIBUTION, "tiers": list(tiers.values())}
