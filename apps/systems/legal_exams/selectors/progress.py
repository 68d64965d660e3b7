"""How far nominations have come, in numbers: what leaders may know before names are public."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.foundation.core.measures import by_area
from apps.systems.legal_exams.models import Admission, Nomination
from apps.systems.legal_exams.rules import states

EXAMINED, PASSED, RESAT, WAITING = "examined", "passed", "resat", "waiting"
GROUPS = (
    (EXAMINED, "已参加考试(已评分)"), (PASSED, "考试及格"), (RESAT, "参加过补考"), (WAITING, "待考"),
)  # fmt: skip
AWAIT_EXAM = (states.REQUIRED, states.SCHEDULED, states.FAILED)
PRESENT = (states.HANDED_IN, states.STOPPED)
PLACE = "office__path"


def in_running_terms(path: str) -> QuerySet[Any]:
    """Nominations of the terms that run, with `sat`, the exams sat that were marked."""
    marked = Admission.objects.filter(
        nomination=OuterRef("pk"), exam__state__in=states.EXAM_WITH_MARKS, state__in=PRESENT
    )
    sat = marked.order_by().values("nomination").annotate(n=Count("pk")).values("n")
    rows = Nomination.objects.filter(office__path__startswith=path, term__ended_on__isnull=True)
    return rows.annotate(sat=Coalesce(Subquery(sat), 0))


def of_group(rows: QuerySet[Any], group: str) -> QuerySet[Any]:
    """Those of one of GROUPS, of rows of `in_running_terms`."""
    if group == WAITING:
        return rows.filter(state__in=AWAIT_EXAM)
    if group == PASSED:
        return rows.filter(Q(state=states.PASSED) | Q(state=states.VOTED, sat__gt=0))
    return rows.filter(sat__gt=1 if group == RESAT else 0)


def count_of(group: str, path: str) -> Mapping[int, int]:
    return by_area(of_group(in_running_terms(path), group), "office")


def examined(path: str, on: date) -> Mapping[int, int]:
    return count_of(EXAMINED, path)


def passed(path: str, on: date) -> Mapping[int, int]:
    return count_of(PASSED, path)


def resat(path: str, on: date) -> Mapping[int, int]:
    return count_of(RESAT, path)


def waiting(path: str, on: date) -> Mapping[int, int]:
    return count_of(WAITING, path)
