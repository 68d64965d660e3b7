"""Queries compiled once: the few that run on every request, where building SQL costs more than running it.

MANDATES = Prepared(lambda: Mandate.objects.filter(person__user=slot("user", "bigint")).values_list("pk"))
MANDATES.rows(user=7)
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str


def slot(name: str, type_: str) -> Any:
    """A place in a prepared query for a value of this PostgreSQL type; stands wherever the value itself could."""
    return RawSQL(f"%s::{type_}", [_Slot(name)])


class Prepared:
    """`build` makes a `values_list` queryset with slots; nothing in it may depend on the moment it is built."""

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self._build = build

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows for these values; JSON columns come as text."""
        statement, parameters = self._compiled
        with connection.cursor() as cursor:
            cursor.execute(statement, [values[one.name] if isinstance(one, _Slot) else one for one in parameters])
            return cursor.fetchall()

    @cached_property
    def _compiled(self) -> tuple[str, tuple[Any, ...]]:
        return self._build().query.sql_with_params()
