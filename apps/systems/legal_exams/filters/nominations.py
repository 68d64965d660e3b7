"""How nominations and exams are narrowed."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from apps.foundation.people.models import Term
from apps.systems.legal_exams.models import Exam, Nomination, NominationKind, Organ
from apps.systems.legal_exams.models.choices import EXAM_STATES, NOMINATION_STATES


def _terms(request: Any) -> QuerySet[Term]:
    rows = Nomination.objects.visible_to(request.actor).order_by().values("term")
    return Term.objects.filter(pk__in=rows).select_related("body").order_by("-first_session_on")


class NominationFilter(filters.FilterSet):
    state = filters.ChoiceFilter(label="状态", choices=NOMINATION_STATES)
    organ = filters.ChoiceFilter(label="类别", choices=Organ)
    term = filters.ModelChoiceFilter(label="届", queryset=_terms)
    kind = filters.ChoiceFilter(label="任命方式", choices=NominationKind)

    class Meta:
        model = Nomination
        fields = ("state", "organ", "term", "kind")


class ExamFilter(filters.FilterSet):
    state = filters.ChoiceFilter(label="状态", choices=EXAM_STATES)
    since = filters.DateFilter(label="从", field_name="starts_at", lookup_expr="date__gte")
    until = filters.DateFilter(label="到", field_name="starts_at", lookup_expr="date__lte")

    class Meta:
        model = Exam
        fields = ("state", "since", "until")
