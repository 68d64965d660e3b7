"""What every act on an inspection does: hold its row, leave one audit entry where it is seen."""

from typing import Any

from django.db.models import Model

from apps.congress.inspections.models import Inspection, Opinion
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor


def inspection_locked(inspection: Inspection) -> Inspection:
    """The inspection's row for this transaction; acts on one inspection wait for each other."""
    rows = Inspection.objects.select_for_update(of=("self",)).with_body()
    return rows.get(pk=inspection.pk)


def opinion_locked(opinion: Opinion) -> Opinion:
    """The opinion with its inspection's row held, so that the last feedback moves the inspection once."""
    held = inspection_locked(opinion.inspection)
    found = Opinion.objects.with_all().get(pk=opinion.pk)
    found.inspection = held
    return found


def record(
    act: str, inspection: Inspection, by: Actor, *, on: Model | None = None, reason: str = "", **facts: Any
) -> None:
    """One entry on the inspection, or on something of it, visible where the inspection is."""
    audit.record(act, on=on or inspection, by=by, reason=reason, area_path=inspection.body.area.path, **facts)
