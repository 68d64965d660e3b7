"""What is typed in once projects are handed over: plans, groups, visits, decisions, assessments, rectification."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.congress.ballots.models import Base, Method, Poll, method_choices
from apps.congress.meetings.models import Sitting
from apps.foundation.core.forms import DayField, OnceForm, RevisedForm, RowForm, row_set
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Group, Person
from apps.foundation.people.selectors import serving_members
from apps.office.files.forms import UploadsField
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.forms.seasons import VOTE_METHODS, SittingField, offer
from apps.systems.livelihood_projects.models import Decider, Project, ProjectPlan, Season
from apps.systems.livelihood_projects.selectors.delivering import deciders_of, deciding_polls
from apps.systems.livelihood_projects.services.breaking_down import PlanDraft, PlanNodeDraft
from apps.systems.livelihood_projects.services.changing import ChangedPlan, DecisionDraft
from apps.systems.livelihood_projects.services.judging import AssessmentDraft
from apps.systems.livelihood_projects.services.watching import VisitDraft

NODES_LIMIT, SPARE_ROWS = 12, 2
PLAN_FIELDS = (
    "leader", "contact_name", "contact_phone", "task", "place", "quantity", "quantity_unit", "investment",
    "starts_on", "due_on", "revision",
)  # fmt: skip


def words(label: str, limit: int, rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea({"rows": rows}), **options)


def money(label: str, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=14, decimal_places=2, **options)


class PlanForm(RevisedForm):
    """One project's 任务分解; its quarters stand in the rows below."""

    leader = forms.CharField(label="责任领导", max_length=60)
    contact_name = forms.CharField(label="联系人", max_length=60, required=False)
    contact_phone = forms.CharField(label="联系电话", max_length=40, required=False)
    supporting = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="配合单位(可多选)", required=False, to_field_name="public_id"
    )
    task = words("任务内容", 2000, 4)
    place = forms.CharField(label="实施地点", max_length=120)
    quantity = forms.IntegerField(
        label="计划数量", min_value=1, max_value=10**9, required=False, help_text="不按数量考核的,请留空"
    )
    quantity_unit = forms.CharField(label="计量单位", max_length=12, required=False, help_text="如:个、公里、盏")
    investment = money("计划投资(元)")
    starts_on = DayField(label="开工日期")
    due_on = DayField(label="完成期限", help_text="不能晚于票决确定的日期")
    revision = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: ProjectPlan, **kwargs: Any) -> None:
        known = {name: getattr(plan, name) for name in PLAN_FIELDS}
        known["supporting"] = [unit.public_id for unit in plan.supporting.all()]
        super().__init__(*args, initial=known, **kwargs)
        units = selectors.doing_units(plan.project.season).exclude(pk=plan.project.responsible_unit_id)
        self.fields["supporting"].queryset = units
        self.fields["supporting"].widget.attrs["size"] = 5

    def draft(self, rows: forms.BaseFormSet) -> PlanDraft:
        values = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return PlanDraft(**values, nodes=_nodes(rows))


class PlanNodeForm(RowForm):
    """A quarter; without a name it is left out. Figures are cumulative."""

    named_by, others = "title", ("due_on", "percent", "quantity", "investment")
    needed = ("due_on", "percent")

    title = forms.CharField(label="节点内容", max_length=120, required=False)
    due_on = DayField(label="期限", required=False)
    percent = forms.IntegerField(label="累计进度(%)", min_value=1, max_value=100, required=False)
    quantity = forms.IntegerField(label="累计数量", min_value=0, max_value=10**9, required=False)
    investment = money("累计投资(元)", required=False)


PlanNodeRows = row_set(PlanNodeForm, NODES_LIMIT, extra=SPARE_ROWS)


def _nodes(rows: forms.BaseFormSet) -> list[PlanNodeDraft]:
    values = [form.cleaned_data for form in rows if form.cleaned_data.get("title")]
    return sorted((PlanNodeDraft(**value) for value in values), key=lambda node: node.due_on)


def nodes_initial(plan: ProjectPlan) -> list[dict[str, Any]]:
    names = ("title", "due_on", "percent", "quantity", "investment")
    return [{name: getattr(row, name) for name in names} for row in plan.nodes.all()]  # type: ignore[attr-defined]


