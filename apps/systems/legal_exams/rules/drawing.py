"""抽题: a paper is drawn from the sealed bank by a blueprint, with a seed of its own.

Whoever sits in one class gets another paper of the same blueprint: as many questions of each kind, source and
difficulty, so the same sum of points and of difficulty. A resit draws none of the questions of the first paper.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from apps.foundation.core.errors import Issue

SINGLE, MULTIPLE, JUDGE = "single", "multiple", "judge"
KINDS = {SINGLE: "单项选择题", MULTIPLE: "多项选择题", JUDGE: "判断题"}
PUBLIC, RELATED = "public", "related"
SOURCES = {PUBLIC: "公共部分", RELATED: "相关部分"}
EASY, MEDIUM, HARD = "easy", "medium", "hard"
DIFFICULTIES = {EASY: "易", MEDIUM: "中", HARD: "难"}
JUDGE_OPTIONS = ("正确", "错误")
TENTHS = 10
"""Points are kept in tenths, so that halves add up exactly."""


@dataclass(frozen=True, slots=True)
class Part:
    """So many questions of one kind, source and difficulty, each worth `tenths` tenths of a point."""

    kind: str
    source: str
    difficulty: str
    count: int
    tenths: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be drawn; `options` is how many answers it offers, `key` the places of the right ones."""

    pk: int
    kind: str
    source: str
    difficulty: str
    options: int
    key: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question of a paper: its options in the order in which this paper shows them, as places in the question."""

    question: int
    kind: str
    order: tuple[int, ...]
    key: tuple[int, ...]
    tenths: int

    @property
    def shown_key(self) -> tuple[int, ...]:
        """The right answers as places on this paper."""
        return tuple(sorted(self.order.index(place) for place in self.key))


def total_of(parts: Sequence[Part]) -> int:
    """The whole in tenths of a point."""
    return sum(part.count * part.tenths for part in parts)


def issues_with_blueprint(parts: Sequence[Part], pass_tenths: int, minutes: int) -> Iterator[Issue]:
    """What must be put right before a blueprint may be used."""
    if not parts:
        yield Issue("no_parts", "还没有安排题型,请至少写一行。")
        return
    named = Counter((part.kind, part.source, part.difficulty) for part in parts)
    for (kind, source, difficulty), times in named.items():
        if times > 1:
            name = f"{KINDS[kind]}、{SOURCES[source]}、{DIFFICULTIES[difficulty]}"
            yield Issue("twice", f"“{name}”写了{times}行,请合并为一行。")
    for part in parts:
        if part.count < 1 or part.tenths < 1:
            yield Issue("empty", f"{KINDS[part.kind]}的题数和分值都要大于0。")
    if not 0 < pass_tenths <= total_of(parts):
        yield Issue("pass_mark", f"及格线应大于0且不超过总分{total_of(parts) // TENTHS}分。")
    if not 5 <= minutes <= 300:
        yield Issue("minutes", "考试时间应在5至300分钟之间。")


def issues_before_drawing(parts: Sequence[Part], bank: Sequence[Candidate], used: Collection[int]) -> list[Issue]:
    """Which parts the bank cannot fill without the questions that were `used` before (the paper of the first exam)."""
    free = Counter(_slot(one) for one in bank if one.pk not in used)
    return [
        Issue(
            "too_few",
            f"{SOURCES[part.source]}{DIFFICULTIES[part.difficulty]}{KINDS[part.kind]}需要{part.count}道,"
            f"题库可用{free[_slot(part)]}道,请补充题库或者调整命题方案。",
        )
        for part in parts
        if free[_slot(part)] < part.count
    ]  # fmt: skip


def draw(parts: Sequence[Part], bank: Sequence[Candidate], seed: str, used: Collection[int] = ()) -> list[Drawn]:
    """The questions of one paper in their order: by kind as the blueprint names them, shuffled inside.

    The same seed over the same bank gives the same paper. The bank must be able to fill it
    (`issues_before_drawing`), else ValueError.
    """
    random = Random(seed)
    slots = defaultdict(list)
    for one in sorted(bank, key=lambda each: each.pk):
        if one.pk not in used:
            slots[_slot(one)].append(one)
    chosen = [(part, one) for part in parts for one in random.sample(slots[_slot(part)], part.count)]
    random.shuffle(chosen)
    kinds = list(dict.fromkeys(part.kind for part in parts))
    chosen.sort(key=lambda pair: kinds.index(pair[1].kind))
    return [_drawn(one, part.tenths, random) for part, one in chosen]


def paper_hash(drawn: Sequence[Drawn]) -> str:
    """SHA-256 over the frozen paper: questions, order of options, key and points."""
    rows = [[one.question, one.kind, list(one.order), list(one.key), one.tenths] for one in drawn]
    return hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()


def _slot(one: Part | Candidate) -> tuple[str, str, str]:
    return one.kind, one.source, one.difficulty


def _drawn(one: Candidate, tenths: int, random: Random) -> Drawn:
    order = list(range(one.options))
    if one.kind != JUDGE:
        random.shuffle(order)
    return Drawn(one.pk, one.kind, tuple(order), one.key, tenths)
