"""What the portal shows of sittings to those who invigilate."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from apps.foundation.core.actors import EXAM_STAFF, INVIGILATOR, Actor
from apps.foundation.core.registry import TodoItem
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.selectors.rooms import exams_of_day


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    if actor.role not in (EXAM_STAFF, INVIGILATOR):
        return
    for exam in exams_of_day(actor, on):
        word = "考试进行中,请监考" if exam.state == states.RUNNING else "今天考试,请到考场监考"
        yield TodoItem(
            f"{word}:{exam.title}", reverse("legal_exams_sitting", args=[exam.public_id]), on, action="去监考"
        )
