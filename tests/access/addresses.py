"""Real addresses for every named URL: what its arguments are is read from what the page asks the database."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from uuid import UUID, uuid4

from django.apps import apps
from django.db import models
from django.urls import URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter

from apps.foundation.core import registry
from apps.foundation.organisations.models import Area
from tests.access.asking import Answer
from tests.access.by_hand import AT_HAND, WORDS
from tests.access.things import home_of, in_area, rows_to_ask_for
from tests.house.test_addresses import all_views

HELD = re.compile(r'"?(\w+)"?\."(\w+)"\s*(?:=|IN \()\s*(?:\(?%s(?:::uuid)?,?\s*)*$')
FEW = 40
Behind = dict[str, tuple[type[models.Model], str]]


@dataclass(frozen=True)
class Address:
    """A URL name with its arguments; `thing` is the row it is of, `home` where that belongs."""

    name: str
    kwargs: tuple[tuple[str, object], ...] = ()
    thing: models.Model | None = None
    home: Area | None = None

    @property
    def url(self) -> str:
        return reverse(self.name, kwargs=dict(self.kwargs))

    @property
    def of_nothing(self) -> "Address":
        """The same with keys of no row."""
        return Address(self.name, tuple((name, _nothing(value)) for name, value in self.kwargs))

    def with_value(self, name: str, value: object) -> "Address":
        return Address(self.name, tuple({**dict(self.kwargs), name: value}.items()), self.thing, self.home)

    @property
    def keys(self) -> list[str]:
        return [str(value) for _, value in self.kwargs]


def _nothing(value: object) -> object:
    return uuid4() if isinstance(value, UUID) else value


@cache
def names_by_system() -> dict[str, tuple[str, ...]]:
    """Slug of a system -> its named URLs; Django's admin has rules of its own (tests/house/test_admin.py)."""
    modules = {system.urls[1]: system.slug for system in registry.systems() if system.urls}
    found = {
        modules[entry.urlconf_name.__name__]: tuple(name for name, _ in all_views(entry))
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and not entry.namespace
    }
    return {slug: found[slug] for slug in modules.values()}


@cache
def arguments(name: str) -> dict[str, bool]:
    """Argument -> whether it is the key of a row; the longest form where there are several."""
    best: dict[str, bool] = {}
    for patterns, _, _, converters in get_resolver().reverse_dict.getlist(name):
        for _, names in patterns:
            if len(names) >= len(best):
                best = {one: isinstance(converters.get(one), UUIDConverter) for one in names}
    return best


def blank(name: str) -> Address | None:
    """The address with keys that no row has; None where the arguments are found by hand."""
    if name in AT_HAND:
        return None
    values = {
        one: uuid4() if is_key else WORDS.get((name, one)) or WORDS.get(one) for one, is_key in arguments(name).items()
    }
    return None if None in values.values() else Address(name, tuple(values.items()))


def model_behind(key: UUID, answer: Answer) -> tuple[type[models.Model], str] | None:
    """The table in which the page looked for this key, and the column."""
    for sql, params in answer.statements:
        for place, value in enumerate(params):
            if value in (key, str(key), key.hex):
                before = _up_to(sql, place)
                if (found := HELD.search(before)) and (model := _model(sql, found[1])):
                    return model, found[2]
    return None


def _up_to(sql: str, place: int) -> str:
    pieces = sql.split("%s")
    return "%s".join(pieces[: place + 1])


def _model(sql: str, name: str) -> type[models.Model] | None:
    tables = {model._meta.db_table: model for model in apps.get_models()}
    if name in tables:
        return tables[name]
    aliased = re.search(rf'"(\w+)" (?:AS )?"?{name}"?\b', sql)
    return tables.get(aliased[1]) if aliased else None


def addresses_of(empty: Address, behind: Behind) -> list[Address]:
    """Addresses of rows of `behind` (argument -> model and column); the last key is of a row below the first."""
    keys = [name for name, value in empty.kwargs if isinstance(value, UUID)]
    if not keys:
        return [empty]
    if any(name not in behind for name in keys):
        return []
    first, *rest = keys
    model, column = behind[first]
    made = []
    for row in rows_to_ask_for(model):
        below = [_below(row, *behind[name]) for name in rest]
        for combination in product(*below):
            values = {**dict(empty.kwargs), first: getattr(row, column)}
            for name, one in zip(rest, combination, strict=True):
                values[name] = getattr(one, behind[name][1])
            made.append(Address(empty.name, tuple(values.items()), row, home_of(row)))
    return made


def _below(row: models.Model, model: type[models.Model], column: str) -> list[models.Model]:
    """Rows of the model that name this one, or a few of the same place."""
    for one in model._meta.fields:
        if one.is_relation and one.related_model is type(row):
            return list(model._default_manager.filter(**{one.name: row}).order_by("pk")[:2])
    home = home_of(row)
    return list(in_area(model, home).order_by("pk")[:FEW]) if home else []
