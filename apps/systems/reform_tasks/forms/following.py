"""Guarantees, dispatch meetings and their points, good practice and its adoption."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from apps.congress.supervision.models import Assignment
from apps.foundation.core.forms import DayField, MomentField, OnceForm, RevisedForm, RowForm
from apps.foundation.core.identifiers import uuids_of
from apps.foundation.organisations.models import Area, Unit
from apps.systems.reform_tasks.models import (
    AdoptionLevel,
    DispatchMeeting,
    DispatchPoint,
    GoodPractice,
    Guarantee,
    ReformItem,
    ReformPlan,
    ReformTask,
)
from apps.systems.reform_tasks.selectors import dispatching
from apps.systems.reform_tasks.selectors.guarantees import Answer
from apps.systems.reform_tasks.services.dispatching import DispatchDraft, PointDraft
from apps.systems.reform_tasks.services.guaranteeing import Said
from apps.systems.reform_tasks.services.practising import AdoptionDraft, PracticeDraft


class GuaranteeForm(RevisedForm):
    """All four of a place; `stand` is the latest answer that the page was typed on."""

    rests_on = "stand"
    stand = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, answers: Sequence[Answer], stand: int) -> None:
        initial: dict[str, Any] = {"stand": stand}
        for answer in answers:
            if check := answer.check:
                initial.update({f"{answer.kind}_met": check.met, f"{answer.kind}_note": check.note})
                if check.amount is not None:
                    initial["amount"] = check.amount
        super().__init__(data, initial=initial)
        for kind in Guarantee:
            self.fields[f"{kind}_met"] = forms.BooleanField(label=f"{kind.label}保障已落实", required=False)
            if kind == Guarantee.FUNDS:
                self.fields["amount"] = forms.DecimalField(
                    label="列入本级预算的金额(元)", required=False, min_value=0, max_digits=12, decimal_places=2
                )
            self.fields[f"{kind}_note"] = forms.CharField(
                label=f"{kind.label}:{HINTS[kind]}", max_length=500, required=False, widget=forms.Textarea({"rows": 2})
            )

    def said(self) -> dict[str, Said]:
        """Without what was never answered and is left empty."""
        data = self.cleaned_data
        found = {
            kind: Said(data[f"{kind}_met"], data[f"{kind}_note"], data["amount"] if kind == Guarantee.FUNDS else None)
            for kind in Guarantee.values
        }
        return {
            kind: one for kind, one in found.items() if one.met or one.note.strip() or self.initial.get(f"{kind}_note")
        }


HINTS = {
    Guarantee.ORGANISATION: "领导小组、责任分工",
    Guarantee.FUNDS: "预算科目、用途",
    Guarantee.PREMISES: "地点、设施",
    Guarantee.STAFF: "专人姓名、能否使用数字平台",
}


class _DispatchFields(forms.Form):
    title = forms.CharField(label="会议名称", max_length=120)
    held_at = MomentField(label="时间", widget=forms.DateTimeInput)
    place = forms.CharField(label="地点", max_length=80)
    chair = forms.CharField(label="主持人", max_length=60)
    present = forms.CharField(
        label="出席", max_length=2000, widget=forms.Textarea({"rows": 3}), help_text="姓名用顿号或者换行分隔"
    )
    absent = forms.CharField(label="请假", max_length=1000, required=False)
    summary = forms.CharField(label="总体情况", max_length=4000, required=False, widget=forms.Textarea({"rows": 4}))

    def draft(self) -> DispatchDraft:
        return DispatchDraft(**{name: self.cleaned_data[name] for name in _DispatchFields.base_fields})


class DispatchForm(OnceForm, _DispatchFields):
    """A meeting that was held."""


class DispatchChangeForm(RevisedForm, _DispatchFields):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, meeting: DispatchMeeting) -> None:
        initial = {name: getattr(meeting, name) for name in _DispatchFields.base_fields}
        super().__init__(data, initial={"revision": meeting.revision, **initial})


class PointForm(forms.Form):
    """What is asked about one task; without a requirement it was not spoken of."""

    problem = forms.CharField(label="存在问题", max_length=500, required=False, widget=forms.Textarea({"rows": 2}))
    requirement = forms.CharField(label="会议要求", max_length=500, required=False, widget=forms.Textarea({"rows": 2}))
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="落实单位", required=False, to_field_name="public_id", empty_label="请选择"
    )
    due_on = DayField(label="落实期限", required=False, widget=forms.DateInput)

    def __init__(self, data: Any, *, assignment: Assignment, light: str, percent: int, **given: Any) -> None:
        super().__init__(data, prefix=str(assignment.public_id), **given)
        self.assignment, self.light, self.percent = assignment, light, percent
        units = Unit.objects.filter(area=assignment.area_id, until__isnull=True)
        self.fields["unit"].queryset = units.order_by("pk")

    def draft(self) -> PointDraft:
        return PointDraft(self.assignment, **self.cleaned_data)


class ExtraPointForm(RowForm):
    """One more task that the meeting spoke of, late or not, by its place and its name."""

    named_by, others, needed = "requirement", ("area", "task", "problem"), ("area", "task")

    area = forms.ModelChoiceField(
        Area.objects.none(), label="镇街", required=False, to_field_name="public_id", empty_label="请选择"
    )
    task = forms.ModelChoiceField(
        ReformTask.objects.none(), label="任务", required=False, to_field_name="public_id", empty_label="请选择"
    )
    problem = forms.CharField(label="存在问题", max_length=500, required=False, widget=forms.Textarea({"rows": 2}))
    requirement = forms.CharField(label="会议要求", max_length=500, required=False, widget=forms.Textarea({"rows": 2}))
    due_on = DayField(label="落实期限", required=False, widget=forms.DateInput)

    def __init__(self, data: Any, *, plan: ReformPlan, shown: Sequence[Assignment]) -> None:
        super().__init__(data, prefix="extra")
        self.plan, self.shown, self.assignment = plan, {one.pk for one in shown}, None
        self.fields["area"].queryset, self.fields["task"].queryset = dispatching.spoken_choices(plan)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("requirement") and values.get("area") and values.get("task"):
            self.assignment = dispatching.assignment_at(self.plan, values["area"], values["task"])
            if self.assignment is None:
                self.add_error("task", f"{values['area']}没有这项任务,或者已经销号、终止,不能再调度。")
            elif self.assignment.pk in self.shown:
                self.add_error("task", f"{values['area']}的这项任务已列在上面,请直接在那里填写。")
        return values

    def drafts(self) -> list[PointDraft]:
        if self.assignment is None:
            return []
        names = ("problem", "requirement", "due_on")
        return [PointDraft(self.assignment, **{name: self.cleaned_data[name] for name in names})]


class RevisionForm(RevisedForm):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class PointsEditor:
    """A row for each point that is recorded, each task that is late now, and one more; speaks as a form to `attempt`.

    A page that was sent has the rows it showed, whatever is late by now.
    """

    def __init__(self, data: Any, *, meeting: DispatchMeeting, proposals: Iterable[dispatching.Proposal]) -> None:
        self.head = RevisionForm(data, initial={"revision": meeting.revision})
        points = {point.assignment_id: point for point in dispatching.points_of(meeting)}
        self.rows = [_of_point(data, point) for point in points.values()]
        if data is None:
            self.rows += [_of_proposal(one) for one in proposals]
        else:
            known = {point.assignment.public_id for point in points.values()}
            keys = [key for key in uuids_of(data.getlist("row")) if key not in known][: dispatching.POINTS_LIMIT]
            self.rows += [_of_cell(data, one) for one in dispatching.assignments_under(meeting.plan, keys)]
        self.extra = ExtraPointForm(data, plan=meeting.plan, shown=[row.assignment for row in self.rows])

    @property
    def revision(self) -> int:
        return self.head.cleaned_data["revision"]

    def is_valid(self) -> bool:
        return all([self.head.is_valid(), self.extra.is_valid(), *(row.is_valid() for row in self.rows)])

    @property
    def has_errors(self) -> bool:
        forms = (self.head, self.extra, *self.rows)
        return self.head.is_bound and any(form.errors for form in forms)

    def add_error(self, field: None, error: list[str]) -> None:
        self.head.add_error(field, error)

    def upon_newest(self) -> None:
        self.head.upon_newest()

    def points(self) -> list[PointDraft]:
        spoken = [row.draft() for row in self.rows if row.cleaned_data["requirement"].strip()]
        return spoken + self.extra.drafts()


def _of_point(data: Any, point: DispatchPoint) -> PointForm:
    initial = {
        "problem": point.problem, "requirement": point.requirement, "due_on": point.due_on,
        "unit": point.unit.public_id if point.unit else None,
    }  # fmt: skip
    light = dispatching.light_name(point.light)
    return PointForm(data, assignment=point.assignment, light=light, percent=point.percent, initial=initial)


def _of_proposal(one: dispatching.Proposal) -> PointForm:
    cell = one.warned.cell
    initial = {"problem": one.problem, "unit": one.unit.public_id if one.unit else None}
    return PointForm(None, assignment=cell.row.assignment, light=cell.name, percent=cell.percent, initial=initial)


def _of_cell(data: Any, assignment: Assignment) -> PointForm:
    return PointForm(data, assignment=assignment, light="", percent=assignment.percent)


class _PracticeFields(forms.Form):
    item = forms.ModelChoiceField(
        ReformItem.objects.none(), label="改革事项", required=False, to_field_name="public_id", empty_label="综合"
    )
    title = forms.CharField(label="题目", max_length=80)
    text = forms.CharField(label="做法和成效", max_length=8000, widget=forms.Textarea({"rows": 12}))

    def offer(self, plan: ReformPlan) -> None:
        self.fields["item"].queryset = ReformItem.objects.filter(plan=plan).order_by("number")

    def draft(self) -> PracticeDraft:
        data = self.cleaned_data
        return PracticeDraft(data["title"], data["text"], data["item"])


class PracticeForm(OnceForm, _PracticeFields):
    def __init__(self, data: Any, *, plan: ReformPlan) -> None:
        super().__init__(data)
        self.offer(plan)


class PracticeChangeForm(RevisedForm, _PracticeFields):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, practice: GoodPractice) -> None:
        initial = {
            "revision": practice.revision, "title": practice.title, "text": practice.text,
            "item": practice.item.public_id if practice.item else None,
        }  # fmt: skip
        super().__init__(data, initial=initial)
        self.offer(practice.plan)


class AdoptionForm(forms.Form):
    level = forms.ChoiceField(label="级别", choices=AdoptionLevel)
    by = forms.CharField(label="采用单位或者媒体", max_length=120)
    on = DayField(label="采用日期", widget=forms.DateInput)
    link = forms.URLField(label="网址", max_length=200, required=False, assume_scheme="https")

    def draft(self) -> AdoptionDraft:
        return AdoptionDraft(**self.cleaned_data)
