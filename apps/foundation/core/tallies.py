"""Tallies: how many rows there are of each sort, kept by the database, so that nobody has to count them.

A row of a tally is a change of a number; the sum of a cell is the number. Triggers of the counted table add the rows,
once a statement, from its transition tables. Nobody updates one, so no two acts wait for each other; at night the rows
of each cell are joined. Who changes rows past the triggers has to fill the tally again.
"""

from collections.abc import Mapping
from datetime import date

import pgtrigger
from django.db import connection, models
from django.db.models import Sum

NEW, OLD = "SELECT *, 1 AS sign FROM new_rows", "SELECT *, -1 AS sign FROM old_rows"


class TallyQuerySet(models.QuerySet):
    def total(self) -> int:
        return self.aggregate(total=Sum("count"))["total"] or 0

    def fold(self, on: date | None = None) -> int:
        """Join the rows of each cell; how many cells were joined. Acts go on meanwhile. With `on`, the rows of a column
        `since` until that day are joined as well: sums are then those of `on` and later days.
        """
        table = self.model._meta.db_table
        names = [field.column for field in self.model._meta.concrete_fields if not field.primary_key]
        cell = {name: f"{table}.{name}" for name in names if name != "count"}
        if on:
            cell["since"] = f"greatest({table}.since, %(on)s)"
        torn = ", ".join(f"{said} AS {name}" for name, said in cell.items())
        same = " AND ".join(f"{said} = torn.{name}" for name, said in cell.items())
        given = ", ".join(f"torn.{name}" for name in cell)
        keys = ", ".join(map(str, range(1, len(cell) + 1)))
        statement = f"""
            WITH torn AS (
                SELECT {torn} FROM {table} GROUP BY {keys} HAVING count(*) > 1 OR sum(count) = 0
            ), gone AS (
                DELETE FROM {table} USING torn WHERE {same} RETURNING {given}, count
            )
            INSERT INTO {table} ({", ".join(cell)}, count)
            SELECT {", ".join(cell)}, sum(count) FROM gone GROUP BY {keys} HAVING sum(count) <> 0
        """
        with connection.cursor() as cursor:
            cursor.execute(statement, {"on": on})
            return cursor.rowcount


class Tally(models.Model):
    """Its other columns are the cell that is counted."""

    count = models.IntegerField("数目")

    objects = TallyQuerySet.as_manager()

    class Meta:
        abstract = True


def kept_by(
    name: str, table: str, cell: Mapping[str, str], *, each: str = "", where: str, number: str = "sign"
) -> list[pgtrigger.Trigger]:
    """Triggers of a counted table, whose rows are never deleted, that keep the tally in `table`.

    `cell`: column of the tally -> what it is of a row, in SQL. `each`: a lateral join where a row counts several times;
    `where`: which rows count; `number`: as how many, `sign` being 1 for what a row is and -1 for what it was.
    """

    def counting(rows: str) -> str:
        keys = ", ".join(map(str, range(1, len(cell) + 1)))
        return f"""
            INSERT INTO {table} ({", ".join(cell)}, count)
            SELECT {", ".join(cell.values())}, sum({number}) FROM ({rows}) AS changed {each}
            WHERE {where} GROUP BY {keys} HAVING sum({number}) <> 0;
            RETURN NULL;
        """

    return [
        pgtrigger.Trigger(
            name=f"{name}_new", operation=pgtrigger.Insert, when=pgtrigger.After, level=pgtrigger.Statement,
            referencing=pgtrigger.Referencing(new="new_rows"), func=counting(NEW),
        ),
        pgtrigger.Trigger(
            name=f"{name}_changed", operation=pgtrigger.Update, when=pgtrigger.After, level=pgtrigger.Statement,
            referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
            func=counting(f"{NEW} UNION ALL {OLD}"),
        ),
    ]  # fmt: skip
