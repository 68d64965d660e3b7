"""How lists of what follows a reply are narrowed."""

from datetime import date
from uuid import UUID

import django_filters as filters
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.congress.matters.models import Handling, KeySupervision
from apps.congress.matters.models.handling import HandlingQuerySet
from apps.congress.matters.rules.states import OPEN
from apps.congress.matters.selectors import OFFICES
from apps.congress.matters.selectors.watch import late_parts
from apps.foundation.organisations.models import Area, Unit

RECENT = "recent"
OFFERED = 100
OVER = (("open", "未办结"), ("closed", "已办结"))
STATES = {"open": "未落实", "late": "逾期未落实", "kept": "已落实", "kept_late": "逾期落实", "unrated": "待评价"}


def years() -> list[tuple[int, str]]:
    """This year and the nine before it."""
    this = timezone.localdate().year
    return [(year, f"{year}年") for year in range(this + 1, this - 9, -1)]


def ledger_years() -> list[tuple[str, str]]:
    """Both years that are reported in the fourth quarter, then each."""
    return [(RECENT, "今年和去年"), *((str(year), label) for year, label in years())]


class KeyFilter(filters.FilterSet):
    year = filters.ChoiceFilter(
        label="确定年度", choices=years, field_name="decided_on", lookup_expr="year", empty_label="全部"
    )
    state = filters.ChoiceFilter(label="进展", choices=OVER, empty_label="全部", method="in_state")

    class Meta:
        model = KeySupervision
        fields = ["year", "state"]

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(matter__state__in=OPEN) if value == "open" else rows.exclude(matter__state__in=OPEN)


def commitment_state(state: str, on: date) -> Q:
    """What a state of the ledger means on a day."""
    kept_late = Q(done_on__gt=F("due_on"))
    return {
        "open": Q(done_on__isnull=True),
        "late": Q(done_on__isnull=True, due_on__lt=on),
        "kept": Q(done_on__isnull=False),
        "kept_late": kept_late,
        "unrated": Q(done_on__isnull=False, grade=""),
    }[state]


class CommitmentFilter(filters.FilterSet):
    """By state, and by the year in which it falls due: this and last year's are reported in the fourth quarter."""

    state = filters.ChoiceFilter(label="进展", choices=tuple(STATES.items()), empty_label="全部", method="in_state")
    year = filters.ChoiceFilter(label="承诺年度", choices=ledger_years, empty_label="全部", method="in_year")

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(commitment_state(value, timezone.localdate()))

    def in_year(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        this = timezone.localdate().year
        return rows.filter(due_on__year__in=(this - 1, this) if value == RECENT else (int(value),))


def _areas(request: HttpRequest) -> QuerySet[Area]:
    return Area.objects.filter(path__startswith=request.actor.area_path, kind__in=OFFICES).order_by("path")


def _units(request: HttpRequest) -> QuerySet[Unit]:
    """Units that have something late here, those with the most: a city has thousands of others, to be searched for."""
    late = late_parts(request.actor.area_path, timezone.localdate()).order_by()
    most = late.values("unit").annotate(late=Count("*")).order_by("-late", "unit")
    asked = Q(pk__in=late.values("unit"), public_id=_key_of(request.GET.get("unit", "")))
    return Unit.objects.filter(Q(pk__in=most.values("unit")[:OFFERED]) | asked).order_by("name")


def _key_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class LateFilter(filters.FilterSet):
    area = filters.ModelChoiceFilter(
        label="区划", queryset=_areas, to_field_name="public_id", empty_label="全部", method="in_area"
    )
    unit = filters.ModelChoiceFilter(label="承办单位", queryset=_units, to_field_name="public_id", empty_label="全部")

    class Meta:
        model = Handling
        fields = ["area", "unit"]

    def in_area(self, rows: HandlingQuerySet, name: str, value: Area) -> HandlingQuerySet:
        return rows.filter(path=value.path)
