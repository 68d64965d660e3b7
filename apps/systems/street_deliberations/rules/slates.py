"""拟定名单: what is in the way before it goes to the party working committee, and before people are determined."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.foundation.core.errors import Issue
from apps.systems.street_deliberations.rules.states import JOINT_REVIEW

STATE_WORDS = {
    "draft": "还在推荐登记", "first_review": "还在工委初审", "party_review": "已在党工委审查",
    "public_notice": "已在公示", "determined": "已经确定", "rejected": "已登记不予推荐", "withdrawn": "已撤回",
    "objection_hold": "公示异议尚在复核",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One person on a slate. `missing`: organs without an opinion; `conditions`: what they do not meet today."""

    name: str
    state: str
    line: int
    missing: tuple[str, ...] = ()
    vetoed_by: str = ""
    conditions: tuple[Issue, ...] = ()
    vacancy: int | None = None
    sits: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """What a line of the quota table still takes."""

    name: str
    seats: int
    taken: int
    closed_community: str = ""


def issues_before_submitting(entries: Sequence[EntryFacts], rooms: dict[int, Room]) -> Iterator[Issue]:
    """Everything that keeps a slate back; a veto is named first (一票否决)."""
    if not entries:
        yield Issue("empty", "名单中还没有人选,请先选择联审通过的人员。")
    for entry in entries:
        if entry.vetoed_by:
            yield Issue("vetoed", f"{entry.name}被{entry.vetoed_by}一票否决,不能列入名单,请移出。")
        elif entry.state != JOINT_REVIEW:
            yield Issue("state", f"{entry.name}{STATE_WORDS[entry.state]},不能列入本批名单,请移出。")
        elif entry.missing:
            yield Issue("opinions", f"{entry.name}还没有{'、'.join(entry.missing)}的联审意见,请先登记。")
        yield from entry.conditions
    yield from issues_with_room(entries, rooms)


def issues_with_room(entries: Sequence[EntryFacts], rooms: dict[int, Room]) -> Iterator[Issue]:
    """No line takes more than its seats, no vacancy is filled twice, nobody sits twice."""
    for entry in entries:
        if entry.sits:
            yield Issue("sits", f"{entry.name}已是本届在任的议事代表,不能重复确定,请移出。")
    for line, count in Counter(entry.line for entry in entries).items():
        room = rooms[line]
        free = max(room.seats - room.taken, 0)
        if count > free:
            yield Issue("full", f"“{room.name}”还有名额{free}名,名单中有{count}人,请移出{count - free}人。")
        if room.closed_community:
            yield Issue("closed", f"{room.closed_community}已经撤销,请先调整名额分配表中的“{room.name}”。")
    doubled = Counter(entry.vacancy for entry in entries if entry.vacancy)
    if any(count > 1 for count in doubled.values()):
        yield Issue("vacancy", "名单中有两人补推同一空缺,请移出一人。")


def issues_before_determining(*, upheld: int, unanswered: int, unclear: Sequence[str], listed: int) -> Iterator[Issue]:
    """`upheld`: objections that hold; `unanswered`: those of them that hold nobody; `unclear`: people to look at."""
    if unanswered:
        yield Issue("upheld", f"公示中有{upheld}条异议成立,其中{unanswered}条还没有登记到人,请先登记异议所涉及的人选。")
    for name in unclear:
        yield Issue("unclear", f"人员名册中有与{name}同名的人,无法自动辨认,请先核对是否同一人。")
    if not listed:
        yield Issue("nobody", "名单中没有可以确定的人选。")
