"""Marks of what is stored: another mark, another content. A form carries one to say what it was typed upon."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model


def mark_of(stored: Any) -> str:
    """64 hexadecimal digits that name `stored`: lists and values as JSON can write them."""
    return sha256(json.dumps(stored, cls=DjangoJSONEncoder).encode()).hexdigest()


def fields_mark(row: Model, names: Iterable[str]) -> str:
    """The mark of some fields of a row."""
    fields = [row._meta.get_field(name) for name in names]
    return mark_of([field.value_from_object(row) for field in fields])
