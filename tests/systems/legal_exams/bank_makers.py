"""Questions as somebody sets them, and whoever sets and reviews them."""

from itertools import count

from apps.systems.legal_exams.models import Bank, Part, Question
from apps.systems.legal_exams.rules import drawing
from apps.systems.legal_exams.rules.questions import Content
from apps.systems.legal_exams.services import questions as acts
from apps.systems.legal_exams.services.questions import Draft
from tests.systems.legal_exams.house_of_exams import NOW, ExamHouse, make_law

_stems = count(1)


def content(stem: str = "", **values) -> Content:
    stem = stem or f"密干{next(_stems)}:地方各级监察机关由谁产生"
    return Content(**{"stem": stem, "options": ("甲项密选", "乙项密选", "丙项密选", "丁项密选"), "key": (1,),
                      "explanation": "密析一段", **values})  # fmt: skip


def draft(house: ExamHouse, said: Content | None = None, **values) -> Draft:
    values = {"bank": Bank.SEALED, "part": Part.PUBLIC, "kind": drawing.SINGLE, "difficulty": drawing.EASY, **values}
    return Draft(law=values.pop("law", None) or make_law(house), content=said or content(), **values)


def added(house: ExamHouse, said: Content | None = None, by: str = "exam_setter", **values) -> Question:
    return acts.question_add(office=house.office, draft=draft(house, said, **values), by=house.actor(by), at=NOW)


def submitted(house: ExamHouse, said: Content | None = None, by: str = "exam_setter", **values) -> Question:
    return acts.question_submit(question=added(house, said, by, **values), by=house.actor(by), at=NOW)


def approved(house: ExamHouse, said: Content | None = None, **values) -> Question:
    question = submitted(house, said, **values)
    return acts.question_approve(question=question, revision=question.revision, by=house.actor("reviewer"), at=NOW)
