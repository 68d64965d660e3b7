"""How a unit's inbox and the office's list of returns are narrowed."""

from datetime import timedelta

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone

from apps.congress.matters.models import Handling, MatterKind, PartRole, PartState
from apps.congress.matters.rules.states import PART_OPEN

STANDING = (("open", "在办"), ("late", "已逾期"), ("soon", "7日内到期"))


class InboxFilter(filters.FilterSet):
    """By urgency, by how far it is, by the unit's role, by kind."""

    urgency = filters.ChoiceFilter(label="期限", choices=STANDING, empty_label="全部", method="by_urgency")
    state = filters.ChoiceFilter(label="状态", choices=PartState, empty_label="全部")
    role = filters.ChoiceFilter(label="承办方式", choices=PartRole, empty_label="全部")
    kind = filters.ChoiceFilter(label="类别", field_name="matter__kind", choices=MatterKind, empty_label="全部")

    class Meta:
        model = Handling
        fields = ["urgency", "state", "role", "kind"]

    def by_urgency(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        rows, today = rows.filter(state__in=PART_OPEN), timezone.localdate()
        if value == "late":
            return rows.filter(due_on__lt=today)
        return rows.filter(due_on__range=(today, today + timedelta(days=7))) if value == "soon" else rows
