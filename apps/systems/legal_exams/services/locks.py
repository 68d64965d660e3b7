"""Rows held for a transaction. Always in this order: office, exam, nominations, paper, candidate, votes."""

from apps.foundation.organisations.models import Area
from apps.systems.legal_exams.models import Exam, Nomination


def office_locked(office: Area) -> Area:
    """Whoever adds a row with a number waits here for the one before: numbers follow each other."""
    return Area.objects.select_for_update(no_key=True).get(pk=office.pk)


def exam_locked(pk: int) -> Exam:
    """Acts on one exam wait for each other."""
    rows = Exam.objects.select_for_update(of=("self",)).select_related("office", "term", "blueprint", "resit_of")
    return rows.get(pk=pk)


def nomination_locked(pk: int) -> Nomination:
    return Nomination.objects.select_for_update(of=("self",)).select_related("office", "term").get(pk=pk)
