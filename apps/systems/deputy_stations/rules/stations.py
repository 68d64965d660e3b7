"""What a station needs, which codes stand on its posters, how far one is from another."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O, 1 I L, which look alike on a poster."""
CODE_LENGTH = 8
EARTH_M = 6_371_000
SEPARATORS = "、;；,，\n"


def new_code() -> str:
    """站码、代表码: `K7QM2XPD`; not a secret."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def items_of(text: str) -> list[str]:
    """The lines of a checklist that a place wrote as one text; each once."""
    for separator in SEPARATORS:
        text = text.replace(separator, "\n")
    return list(dict.fromkeys(line.strip()[:60] for line in text.splitlines() if line.strip()))


def issues_with_items(text: str) -> list[Issue]:
    return [] if items_of(text) else [Issue("no_items", "请写明清单项目,用顿号隔开。")]


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> int:
    """Along the ground between two (latitude, longitude) in degrees."""
    (north, east), (to_north, to_east) = one, other
    up, across = radians(to_north - north), radians(to_east - east)
    part = sin(up / 2) ** 2 + cos(radians(north)) * cos(radians(to_north)) * sin(across / 2) ** 2
    return round(2 * EARTH_M * asin(sqrt(part)))


def distance_text(metres: int) -> str:
    """`800米`, `3.2公里`."""
    return f"{metres}米" if metres < 1000 else f"{metres / 1000:.1f}公里"


@dataclass(frozen=True, slots=True)
class StationFacts:
    """What is known of a station on a day. `unmet`: lines of its checklists not met, or never looked at."""

    is_open: bool
    is_closed: bool
    has_address: bool
    has_position: bool
    has_phone: bool
    heads: int
    liaisons: int
    handlers: int
    deputies: int
    communities: int
    has_duty_ahead: bool
    unmet: Sequence[str] = ()


def issues_before_opening(facts: StationFacts) -> Iterator[Issue]:
    """Whoever scans the code at the door must find a place and somebody (有场所、有专人)."""
    if not facts.has_address:
        yield Issue("no_address", "还没有填写地址。")
    if not facts.heads:
        yield Issue("no_head", "还没有登记站长。")


def missing(facts: StationFacts) -> Iterator[Issue]:
    """Everything that the office should still see to, the gravest first."""
    if facts.is_closed:
        return
    yield from issues_before_opening(facts)
    found = (
        (facts.is_open, "not_open", "还没有启用。"),
        (facts.liaisons, "no_liaison", "还没有登记联络员。"),
        (facts.handlers, "no_account", "还没有联络员账号,不能在手机上登记接待。"),
        (facts.deputies, "no_deputies", "还没有进站代表。"),
        (facts.has_duty_ahead or not facts.is_open, "no_duty", "没有已公布的下一次接待。"),
        (facts.communities, "no_communities", "还没有选择服务的村(社区)。"),
        (facts.has_position, "no_position", "还没有位置,不能在地图上显示。"),
        (facts.has_phone, "no_phone", "还没有联系电话。"),
        (not facts.unmet, "unmet", f"清单中未具备或者未检查:{'、'.join(facts.unmet)}。"),
    )
    yield from (Issue(code, sentence) for is_there, code, sentence in found if not is_there)


def issues_before_closing(opened_on: date | None, on: date, slots: int, waiting: int) -> Iterator[Issue]:
    """What was announced to residents, or brought by them, must not be left behind."""
    if opened_on is None:
        yield Issue("never_open", "这个家站还没有启用,不能撤销。")
    elif on < opened_on:
        yield Issue("too_early", f"撤销日期不能早于启用日期({chinese_date(opened_on)})。")
    if slots:
        yield Issue("slots", f"撤销日期以后还有{slots}次已安排的接待,请先取消或者改到其他家站。")
    if waiting:
        yield Issue("waiting", f"还有{waiting}件群众意见没有分流,请先办理。")


def some_of(names: Iterable[str]) -> str:
    """Names for a sentence: at most five, then how many."""
    listed = list(names)
    return "、".join(listed[:5]) + (f"等{len(listed)}个" if len(listed) > 5 else "")
