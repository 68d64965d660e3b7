"""Shape of input: an objection from outside, one written down by the office, the answer and the conclusion."""

from django import forms

from apps.office.public_notices.models import Channel
from apps.office.public_notices.rules import TEXT_LIMIT


class ObjectionForm(forms.Form):
    """From a phone, without sign-in; only the words are needed."""

    text = forms.CharField(
        label="您的意见和理由", max_length=TEXT_LIMIT, widget=forms.Textarea({"rows": 6}),
        help_text=f"请写明事实和理由,不超过{TEXT_LIMIT}字。",
        error_messages={"required": "请写明您的意见和理由。"},
    )  # fmt: skip
    name = forms.CharField(
        label="姓名(可不填)", required=False, max_length=60,
        help_text="可以匿名;留下真实姓名和联系方式,便于核实和答复,只有承办人员能看到。",
    )  # fmt: skip
    contact = forms.CharField(label="联系方式(可不填)", required=False, max_length=100)


class RecordForm(ObjectionForm):
    """What came by letter or was said in the office."""

    channel = forms.ChoiceField(
        label="渠道", choices=[choice for choice in Channel.choices if choice[0] != Channel.ONLINE]
    )
    field_order = ["channel", "text", "name", "contact"]


class SettleForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label="是否成立", choices=[("0", "不成立"), ("1", "成立")], coerce=lambda value: value == "1",
        widget=forms.RadioSelect, error_messages={"required": "请选择意见是否成立。"},
    )  # fmt: skip
    answer = forms.CharField(
        label="核实情况和处理结论", max_length=TEXT_LIMIT, widget=forms.Textarea({"rows": 5}),
        help_text="写明向谁核实、结果如何、依据什么;留有联系方式的,据此答复本人。",
        error_messages={"required": "请写明核实情况和处理结论。"},
    )  # fmt: skip


class ConcludeForm(forms.Form):
    conclusion = forms.CharField(
        label="公示结论", max_length=TEXT_LIMIT, widget=forms.Textarea({"rows": 4}),
        help_text="如:公示期间未收到异议。结论会显示在公开页面上,不要写提出意见人的情况。",
        error_messages={"required": "请填写公示结论。"},
    )  # fmt: skip


class WithdrawForm(forms.Form):
    reason = forms.CharField(required=False, max_length=500)
