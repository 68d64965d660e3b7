"""To which units a part may go."""

from datetime import date

from django.db.models import QuerySet

from apps.congress.matters.models import Handling
from apps.foundation.organisations.models import Unit, UnitKind
from apps.foundation.policies.selectors import paths_to

NOT_HANDLERS = (
    UnitKind.TOWN_CONGRESS, UnitKind.DISTRICT_CONGRESS, UnitKind.DELIBERATION_MEETING, UnitKind.PRESIDIUM,
    UnitKind.STREET_WORKING_COMMITTEE, UnitKind.STANDING_COMMITTEE, UnitKind.STATION,
)  # fmt: skip


def units_for(part: Handling, on: date) -> QuerySet[Unit]:
    """Units of the office's area and of those above it that exist and have no part in the matter yet."""
    matter = part.matter
    have = matter.parts.standing().filter(round=matter.round).values("unit")  # type: ignore[attr-defined]
    rows = Unit.objects.on(on).filter(area__path__in=paths_to(matter.office.path))
    return rows.exclude(kind__in=NOT_HANDLERS).exclude(pk__in=have).order_by("-area__path", "kind", "name")
