"""What the supervising side fills in: sheets, findings, adjustments."""

from typing import Any

from django import forms

from apps.congress.supervision.forms.reporting import words
from apps.congress.supervision.models import Assignment
from apps.congress.supervision.selectors.standing import rule_value
from apps.congress.supervision.services import SheetDraft
from apps.foundation.core.forms import DayField
from apps.foundation.organisations.models import Unit


class SheetForm(forms.Form):
    """督办单: to which unit, what is wrong, what is asked for."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="督办对象", empty_label=None)
    problem = words("存在问题", 2000, 4)
    requirement = words("督办要求", 2000, 4)
    answer_working_days = forms.IntegerField(
        label="反馈期限(工作日)", min_value=1, max_value=60, help_text="自签发之日起算"
    )

    def __init__(self, *args: Any, assignment: Assignment, changes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(assignments__assignment=assignment).order_by(
            "assignments__pk"
        )
        self.initial.setdefault("answer_working_days", rule_value(assignment, "answer_working_days"))
        if changes:
            del self.fields["unit"]

    def draft(self) -> SheetDraft:
        return SheetDraft(**{name: value for name, value in self.cleaned_data.items() if name != "unit"})


class SheetReturnForm(forms.Form):
    reason = words("退回理由", 500, 3, help_text="写明还要说明什么,承办单位据此重新反馈")
    due_on = DayField(label="重新反馈的期限")


class SheetCloseForm(forms.Form):
    closing = words("办结意见", 1000, 3)


class VerifyForm(forms.Form):
    verified_on = DayField(label="核查日期")
    finding = words("核查意见", 2000, 4, help_text="怎样核查的,看到了什么")


class AdjustForm(forms.Form):
    """The day, the quantity, and why; the milestones stand in the rows below."""

    due_on = DayField(label="完成期限")
    quantity_planned = forms.IntegerField(
        label="计划数量", min_value=0, max_value=10**9, required=False, help_text="不按数量考核的,请留空"
    )
    decision = forms.CharField(label="依据", max_length=200, help_text="作出决定的会议或者文件,如:主席团第12次会议决定")
    reason = words("调整理由", 500, 3)
