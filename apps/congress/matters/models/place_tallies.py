"""How many matters every office has of what leaders compare: kept by the database, read for all places at once.

`MatterTally` answers any combination of filters for one area from some thousand rows; for 250 places that would be a
quarter of a million. Here a place has a few rows a year.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.congress.matters.models.choices import Grade, MatterKind
from apps.congress.matters.models.tallies import YEAR
from apps.congress.matters.rules.states import OPEN
from apps.foundation.core.tallies import Tally, TallyQuerySet, kept_by
from apps.foundation.organisations.models import Area

_REPLIED_ON = f"(replied_at AT TIME ZONE '{settings.TIME_ZONE}')::date"
_OPEN = f"state IN ({', '.join(repr(state) for state in OPEN)})"


class Aspect(models.TextChoices):
    RECEIVED = "received", "收到"
    OPEN = "open", "未办结"
    KEY = "key", "重点督办未办结"
    ANSWERED = "answered", "已答复"
    ON_TIME = "on_time", "按期答复"
    TOO_LATE = "too_late", "逾期答复"
    RATED = "rated", "已评价"
    SATISFIED = "satisfied", "评价满意"
    DISSATISFIED = "dissatisfied", "评价不满意"


HOLDS = {
    Aspect.RECEIVED: "true",
    Aspect.OPEN: _OPEN,
    Aspect.KEY: f"is_key AND {_OPEN}",
    Aspect.ANSWERED: "replied_at IS NOT NULL",
    Aspect.ON_TIME: f"{_REPLIED_ON} <= reply_due_on",
    Aspect.TOO_LATE: f"{_REPLIED_ON} > reply_due_on",
    Aspect.RATED: "grade <> ''",
    Aspect.SATISFIED: f"grade = '{Grade.SATISFIED}'",
    Aspect.DISSATISFIED: f"grade = '{Grade.DISSATISFIED}'",
}
"""When a matter counts, for the triggers; `CONDITIONS` says the same to lists."""
CONDITIONS = {
    Aspect.RECEIVED: Q(),
    Aspect.OPEN: Q(state__in=OPEN),
    Aspect.KEY: Q(state__in=OPEN, is_key=True),
    Aspect.ANSWERED: Q(replied_at__isnull=False),
    Aspect.ON_TIME: Q(replied_at__date__lte=F("reply_due_on")),
    Aspect.TOO_LATE: Q(replied_at__date__gt=F("reply_due_on")),
    Aspect.RATED: ~Q(grade=""),
    Aspect.SATISFIED: Q(grade=Grade.SATISFIED),
    Aspect.DISSATISFIED: Q(grade=Grade.DISSATISFIED),
}


_ASPECTS = ", ".join(f"('{aspect}', {holds})" for aspect, holds in HOLDS.items())
COUNTING = kept_by(
    "places", "matters_placetally",
    cell={"office_id": "office_id", "path": "path", "year": YEAR, "kind": "kind", "aspect": "said.aspect"},
    each=f"CROSS JOIN LATERAL (VALUES {_ASPECTS}) AS said (aspect, holds)",
    where="submitted_at IS NOT NULL AND said.holds",
)  # fmt: skip


class PlaceTallyQuerySet(TallyQuerySet):
    def within(self, path: str) -> Self:
        """Of the offices in the subtree of the area of this path."""
        return self.filter(path__startswith=path)


class PlaceTally(Tally):
    """A change of the number of matters of one aspect in one office; the sum is how many there are."""

    office = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="办理区划")
    path = models.CharField("区划路径", max_length=255, db_collation="C")
    year = models.PositiveSmallIntegerField("收到年度")
    kind = models.CharField("类别", max_length=12, choices=MatterKind)
    aspect = models.CharField("情形", max_length=12, choices=Aspect)

    objects = PlaceTallyQuerySet.as_manager()

    class Meta:
        verbose_name = "各区划办理计数"
        verbose_name_plural = "各区划办理计数"
        ordering = ["path", "year"]
        indexes = [
            models.Index(
                fields=["aspect", "year", "path"], include=["office", "kind", "count"], name="place_tally_of_aspect"
            )
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.year}年 {self.get_aspect_display()}"
