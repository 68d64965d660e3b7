"""The ledger of what replies promised."""

from datetime import date

from django.db.models import QuerySet

from apps.congress.matters.models import Commitment
from apps.foundation.core.actors import Actor


def standing_of(commitment: Commitment, on: date) -> tuple[str, str]:
    """How far a promise is, and its colour."""
    late = commitment.late_on(on)
    if commitment.done_on:
        return ("逾期落实", "orange") if late else ("已落实", "green")
    return ("逾期未落实", "red") if late else ("落实中", "blue")


def of_two_years(actor: Actor, on: date) -> QuerySet[Commitment]:
    """What fell due this year and last year, as it is reported each fourth quarter (工作条例第二十四条)."""
    rows = Commitment.objects.visible_to(actor).filter(due_on__year__in=(on.year - 1, on.year))
    return rows.with_all().order_by("due_on", "pk")
