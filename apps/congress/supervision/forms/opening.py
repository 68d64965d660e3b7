"""What an office puts under supervision by itself."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from apps.congress.supervision.models import Assignment, UnitRole
from apps.congress.supervision.services import AssignmentDraft, NodeDraft, UnitDraft
from apps.foundation.core.actors import LEADER
from apps.foundation.core.forms import DayField, OnceForm, RevisedForm, RowForm, row_set
from apps.foundation.organisations.models import BODY_KINDS, Area, Unit
from apps.foundation.people.models import Person, RoleAssignment
from apps.foundation.policies.selectors import paths_to

NODES_LIMIT, SPARE_ROWS = 24, 4


def units_for(area: Area, on: date) -> QuerySet[Unit]:
    """Units that may do something in an area: its own, those below it and those of the areas above."""
    around = Unit.objects.on(on).exclude(kind__in=BODY_KINDS)
    above = around.filter(area__path__in=paths_to(area.path))
    return (above | around.filter(area__path__startswith=area.path)).order_by("-area__path", "kind", "name")


def leaders_for(area: Area, on: date) -> QuerySet[Person]:
    """Those who hold the role of a leader in the area or in one above it, its own first."""
    held = RoleAssignment.objects.on(on).filter(role=LEADER, area__path__in=paths_to(area.path))
    return Person.objects.filter(Exists(held.filter(person=OuterRef("pk")))).order_by("-area__path", "pinyin", "pk")


class AreaForm(forms.Form):
    area = forms.ModelChoiceField(
        Area.objects.none(), label="承办区划", to_field_name="public_id", empty_label="请选择"
    )

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas


class LeaderField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}({obj.workplace})" if obj.workplace else obj.name


class PlanForm(forms.Form):
    """Everything but the milestones."""

    title = forms.CharField(label="任务名称", max_length=120)
    content = forms.CharField(label="工作内容", max_length=4000, widget=forms.Textarea({"rows": 4}))
    deliverable = forms.CharField(
        label="成果形式", max_length=300, required=False, help_text="如:制度文件、阵地、数据;可不填"
    )
    source = forms.CharField(
        label="任务来源", max_length=200, required=False, help_text="如:主席团第12次会议决定、领导批示;可不填"
    )
    lead = forms.ModelChoiceField(Unit.objects.none(), label="牵头单位", empty_label="请选择")
    responsible = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="责任单位(可多选)", required=False, widget=forms.CheckboxSelectMultiple
    )
    supporting = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="配合单位(可多选)", required=False, widget=forms.CheckboxSelectMultiple
    )
    verifier = forms.ModelChoiceField(
        Unit.objects.none(), label="核查单位", required=False, empty_label="由本级人大核查",
        help_text="完成以后由谁核查;不能是承办单位",
    )  # fmt: skip
    leader = LeaderField(
        Person.objects.none(), label="责任领导", required=False, empty_label="没有账号的,在下面填写姓名",
        help_text="有账号的请选择,红灯持续不消除时会收到通知",
    )  # fmt: skip
    leader_name = forms.CharField(label="责任领导姓名", max_length=60, required=False)
    contact_name = forms.CharField(label="联系人", max_length=60, required=False)
    contact_phone = forms.CharField(label="联系电话", max_length=40, required=False)
    starts_on = DayField(label="开始日期")
    due_on = DayField(label="完成期限")
    quantity_planned = forms.IntegerField(
        label="计划数量", min_value=0, max_value=10**9, required=False, help_text="不按数量考核的,请留空"
    )
    quantity_unit = forms.CharField(label="计量单位", max_length=12, required=False, help_text="如:个、公里、场")
    investment = forms.DecimalField(label="计划投资(元)", min_value=0, max_digits=14, decimal_places=2, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], leaders: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = leaders
        for name in ("lead", "responsible", "supporting", "verifier"):
            self.fields[name].queryset = units

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("leader") and values.get("leader_name"):
            self.add_error("leader_name", "责任领导已经选择,不用再填写姓名;两人共同负责的,请选择主要负责人。")
        return values

    def draft(self, nodes: list[NodeDraft]) -> AssignmentDraft:
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "revision")}
        units = [UnitDraft(values.pop("lead"))]
        for role in (UnitRole.RESPONSIBLE, UnitRole.SUPPORTING):
            units += [UnitDraft(unit, role) for unit in values.pop(role.value)]
        return AssignmentDraft(**values, units=units, nodes=nodes)


class NewPlanForm(OnceForm, PlanForm):
    pass


class ChangePlanForm(RevisedForm, PlanForm):
    revision = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)


class NodeForm(RowForm):
    """A milestone; without a name it is left out."""

    named_by, others = "title", ("due_on", "planned_percent", "planned_quantity")
    needed = ("due_on", "planned_percent")

    title = forms.CharField(label="节点内容", max_length=120, required=False)
    due_on = DayField(label="期限", required=False)
    planned_percent = forms.IntegerField(label="累计进度(%)", min_value=1, max_value=100, required=False)
    planned_quantity = forms.IntegerField(label="计划数量", min_value=0, max_value=10**9, required=False)


NodeRows = row_set(NodeForm, NODES_LIMIT, extra=SPARE_ROWS)


def nodes_of(rows: forms.BaseFormSet) -> list[NodeDraft]:
    """In the order of their days."""
    values = [form.cleaned_data for form in rows if form.cleaned_data.get("title")]
    return sorted((NodeDraft(**value) for value in values), key=lambda node: node.due_on)


def plan_initial(assignment: Assignment) -> dict[str, Any]:
    """What is stored, for the form that changes it; needs `units`."""
    named = PlanForm.base_fields.keys() - {"lead", "responsible", "supporting"}
    values = {name: getattr(assignment, name) for name in named}
    units = list(assignment.units.all())  # type: ignore[attr-defined]
    return {
        **values,
        "revision": assignment.revision,
        "lead": next((one.unit_id for one in units if one.role == UnitRole.LEAD), None),
        "responsible": [one.unit_id for one in units if one.role == UnitRole.RESPONSIBLE],
        "supporting": [one.unit_id for one in units if one.role == UnitRole.SUPPORTING],
    }


def nodes_initial(assignment: Assignment, *, is_open: bool = False) -> list[dict[str, Any]]:
    """The milestones as rows; `is_open`: only those not reached."""
    rows = assignment.milestones.all()  # type: ignore[attr-defined]
    names = ("title", "due_on", "planned_percent", "planned_quantity")
    return [{name: getattr(row, name) for name in names} for row in rows if not (is_open and row.done_on)]
