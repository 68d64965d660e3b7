"""Who is in no station, and which villages and communities no station serves."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from apps.foundation.core.measures import by_area
from apps.foundation.organisations.models import Area, AreaKind
from apps.foundation.people.models import Mandate, MandateKind
from apps.systems.deputy_stations.models import Station, Stationing

COMMUNITIES = (AreaKind.VILLAGE, AreaKind.COMMUNITY)


def seats(path: str, on: date) -> QuerySet[Mandate]:
    """Seats of serving deputies of the congresses in an area, each with `station_name`, "" where in none.

    编组进站 asks for deputies; 议事代表 may be in a station besides.
    """
    return _seats(path, on).annotate(station_name=Subquery(_main(on).values("station__name")[:1]))


def _seats(path: str, on: date) -> QuerySet[Mandate]:
    return Mandate.objects.serving_on(on).filter(kind=MandateKind.DEPUTY, term__body__area__path__startswith=path)


def in_station(rows: QuerySet[Mandate], on: date, *, is_in: bool = True) -> QuerySet[Mandate]:
    return rows.filter(Exists(_main(on)) if is_in else ~Exists(_main(on)))


def _main(on: date) -> QuerySet[Stationing]:
    return Stationing.objects.on(on).filter(person=OuterRef("person"), is_main=True)


def communities(path: str, on: date) -> QuerySet[Area]:
    return Area.objects.filter(path__startswith=path, kind__in=COMMUNITIES).on(on)


def served(rows: QuerySet[Area], on: date, *, is_served: bool = True) -> QuerySet[Area]:
    """Those that an open station serves, or that none does."""
    links = Station.serves.through.objects.filter(area=OuterRef("pk"), station__in=Station.objects.open_on(on))
    return rows.filter(Exists(links) if is_served else ~Exists(links))


def seats_by_area(path: str, on: date) -> Mapping[int, int]:
    return by_area(_seats(path, on), "term__body__area")


def stationed_by_area(path: str, on: date) -> Mapping[int, int]:
    return by_area(in_station(_seats(path, on), on), "term__body__area")


def communities_by_area(path: str, on: date) -> Mapping[int, int]:
    return by_area(communities(path, on), "pk")


def served_by_area(path: str, on: date) -> Mapping[int, int]:
    return by_area(served(communities(path, on), on), "pk")
