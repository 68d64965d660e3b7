"""Which stars a station has, who shows signs of losing them, and what is in the way of naming."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import months_after
from apps.foundation.core.errors import Issue
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure
from apps.office.public_notices.models import NoticeState, PublicNotice
from apps.office.public_notices.selectors import notices_of
from apps.systems.deputy_stations.models import RatingRound, Star, Station
from apps.systems.deputy_stations.rules import rating as rules
from apps.systems.deputy_stations.selectors.rating_figures import idle_since

IDLE_MONTHS = 3
"""一个季度 (域内口径 §4.6)."""


def star_on(station: Station, day: date) -> int:
    """How many stars a station has on a day, 0 for none; for its pages, inside and public."""
    return Star.objects.on(day).filter(station=station).values_list("stars", flat=True).first() or 0


def stars_on(stations: Iterable[int], day: date) -> dict[int, int]:
    """Station -> its stars on a day, those without left out; one query."""
    return dict(Star.objects.on(day).filter(station__in=list(stations)).values_list("station", "stars"))


def idle_stars(actor: Actor, on: date) -> list[Star]:
    """Stars of stations without any activity for a quarter, open all that time."""
    held = list(Star.objects.visible_to(actor).on(on).select_related("station__area"))
    idle = idle_since([star.station_id for star in held], on, IDLE_MONTHS)
    return [
        star
        for star in held
        if star.station_id in idle and (star.station.opened_on or on) <= months_after(on, -IDLE_MONTHS)
    ]


def notice_of(round_: RatingRound) -> PublicNotice | None:
    """The public notice of the batch that is in question."""
    return notices_of(round_).exclude(state=NoticeState.WITHDRAWN).first() if round_.batch else None


def issues_before_naming(round_: RatingRound) -> list[Issue]:
    """What keeps a round from being named: the page shows what the service asks."""
    notice = notice_of(round_)
    is_concluded = notice is not None and notice.state == NoticeState.CONCLUDED
    upheld = notice.objections.filter(upheld=True).count() if notice else 0  # type: ignore[attr-defined]
    sent_back = round_.ratings.filter(sent_back_in=round_.batch).count()  # type: ignore[attr-defined]
    return list(rules.issues_before_naming(is_concluded=is_concluded, upheld=upheld, sent_back=sent_back))


def starred(path: str, on: date, *stars: int) -> QuerySet[Star]:
    rows = Star.objects.on(on).filter(station__area__path__startswith=path)
    rows = rows.filter(Q(station__closed_on__isnull=True) | Q(station__closed_on__gt=on))
    return rows.filter(stars__in=stars) if stars else rows


def _measure(slug: str, title: str, definition: str, *stars: int, base: str = "") -> Measure:
    def count(path: str, on: date) -> Mapping[int, int]:
        return by_area(starred(path, on, *stars), "station__area")

    def listed(area: Any) -> str:
        return list_of("deputy_stations_stars", area, **({"stars": stars[0]} if stars else {}))

    return Measure(slug, title, definition, count, listed, unit="个", base=base)


STARRED = "stations_starred"
MEASURES = (
    _measure(STARRED, "星级家站", "按命名决定在有效期内的星级代表家站,已撤销的不计"),
    _measure("stations_five_stars", "五星家站", "其中五星的", 5, base=STARRED),
    _measure("stations_four_stars", "四星家站", "其中四星的", 4, base=STARRED),
    _measure("stations_three_stars", "三星家站", "其中三星的", 3, base=STARRED),
)
