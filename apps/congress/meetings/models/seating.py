"""How the hall is furnished; who sits where is computed from it."""

from django.db import models
from django.db.models import Q

from apps.congress.meetings.models.meetings import Meeting
from apps.foundation.core.models import PublicModel


class SeatingPlan(PublicModel):
    """座次安排: rows and seats of the hall, and how many seats the presidium has in front."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="seating", verbose_name="会议")
    rows = models.PositiveSmallIntegerField("排数")
    seats = models.PositiveSmallIntegerField("每排座位数")
    has_stage = models.BooleanField("设主席台", default=True)

    class Meta:
        verbose_name = "座次安排"
        verbose_name_plural = "座次安排"
        constraints = [models.CheckConstraint(condition=Q(rows__gt=0, seats__gt=0), name="seating_has_seats")]

    def __str__(self) -> str:
        return f"{self.rows}排,每排{self.seats}座"
