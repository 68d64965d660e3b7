"""How many matters there are of each sort in every area: kept by the database, so that no list has to count them."""

from typing import Self

from django.conf import settings
from django.db import models

from apps.congress.matters.models.choices import Grade, MatterKind, MatterState, Route
from apps.foundation.core.tallies import Tally, TallyQuerySet, kept_by
from apps.foundation.organisations.models import Area

SORTS = ("kind", "state", "category", "route", "is_key", "grade")
"""Columns of a matter by which it is tallied, with the year in which it came."""
YEAR = f"extract(year FROM submitted_at AT TIME ZONE '{settings.TIME_ZONE}')"
"""SQL: in which a matter came."""
TALLYING = kept_by(
    "tally", "matters_mattertally",
    cell={"path": "left(path, step)", "year": YEAR, **{name: name for name in SORTS}},
    each=f"CROSS JOIN LATERAL generate_series({Area.steplen}, length(path), {Area.steplen}) AS step",
    where="submitted_at IS NOT NULL",
)  # fmt: skip
"""A matter counts in each area that it lies in, from its town to the top."""


class MatterTallyQuerySet(TallyQuerySet):
    def within(self, path: str) -> Self:
        """Of everything in the subtree of the area of this path."""
        return self.filter(path=path)


class MatterTally(Tally):
    """A change of the number of matters of one sort in one area and everything in it; the sum is how many there are.

    Rows are only added, by triggers on matters, and joined at night: no two acts wait for one counter.
    """

    path = models.CharField("区划路径", max_length=255, db_collation="C")
    year = models.PositiveSmallIntegerField("收到年度")
    kind = models.CharField("类别", max_length=12, choices=MatterKind)
    state = models.CharField("状态", max_length=12, choices=MatterState)
    category = models.CharField("内容分类", max_length=30, blank=True)
    route = models.CharField("办理渠道", max_length=10, choices=Route, blank=True)
    is_key = models.BooleanField("重点督办")
    grade = models.CharField("评价", max_length=12, choices=Grade, blank=True)

    objects = MatterTallyQuerySet.as_manager()

    class Meta:
        verbose_name = "办理事项计数"
        verbose_name_plural = "办理事项计数"
        ordering = ["path", "year"]
        indexes = [
            models.Index(
                fields=["path", "state"],
                include=["year", "count", *(name for name in SORTS if name != "state")],
                name="matter_tally_of_area",
            )
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.year}年 {self.get_kind_display()} {self.get_state_display()}"
