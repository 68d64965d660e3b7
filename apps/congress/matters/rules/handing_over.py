"""To which units a matter may be handed over, and how they share it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.foundation.core.errors import Issue

MAIN, CO, SEPARATE = "main", "co", "separate"
UNIT_LIMIT = 20


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A unit and its part; `stands`: it exists today; `has_it`: it has a part in this matter already."""

    unit_id: int
    name: str
    role: str
    stands: bool
    has_it: bool


def issues_before_handing_over(parts: Sequence[PartFacts], standing: Sequence[tuple[str, str]] = ()) -> Iterator[Issue]:
    """One main unit with those that help, or units that each answer for their part (主办和协办, 或者分办).

    `standing` are the units (name and role) that have their parts already, where another one joins or takes over.
    """
    if not parts:
        yield Issue("no_unit", "请选择承办单位。")
    if len(parts) > UNIT_LIMIT:
        yield Issue("many_units", f"一件最多交{UNIT_LIMIT}个单位办理,请精简承办单位,或者分成几件交办。")
    roles = Counter([part.role for part in parts] + [role for _, role in standing])
    if roles[MAIN] > 1:
        leads = next((f"已由{name}主办;" for name, role in standing if role == MAIN), "")
        yield Issue("two_mains", f"{leads}主办单位只能有一个,请将其余单位改为协办,或者全部改为分办。")
    if roles[SEPARATE] and (roles[MAIN] or roles[CO]):
        yield Issue("mixed", "分办的各单位分别答复,不能与主办、协办同时使用,请统一办理方式。")
    if roles[CO] and not roles[MAIN]:
        yield Issue("no_main", "有协办单位的,请指定一个主办单位。")
    named = Counter(part.unit_id for part in parts)
    for part in parts:
        if not part.stands:
            yield Issue("unit_gone", f"{part.name}已经撤销,请改选承接其职责的单位。")
        if part.has_it or named[part.unit_id] > 1:
            yield Issue("twice", f"{part.name}已在承办单位之中,请勿重复交办。")
