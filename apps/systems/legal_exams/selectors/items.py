"""试题分析: what marked papers say of questions and of articles; whose papers they were is not asked."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.foundation.organisations.models import Area
from apps.systems.legal_exams.models import Answer, Mark, Organ, Question
from apps.systems.legal_exams.rules.analysis import FEWEST, Answered, Item, item_of
from apps.systems.legal_exams.rules.questions import LETTERS

CHUNK = 100


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A question and what the papers say of it."""

    question: Question
    number: int
    item: Item
    distractors: str

    @property
    def doubt(self) -> str:
        """Why somebody should look at it."""
        if not self.item.is_doubtful:
            return ""
        if self.item.discrimination is not None and self.item.discrimination < 0:
            return "强者反而答错"
        return "人人答对" if self.item.facility else "无人答对"


@dataclass(frozen=True, slots=True)
class WeakLine:
    """An article, a class of officers, and how many of its answers were right."""

    organ: str
    law: str
    article: str
    answers: int
    right: int

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.answers)


@dataclass(frozen=True, slots=True)
class _Given:
    """One answer on one paper; `item` is the question as the paper froze it."""

    item: Mapping[str, Any]
    organ: str
    answered: Answered


def items_of(office: Area, since: date) -> list[ItemLine]:
    """Every question of papers begun since, the doubtful ones and then the hardest first."""
    answers, keys = defaultdict(list), {}
    for given in _given(office, since):
        answers[given.item["question"]].append(given.answered)
        keys[given.item["question"]] = given.item["key"]
    known = Question.objects.select_related("law").defer("sealed", "review_note").in_bulk(answers)
    lines = [_line(known[pk], item_of(answers[pk], keys[pk])) for pk in answers]
    return sorted(lines, key=lambda line: (not line.item.is_doubtful, line.item.facility, line.number))


def weak_of(office: Area, since: date) -> list[WeakLine]:
    """By class of officers and article, the weakest first; of few answers nothing is said."""
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for given in _given(office, since):
        count = counts[given.organ, given.item["law"], given.item["article"]]
        count[0] += 1
        count[1] += given.answered.is_right
    lines = [
        WeakLine(Organ(organ).label, law, article, total, right)
        for (organ, law, article), (total, right) in counts.items()
        if total >= FEWEST
    ]
    return sorted(lines, key=lambda line: (line.percent, line.organ, line.law, line.article))


def _line(question: Question, item: Item) -> ItemLine:
    told = "、".join(f"{LETTERS[place]} {count}人" for place, count in item.distractors.items())
    return ItemLine(question, question.number, item, told)


def _given(office: Area, since: date) -> Iterator[_Given]:
    """Every question of every paper by its last mark."""
    last = Mark.objects.order_by("paper_id", "-number").distinct("paper_id").values("pk")
    marks = Mark.objects.filter(
        pk__in=last, paper__admission__exam__office=office, paper__begun_at__date__gte=since
    ).order_by("pk").select_related("paper__admission__nomination")  # fmt: skip
    rows = list(marks)
    for begin in range(0, len(rows), CHUNK):
        chunk = rows[begin : begin + CHUNK]
        ticks = _ticks(chunk)
        for mark in chunk:
            organ = mark.paper.admission.nomination.organ
            for place, item in enumerate(mark.paper.items):
                shown = ticks.get((mark.paper_id, place), ())
                ticked = frozenset(item["order"][one] for one in shown)
                yield _Given(item, organ, Answered(ticked, ticked == frozenset(item["key"]), mark.tenths))


def _ticks(marks: list[Mark]) -> dict[tuple[int, int], list[int]]:
    rows = Answer.objects.filter(paper__in=[mark.paper_id for mark in marks])
    return {(paper, place): ticked for paper, place, ticked in rows.values_list("paper", "place", "ticked")}
