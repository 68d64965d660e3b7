"""Shape of input: the opinion, the return, the handing on."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.foundation.people.models import Person
from apps.office.approvals.models import ApprovalStep
from apps.office.approvals.rules import TEXT_LIMIT
from apps.office.files.forms import UploadsField

REASON_LIMIT = 500
ORGAN_FIELDS = {"document_number", "decided_on", "files"}


class DecisionForm(forms.Form):
    """For an organ's decision the number, date and scan of the paper that holds it; who signs needs none of them."""

    document_number = forms.CharField(
        label="纪要或批复文号", max_length=80, help_text="如:青禾委纪〔2026〕3号",
        error_messages={"required": "请填写会议纪要或者批复文件的文号。"},
    )  # fmt: skip
    decided_on = forms.DateField(
        label="研究决定日期", widget=forms.DateInput, error_messages={"required": "请填写会议研究决定的日期。"}
    )

    def __init__(self, *args: Any, step: ApprovalStep, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{type(self).__name__.lower()}_%s", **kwargs)
        if not step.is_organ:
            for name in ORGAN_FIELDS & set(self.fields):
                del self.fields[name]


class ApproveForm(DecisionForm):
    opinion = forms.CharField(
        label="意见(可不填)", required=False, max_length=TEXT_LIMIT, widget=forms.Textarea({"rows": 2})
    )
    files = UploadsField(label="附件(可不传)", help_text="会议纪要或批复文件的扫描件、照片,可选多个。")


class ReturnForm(DecisionForm):
    reason = forms.CharField(
        label="退回理由", max_length=REASON_LIMIT, widget=forms.Textarea({"rows": 3}),
        help_text="写明哪里要改、怎样改;退回后本轮审批结束,修改后重新提请。",
        error_messages={"required": "请写明退回的理由,让拟稿人知道怎样修改。"},
    )  # fmt: skip


class DelegateForm(forms.Form):
    to = forms.ModelChoiceField(
        Person.objects.none(), label="转交给", empty_label="请选择", error_messages={"required": "请选择转交给谁。"}
    )
    reason = forms.CharField(
        label="转交理由", max_length=REASON_LIMIT, help_text="如:出差在外、分管工作调整",
        error_messages={"required": "请写明转交的理由。"},
    )  # fmt: skip

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_delegateform_%s", **kwargs)
        self.fields["to"].queryset = people


class WithdrawForm(forms.Form):
    reason = forms.CharField(required=False, max_length=REASON_LIMIT)
