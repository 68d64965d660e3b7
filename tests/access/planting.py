"""A word in every Chinese text of every row of other places, by which a page tells that it shows one."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pgtrigger
from django.apps import apps
from django.db import connection, models
from django.db.models import Q

from apps.foundation.core.fields import EncryptedTextField
from apps.foundation.organisations.models import PLACES, Area
from apps.foundation.people.models import Person, Term
from tests.access.asking import Answer
from tests.access.things import HOMES, in_area

WORD = "玄武记"
KNOWN_TO_ALL = {"organisations"}
"""Names of places and units are no secret."""
SEEN = re.compile(rf".{{0,40}}{WORD}")


def plant() -> dict[str, int]:
    """Label of a model -> rows that were given the word."""
    places = [area for area in Area.objects.filter(kind__in=PLACES) if area.depth > 1 and area.name not in HOMES]
    planted: dict[str, int] = {}
    with pgtrigger.ignore():
        for model in apps.get_models():
            if not model.__module__.startswith("apps.") or model._meta.app_label in KNOWN_TO_ALL:
                continue
            keys = [key for area in places for key in _rows(model, area).values_list("pk", flat=True)]
            if keys and (texts := _texts(model)):
                planted[model._meta.label] = _write(model, texts, keys)
    return {label: rows for label, rows in planted.items() if rows}


def _rows(model: type[models.Model], area: Area) -> models.QuerySet:
    rows = in_area(model, area)
    if model is Person:  # deputies of the district live in towns
        upper = Term.objects.filter(body__area__depth=1)
        rows = rows.exclude(Q(mandates__term__in=upper) | Q(role_assignments__area__depth=1))
    return rows


def _texts(model: type[models.Model]) -> list[models.Field]:
    return [
        one
        for one in model._meta.concrete_fields
        if isinstance(one, models.CharField | models.TextField)
        and not isinstance(one, EncryptedTextField | models.FileField)
        and not one.choices
    ]


def _write(model: type[models.Model], texts: list[models.Field], keys: list) -> int:
    quote, written = connection.ops.quote_name, 0
    with connection.cursor() as cursor:
        for one in texts:
            column, room = quote(one.column), (one.max_length or 100_000) - len(WORD)
            if room < 1:
                continue
            cursor.execute(
                f"UPDATE {quote(model._meta.db_table)} SET {column} = left({column}, %s) || %s"
                f" WHERE {quote(model._meta.pk.column)} = ANY(%s) AND {column} ~ '[一-龥]'",
                [room, WORD, keys],
            )
            written = max(written, cursor.rowcount)
    return written


def planted_words_in(answer: Answer) -> str:
    """The word with what stands before it, "" where the answer has none."""
    found = SEEN.search(_text_of(answer))
    return found[0].strip() if found else ""


def _text_of(answer: Answer) -> str:
    if not answer.body.startswith(b"PK"):
        return answer.body.decode(errors="replace")
    try:
        with ZipFile(BytesIO(answer.body)) as packed:
            return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    except BadZipFile:
        return ""
