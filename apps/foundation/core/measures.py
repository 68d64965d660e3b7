"""What measures are built of: one grouped query for all places, and the address of the list behind a number."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse


def by_area(rows: QuerySet, area: str, number: Any = None) -> dict[int, int]:
    """Area id -> how many rows, or the aggregate `number` of them; `area` is the field that leads to the area's id."""
    grouped = rows.order_by().values_list(area).annotate(Count("pk") if number is None else number)
    return {key: int(measured or 0) for key, measured in grouped}


def list_of(url_name: str, area: Any, **filters: Any) -> str:
    """The address of a list narrowed to everything in the area."""
    return f"{reverse(url_name)}?{urlencode({'area': area.public_id, **filters})}"
