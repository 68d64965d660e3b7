"""How the list of questions is narrowed."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone

from apps.systems.legal_exams.models import Bank, Law, Part, Question
from apps.systems.legal_exams.models.choices import DIFFICULTIES, KINDS, QUESTION_STATES

STANDINGS = [*QUESTION_STATES, ("mine", "待我审定"), ("look", "法律已修改,待核对"), ("over", "超过停用日期")]


def _one_of(label: str, choices: Any, **named: Any) -> filters.ChoiceFilter:
    return filters.ChoiceFilter(label=label, choices=choices, empty_label="全部", **named)


class QuestionFilter(filters.FilterSet):
    bank = _one_of("题库", Bank.choices)
    part = _one_of("所属部分", Part.choices)
    kind = _one_of("题型", KINDS)
    difficulty = _one_of("难度", DIFFICULTIES)
    standing = _one_of("状态", STANDINGS, method="of_standing")
    law = filters.ModelChoiceFilter(
        label="法律法规", queryset=Law.objects.none(), to_field_name="public_id", empty_label="全部"
    )

    class Meta:
        model = Question
        fields: list[str] = []

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.filters["law"].queryset = Law.objects.visible_to(self.request.actor)

    def of_standing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        match value:
            case "mine":
                return rows.to_review(self.request.actor)
            case "look":
                return rows.to_look_at()
            case "over":
                return rows.filter(valid_until__lt=timezone.localdate())
        return rows.filter(state=value)
