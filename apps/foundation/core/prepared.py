"""Queries compiled once and planned once a connection: the few that run on every request, where building the SQL
and planning it cost more than running it.

MANDATES = Prepared(lambda: Mandate.objects.filter(person__user=slot("user", "bigint")).values_list("pk"))
MANDATES.rows(user=7)
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
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
        with _preparing_cursor() as cursor:
            cursor.execute(statement, [values[one.name] if isinstance(one, _Slot) else one for one in parameters])
            return cursor.fetchall()

    @cached_property
    def _compiled(self) -> tuple[str, tuple[Any, ...]]:
        return self._build().query.sql_with_params()


def prepared_rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a statement that is planned once a connection; for functions of the database."""
    with _preparing_cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _preparing_cursor() -> CursorWrapper:
    """Django's cursors write the values into the SQL, so that the server plans every call; this one sends them apart,
    and the connection prepares each statement (`prepare_threshold` in the settings)."""
    connection.ensure_connection()
    cursor = psycopg.Cursor(connection.connection)
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)
