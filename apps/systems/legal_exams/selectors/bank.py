"""What the bank offers: which questions may be drawn for a class of officers on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from apps.foundation.organisations.models import Area
from apps.systems.legal_exams.models import Organ, Part, Question
from apps.systems.legal_exams.rules import drawing


def in_force(office: Area, bank: str, on: date) -> QuerySet[Question]:
    """Approved questions of an office that are valid on the day; those not begun or run out are left alone."""
    return Question.objects.in_use().filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_until=None) | Q(valid_until__gte=on),
        office=office, bank=bank,
    )  # fmt: skip


def drawable(office: Area, organ: str, bank: str, on: date) -> list[drawing.Candidate]:
    """What may be drawn for officers of the organ: the public part, and the part that relates to them."""
    parts = {Part.PUBLIC: drawing.PUBLIC, Part(Organ(organ).value): drawing.RELATED}
    found = in_force(office, bank, on).filter(part__in=parts).order_by("pk")
    return [_candidate(one, parts[Part(one.part)]) for one in found.only("pk", "kind", "part", "difficulty", "sealed")]


def _candidate(question: Question, source: str) -> drawing.Candidate:
    content = question.content
    return drawing.Candidate(
        question.pk, question.kind, source, question.difficulty, len(content["options"]), tuple(content["key"])
    )
