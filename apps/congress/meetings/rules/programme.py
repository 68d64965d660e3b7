"""The programme that follows from an agenda: what each sitting does, in which order, and how long it takes.

The preparatory sitting passes agenda, presidium and secretary general (重庆市乡镇人民代表大会工作条例第十二条);
the first plenary hears, the groups deliberate, the presidium hears the groups, the last plenary votes.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from apps.congress.meetings.rules.verbs import noun_of
from apps.foundation.core.errors import Issue

REPORTS = frozenset({
    "gov_work_report", "presidium_report", "budget", "budget_adjust", "final_account", "law_implementation",
    "special_report", "key_project", "livelihood_progress", "suggestion_handling", "deputy_debrief", "major_matter",
})  # fmt: skip
RESOLVED = frozenset({
    "gov_work_report", "presidium_report", "budget", "budget_adjust", "final_account", "major_matter",
})  # fmt: skip
VOTES = frozenset({"livelihood_vote", "election", "by_election", "resignation", "removal"})
ASSESSED = frozenset({"livelihood_assess", "satisfaction", "appraisal"})
PASSED = frozenset({"rules", "personnel_pass"})
DELIBERATED = REPORTS | {"livelihood_vote", "removal", "resignation"}
MINUTES = {
    "hear": 20, "deliberate": 30, "inquire": 40, "vote": 10, "assess": 15, "pass": 5, "announce": 5, "other": 10,
}  # fmt: skip
LONG_MINUTES = {("hear", "gov_work_report"): 40, ("vote", "election"): 40, ("vote", "livelihood_vote"): 30}
OPENINGS, CLOSINGS = ("宣布会议开幕", "宣布会议开始"), ("宣布会议闭幕", "宣布会议结束")  # congress, street
_GUESSES = (
    ("政府工作报告", "gov_work_report"), ("主席团工作报告", "presidium_report"), ("预算调整", "budget_adjust"),
    ("决算", "final_account"), ("预算", "budget"), ("票决", "livelihood_vote"),
    ("票选", "livelihood_vote"), ("补选", "by_election"), ("选举办法", "rules"), ("选举", "election"),
    ("测评", "satisfaction"), ("询问", "inquiry"), ("罢免", "removal"), ("辞职", "resignation"),
    ("辞去", "resignation"),
    ("办法", "rules"), ("名单", "personnel_pass"), ("建议办理", "suggestion_handling"), ("报告", "special_report"),
    ("说明", "special_report"), ("情况", "special_report"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the agenda; `key` names it."""

    key: Hashable
    title: str
    topic: str = "other"


@dataclass(frozen=True, slots=True)
class Slot:
    """A sitting of a kind, in the order of time."""

    key: Hashable
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step; without an item its text says everything."""

    kind: str
    item: Hashable | None = None
    text: str = ""
    minutes: int | None = None


def topic_of(item: Item) -> str:
    """The topic as staff chose it, or what the title says."""
    if item.topic != "other":
        return item.topic
    return next((topic for word, topic in _GUESSES if word in item.title), "other")


def needs_resolution(topic: str) -> bool:
    """Whether a congress votes on a resolution about it (地方组织法第十二条)."""
    return topic in RESOLVED


def propose(slots: Sequence[Slot], items: Sequence[Item], *, is_street: bool = False) -> dict[Hashable, list[Step]]:
    """The steps of every sitting, as the agenda asks for them."""
    known = [replace(item, topic=topic_of(item)) for item in items]
    plenaries = [slot.key for slot in slots if slot.kind == "plenary"]
    has_preparatory = any(slot.kind == "preparatory" for slot in slots)
    has_groups = any(slot.kind == "group" for slot in slots)
    programme: dict[Hashable, list[Step]] = {}
    for place, slot in enumerate(slots):
        if slot.kind == "preparatory":
            is_first = not any(earlier.kind == "preparatory" for earlier in slots[:place])
            programme[slot.key] = _preparatory(known) if is_first else []
        elif slot.kind == "group":
            programme[slot.key] = [_step("deliberate", item) for item in known if item.topic in DELIBERATED]
        elif slot.kind == "presidium":
            programme[slot.key] = _presidium(known, after_groups=_follows(slots[:place], "group"))
        else:
            steps = list(_plenary(known, slot.key == plenaries[0], slot.key == plenaries[-1], is_street=is_street))
            steps = steps if has_groups else _with_deliberation(steps, known, slot.key == plenaries[0])
            early = [] if has_preparatory or slot.key != plenaries[0] else _passed(known)
            ends = (slot.key == plenaries[0], slot.key == plenaries[-1])
            programme[slot.key] = _framed([*early, *steps], *ends, is_street=is_street)
    return programme


def timetable(starts_at: datetime, minutes: Iterable[int | None]) -> list[datetime | None]:
    """When each step begins; after one whose length is not planned nobody knows."""
    times: list[datetime | None] = []
    at: datetime | None = starts_at
    for length in minutes:
        times.append(at)
        at = at + timedelta(minutes=length) if at is not None and length is not None else None
    return times


def issues_with_programme(steps: Sequence[Step], known_items: Mapping[Hashable, str]) -> list[Issue]:
    """A step says what it deals with: an item of this meeting's agenda, or its own words."""
    issues = []
    for number, step in enumerate(steps, start=1):
        if step.item is not None and step.item not in known_items:
            issues.append(Issue("foreign_item", f"第{number}步所选的议题不属于本次会议,请重新选择。"))
        elif step.item is None and not step.text.strip():
            issues.append(Issue("empty_step", f"第{number}步请选择议题,或者写明内容。"))
    return issues


