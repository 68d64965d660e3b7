"""What every act does: hold its row, leave one audit entry that is visible where the station is."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.systems.deputy_stations.models import Station
from apps.systems.deputy_stations.permissions import station_of


def station_locked(pk: int) -> Station:
    """The row for this transaction; acts on one station wait for each other."""
    return Station.objects.select_for_update(of=("self",)).select_related("area").get(pk=pk)


def record(act: str, on: Model, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry, visible where the station is."""
    audit.record(act, on=on, by=by, reason=reason, area_path=station_of(on).area.path, **facts)


def key_of(act: str, subject: Any, at: datetime) -> str:
    """Of a notice that is told once for each time of the act."""
    return f"{act}:{subject.public_id}:{at.isoformat()}"
