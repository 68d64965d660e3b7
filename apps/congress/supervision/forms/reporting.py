"""What a unit fills in, on a phone as well: progress, milestones, the claim, more time, answers."""

from datetime import date
from typing import Any

from django import forms

from apps.congress.supervision.models import Assignment, Milestone, ProgressReport
from apps.congress.supervision.rules import periods
from apps.congress.supervision.selectors.standing import reportable
from apps.congress.supervision.services import NodeReport, ReportDraft
from apps.foundation.core.forms import DayField
from apps.office.files.forms import UploadsField

PHOTOS = "可以现场拍照,也可以选择照片或者文件。"


def words(label: str, limit: int, rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea({"rows": rows}), **options)


def pieces(label: str, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=10**9, widget=forms.NumberInput({"inputmode": "numeric"}), **options
    )


class SignForm(forms.Form):
    """Which unit signs; who signed on paper, where the office enters it."""

    unit = forms.ModelChoiceField(None, label="签收单位", empty_label=None)  # type: ignore[arg-type]
    signer = forms.CharField(label="签收人", max_length=60, help_text="书面签收的,填写签收人的姓名")

    def __init__(self, *args: Any, assignment: Assignment, on_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = assignment.units.filter(acknowledged_at__isnull=True)  # type: ignore[attr-defined]
        units = waiting.model._meta.get_field("unit").related_model.objects
        self.fields["unit"].queryset = units.filter(pk__in=waiting.values("unit"))
        if not on_paper:
            del self.fields["signer"]


class ReportForm(forms.Form):
    """One period. What the assignment does not count is not asked for."""

    period = forms.TypedChoiceField(label="报送周期", coerce=date.fromisoformat)
    percent = forms.IntegerField(
        label="累计进度(%)", min_value=0, max_value=100, widget=forms.NumberInput({"inputmode": "numeric"})
    )
    quantity_done = pieces("累计完成数量")
    quantity_expected = pieces("预计完成数量", required=False, help_text="到期时预计能完成多少;少于计划的请如实填写")
    paid = forms.DecimalField(
        label="累计支付(元)", min_value=0, max_digits=14, decimal_places=2, required=False,
        widget=forms.NumberInput({"inputmode": "decimal"}),
    )  # fmt: skip
    narrative = words("进展情况", 4000, 5, help_text="写明这一期做了什么、到了哪一步")
    problems = words("存在问题", 2000, 3, required=False)
    help_needed = words("需要协调解决的事项", 2000, 3, required=False)
    files = UploadsField(label="照片和证明材料")

    def __init__(self, *args: Any, assignment: Assignment, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = reportable(assignment, on) or [assignment.next_period or on]
        names = [(one.isoformat(), periods.period_name(one, assignment.cycle)) for one in found]
        self.fields["period"].choices = names
        self.initial.setdefault("period", names[-1][0])
        self.fields["files"].help_text = f"{PHOTOS}进度报100%的必须附上。"
        if assignment.quantity_planned is None:
            del self.fields["quantity_done"], self.fields["quantity_expected"]
        else:
            planned = f"计划{assignment.quantity_planned}{assignment.quantity_unit}"
            self.fields["quantity_done"].help_text = f"{planned},填写开工以来的累计数"
        if assignment.investment is None:
            del self.fields["paid"]

    def draft(self) -> ReportDraft:
        return ReportDraft(
            **{name: value for name, value in self.cleaned_data.items() if name not in ("files", "reason")}
        )


class CorrectionForm(ReportForm):
    """The latest report once more, with why."""

    reason = words("更正理由", 500, 2, help_text="原来的报告和更正都会保留")
    field_order = ["reason"]

    def __init__(self, *args: Any, report: ProgressReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, initial=_values(report))
        name = periods.period_name(report.period, report.assignment.cycle)
        self.fields["period"].choices = [(report.period.isoformat(), name)]
        self.order_fields(self.field_order)


def _values(report: ProgressReport) -> dict[str, Any]:
    names = ("percent", "quantity_done", "quantity_expected", "paid", "narrative", "problems", "help_needed")
    return {**{name: getattr(report, name) for name in names}, "period": report.period.isoformat()}


class NodeDoneForm(forms.Form):
    done_on = DayField(label="完成日期")
    actual_quantity = pieces("实际数量")
    note = words("完成情况", 500, 3)
    files = UploadsField(label="照片和证明材料", help_text=PHOTOS)

    def __init__(self, *args: Any, node: Milestone, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if node.planned_quantity is None:
            del self.fields["actual_quantity"]
        else:
            self.fields["actual_quantity"].help_text = f"计划{node.planned_quantity}"

    def report(self) -> NodeReport:
        return NodeReport(**{name: value for name, value in self.cleaned_data.items() if name != "files"})


class ClaimForm(forms.Form):
    statement = words("完成情况", 4000, 5, help_text="对照工作内容和成果形式,写明完成了什么")
    quantity_done = pieces("完成数量")
    files = UploadsField(label="照片和证明材料", help_text=f"{PHOTOS}报完成必须附上。")

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if assignment.quantity_planned is None:
            del self.fields["quantity_done"]
        else:
            planned = f"计划{assignment.quantity_planned}{assignment.quantity_unit}"
            self.fields["quantity_done"].help_text = f"{planned}。少于计划的请如实填写,任务会继续亮红灯。"


class ExtendForm(forms.Form):
    new_due_on = DayField(label="延至")
    reason = words("延期理由", 500, 4)


class AnswerForm(forms.Form):
    text = words("办理情况", 4000, 6, help_text="对照督办要求逐条写明")
    files = UploadsField(label="照片和证明材料", help_text=PHOTOS)
