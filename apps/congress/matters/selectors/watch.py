"""What is late, where, since when and by which rule: for leaders. Everything is counted over open parts alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, QuerySet

from apps.congress.matters.models import Handling, Matter, MatterState
from apps.congress.matters.rules.statistics import Row
from apps.foundation.organisations.models import Area, Unit

SHOWN = 30
AT_OFFICE = (MatterState.SUBMITTED, MatterState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Late:
    """Late things of one unit or one place: how many, out of how many open ones, and the oldest due day."""

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
    """The leader's page on one day; `base` are all parts at work."""

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
    """Seven queries, whatever the number of matters."""
    counts = list(
        late_parts(path, on)
        .values("unit", "matter__office")
        .annotate(count=Count("pk"), since=Min("due_on"))
        .order_by()
    )
    base = Handling.objects.open().filter(matter__path__startswith=path).count()
    worst = late_parts(path, on).select_related("matter__office", "unit").order_by("due_on", "pk")[:SHOWN]
    return Watch(
        late=sum(row["count"] for row in counts),
        base=base,
        units=_units(counts, path),
        places=_places(counts, path),
        offices=_offices(path, on),
        worst=list(worst),
    )


def _units(counts: Iterable[Mapping[str, Any]], path: str) -> list[Late]:
    """Ranked by how many are late, then by the oldest; the base is all the unit has at work here."""
    added = _added(counts, "unit")
    worst = sorted(added, key=lambda key: (-added[key][0], added[key][1]))[:SHOWN]
    open_ = _open_by("unit", path, worst)
    named = Unit.objects.in_bulk(worst)
    return [Late(named[key].name, str(named[key].public_id), *_numbers(added[key], open_[key])) for key in worst]


def _places(counts: Iterable[Mapping[str, Any]], path: str) -> list[Late]:
    """Towns and streets in the same order; none below a single one."""
    added = _added(counts, "matter__office")
    worst = sorted(added, key=lambda key: (-added[key][0], added[key][1]))[:SHOWN]
    open_ = _open_by("matter__office", path, worst)
    named = Area.objects.in_bulk(worst)
    return [Late(named[key].name, str(named[key].public_id), *_numbers(added[key], open_[key])) for key in worst]


def _offices(path: str, on: date) -> list[Late]:
    """Offices that have not looked at or handed over what they got in time."""
    rows = Matter.objects.filter(path__startswith=path, state__in=AT_OFFICE, due_on__lt=on)
    grouped = (
        rows.order_by().values("office__name", "office__public_id").annotate(count=Count("pk"), since=Min("due_on"))
    )
    made = [Late(row["office__name"], str(row["office__public_id"]), row["count"], 0, row["since"]) for row in grouped]
    return sorted(made, key=lambda late: (-late.late, late.since))[:SHOWN]


def _added(counts: Iterable[Mapping[str, Any]], by: str) -> dict[int, tuple[int, date]]:
    added: dict[int, tuple[int, date]] = {}
    for row in counts:
        count, since = added.get(row[by], (0, row["since"]))
        added[row[by]] = (count + row["count"], min(since, row["since"]))
    return added


def _open_by(field: str, path: str, keys: list[int]) -> dict[int, int]:
    rows = Handling.objects.open().filter(**{f"{field}__in": keys}, matter__path__startswith=path)
    return dict(rows.order_by().values_list(field).annotate(Count("pk")))


def _numbers(late: tuple[int, date], base: int) -> tuple[int, int, date]:
    return late[0], base, late[1]