def _step(kind: str, item: Item) -> Step:
    return Step(kind, item.key, minutes=LONG_MINUTES.get((kind, item.topic), MINUTES[kind]))


def _said(kind: str, text: str) -> Step:
    return Step(kind, text=text, minutes=MINUTES[kind])


def _passed(items: Sequence[Item]) -> list[Step]:
    return [_step("pass", item) for item in items if item.topic in PASSED]


def _preparatory(items: Sequence[Item]) -> list[Step]:
    return [_said("pass", "通过主席团和秘书长名单"), _said("pass", "通过会议议程"), *_passed(items)]


def _presidium(items: Sequence[Item], *, after_groups: bool) -> list[Step]:
    if not after_groups:
        return [_said("pass", "通过会议日程"), _said("other", "决定会议的其他事项")]
    drafts = [
        Step("deliberate", item.key, f"审议关于{noun_of(item.title)}的决议草案,决定提请大会表决", MINUTES["other"])
        for item in items
        if item.topic in RESOLVED
    ]
    return [_said("hear", "听取各代表团(组)审议情况的汇报"), *drafts]


def _plenary(items: Sequence[Item], is_first: bool, is_last: bool, *, is_street: bool) -> Iterable[Step]:
    """Reports in the first, questions, assessments and votes in the last; anything else in the last, too."""
    if is_first:
        yield from (_step("hear", item) for item in items if item.topic in REPORTS)
    if not is_last:
        return
    yield from (_step("inquire", item) for item in items if item.topic == "inquiry")
    yield from (_step("assess", item) for item in items if item.topic in ASSESSED)
    if not is_street:
        yield from (_step("vote", item) for item in items if item.topic in RESOLVED)
    for item in items:
        if item.topic in VOTES:
            yield _step("vote", item)
            yield Step("announce", item.key, minutes=MINUTES["announce"])
    rest = REPORTS | VOTES | ASSESSED | PASSED | {"inquiry"}
    yield from (_step("other", item) for item in items if item.topic not in rest)


def _with_deliberation(steps: list[Step], items: Sequence[Item], is_first: bool) -> list[Step]:
    """Without sittings of groups, what was heard is deliberated in the hall."""
    if not is_first:
        return steps
    heard = [step for step in steps if step.kind == "hear"]
    others = [step for step in steps if step.kind != "hear"]
    return [*heard, *(_step("deliberate", item) for item in items if item.topic in DELIBERATED), *others]


def _framed(steps: list[Step], is_first: bool, is_last: bool, *, is_street: bool) -> list[Step]:
    opening = [_said("announce", OPENINGS[is_street])] if is_first else []
    return [*opening, *steps, *([_said("announce", CLOSINGS[is_street])] if is_last else [])]


def _follows(earlier: Sequence[Slot], kind: str) -> bool:
    return any(slot.kind == kind for slot in earlier)
