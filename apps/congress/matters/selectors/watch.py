"""What is late, where, since when and by which rule: for leaders.

Only what is late is looked at, by the indexes of due days; how much is at work is read from the tally.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, QuerySet, Sum

from apps.congress.matters.models import Handling, Matter, MatterState, MatterTally
from apps.congress.matters.rules.states import WITH_UNITS
from apps.congress.matters.rules.statistics import Row
from apps.foundation.organisations.models import Area, Unit

SHOWN = 30
AT_OFFICE = (MatterState.SUBMITTED, MatterState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Late:
    """Late things of one unit or one place: how many, out of how many at work (0: no base), the oldest due day."""

    name: str
    key: str
    late: int
    base: int
    since: date

    @property
    def share(self) -> str:
        return Row(self.name, self.late, self.base).share


@dataclass(frozen=True, slots=True)
class Watch:
    """The leader's page on one day. Places and the sum count matters, units count their parts in them."""

    late: int
    base: int
    units: list[Late]
    places: list[Late]
    offices: list[Late]
    worst: list[Handling]

    @property
    def share(self) -> str:
        return Row("", self.late, self.base).share


def late_parts(path: str, on: date) -> QuerySet[Handling]:
    """Parts at work after their last day, in the subtree of an area."""
    return Handling.objects.open().filter(due_on__lt=on, matter__path__startswith=path)


def watch_of(path: str, on: date) -> Watch:
    """Nine queries, whatever the number of matters."""
    places = _places(path, on, WITH_UNITS)
    worst = late_parts(path, on).select_related("matter__office", "unit").order_by("due_on", "pk")[:SHOWN]
    return Watch(
        late=sum(place.late for place in places),
        base=MatterTally.objects.within(path).filter(state__in=WITH_UNITS).total(),
        units=_units(path, on),
        places=places[:SHOWN],
        offices=_places(path, on, AT_OFFICE)[:SHOWN],
        worst=list(worst),
    )


def _units(path: str, on: date) -> list[Late]:
    """Ranked by how many are late, then by the oldest; the base is all the unit has at work here."""
    grouped = late_parts(path, on).order_by().values_list("unit").annotate(late=Count("pk"), since=Min("due_on"))
    ranked = list(grouped.order_by("-late", "since", "unit")[:SHOWN])
    units = Unit.objects.in_bulk([unit for unit, _, _ in ranked])
    at_work = Handling.objects.open().filter(unit__in=units, matter__path__startswith=path)
    bases = dict(at_work.order_by().values_list("unit").annotate(Count("pk")))
    return [
        Late(units[unit].name, str(units[unit].public_id), late, bases[unit], since) for unit, late, since in ranked
    ]


def _places(path: str, on: date, states: tuple[str, ...]) -> list[Late]:
    """Towns and streets, those with the most late matters first; the base is what they have in these states."""
    late = Matter.objects.filter(path__startswith=path, state__in=states, act_by__lt=on)
    grouped = list(late.order_by().values_list("path").annotate(late=Count("pk"), since=Min("act_by")))
    paths = [place for place, _, _ in grouped]
    areas = Area.objects.in_bulk(paths, field_name="path")
    tallied = MatterTally.objects.filter(path__in=paths, state__in=states).order_by()
    bases = dict(tallied.values_list("path").annotate(Sum("count")))
    found = [
        Late(areas[place].name, str(areas[place].public_id), late, bases.get(place, 0), since)
        for place, late, since in grouped
    ]
    return sorted(found, key=lambda row: (-row.late, row.since, row.name))
