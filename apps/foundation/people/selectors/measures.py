"""What leaders compare of people."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure
from apps.foundation.people.models import MandateState, MandateStatus, Person


def serving(path: str, on: date) -> Mapping[int, int]:
    """Who holds two mandates is one person."""
    holders = MandateStatus.objects.on(on).filter(state=MandateState.SERVING).values("mandate__person")
    return by_area(Person.objects.filter(area__path__startswith=path, pk__in=holders), "area")


def listed(area: Any) -> str:
    return list_of("people_list", area, state="serving")


MEASURES = (
    Measure(
        "people_serving", "在任代表", "今日在任且未暂停执行职务的人大代表、议事代表人数,按所在区划计,一人一次",
        serving, listed, unit="人",
    ),
)  # fmt: skip