class WatchForm(forms.Form):
    """监督小组: who leads it, who belongs to it, which deputy groups take part."""

    leader = forms.ModelChoiceField(
        Person.objects.none(), label="组长", to_field_name="public_id", empty_label="请选择"
    )
    members = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="组员(可多选)", required=False, to_field_name="public_id"
    )
    teams = forms.ModelMultipleChoiceField(
        Group.objects.none(), label="参与的代表小组(可多选)", required=False, to_field_name="public_id"
    )

    def __init__(self, *args: Any, project: Project, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial=_watch_initial(project), **kwargs)
        people = _deputies(project.season, on)
        self.fields["leader"].queryset = self.fields["members"].queryset = people
        self.fields["teams"].queryset = selectors.season_groups(project.season)
        self.fields["members"].widget.attrs["size"] = 8


def _deputies(season: Season, on: date) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=serving_members(season.term, on).values("person")).order_by("pinyin")


def _watch_initial(project: Project) -> dict[str, Any]:
    watch = getattr(project, "watch", None)
    if watch is None:
        return {}
    return {
        "leader": watch.leader.public_id,
        "members": [person.public_id for person in watch.members.all()],
        "teams": [team.public_id for team in watch.teams.all()],
    }


class VisitForm(OnceForm):
    """On a phone, on the site."""

    visited_on = DayField(label="监督日期")
    people = forms.CharField(label="参加人员", max_length=300)
    findings = words("看到的情况", 2000, 5)
    problems = words("发现的问题和建议", 2000, 3, required=False)
    files = UploadsField(label="现场照片", help_text="可以现场拍照,也可以选择照片或者文件。")

    def draft(self) -> VisitDraft:
        return VisitDraft(**{name: value for name, value in self.cleaned_data.items() if name not in ("files", "key")})


class DecisionForm(forms.Form):
    """By whose decision a project is adjusted or ended; the decision comes first, then it is registered here."""

    decider = forms.ChoiceField(label="决定机关")
    decided_on = DayField(label="决定日期")
    reference = forms.CharField(
        label="决议、决定的名称或者文号", max_length=200, required=False, help_text="没有表决可选的,必须填写"
    )
    poll = forms.ModelChoiceField(
        Poll.objects.none(), label="会议上的表决", required=False, to_field_name="public_id", empty_label="不选"
    )
    reason = words("理由", 500, 3)

    def __init__(self, *args: Any, season: Season, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = deciders_of(season, on)
        self.fields["decider"].choices = [choice for choice in Decider.choices if choice[0] in allowed]
        self.fields["poll"].queryset = deciding_polls(season)

    def decision(self) -> DecisionDraft:
        names = ("decider", "decided_on", "reason", "reference", "poll")
        return DecisionDraft(**{name: self.cleaned_data[name] for name in names})


class AdjustForm(DecisionForm):
    """What holds from now on, and by whose decision."""

    place = forms.CharField(label="实施地点", max_length=120)
    due_on = DayField(label="完成期限")
    quantity = forms.IntegerField(
        label="计划数量", min_value=1, max_value=10**9, required=False, help_text="不按数量考核的,请留空"
    )
    field_order = ["place", "due_on", "quantity"]

    def wanted(self) -> ChangedPlan:
        return ChangedPlan(**{name: self.cleaned_data[name] for name in ("place", "due_on", "quantity")})


class AssessForm(forms.Form):
    """At which sitting, by which measures, measured against whom."""

    sitting = SittingField(label="会议", queryset=Sitting.objects.none(), empty_label=None)
    title = forms.CharField(label="票名", max_length=120)
    held_under = forms.CharField(label="依据的办法", max_length=120)
    base = forms.ChoiceField(
        label="计算基数", choices=Base.choices, widget=forms.RadioSelect,
        help_text="等次按占基数的比例确定,基数不同结果可能不同,请按本地测评办法选择。",
    )  # fmt: skip
    method = forms.ChoiceField(
        label="投票方式", choices=method_choices(*VOTE_METHODS), initial=Method.NAMED, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["sitting"], selectors.assessing_sittings(season))
        area = season.body.area
        self.initial = {
            "title": f"{season}满意度测评",
            "held_under": f"{area}民生实事项目满意度测评办法",
        } | self.initial

    @property
    def draft(self) -> AssessmentDraft:
        names = ("title", "held_under", "base", "method")
        return AssessmentDraft(**{name: self.cleaned_data[name] for name in names})


class RequirementForm(forms.Form):
    requirement = words("整改要求", 2000, 6, help_text="写明测评中反映的问题和要达到的标准;将写入整改通知")


class RectificationForm(forms.Form):
    report = words("整改情况", 4000, 8, help_text="写明采取的措施和达到的效果;提交后不能修改")
