"""What stations themselves put on everybody's desk: to-do of the office, search, figures."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from apps.foundation.core.actors import STAFF, Actor
from apps.foundation.core.registry import Figure, Hit, TodoItem
from apps.systems.deputy_stations.models import Chain, StaffTitle, Station, StationStaff
from apps.systems.deputy_stations.selectors import coverage

LIST, SEATS, COMMUNITIES = "deputy_stations_stations", "deputy_stations_coverage", "deputy_stations_communities"
UNOPENED, HEADLESS = "unopened", "headless"


def unopened(rows: QuerySet[Station]) -> QuerySet[Station]:
    return rows.filter(opened_on__isnull=True)


def headless(rows: QuerySet[Station], on: date) -> QuerySet[Station]:
    """Not closed, and nobody is its head today."""
    heads = StationStaff.objects.on(on).filter(station=OuterRef("pk"), title=StaffTitle.HEAD)
    return rows.exclude(closed_on__lte=on).filter(~Exists(heads))


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """The office of the place itself: what its own stations lack, which of its own deputies are in none."""
    if actor.role != STAFF:
        return
    own = Station.objects.filter(area__path=actor.area_path)
    if count := headless(own, on).count():
        yield TodoItem("登记家站站长", f"{reverse(LIST)}?state={HEADLESS}", detail=f"{count}个家站没有站长")
    if count := unopened(own).count():
        yield TodoItem("启用筹建中的家站", f"{reverse(LIST)}?state={UNOPENED}", detail=f"{count}个家站还没有启用")
    own_seats = coverage.seats(actor.area_path, on).filter(term__body__area__path=actor.area_path)
    if count := coverage.in_station(own_seats, on, is_in=False).count():
        yield TodoItem("将代表编组进站", f"{reverse(SEATS)}?show=out", detail=f"{count}名代表还没有编入家站")


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Stations by name, address or place; chains by name or lead firm."""
    for station in Station.objects.visible_to(actor).found_by(text).select_related("area")[:10]:
        yield Hit(station.name, station.get_absolute_url(), "代表家站", f"{station.area} {station.address}".strip())
    if actor.sees_area:
        for chain in Chain.objects.visible_to(actor).found_by(text).select_related("office")[:5]:
            yield Hit(chain.name, chain.get_absolute_url(), "产业链", f"链主企业:{chain.lead_firm}")


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    if not actor.sees_area:
        return
    stations = Station.objects.visible_to(actor).open_on(on).count()
    yield Figure("代表家站", stations, "今日启用、没有撤销的家站数", f"{reverse(LIST)}?state=open")
    left = coverage.in_station(coverage.seats(actor.area_path, on), on, is_in=False).count()
    yield Figure(
        "未编组进站的代表", left, "在任代表资格中,代表没有编入所在家站的", f"{reverse(SEATS)}?show=out", alarm=left > 0
    )
    gaps = coverage.served(coverage.communities(actor.area_path, on), on, is_served=False).count()
    yield Figure("没有家站服务的村和社区", gaps, "没有被任何已启用家站列为服务范围的村、社区",
                 f"{reverse(COMMUNITIES)}?show=gaps", alarm=gaps > 0)  # fmt: skip
