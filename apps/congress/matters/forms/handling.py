"""Shape of input of the unit's acts, and of what the office answers."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.congress.matters.models import REPLY_LIMIT, Handling, MatterKind, Means, Reply
from apps.congress.matters.rules.handling import BY_UNIT, Contact
from apps.congress.matters.rules.replying import COMMITMENT_LIMIT, Promise
from apps.congress.matters.rules.schemes import CLASSES, label_of
from apps.congress.matters.selectors.replying import promises_of
from apps.congress.matters.services.replying import ReplyDraft
from apps.congress.matters.services.returning import Takeover
from apps.foundation.core.forms import DayField, OnceForm, RevisedForm, RowForm, row_set
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from apps.office.documents.rules.numbers import issues_with_code

LINES = forms.Textarea({"rows": 4})
DRAFTED = ("result", "text", "contact_name", "contact_phone", "is_public", "helpers_note")


class ReturnForm(forms.Form):
    """Why it is not this unit's, and whose it might be."""

    reason = forms.CharField(label="退办理由", max_length=500, widget=LINES, help_text="写明不属于本单位职责的依据")
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="建议改交", required=False, empty_label="不提建议", help_text="由人大办公室研究确定"
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class DeclineForm(forms.Form):
    answer = forms.CharField(label="不同意的理由", max_length=500, widget=LINES)


class ReassignForm(forms.Form):
    """Who takes over. The day the proposer was promised stays unless it is moved, with a reason."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="改交单位", empty_label="请选择")
    requirements = forms.CharField(label="交办要求", max_length=500, required=False, widget=LINES)
    reply_due_on = DayField(
        label="调整后的答复期限", required=False, help_text="一般不调整,留空即保持原来答应提出人的日期"
    )
    reason = forms.CharField(label="调整期限的理由", max_length=300, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], part: Handling, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, initial={"unit": part.return_unit_id})
        self.fields["unit"].queryset = units
        if not part.answers:
            del self.fields["reply_due_on"], self.fields["reason"]

    def takeover(self) -> Takeover:
        return Takeover(**self.cleaned_data)


class GrantForm(ReassignForm):
    """The office agrees, and names who takes over at once or within the limit."""

    field_order = ["answer", "unit"]
    answer = forms.CharField(label="答复", max_length=500, widget=LINES, help_text="写明同意的理由,退办的单位看得到")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].required, self.fields["unit"].empty_label = False, "稍后确定"
        self.order_fields(self.field_order)

    def takeover(self) -> Takeover:
        return Takeover(**{name: value for name, value in self.cleaned_data.items() if name != "answer"})


class ContactForm(forms.Form):
    on = DayField(label="沟通日期")
    means = forms.ChoiceField(
        label="沟通方式", choices=[(means.value, means.label) for means in Means if means.value in BY_UNIT]
    )
    people = forms.CharField(label="参加人员", max_length=200, help_text="双方的姓名和职务")
    gist = forms.CharField(label="提出人的意见", max_length=2000, widget=LINES)

    def contact(self) -> Contact:
        return Contact(**{name: self.cleaned_data[name] for name in Contact.__dataclass_fields__})


class NewContactForm(OnceForm, ContactForm):
    """Contact by itself; with an answer on paper it is part of that form."""


class OpinionForm(forms.Form):
    text = forms.CharField(label="协办意见", max_length=4000, widget=forms.Textarea({"rows": 8}))


class RedoForm(forms.Form):
    reason = forms.CharField(label="退回理由", max_length=500, widget=LINES, help_text="写明缺少什么,协办单位据此重提")


class ExtendForm(forms.Form):
    new_due_on = DayField(label="延至")
    reason = forms.CharField(label="延期理由", max_length=500, widget=LINES, help_text="提出人会看到这一理由")


class ReplyForm(RevisedForm):
    """The reply as typed; what it promises stands in the rows below."""

    revision = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)
    result = forms.ChoiceField(label="答复结果类别", widget=forms.RadioSelect)
    text = forms.CharField(
        label="答复内容", max_length=REPLY_LIMIT, widget=forms.Textarea({"rows": 14}),
        help_text="只写正文;抬头、“收悉,现答复如下”、致谢和落款由平台拟写。一、(一)1. 开头的行按公文层次排版。",
    )  # fmt: skip
    contact_name = forms.CharField(label="联系人", max_length=60)
    contact_phone = forms.CharField(label="联系电话", max_length=40)
    is_public = forms.BooleanField(label="答复内容可以公开", required=False)
    helpers_note = forms.CharField(
        label="缺少协办意见的说明", max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="不等协办单位的意见答复的,写明情况;这句话写入答复函",
    )  # fmt: skip

    def __init__(self, *args: Any, part: Handling, reply: Reply | None, helpers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, initial=_values(reply), **kwargs)
        scheme = part.matter.scheme
        self.fields["result"].choices = [(result, label_of(scheme, result)) for result in CLASSES.get(scheme, {})]
        if part.matter.kind == MatterKind.REQUEST:
            self.fields["text"].help_text += "反映人凭查询码看到全文,其中的姓名和电话会隐去。"
            self.fields["is_public"].help_text = "不公开的,反映人凭查询码也看不到,须向人大办公室查询"
        if not helpers and not (reply and reply.helpers_note):
            del self.fields["helpers_note"]

    def draft(self, promises: list[Promise]) -> ReplyDraft:
        values = {name: self.cleaned_data[name] for name in DRAFTED if name in self.cleaned_data}
        return ReplyDraft(**values, promises=promises)


def _values(reply: Reply | None) -> dict[str, Any]:
    if reply is None:
        return {"revision": 0, "is_public": True}
    return {name: getattr(reply, name) for name in ("revision", *DRAFTED)}


class PromiseForm(RowForm):
    """One promise; an empty row is left out."""

    named_by, others = "text", ("due_on",)
    text = forms.CharField(label="承诺事项", max_length=500, required=False)
    due_on = DayField(label="完成时限", required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("text") and not values.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "请填写完成时限。")
        return values


PromiseRows = row_set(PromiseForm, COMMITMENT_LIMIT, extra=2)


def promise_initial(reply: Reply | None) -> list[dict[str, str | date]]:
    return [{"text": one.text, "due_on": one.due_on} for one in promises_of(reply)] if reply else []


def promises_in(rows: forms.BaseFormSet) -> list[Promise]:
    """Of a valid set, what was filled in."""
    return [Promise(row["text"], row["due_on"]) for row in rows.cleaned_data if row.get("text")]


class SignersForm(forms.Form):
    """核稿人 and 签发人, or 签发人 alone."""

    checker = forms.ModelChoiceField(Person.objects.none(), label="核稿人", empty_label="请选择")
    signer = forms.ModelChoiceField(Person.objects.none(), label="签发人", empty_label="请选择")

    def __init__(self, *args: Any, people: QuerySet[Person], checks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not checks:
            del self.fields["checker"]
        for field in self.fields.values():
            field.queryset = people


class LetterheadForm(forms.Form):
    """How the unit's reply letters are numbered: `青府` gives 青府函〔2026〕1号."""

    code = forms.CharField(label="机关代字", max_length=12, help_text="如“青府”,文号即青府函〔2026〕1号")

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip()
        if issues := list(issues_with_code(code)):
            raise forms.ValidationError([issue.sentence for issue in issues])
        return code
