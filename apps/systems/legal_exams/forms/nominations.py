"""What is typed of a nomination."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from apps.foundation.core.forms import DayField, OnceForm, RevisedForm
from apps.foundation.people.models import Person
from apps.foundation.people.rules.cells import read_identity_number, read_phone
from apps.systems.legal_exams.models import Nomination, NominationKind, Organ
from apps.systems.legal_exams.services.nominations import NominationDraft

CHOOSE = ("", "请选择")
FIELDS = (
    "name", "identity_number", "phone", "present_post", "post", "organ", "kind", "nominated_by", "received_on",
    "meeting_on",
)  # fmt: skip


class NominationFields(forms.Form):
    """Every field of a draft, as a form and as a row of a spreadsheet read it."""

    name = forms.CharField(label="姓名", max_length=40)
    identity_number = forms.CharField(
        label="身份证号", max_length=30, help_text="18位,加密保存;用来查找本届内的考试成绩和现场核验身份"
    )
    phone = forms.CharField(label="联系电话", max_length=30, required=False, help_text="手机号,加密保存")
    present_post = forms.CharField(label="现任职务", max_length=100, required=False)
    post = forms.CharField(label="拟任职务", max_length=100, help_text="与提请任命的议案一致")
    organ = forms.ChoiceField(
        label="类别", choices=[CHOOSE, *Organ.choices], help_text="按拟任职务所在机关,决定试卷的相关部分"
    )
    kind = forms.ChoiceField(label="任命方式", choices=[CHOOSE, *NominationKind.choices])
    nominated_by = forms.CharField(label="提请机关(人)", max_length=80)
    received_on = DayField(label="收到提请日期", widget=forms.DateInput)
    meeting_on = DayField(
        label="拟提请审议的会议日期", required=False, widget=forms.DateInput, help_text="常委会会议日期,未定的可以不填"
    )

    def clean_identity_number(self) -> str:
        return _read(read_identity_number, self.cleaned_data["identity_number"])

    def clean_phone(self) -> str:
        return _read(read_phone, self.cleaned_data["phone"])

    def draft(self) -> NominationDraft:
        return NominationDraft(**{name: self.cleaned_data[name] for name in FIELDS})


class NominationForm(OnceForm, NominationFields):
    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__(data, initial={"received_on": on})


class NominationChangeForm(RevisedForm, NominationFields):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, nomination: Nomination) -> None:
        values = {name: getattr(nomination, name) for name in FIELDS}
        super().__init__(data, initial={**values, "revision": nomination.revision})


class ExemptionForm(forms.Form):
    exemption = forms.ChoiceField(label="免考情形", help_text="本地规定的免考情形,在审批中显示")
    reason = forms.CharField(
        label="理由", max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="写入免考审批表,只有任免考试工作人员可见;审批中只出现提名编号和免考情形",
    )  # fmt: skip
    approver = forms.ModelChoiceField(
        Person.objects.none(), label="审批人", to_field_name="public_id", help_text="请将免考审批表送审批人核阅"
    )

    def __init__(self, data: Any, *, exemptions: Sequence[str], suggested: str, approvers: QuerySet[Person]) -> None:
        super().__init__(data, initial={"exemption": suggested})
        self.fields["exemption"].choices = [(one, one) for one in exemptions]  # type: ignore[attr-defined]
        self.fields["approver"].queryset = approvers  # type: ignore[attr-defined]


def _read(reader: Any, text: str) -> str:
    try:
        return reader(text)
    except ValueError as error:
        raise ValidationError(f"{error}。") from error
