"""履职积分 of a year, as it stood at the end of a past day: what was recorded by then, by the rules of then."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.actors import Actor
from apps.foundation.people.models import DutyEvent, Mandate, Person
from apps.foundation.policies.selectors import resolve_many
from apps.systems.deputy_stations.rules import points
from apps.systems.deputy_stations.selectors.ledgers import moments

FIRST_YEARS = 4
"""So many years back a table can be asked for."""


@dataclass(frozen=True, slots=True)
class PointRow:
    """One deputy's year; equal points share a place."""

    person: Person
    lines: Sequence[points.Line]
    rank: int = 0

    @property
    def pk(self) -> int:
        return self.person.pk

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def total(self) -> int:
        return sum(line.points for line in self.lines)

    def of(self, kind: str) -> int:
        return next((line.points for line in self.lines if line.kind == kind), 0)

    def times(self, kind: str) -> int:
        return next((line.times for line in self.lines if line.kind == kind), 0)


def as_of_day(year: int, asked: date | None, today: date) -> date:
    """The day on which a year is looked at: the one asked for, else today, never after the year or today."""
    return min(asked or today, today, date(year, 12, 31))


def point_rows(actor: Actor, year: int, on: date) -> list[PointRow]:
    """Every deputy who serves on the day in the actor's area, best first."""
    mandates = Mandate.objects.visible_to(actor).beside_committees().serving_on(on)
    people = Person.objects.filter(pk__in=mandates.order_by().values("person")).select_related("area")
    return _ranked(rows_of(list(people), year, on))


def rows_of(people: Sequence[Person], year: int, on: date) -> list[PointRow]:
    """`people` with their `area`; the values are those of the area that hold on the day."""
    kinds = _kinds([person.pk for person in people], year, on)
    values = {area.pk: values_of(area, on) for area in {person.area for person in people}}
    return [PointRow(person, points.lines_of(kinds[person.pk], values[person.area_id])) for person in people]


def own_row(person: Person, year: int, on: date) -> PointRow:
    return rows_of([person], year, on)[0]


def public_row(person: Person, on: date) -> PointRow | None:
    """This year's points for the deputy's public page, None where the place does not publish them."""
    shown = resolve_many([points.SHOWN], area=person.area, on=on)[points.SHOWN].value
    return own_row(person, on.year, on) if shown else None


def values_of(area: object, on: date) -> Mapping[str, int]:
    found = resolve_many(points.KEYS, area=area, on=on)  # type: ignore[arg-type]
    return {key: int(item.value) for key, item in found.items()}


def events_of(person: Person, year: int, on: date) -> list[DutyEvent]:
    rows = _events([person.pk], year, on)
    return list(rows.order_by("-on", "-pk"))


def _events(people: Iterable[int], year: int, on: date):  # type: ignore[no-untyped-def]
    _, known_by = moments(on, on)
    return DutyEvent.objects.filter(
        person__in=list(people), on__range=(date(year, 1, 1), on), recorded_at__lte=known_by, kind__in=points.KINDS
    )


def _kinds(people: Sequence[int], year: int, on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for person, kind in _events(people, year, on).order_by().values_list("person", "kind"):
        found[person].append(kind)
    return found


def _ranked(rows: list[PointRow]) -> list[PointRow]:
    ordered = sorted(rows, key=lambda row: (-row.total, row.person.pinyin, row.person.pk))
    ranks: dict[int, int] = {}
    for place, row in enumerate(ordered, start=1):
        ranks.setdefault(row.total, place)
    return [PointRow(row.person, row.lines, ranks[row.total]) for row in ordered]
