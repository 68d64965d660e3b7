"""名册: who sits for which line on a day."""

from datetime import date

from apps.foundation.people.models import Term
from apps.systems.street_deliberations.models import Seat
from apps.systems.street_deliberations.models.slates import SeatQuerySet


def seats_on(term: Term, on: date) -> SeatQuerySet:
    """Held seats in the order of the quota table, with persons and statuses."""
    rows = Seat.objects.filter(mandate__term=term).held_on(on).with_person().prefetch_related("mandate__statuses")
    return rows.order_by("line__number", "mandate__person__pinyin", "pk")
