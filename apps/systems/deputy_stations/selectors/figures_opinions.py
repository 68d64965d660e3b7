"""Numbers of opinions for the rating of stations: station id -> how many, in a period, both days counted."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q

from apps.congress.matters.models import Channel
from apps.systems.deputy_stations.models import StationOpinion
from apps.systems.deputy_stations.selectors.opinion_lists import CLOSED, ONLINE, RATED, SATISFIED, STANDING, graded

Numbers = dict[int, int]


def _counted(station_ids: Collection[int], starts_on: date, ends_on: date, condition: Q) -> Numbers:
    rows = StationOpinion.objects.filter(station__in=station_ids, received_on__range=(starts_on, ends_on))
    counts = rows.filter(condition).order_by().values_list("station").annotate(Count("pk"))
    return dict.fromkeys(station_ids, 0) | dict(counts)


def opinions_received(station_ids: Collection[int], starts_on: date, ends_on: date) -> Numbers:
    """Not those taken back; what ended in another one was received all the same."""
    return _counted(station_ids, starts_on, ends_on, Q(submission__withdrawn=False))


def opinions_closed(station_ids: Collection[int], starts_on: date, ends_on: date) -> Numbers:
    """Of those received in the period, whichever way they ended."""
    return _counted(station_ids, starts_on, ends_on, CLOSED)


def opinions_standing(station_ids: Collection[int], starts_on: date, ends_on: date) -> Numbers:
    """Those that go on by themselves: the base of the closed share."""
    return _counted(station_ids, starts_on, ends_on, STANDING)


def opinions_rated(station_ids: Collection[int], starts_on: date, ends_on: date) -> Numbers:
    return _counted(station_ids, starts_on, ends_on, RATED)


def opinions_satisfied(station_ids: Collection[int], starts_on: date, ends_on: date) -> Numbers:
    """Rated 满意, not 基本满意; the base is `opinions_rated`."""
    return _counted(station_ids, starts_on, ends_on, graded(SATISFIED))


def opinions_by_code(station_ids: Collection[int], starts_on: date, ends_on: date) -> Numbers:
    """By the code at the door or on the page of a deputy."""
    return _counted(station_ids, starts_on, ends_on, Q(submission__channel=Channel.SCAN))


def opinions_online(station_ids: Collection[int], starts_on: date, ends_on: date) -> Numbers:
    return _counted(station_ids, starts_on, ends_on, ONLINE)
