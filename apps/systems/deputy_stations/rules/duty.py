"""轮值: who receives on which day, so that all have nearly as many; what may be published, checked in, exchanged."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved

Span = tuple[datetime, datetime]
PLANNED, HELD, MISSED, CANCELLED = "planned", "held", "missed", "cancelled"
SLOT_MOVES = {
    (PLANNED, "change"): PLANNED,
    (PLANNED, "exchange"): PLANNED,
    (PLANNED, "check_in"): HELD,
    (MISSED, "check_in"): HELD,
    (PLANNED, "miss"): MISSED,
    (PLANNED, "cancel"): CANCELLED,
}
SLOT_REFUSALS = {
    "change": "这次值班已经接待、未到站或者取消,不能再修改。",
    "exchange": "这次值班已经接待、未到站或者取消,不能再换班。",
    "check_in": "这次值班已经取消,不能签到。",
    "miss": "只有没有签到的值班会记为未到站。",
    "cancel": "只有还没有开始接待的值班可以取消。",
}
ASKED, AGREED, REFUSED, LAPSED = "asked", "agreed", "refused", "lapsed"
EXCHANGE_MOVES = {(ASKED, "agree"): AGREED, (ASKED, "refuse"): REFUSED, (ASKED, "lapse"): LAPSED}
ANSWERED = "这次换班申请已经答复或者失效,请刷新页面查看结果。"
EXCHANGE_REFUSALS = {"agree": ANSWERED, "refuse": ANSWERED, "lapse": ANSWERED}


def slot_move(state: str, act: str) -> str:
    return moved(SLOT_MOVES, SLOT_REFUSALS, state, act)


def exchange_move(state: str, act: str) -> str:
    return moved(EXCHANGE_MOVES, EXCHANGE_REFUSALS, state, act)


@dataclass(frozen=True, slots=True)
class Server:
    """A deputy to whom duties are dealt. `duties` counts by year what stands already, `last` is the latest of them.

    `busy` are the spans of duties elsewhere; the stationing runs from `since` until the day before `until`.
    """

    key: int
    duties: Mapping[int, int] = field(default_factory=dict)
    last: date | None = None
    busy: tuple[Span, ...] = ()
    since: date = date.min
    until: date | None = None

    def is_free(self, span: Span) -> bool:
        day = span[0].date()
        serves = self.since <= day and (self.until is None or day < self.until)
        return serves and not any(overlap(span, other) for other in self.busy)


@dataclass(frozen=True, slots=True)
class Dealt:
    """Who receives in a span; fewer than asked for where not enough are free."""

    span: Span
    keys: tuple[int, ...]


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def deal(spans: Sequence[Span], servers: Sequence[Server], each: int) -> list[Dealt]:
    """`each` deputies for every span: who has the fewest duties of the year, then whose last is longest ago.

    Whatever days somebody is busy on, the numbers of a year end as near to each other as the free days allow. Nobody
    serves in two spans that overlap.
    """
    last = {server.key: server.last or date.min for server in servers}
    found: list[Dealt] = []
    by_year: dict[int, list[Span]] = defaultdict(list)
    for span in sorted(spans):
        by_year[span[0].year].append(span)
    for year, of_year in by_year.items():
        loads = Counter({server.key: server.duties.get(year, 0) for server in servers})
        hands = [_hand(span, servers, each, loads, last) for span in of_year]
        _level(of_year, hands, {server.key: server for server in servers}, loads)
        found += [Dealt(span, tuple(hand)) for span, hand in zip(of_year, hands, strict=True)]
    return found


def _hand(span: Span, servers: Sequence[Server], each: int, loads: Counter[int], last: dict[int, date]) -> list[int]:
    free = [(order, server.key) for order, server in enumerate(servers) if server.is_free(span)]
    chosen = [key for _, key in sorted(free, key=lambda one: (loads[one[1]], last[one[1]], one[0]))[:each]]
    for key in chosen:
        loads[key] += 1
        last[key] = span[0].date()
    return chosen


def _level(spans: Sequence[Span], hands: list[list[int]], servers: Mapping[int, Server], loads: Counter[int]) -> None:
    """Pass duties on along chains as long as somebody has two more than somebody who could take one off the chain.

    Without such a chain no other dealing is more even (Harvey et al., Semi-matchings, 2006).
    """
    while chain := _chain(spans, hands, servers, loads):
        for index, giver, taker in chain:
            hands[index][hands[index].index(giver)] = taker
        loads[chain[0][1]] -= 1
        loads[chain[-1][2]] += 1


def _chain(
    spans: Sequence[Span], hands: list[list[int]], servers: Mapping[int, Server], loads: Counter[int]
) -> list[tuple[int, int, int]]:
    """(index of the span, who gives, who takes) from somebody who has much to somebody who has two fewer."""
    for start in sorted(servers, key=lambda key: -loads[key]):
        reached: dict[int, list[tuple[int, int, int]]] = {start: []}
        queue = [start]
        for giver in queue:
            for index, hand in enumerate(hands):
                for taker in _takers(spans[index], hand, giver, servers):
                    if taker not in reached:
                        reached[taker] = [*reached[giver], (index, giver, taker)]
                        queue.append(taker)
        least = min(reached, key=lambda key: (loads[key], len(reached[key])))
        if loads[start] - loads[least] >= 2:
            return reached[least]
    return []


def _takers(span: Span, hand: list[int], giver: int, servers: Mapping[int, Server]) -> Iterator[int]:
    if giver in hand:
        yield from (key for key, server in servers.items() if key not in hand and server.is_free(span))


def days_late(first: date, notice_days: int, on: date) -> int:
    """By how many days a notice published on a day comes too late for a reception on `first`; 0 where it does not."""
    return max(0, (on - (first - timedelta(days=notice_days))).days)


@dataclass(frozen=True, slots=True)
class PublishFacts:
    """What publishing looks at. `busy` are sentences of deputies who serve elsewhere at the time."""

    begins: Sequence[datetime]
    notice_days: int
    reason: str
    is_station_open: bool
    gone: Sequence[str] = ()


def issues_before_publishing(facts: PublishFacts, at: datetime, on: date, first: date | None) -> Iterator[Issue]:
    """接待公告 N days ahead of the first reception (各地规范: 2日、3日、3个工作日); later only with a reason."""
    if not facts.is_station_open:
        yield Issue("station_closed", "这个家站没有启用或者已经撤销,不能公布值班表。")
    if not facts.begins or first is None:
        yield Issue("no_slots", "值班表里还没有值班,请先排班。")
        return
    if past := sum(1 for moment in facts.begins if moment <= at):
        yield Issue("past_slots", f"有{past}次值班的时间已过,请先删去或者改期。")
    if facts.gone:
        yield Issue("deputy_gone", f"{'、'.join(facts.gone)}届时已不在本站,请先换人。")
    late = days_late(first, facts.notice_days, on)
    if late and not facts.reason:
        yield Issue(
            "notice_late",
            f"按规定接待公告应提前{facts.notice_days}日公布,首次接待为{chinese_date(first)},现在公布晚了{late}日。"
            "请推迟首次接待,或者写明理由后公布。",
        )


def issues_before_check_in(span: Span, opens_minutes: int, at: datetime) -> Iterator[Issue]:
    opens = span[0] - timedelta(minutes=opens_minutes)
    if at < opens:
        yield Issue("too_early", f"接待前{opens_minutes}分钟起才能签到,请到时再签。")
    if at >= span[1]:
        yield Issue("too_late", "这次接待已经结束,不能再自行签到;确已到站的,请联系家站联络员补登。")


def short_by(held: int, coming: int, needed: int) -> int:
    """How many more duties must be planned for a deputy to reach the year's minimum."""
    return max(0, needed - held - coming)
