"""When one matter may go on inside another (同类合并, 重庆市人大代表建议批评和意见工作条例第十三条)."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.congress.matters.rules.states import (
    ACCEPTED,
    ANSWERED,
    HANDED_OVER,
    LABELS,
    MERGED,
    PASSED_ON,
    REFUSED,
    SUBMITTED,
    WITHDRAWN,
)
from apps.foundation.core.errors import Issue

TAKES_IN = (SUBMITTED, ACCEPTED, HANDED_OVER)
WHY_NOT = {
    WITHDRAWN: "已由提出人撤回,不再办理,请并入仍在办理的一件。",
    REFUSED: "不予受理,请并入仍在办理的一件。",
    MERGED: "自己已并入别的一件,请并入它最后并入的那一件。",
    PASSED_ON: "已转上级代表提出,不在本级办理,请并入仍在本级办理的一件。",
}


@dataclass(frozen=True, slots=True)
class MatterMerging:
    """`by_members`: members put it forward, and would lose contact and rating inside one that others brought."""

    title: str
    into: str
    is_same: bool
    shares_office: bool
    into_state: str
    by_members: bool
    into_by_members: bool
    is_key: bool
    reason: str


def issues_before_merging_matters(merging: MatterMerging) -> Iterator[Issue]:
    """Only into another one of the same office that is not answered yet."""
    into = f"“{merging.into}”"
    if merging.is_same:
        yield Issue("itself", "不能并入自己,请选择另一件。")
        return
    if not merging.shares_office:
        yield Issue("other_office", f"{into}由另一镇街办理,不能合并。")
    yield from issues_with_goal(merging.into, merging.into_state)
    if merging.by_members and not merging.into_by_members:
        yield Issue("kind", f"代表提出的意见建议要由代表评价,不能并入{into}。请反过来合并,或者分别办理。")
    if merging.is_key:
        yield Issue("key", f"“{merging.title}”已列为重点督办,不能并入另一件。请反过来把另一件并入本件,或者分别办理。")
    if not merging.reason.strip():
        yield Issue("no_reason", "请写明合并的理由。")


def issues_with_goal(into: str, state: str) -> Iterator[Issue]:
    """A matter takes in what says the same until it is answered."""
    if state in ANSWERED:
        yield Issue("answered", f"“{into}”已经答复,不能再并入;本件请单独办理,可以在交办要求中说明参照办理。")
    elif state not in TAKES_IN:
        yield Issue("not_standing", f"“{into}”{WHY_NOT.get(state, f'目前“{LABELS[state]}”,不能并入。')}")
