"""What every act on an inspection does: hold its row, leave one audit entry where it is seen."""

from typing import Any

from apps.congress.inspections.models import Inspection
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor


def inspection_locked(inspection: Inspection) -> Inspection:
    """The inspection's row for this transaction; acts on one inspection wait for each other."""
    rows = Inspection.objects.select_for_update(of=("self",)).with_body()
    return rows.get(pk=inspection.pk)


def record(act: str, inspection: Inspection, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry on the inspection, visible where the inspection is."""
    audit.record(act, on=inspection, by=by, reason=reason, area_path=inspection.body.area.path, **facts)
