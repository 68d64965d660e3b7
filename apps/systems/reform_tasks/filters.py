"""How lists are narrowed. What a measure counts is exactly what its list shows."""

from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from apps.congress.supervision.models import AssignmentState
from apps.foundation.organisations.filters import WithinArea
from apps.systems.reform_tasks.models import Adoption, GoodPractice, PlaceTask, ReformPlan
from apps.systems.reform_tasks.selectors import measures

SHOWN = (
    ("counted", "实施中的任务"), ("unfinished", "未完成"), ("red", "红灯"), ("yellow", "黄灯"), ("done", "已销号"),
)  # fmt: skip


def _plans(request: Any) -> QuerySet[ReformPlan]:
    return ReformPlan.objects.visible_to(request.actor).order_by("-year", "-pk")


class CellFilter(filters.FilterSet):
    plan = filters.ModelChoiceFilter(
        label="实施方案", queryset=_plans, to_field_name="public_id", field_name="task__item__plan"
    )
    area = WithinArea("area__path", "镇街")
    show = filters.ChoiceFilter(label="范围", choices=SHOWN, method="_shown", empty_label="全部")

    class Meta:
        model = PlaceTask
        fields = ("plan", "area", "show")

    def _shown(self, rows: QuerySet[PlaceTask], name: str, value: str) -> QuerySet[PlaceTask]:
        on = timezone.localdate()
        counted = rows.filter(pk__in=measures.running_cells("").values("pk"))
        if value == "unfinished":
            return counted.exclude(assignment__state=AssignmentState.CLOSED)
        narrow = {"done": measures.done, "red": lambda some: measures.red(some, on),
                  "yellow": lambda some: measures.yellow(some, on)}  # fmt: skip
        return narrow[value](counted) if value in narrow else counted


class PracticeFilter(filters.FilterSet):
    plan = filters.ModelChoiceFilter(label="实施方案", queryset=_plans, to_field_name="public_id")
    area = WithinArea("area__path", "镇街")
    adopted = filters.ChoiceFilter(
        label="采用", choices=[("yes", "已被采用"), ("no", "未被采用")], method="_by_adoption"
    )

    class Meta:
        model = GoodPractice
        fields = ("plan", "area", "adopted")

    def _by_adoption(self, rows: QuerySet[GoodPractice], name: str, value: str) -> QuerySet[GoodPractice]:
        """Asked for beside the rows: a join would multiply the adoptions that the list counts."""
        is_adopted = Exists(Adoption.objects.filter(practice=OuterRef("pk")))
        return rows.filter(is_adopted if value == "yes" else ~is_adopted)
