"""Numbers of every place: stations by tier, deputies in stations, communities that are served."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure
from apps.systems.deputy_stations.models import Station, Tier
from apps.systems.deputy_stations.selectors import coverage

LIST, SEATS, COMMUNITIES = "deputy_stations_stations", "deputy_stations_coverage", "deputy_stations_communities"
OPEN = "stations_open"


def _open(tier: str = "") -> Callable[[str, date], Mapping[int, int]]:
    def count(path: str, on: date) -> Mapping[int, int]:
        rows = Station.objects.open_on(on).filter(area__path__startswith=path)
        return by_area(rows.filter(tier=tier) if tier else rows, "area")

    return count


STATION_MEASURES = (
    Measure(
        OPEN, "代表家站", "今日启用、没有撤销的家站", _open(), partial(list_of, LIST, state="open"), unit="个"
    ),
    *(
        Measure(
            f"stations_open_{tier.value}", f"其中{tier.label}", f"今日启用、没有撤销的{tier.label}", _open(tier.value),
            partial(list_of, LIST, state="open", tier=tier.value), unit="个", base=OPEN,
        )
        for tier in Tier
    ),
    Measure(
        "stations_seats", "应编组进站的代表资格", "各级人大在任且未暂停执行职务的代表资格,按所在人大的区划计",
        coverage.seats_by_area, partial(list_of, SEATS), unit="个",
    ),
    Measure(
        "stations_stationed", "已编组进站", "其中代表今日已编入一个所在家站的", coverage.stationed_by_area,
        partial(list_of, SEATS, show="in"), unit="个", base="stations_seats",
    ),
    Measure(
        "stations_communities", "村和社区", "今日存在的村、社区", coverage.communities_by_area,
        partial(list_of, COMMUNITIES), unit="个",
    ),
    Measure(
        "stations_served", "有家站服务的村和社区", "其中至少有一个已启用的家站把它列为服务村(社区)",
        coverage.served_by_area, partial(list_of, COMMUNITIES, show="served"), unit="个", base="stations_communities",
    ),
)  # fmt: skip
