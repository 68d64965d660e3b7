"""What a candidate may practise, and how often it was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from apps.systems.legal_exams.models import AccessCode, Bank, CodePurpose, Exam, Law, PracticeRun
from apps.systems.legal_exams.rules import practising
from apps.systems.legal_exams.selectors.bank import drawable
from apps.systems.legal_exams.selectors.seats import shown_items


def study_code(pk: int | None, at: datetime) -> AccessCode | None:
    """The code with which a browser came, while it is in force."""
    if pk is None:
        return None
    rows = AccessCode.objects.filter(pk=pk, purpose=CodePurpose.STUDY, expires_at__gt=at)
    return rows.select_related("admission__exam__office", "admission__exam__blueprint", "admission__nomination").first()


def laws_to_practise(exam: Exam, organ: str, on: date) -> list[tuple[int, str]]:
    """Laws on which the practice bank has a question for this class of officers."""
    questions = [one.pk for one in drawable(exam.office, organ, Bank.PRACTICE, on)]
    laws = Law.objects.filter(questions__in=questions).distinct().order_by("part", "name")
    return [(law.pk, str(law)) for law in laws]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a practice: as the exam would show it, and what came of it where it was answered."""

    place: int
    item: dict[str, Any]
    ticked: Sequence[int]
    told: practising.Told | None

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def options(self) -> list[tuple[int, str, str]]:
        """Place, letter, text."""
        return [(place, practising.letters([place]), text) for place, text in enumerate(self.item["options"])]


def asked_of(run: PracticeRun) -> list[Asked]:
    """All questions; of a mock exam the answers are told once it has ended."""
    pairs = zip(run.items, shown_items(run.items), strict=True)
    return [_asked(run, place, item, shown) for place, (item, shown) in enumerate(pairs)]


def _asked(run: PracticeRun, place: int, item: dict[str, Any], shown: dict[str, Any]) -> Asked:
    ticked, _ = run.answers.get(str(place), ([], 0))
    is_told = bool(run.ended_at) or (not run.is_mock and str(place) in run.answers)
    return Asked(place, shown, ticked, practising.told(item, ticked) if is_told else None)


def practice_counts(exam: Exam) -> dict[str, int]:
    """For the figures of an exam: candidates who practised, practices, mock exams."""
    return PracticeRun.objects.filter(admission__exam=exam).aggregate(
        candidates=Count("admission", distinct=True),
        practices=Count("pk", filter=Q(is_mock=False)),
        mocks=Count("pk", filter=Q(is_mock=True)),
    )
