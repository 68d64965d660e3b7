"""What forms offer: places that may have a station, communities it may serve, seats, namesakes."""

from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Mandate, Person
from apps.foundation.policies.selectors import paths_to
from apps.systems.deputy_stations.models import Chain, Station, Stationing
from apps.systems.deputy_stations.selectors.coverage import COMMUNITIES, communities

NAMESAKES = 10


def areas_for_stations(actor: Actor, on: date) -> list[Area]:
    """Villages and communities are served by stations of their town or street."""
    return list(Area.objects.visible_to(actor).on(on).exclude(kind__in=COMMUNITIES))


def communities_of(area: Area, on: date) -> QuerySet[Area]:
    return communities(area.path, on)


def seats_for(station: Station, on: date) -> QuerySet[Mandate]:
    """Serving members of the congresses above, of and below the place who are not in the station, those in no station
    first; each with `station_name`."""
    here = Stationing.objects.on(on).filter(station=station).values("person")
    main = Stationing.objects.on(on).filter(person=OuterRef("person"), is_main=True)
    around = Q(term__body__area__path__startswith=station.area.path)
    around |= Q(term__body__area__path__in=paths_to(station.area.path))
    rows = Mandate.objects.beside_committees().serving_on(on).filter(around).exclude(person__in=here)
    rows = rows.annotate(station_name=Subquery(main.values("station__name")[:1]))
    rows = rows.select_related("person", "term__body", "electoral_district")
    return rows.order_by(F("station_name").asc(nulls_first=True), "term__body__area__path", "person__pinyin")


def namesakes(name: str, area: Area) -> list[Person]:
    """People of that name in the district's part of the roster: in the place, or above it."""
    name = name.strip()
    if not name:
        return []
    top = paths_to(area.path)[0]
    rows = Person.objects.filter(name=name, area__path__startswith=top).select_related("area")
    return list(rows.order_by("area__path")[:NAMESAKES])


def deputies_of(chain: Chain, on: date) -> QuerySet[Person]:
    """Who is in a station of the chain today."""
    held = Stationing.objects.on(on).filter(station__chain=chain)
    return Person.objects.filter(pk__in=held.values("person"))
