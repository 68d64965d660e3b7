"""How lists are narrowed."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from apps.congress.meetings.models import Meeting, MeetingState
from apps.foundation.organisations.filters import WithinArea
from apps.foundation.people.models import Term
from apps.systems.street_deliberations.models import Candidate, CandidateState, Category, Channel, QuotaLine, Seat
from apps.systems.street_deliberations.selectors.meetings import street_meetings
from apps.systems.street_deliberations.selectors.standing import street_terms


def _terms(request: Any) -> QuerySet[Term]:
    return street_terms(request.actor)


def _lines(request: Any) -> QuerySet[QuotaLine]:
    rows = QuotaLine.objects.filter(table__term__in=street_terms(request.actor).values("pk"))
    return rows.select_related("table").order_by("table", "number")


class CandidateFilter(filters.FilterSet):
    term = filters.ModelChoiceFilter(label="届次", queryset=_terms, to_field_name="public_id")
    line = filters.ModelChoiceFilter(label="名额", queryset=_lines, to_field_name="public_id")
    state = filters.ChoiceFilter(label="状态", choices=CandidateState.choices)
    channel = filters.ChoiceFilter(label="推荐方式", choices=Channel.choices)
    vacancy = filters.ChoiceFilter(label="补推", choices=[("yes", "补推"), ("no", "不是补推")], method="_by_vacancy")

    class Meta:
        model = Candidate
        fields = ("term", "line", "state", "channel", "vacancy")

    def _by_vacancy(self, rows: QuerySet[Candidate], name: str, value: str) -> QuerySet[Candidate]:
        return rows.filter(vacancy__isnull=value == "no")


def _years(request: Any) -> list[tuple[int, str]]:
    found = street_meetings(request.actor).order_by().values_list("starts_on__year", flat=True).distinct()
    return [(year, f"{year}年") for year in sorted(found, reverse=True)]


class TermFilter(filters.FilterSet):
    area = WithinArea("body__area__path")
    running = filters.ChoiceFilter(label="届次", choices=[("yes", "本届"), ("no", "往届")], method="by_running")

    class Meta:
        model = Term
        fields = ("area", "running")

    def by_running(self, rows: QuerySet[Term], name: str, value: str) -> QuerySet[Term]:
        return rows.filter(ended_on__isnull=value == "yes")


class MeetingFilter(filters.FilterSet):
    term = filters.ModelChoiceFilter(label="届次", queryset=_terms, to_field_name="public_id")
    state = filters.ChoiceFilter(label="状态", choices=MeetingState.choices)
    year = filters.ChoiceFilter(label="年度", field_name="starts_on__year")

    class Meta:
        model = Meeting
        fields = ("term", "state", "year")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.filters["year"].extra["choices"] = _years(self.request)


class SeatFilter(filters.FilterSet):
    line = filters.ModelChoiceFilter(label="名额", queryset=_lines, to_field_name="public_id")
    category = filters.ChoiceFilter(label="代表来源", choices=Category.choices)
    sex = filters.ChoiceFilter(
        label="性别", field_name="mandate__person__sex", choices=[("male", "男"), ("female", "女")]
    )

    class Meta:
        model = Seat
        fields = ("line", "category", "sex")
