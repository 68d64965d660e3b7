"""What is late, where, since when and by which rule: for leaders.

Only what is late is looked at, in indexes that carry all that is asked for; how much is at work is read from the tally.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Sum

from apps.congress.matters.models import Handling, Matter, MatterTally
from apps.congress.matters.models.handling import HandlingQuerySet
from apps.congress.matters.rules.states import AT_OFFICE, WITH_UNITS
from apps.congress.matters.rules.statistics import Row
from apps.foundation.organisations.models import Area, Unit

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Late:
    """Late things of one unit or one place: how many, out of how many at work, the oldest due day."""

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


def late_parts(path: str, on: date) -> HandlingQuerySet:
    """Parts at work after their last day, in the subtree of an area."""
    return Handling.objects.within(path).late(on)


def watch_of(path: str, on: date) -> Watch:
    """Nine queries, whatever the number of matters."""
    places = _places(path, WITH_UNITS, on)
    worst = late_parts(path, on).select_related("matter__office", "unit").order_by("due_on", "pk")[:SHOWN]
    return Watch(
        late=sum(late for _, late, _ in places),
        base=MatterTally.objects.within(path).filter(state__in=WITH_UNITS).total(),
        units=_units(path, on),
        places=_named(places[:SHOWN], WITH_UNITS),
        offices=_named(_places(path, AT_OFFICE, on)[:SHOWN], AT_OFFICE),
        worst=list(worst),
    )


def _units(path: str, on: date) -> list[Late]:
    """Ranked by how many are late, then by the oldest; the base is all the unit has at work here."""
    grouped = late_parts(path, on).order_by().values_list("unit").annotate(late=Count("*"), since=Min("due_on"))
    ranked = list(grouped.order_by("-late", "since", "unit")[:SHOWN])
    units = Unit.objects.in_bulk([unit for unit, _, _ in ranked])
    at_work = Handling.objects.open().within(path).filter(unit__in=units)
    bases = dict(at_work.order_by().values_list("unit").annotate(base=Count("*")))
    return [
        Late(units[unit].name, str(units[unit].public_id), late, bases[unit], since) for unit, late, since in ranked
    ]


def _places(path: str, states: tuple[str, ...], on: date) -> list[tuple[str, int, date]]:
    """Path, late matters and the oldest day of every town and street that has any; the most late first."""
    late = Matter.objects.filter(path__startswith=path, state__in=states).late(on)
    grouped = late.order_by().values_list("path").annotate(late=Count("*"), since=Min("act_by"))
    return sorted(grouped, key=lambda row: (-row[1], row[2], row[0]))


def _named(places: list[tuple[str, int, date]], states: tuple[str, ...]) -> list[Late]:
    """The base of each is what it has in these states."""
    paths = [path for path, _, _ in places]
    areas = Area.objects.in_bulk(paths, field_name="path")
    tallied = MatterTally.objects.filter(path__in=paths, state__in=states).order_by()
    bases = dict(tallied.values_list("path").annotate(Sum("count")))
    return [
        Late(areas[path].name, str(areas[path].public_id), late, bases[path], since) for path, late, since in places
    ]
