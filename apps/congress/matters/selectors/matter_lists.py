"""What the register of matters is narrowed by, and how many are found."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet

from apps.congress.matters.models import NO_DAY, Aspect, MatterTally, PlaceTally
from apps.congress.matters.models.place_tallies import CONDITIONS
from apps.congress.matters.rules import kinds, states
from apps.foundation.core.actors import Actor
from apps.foundation.core.keysets import Total
from apps.foundation.core.numbers import number_of
from apps.foundation.organisations.models import BODY_KINDS, Area, Unit
from apps.foundation.organisations.selectors import OwnWork
from apps.foundation.policies.selectors import paths_to

COUNTED = 1000
"""So many finds of a search are counted; who finds more looks for another word."""
SOON = timedelta(days=7)
LATE, DUE_SOON, UNRATED, RATED, UNDONE, AT_OFFICE = "late", "soon", "none", "any", "open", "at_office"
BY_SORT = ("kind", "state", "waiting", "category", "route", "key", "grade")
"""Filters that are answered by columns of which a tally is kept."""
TALLIED = {*BY_SORT, "year", "area"}
ANSWERS = (Aspect.ANSWERED, Aspect.ON_TIME, Aspect.TOO_LATE)
OF_PLACES = {"answer", "kind", "year", "area"}
"""Filters of which the tally of places knows the number."""
AWAITS_RATING = Q(
    state__in=(states.REPLIED, states.CLOSED), kind__in=kinds.RATED, route="handlers", grade=""
)  # fmt: skip

SPECIAL = {
    ("grade", UNRATED): AWAITS_RATING,
    ("grade", RATED): CONDITIONS[Aspect.RATED],
    ("state", UNDONE): CONDITIONS[Aspect.OPEN],
    ("state", AT_OFFICE): Q(state__in=states.AT_OFFICE),
}
"""Choices that stand for more than one value."""


def sort_of(name: str, value: Any) -> Q:
    """The condition of one filter of BY_SORT, on matters or on their tally."""
    if name == "waiting":
        return Q(state__in=states.WAITING[value])
    if name == "key":
        return Q(is_key=value == "yes")
    return SPECIAL.get((name, value), Q(**{name: value}))


def due_within(value: str, on: date) -> Q:
    """Late, or due in the next days, seen from `on`."""
    if value == LATE:
        return Q(act_by__lt=on)
    return Q(act_by__gte=on, act_by__lte=min(on + SOON, NO_DAY - timedelta(days=1)))


def source_key(source: Model) -> str:
    """How the register's address names the row that matters came from."""
    return f"{source._meta.label_lower}:{source.pk}"


def from_source(rows: QuerySet, key: str) -> QuerySet:
    """Those that came from the row which `key` names; a key that names none finds none."""
    label, _, number = key.rpartition(":")
    source_id = number_of(number, up_to=2**63 - 1)
    return rows.filter(source_label=label, source_id=source_id) if label and source_id else rows.none()


def total_for(actor: Actor, found: QuerySet, applied: Mapping[str, Any], text: str) -> Total:
    """How many are found: by the tally where it knows, else counted where an index leads to few; a search no further
    than COUNTED."""
    if text:
        count = found.order_by()[: COUNTED + 1].count()
        return Total(min(count, COUNTED), is_more=count > COUNTED)
    area: Area | OwnWork | None = applied.get("area")
    if isinstance(area, OwnWork):
        return Total(found.count())
    path = area.path if area else actor.area_path
    if "answer" in applied and not applied.keys() - OF_PLACES:
        sorts = {"aspect" if name == "answer" else name: applied[name] for name in applied if name != "area"}
        return Total(PlaceTally.objects.within(path).filter(**sorts).total())
    if applied.keys() - TALLIED:
        return Total(found.count())
    rows = MatterTally.objects.within(path)
    for name in BY_SORT:
        if name in applied:
            rows = rows.filter(sort_of(name, applied[name]))
    return Total((rows.filter(year=applied["year"]) if "year" in applied else rows).total())


def years_and_categories(actor: Actor) -> tuple[list[int], list[str]]:
    """What there is to choose from in the actor's area: the years from the latest, the categories by name."""
    found = MatterTally.objects.within(actor.area_path).values_list("year", "category").order_by().distinct()
    pairs = list(found)
    years = sorted({year for year, _ in pairs}, reverse=True)
    return years, sorted({category for _, category in pairs if category})


def units_around(path: str) -> QuerySet[Unit]:
    """Units to which matters of the area with this path may go: its own and those of the areas above it."""
    return Unit.objects.filter(area__path__in=paths_to(path)).exclude(kind__in=BODY_KINDS).order_by("-area__path", "pk")
