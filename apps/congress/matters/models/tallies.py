"""How many matters there are of each sort in every area: kept by the database, so that no list has to count them."""

from collections.abc import Sequence
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import connection, models
from django.db.models import Sum

from apps.congress.matters.models.choices import Grade, MatterKind, MatterState, Route
from apps.foundation.organisations.models import Area

SORTS = ("kind", "state", "category", "route", "is_key", "grade")
"""Columns of a matter by which it is tallied, with the year in which it came."""
CELL = ", ".join(("path", "year", *SORTS))


def _counting(rows: str) -> str:
    """SQL: one row for each area that a matter lies in, from its town to the top; `rows` are matters with a `sign`."""
    return f"""
        INSERT INTO matters_mattertally ({CELL}, count)
        SELECT left(path, step), extract(year FROM submitted_at AT TIME ZONE '{settings.TIME_ZONE}'),
               {", ".join(SORTS)}, sum(sign)
        FROM ({rows}) AS changed
        CROSS JOIN LATERAL generate_series({Area.steplen}, length(path), {Area.steplen}) AS step
        WHERE submitted_at IS NOT NULL
        GROUP BY 1, 2, {", ".join(SORTS)}
        HAVING sum(sign) <> 0;
    """


def _trigger(name: str, operation: pgtrigger.Operation, seen: pgtrigger.Referencing, rows: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name, operation=operation, when=pgtrigger.After, level=pgtrigger.Statement, referencing=seen,
        func=f"{_counting(rows)} RETURN NULL;",
    )  # fmt: skip


NEW_ROWS, OLD_ROWS = "SELECT *, 1 AS sign FROM new_rows", "SELECT *, -1 FROM old_rows"
TALLYING = [
    _trigger("tally_new", pgtrigger.Insert, pgtrigger.Referencing(new="new_rows"), NEW_ROWS),
    _trigger(
        "tally_changed", pgtrigger.Update, pgtrigger.Referencing(old="old_rows", new="new_rows"),
        f"{NEW_ROWS} UNION ALL {OLD_ROWS}",
    ),
]  # fmt: skip


def fold_rows(table: str, cell: Sequence[str]) -> int:
    """Join the rows of each cell of a tally into one; how many cells were joined. Acts go on meanwhile."""
    names = ", ".join(cell)
    same = " AND ".join(f"{table}.{name} = torn.{name}" for name in cell)
    statement = f"""
        WITH torn AS (
            SELECT {names} FROM {table} GROUP BY {names} HAVING count(*) > 1 OR sum(count) = 0
        ), gone AS (
            DELETE FROM {table} USING torn WHERE {same} RETURNING {table}.*
        )
        INSERT INTO {table} ({names}, count)
        SELECT {names}, sum(count) FROM gone GROUP BY {names} HAVING sum(count) <> 0
    """
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


class MatterTallyQuerySet(models.QuerySet):
    def within(self, path: str) -> Self:
        """Of everything in the subtree of the area of this path."""
        return self.filter(path=path)

    def total(self) -> int:
        return self.aggregate(total=Sum("count"))["total"] or 0

    def fold(self) -> int:
        """Join the rows of each cell into one; how many cells were joined."""
        return fold_rows(self.model._meta.db_table, CELL.split(", "))


class MatterTally(models.Model):
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
    count = models.IntegerField("件数")

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
