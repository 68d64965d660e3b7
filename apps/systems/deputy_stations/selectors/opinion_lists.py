"""What is counted of opinions, and the lists behind every number: one condition serves both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.urls import reverse

from apps.congress.matters.models import Channel, Grade
from apps.foundation.core.actors import Actor
from apps.foundation.core.keysets import Total
from apps.foundation.organisations.models import Area
from apps.systems.deputy_stations.models import DutySlot, OpinionRoute, SlotState, Station, StationOpinion
from apps.systems.deputy_stations.rules.opinions import BY_DEPUTY

COUNTED = 10_000
"""A list counts no further; nobody turns four hundred pages."""
ONLINE = Q(submission__channel__in=(Channel.ONLINE, Channel.SCAN))
STANDING = Q(submission__withdrawn=False, submission__merged_into__isnull=True)
WAITING = Q(route="") & STANDING
CLOSED = Q(closed_at__isnull=False, submission__withdrawn=False)
RATED = ~Q(submission__matter__grade="") & Q(submission__matter__isnull=False) | Q(
    submission__matter__isnull=True, submission__rating__isnull=False
)
SATISFIED, BASIC, DISSATISFIED = Grade.SATISFIED, Grade.BASIC, Grade.DISSATISFIED
STATES = {
    "waiting": "待分流", "late": "逾期未分流", "open": "未办结", "closed": "已办结",
    "unhappy": "不满意、可重新分流", "gone": "已撤回、并入另一件",
}  # fmt: skip


def graded(grade: str) -> Q:
    """By the resident: of the matter's reply, or of what they were told where there is none."""
    return Q(submission__matter__grade=grade) | Q(submission__matter__isnull=True, submission__rating__grade=grade)


def condition_of(state: str, on: date) -> Q:
    """What a value of STATES asks for."""
    return {
        "waiting": WAITING,
        "late": WAITING & Q(due_on__lt=on),
        "open": STANDING & Q(closed_at__isnull=True),
        "closed": CLOSED,
        "unhappy": graded(DISSATISFIED) & Q(route__in=BY_DEPUTY),
        "gone": ~STANDING,
    }[state]


def total_of(found: QuerySet, applied: Mapping[str, Any], text: str) -> Total:
    count = found.order_by()[: COUNTED + 1].count()
    return Total(min(count, COUNTED), is_more=count > COUNTED)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose opinions of which days: those the actor sees, narrowed to a station or the stations of an area."""

    actor: Actor
    since: date
    until: date
    station: Station | None = None
    area: Area | None = None

    def rows(self) -> QuerySet[StationOpinion]:
        rows = StationOpinion.objects.visible_to(self.actor).filter(received_on__range=(self.since, self.until))
        rows = rows.filter(path__startswith=self.area.path) if self.area else rows
        return rows.filter(station=self.station) if self.station else rows

    def slots(self) -> QuerySet[DutySlot]:
        rows = DutySlot.objects.visible_to(self.actor).filter(state=SlotState.HELD)
        rows = rows.filter(starts_at__date__range=(self.since, self.until))
        rows = rows.filter(station__area__path__startswith=self.area.path) if self.area else rows
        return rows.filter(station=self.station) if self.station else rows

    def url(self, **more: str) -> str:
        """The register, narrowed to just these and to `more`."""
        given = {"since": self.since.isoformat(), "until": self.until.isoformat(), **more}
        if self.station:
            given["station"] = str(self.station.public_id)
        if self.area:
            given["area"] = str(self.area.public_id)
        return f"{reverse('deputy_stations_opinions')}?{urlencode(given)}"


@dataclass(frozen=True, slots=True)
class Number:
    """`value` is what is shown; `url` leads to the list of just those it counts."""

    label: str
    value: str
    url: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A sort and how many of them."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Statistics:
    numbers: list[Number]
    routes: list[Share]
    categories: list[Share]
    channels: list[Share]


def statistics_of(scope: Scope, on: date) -> Statistics:
    """Four queries: receptions, everything counted, by category, by channel."""
    rows, slots = scope.rows().order_by(), scope.slots().count()
    took = ExpressionWrapper(F("closed_at") - F("submission__received_at"), DurationField())
    routes = {f"route_{route}": Count("pk", filter=Q(route=route)) for route in OpinionRoute.values}
    sums = rows.aggregate(
        all=Count("pk"), people=Sum("people", filter=~ONLINE), online=Count("pk", filter=ONLINE),
        closed=Count("pk", filter=CLOSED), rated=Count("pk", filter=RATED),
        satisfied=Count("pk", filter=graded(SATISFIED)), late=Count("pk", filter=condition_of("late", on)),
        waiting=Count("pk", filter=WAITING), took=Avg(took), **routes,
    )  # fmt: skip
    shares = [
        Share(str(route.label), sums[f"route_{route.value}"], scope.url(route=route.value)) for route in OpinionRoute
    ]
    shares.append(Share("待分流", sums["waiting"], scope.url(state="waiting")))
    return Statistics(list(_numbers(scope, sums, slots)), shares, _by_category(rows, scope), _by_channel(rows, scope))


def _numbers(scope: Scope, sums: Mapping[str, Any], slots: int) -> Iterator[Number]:
    days = f"{sums['took'] / timedelta(days=1):.1f}日" if sums["took"] is not None else "—"
    closed, satisfied = scope.url(state="closed"), scope.url(grade="satisfied")
    yield Number("代表接待场次", str(slots), "", "期间内已经接待的值班")
    people = f"{sums['people'] or 0}人次"
    yield Number("接待群众", people, scope.url(door="hall"), "现场、电话等登记的来访人数之和,不含网上")
    yield Number("收到意见建议", f"{sums['all']}件", scope.url(), "期间内登记和网上提交的件数")
    online = percent(sums["online"], sums["all"])
    yield Number("网上提交占比", online, scope.url(door="net"), "扫码和网上提交的件数占收到件数")
    yield Number("办结率", percent(sums["closed"], sums["all"]), closed, "已办结件数占收到件数")
    yield Number("平均办理天数", days, closed, "从收到到办结,已办结的平均")
    definition = "群众评价满意的件数占已评价件数,不含基本满意"
    yield Number("满意率", percent(sums["satisfied"], sums["rated"]), satisfied, definition)
    yield Number("逾期未分流", f"{sums['late']}件", scope.url(state="late"), "超过期限还没有确定办理路径")


def _by_category(rows: QuerySet, scope: Scope) -> list[Share]:
    counts = rows.values_list("category").annotate(Count("pk")).order_by("-pk__count", "category")
    return [Share(name or "(未分类)", count, scope.url(category=name or "none")) for name, count in counts]


def _by_channel(rows: QuerySet, scope: Scope) -> list[Share]:
    counts = dict(rows.values_list("submission__channel").annotate(Count("pk")))
    return [
        Share(str(channel.label), counts[channel.value], scope.url(door=channel.value))
        for channel in Channel
        if channel.value in counts
    ]


def percent(part: int, whole: int) -> str:
    """`66.7%`, with its base; "—" of nothing."""
    return f"{100 * part / whole:.1f}%({part}/{whole})" if whole else "—"
