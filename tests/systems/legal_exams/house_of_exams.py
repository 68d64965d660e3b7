"""An exam of the district: who runs, sets and watches it, a bank, nominees, and rows as the services leave them."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pytest
from django.test import Client

from apps.foundation.core.actors import EXAM_SETTER, EXAM_STAFF, INVIGILATOR, Actor
from apps.foundation.core.fields import blind_index
from apps.foundation.people.models import Person, RoleAssignment, Term
from apps.foundation.people.selectors import acting_roles, actor_of
from apps.systems.legal_exams.models import (
    Admission,
    Bank,
    Blueprint,
    BlueprintLine,
    Exam,
    Law,
    Nomination,
    NominationKind,
    Organ,
    Part,
    Question,
    Room,
)
from apps.systems.legal_exams.rules import drawing, marking, states
from tests import factories as make
from tests.cast import TODAY, Cast
from tests.ground import kept

NOW = datetime.fromisoformat("2026-03-20T10:00+08:00")
STARTS_AT = datetime.fromisoformat("2026-03-25T09:00+08:00")
LINES = (
    (drawing.SINGLE, drawing.PUBLIC, drawing.EASY, 3, 100),
    (drawing.MULTIPLE, drawing.RELATED, drawing.MEDIUM, 2, 200),
    (drawing.JUDGE, drawing.PUBLIC, drawing.EASY, 3, 100),
)
"""Eight questions, 100 points."""
_numbers = count(1)


@dataclass
class ExamHouse:
    """`people` maps exam_staff, exam_setter, reviewer, invigilator, chief to a person of the district."""

    cast: Cast
    term: Term
    people: dict[str, Person]

    @property
    def office(self):
        return self.cast.district

    def actor(self, part: str) -> Actor:
        user = self.people[part].user
        return actor_of(user, acting_roles(user, TODAY)[0].choice, TODAY)

    def client(self, part: str) -> Client:
        browser = Client()
        browser.force_login(self.people[part].user)
        return browser


@pytest.fixture
@kept
def house(cast) -> ExamHouse:
    congress = make.make_unit(cast.district, "district_congress", "示例区人民代表大会")
    people = {}
    for part, role in (
        ("exam_staff", EXAM_STAFF), ("exam_setter", EXAM_SETTER), ("reviewer", EXAM_SETTER),
        ("invigilator", INVIGILATOR), ("chief", INVIGILATOR),
    ):  # fmt: skip
        people[part] = make.make_person(cast.district, f"示例{part}")
        make.make_user(people[part], part)
        RoleAssignment.objects.create(person=people[part], role=role, area=cast.district, starts_on=make.SINCE)
    return ExamHouse(cast, make.make_term(congress), people)


def make_law(house: ExamHouse, name: str = "中华人民共和国宪法", part: str = Part.PUBLIC) -> Law:
    return Law.objects.get_or_create(office=house.office, name=name, defaults={"part": part, "created_at": NOW})[0]


def make_question(house: ExamHouse, kind: str = drawing.SINGLE, part: str = Part.PUBLIC, **values) -> Question:
    """An approved question whose key is its first option (the first two of a multiple choice)."""
    number = next(_numbers)
    options = drawing.JUDGE_OPTIONS if kind == drawing.JUDGE else [f"{number}题选项{letter}" for letter in "甲乙丙丁"]
    key = [0, 1] if kind == drawing.MULTIPLE else [0]
    content = {
        "stem": f"密题{number}的题干",
        "options": list(options),
        "key": key,
        "explanation": f"密题{number}的解析",
    }
    values = {
        "bank": Bank.SEALED, "difficulty": drawing.EASY, "state": states.ACTIVE, "article": "第二条",
        "law": make_law(house), "author_name": "示例命题人", "created_at": NOW, **values,
    }  # fmt: skip
    return Question.objects.create(
        office=house.office, number=number, part=part, kind=kind,
        sealed=json.dumps(content, ensure_ascii=False), digest=blind_index(content["stem"]), **values,
    )  # fmt: skip


def make_bank(house: ExamHouse, times: int = 3, organ: str = Organ.GOVERNMENT, bank: str = Bank.SEALED) -> None:
    """So many papers' worth of questions for `LINES` and one organ."""
    for kind, source, difficulty, number, _tenths in LINES:
        part = Part.PUBLIC if source == drawing.PUBLIC else organ
        for _ in range(number * times):
            make_question(house, kind, part, difficulty=difficulty, bank=bank)


def make_blueprint(house: ExamHouse, title: str = "任前考试命题方案", **values) -> Blueprint:
    values = {"minutes": 60, "pass_tenths": 600, "partial": marking.ALL_OR_NOTHING, "created_at": NOW, **values}
    blueprint = Blueprint.objects.create(office=house.office, title=title, **values)
    BlueprintLine.objects.bulk_create(
        BlueprintLine(
            blueprint=blueprint, position=place, kind=kind, source=source, difficulty=difficulty, count=number,
            tenths=tenths,
        )
        for place, (kind, source, difficulty, number, tenths) in enumerate(LINES, start=1)
    )  # fmt: skip
    return blueprint


def make_nomination(house: ExamHouse, name: str = "密名甲", **values) -> Nomination:
    number = next(_numbers)
    identity, post = f"50019919800101{number:04}", values.pop("post", f"密职{number}局局长")
    values = {
        "organ": Organ.GOVERNMENT, "kind": NominationKind.DECIDE, "nominated_by": "示例区人民政府",
        "received_on": TODAY, "state": states.REQUIRED, "created_at": NOW, **values,
    }  # fmt: skip
    return Nomination.objects.create(
        office=house.office, term=house.term, year=2026, number=number, name=name, identity_number=identity,
        person_index=blind_index(identity), phone=f"1390000{number:04}", post=post, post_index=blind_index(post),
        **values,
    )  # fmt: skip


def make_exam(house: ExamHouse, blueprint: Blueprint | None = None, **values) -> Exam:
    """An exam with one room of ten seats, watched by the invigilator; the chief is named."""
    blueprint = blueprint or make_blueprint(house)
    values = {
        "title": "2026年第一次任前法律知识考试", "starts_at": STARTS_AT, "state": states.NOTIFIED,
        "chief": house.people["chief"], "notified_at": NOW, "created_at": NOW, **values,
    }  # fmt: skip
    exam = Exam.objects.create(
        office=house.office, term=house.term, blueprint=blueprint, minutes=blueprint.minutes,
        pass_tenths=blueprint.pass_tenths, full_tenths=drawing.total_of(blueprint.drawn_parts),
        partial=blueprint.partial, **values,
    )  # fmt: skip
    room = Room.objects.create(exam=exam, name="第一考场", address="示例区人大机关三楼", seats=10)
    room.invigilators.add(house.people["invigilator"])
    return exam


def make_admission(exam: Exam, nomination: Nomination, seat: int = 1, **values) -> Admission:
    """A candidate with a seat in the exam's first room; the nomination counts as scheduled."""
    Nomination.objects.filter(pk=nomination.pk).update(state=states.SCHEDULED)
    return Admission.objects.create(
        exam=exam, nomination=nomination, room=exam.rooms.get(), seat=seat, ticket=f"2026{next(_numbers):06}", **values
    )


def minutes_on(minutes: int) -> datetime:
    """So long after the planned start."""
    return STARTS_AT + timedelta(minutes=minutes)
