"""Pages of lists of any length: each begins where the one before ended, so the last costs what the first does.

Given to a Register as `pages=Keyset(total)`. The rows stand in the order of one column that is never empty, then of the
key. `?page=` says where a page begins: `after~501~2026-03-20~77` behind that row as number 501, `before~…` in front of
it, `last`, or a day to jump to.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db.models import DateField, DateTimeField, Field, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

LAST, AFTER, BEFORE, SEPARATOR = "last", "after", "before", "~"
LONGEST = 12
"""Digits of a number of a row that anybody may ask for."""


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows there are; `is_more`: there are more, counting stopped."""

    count: int
    is_more: bool = False

    def __str__(self) -> str:
        return f"{self.count:,} 条以上" if self.is_more else f"{self.count:,} 条"


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """Rows of one page. `first` is the number of its first row, 0 where nobody knows; `before` and `after` are the
    `?page=` of its neighbours, "" where there is none."""

    rows: Sequence[Any]
    total: Total
    size: int
    first: int
    before: str
    after: str
    jumps: bool

    def __str__(self) -> str:
        """`第 501–525 条,共 1,000,000 条`."""
        where = f"第 {self.first:,}–{self.first + len(self.rows) - 1:,} 条," if self.first else ""
        return f"{where}共 {self.total}"


@dataclass(frozen=True, slots=True)
class Keyset:
    """How a list of any length is cut into pages. `total` counts the rows found, given the values of the filters that
    hold and the text searched for."""

    total: Callable[[QuerySet, Mapping[str, Any], str], Total]

    def page(self, found: QuerySet, whole: QuerySet, total: Total, asked: str, size: int) -> KeysetPage:
        """The page that is asked for; what cannot be read is the first. Keys come from `found`, rows from `whole`: an
        index that carries what lists are narrowed by answers the first without fetching any row."""
        if not total.count:
            return KeysetPage([], total, size, 0, "", "", jumps=False)
        order = _Order.of(found)
        spot = _Spot.read(asked, order)
        if spot and spot.is_before:
            keys = order.keys(found, size + 1, order.in_front_of(spot), backward=True)
            if len(keys) >= size:
                return self._shown(order, whole, keys[:size][::-1], total, size, spot.number, (len(keys) > size, True))
        elif spot:
            keys = order.keys(found, size + 1, order.behind(spot))
            return self._shown(order, whole, keys[:size], total, size, spot.number, (True, len(keys) > size))
        if asked == LAST:
            left = total.count % size or size
            keys = order.keys(found, left + 1, backward=True)
            number = 0 if total.is_more else max(total.count - left + 1, 1)
            return self._shown(order, whole, keys[:left][::-1], total, size, number, (len(keys) > left, False))
        jump = order.from_day(asked)
        keys = order.keys(found, size + 1, jump or Q())
        return self._shown(order, whole, keys[:size], total, size, 0 if jump else 1, (bool(jump), len(keys) > size))

    def _shown(
        self, order: "_Order", whole: QuerySet, keys: list[int], total: Total, size: int, number: int,
        more: tuple[bool, bool],
    ) -> KeysetPage:  # fmt: skip
        by_key = whole.in_bulk(keys)
        rows = [by_key[key] for key in keys if key in by_key]
        before = after = ""
        if rows and more[0]:
            before = order.spot(rows[0], BEFORE, max(number - size, 1) if number else 0)
        if rows and more[1]:
            after = order.spot(rows[-1], AFTER, number + len(rows) if number else 0)
        return KeysetPage(rows, total, size, number, before, after, order.is_of_days)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A row that a page lies behind or in front of."""

    is_before: bool
    number: int
    value: Any
    key: int

    @classmethod
    def read(cls, asked: str, order: "_Order") -> Self | None:
        side, *parts = asked.split(SEPARATOR)
        if side not in (BEFORE, AFTER) or len(parts) != 3:
            return None
        number, written, key = parts
        if not all(part.isdecimal() and len(part) < LONGEST for part in (number, key)):
            return None
        try:
            value = order.field.to_python(written)
        except ValidationError:
            return None
        return None if value is None else cls(side == BEFORE, int(number), value, int(key))


@dataclass(frozen=True, slots=True)
class _Order:
    """By one field, then by key, both in the same direction."""

    name: str
    field: Field
    falls: bool

    @classmethod
    def of(cls, rows: QuerySet) -> Self:
        given = str((rows.query.order_by or rows.model._meta.ordering)[0])
        name = given.removeprefix("-")
        field = rows.model._meta.get_field(name)
        return cls(name, getattr(field, "output_field", field), given.startswith("-"))

    @property
    def is_of_days(self) -> bool:
        return isinstance(self.field, DateField)  # a moment is one too

    def keys(self, rows: QuerySet, count: int, where: Q = Q(), *, backward: bool = False) -> list[int]:  # noqa: B008
        sign = "-" if self.falls != backward else ""
        ordered = rows.filter(where).order_by(f"{sign}{self.name}", f"{sign}pk")
        return list(ordered.values_list("pk", flat=True)[:count])

    def behind(self, spot: _Spot) -> Q:
        return self._beyond(spot, "lte" if self.falls else "gte")

    def in_front_of(self, spot: _Spot) -> Q:
        return self._beyond(spot, "gte" if self.falls else "lte")

    def _beyond(self, spot: _Spot, ahead: str) -> Q:
        """Written so that an index begins at the value and only rows of the same value are asked for their key."""
        behind = "gte" if ahead == "lte" else "lte"
        same = Q(**{self.name: spot.value, f"pk__{behind}": spot.key})
        return Q(**{f"{self.name}__{ahead}": spot.value}) & ~same

    def from_day(self, asked: str) -> Q | None:
        """From a day on in this direction, None for what is no day."""
        try:
            day = parse_date(asked) if self.is_of_days else None
        except ValueError:
            return None
        if day is None or day == date.max:
            return None
        edge: date = day
        if isinstance(self.field, DateTimeField):
            edge = timezone.make_aware(datetime.combine(day + timedelta(days=self.falls), time.min))
            return Q(**{f"{self.name}__{'lt' if self.falls else 'gte'}": edge})
        return Q(**{f"{self.name}__{'lte' if self.falls else 'gte'}": edge})

    def spot(self, row: Any, side: str, number: int) -> str:
        value = getattr(row, self.name)
        return SEPARATOR.join((side, str(number), value.isoformat() if self.is_of_days else str(value), str(row.pk)))
