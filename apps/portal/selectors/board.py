"""The leader's page: every measure of a place and of the places below it, counted now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import SimpleNamespace
from uuid import UUID

from django.urls import reverse

from apps.foundation.core import registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import Measure
from apps.foundation.organisations.models import PLACES, TOWNS, Area
from apps.foundation.organisations.selectors import OwnWork
from apps.foundation.policies.selectors import resolve
from apps.portal.rules.reading import Reading, light_of

SHOW_AVERAGE = "portal.show_average"
Counts = Mapping[int, int]
Counted = tuple[Area, dict[str, int], dict[str, int]]


@dataclass(frozen=True, slots=True)
class Group:
    """A system with its numbers, what is red first."""

    slug: str
    title: str
    readings: tuple[Reading, ...]

    @property
    def reds(self) -> int:
        return sum(reading.is_red for reading in self.readings)


@dataclass(frozen=True)
class Place:
    """An area with its measures, everything below it included; or the own work of one above others."""

    area: Area | OwnWork
    numbers: Mapping[str, int]

    def reading(self, measure: Measure) -> Reading:
        base = self.numbers.get(measure.base, 0) if measure.base else None
        return Reading(measure, self.area, self.numbers[measure.slug], base)

    @cached_property
    def alarms(self) -> int:
        """How much is red: the sum of all measures that should be nought."""
        return sum(self.numbers[one.slug] for one in registry.measures().values() if one.alarm)

    @cached_property
    def sorted_by(self) -> SimpleNamespace:
        """The numbers as attributes, by whose paths lists are sorted."""
        return SimpleNamespace(**self.numbers)

    @property
    def url(self) -> str:
        """Its own page; own work has none but that of the whole."""
        area = self.area.area if isinstance(self.area, OwnWork) else self.area
        return f"{reverse('portal_dashboard')}?area={area.public_id}"


@dataclass(frozen=True)
class Board:
    """All measures of `place` on a day; `below` are those compared: its own work, then the places below by code."""

    place: Place
    below: Sequence[Place]

    @cached_property
    def groups(self) -> list[Group]:
        """Systems that measure something, those with something red first."""
        found = [self._group(system) for system in registry.systems() if system.measures]
        return sorted(found, key=lambda group: -group.reds)

    def _group(self, system: registry.System) -> Group:
        readings = (self.place.reading(measure) for measure in system.measures)
        return Group(system.slug, system.title, tuple(sorted(readings, key=lambda one: not one.is_red)))

    @cached_property
    def reds(self) -> list[Reading]:
        """What is red, the most first."""
        readings = [reading for group in self.groups for reading in group.readings if reading.is_red]
        return sorted(readings, key=lambda reading: -reading.value)

    @cached_property
    def tiles(self) -> list[tuple[Place, str]]:
        """What is compared, each with its light."""
        alarms = [place.alarms for place in self.below]
        return [(place, light_of(place.alarms, alarms)) for place in self.below]

    def ranked(self, measure: Measure) -> list[Place]:
        """The places below, the largest number first."""
        return sorted(self.below, key=lambda place: (-place.numbers[measure.slug], place.area.path))


def counted(path: str, on: date, *, alarms: bool = False) -> dict[str, Counts]:
    """Every measure, or those alone that can be red, by area; one or two queries each."""
    asked = {slug: one for slug, one in registry.measures().items() if one.alarm or not alarms}
    return {slug: measure.count(path, on) for slug, measure in asked.items()}


def board_of(area: Area, on: date, *, towns: bool = False) -> Board:
    """The numbers of an area, of its own work, and of those right below it or of all its towns and streets."""
    places = list(Area.objects.filter(path__startswith=area.path, kind__in=PLACES).order_by("path"))
    counts = counted(area.path, on)
    paths = _paths(places, counts)
    compared = [one for one in places if (one.kind in TOWNS if towns else one.depth == area.depth + 1)]
    wanted = [area, *(one for one in compared if one.in_force(on) and one.pk != area.pk)]
    sums = summed(counts, paths, [one.path for one in wanted])
    whole, *below = (Place(one, sums[one.path]) for one in wanted)
    own = Place(OwnWork(area), own_numbers(counts, area.pk))
    return Board(whole, [own, *below] if below else [])


def own_numbers(counts: Mapping[str, Counts], area: int) -> dict[str, int]:
    """Measure -> number of the area without what lies below it."""
    return {slug: by_area.get(area, 0) for slug, by_area in counts.items()}


def summed(counts: Mapping[str, Counts], paths: Mapping[int, str], wanted: Sequence[str]) -> dict[str, dict[str, int]]:
    """Path -> measure -> sum over the path and everything below it."""
    sums = {path: dict.fromkeys(counts, 0) for path in wanted}
    above = {key: [path for path in _prefixes(where) if path in sums] for key, where in paths.items()}
    for slug, by_area in counts.items():
        for key, number in by_area.items():
            for path in above[key]:
                sums[path][slug] += number
    return sums


def counted_everywhere(on: date, places: Sequence[Area], *, alarms: bool = False) -> list[Counted]:
    """Each place with its numbers, everything below it included, and with those of its own work."""
    counts = counted("", on, alarms=alarms)
    sums = summed(counts, _paths([], counts), [place.path for place in places])
    return [(place, sums[place.path], own_numbers(counts, place.pk)) for place in places]


def _paths(places: Sequence[Area], counts: Mapping[str, Counts]) -> dict[int, str]:
    """Path of every area that was counted; those of villages are asked for only where there are any."""
    known = {area.pk: area.path for area in places}
    others = {key for by_area in counts.values() for key in by_area} - known.keys()
    return known | dict(Area.objects.filter(pk__in=others).values_list("pk", "path")) if others else known


def _prefixes(path: str) -> list[str]:
    return [path[:end] for end in range(Area.steplen, len(path) + 1, Area.steplen)]


def area_of(actor: Actor, asked: UUID | None = None) -> Area | None:
    """The actor's own area or the one asked for inside it; None where the role has none, or where it is not theirs."""
    seen = Area.objects.visible_to(actor).filter(kind__in=PLACES)
    return seen.filter(public_id=asked).first() if asked else seen.filter(path=actor.area_path).first()


def average_around(area: Area, measure: Measure, on: date) -> tuple[str, float] | None:
    """Name and average of the towns and streets around a town, where its rules let it see that."""
    above = area.get_parent() if area.kind in TOWNS else None
    if above is None or not resolve(SHOW_AVERAGE, area=area, on=on).value:
        return None
    towns = Area.objects.on(on).filter(path__startswith=above.path, kind__in=TOWNS).count()
    total = sum(measure.count(above.path, on).values())
    return f"{above.name}各镇街平均", round(total / towns, 1)
