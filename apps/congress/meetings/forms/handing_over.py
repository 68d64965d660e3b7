"""Shape of input: which opinions go to which units, under which text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from apps.congress.matters.models import PartRole
from apps.congress.matters.rules.writing import TITLE_LIMIT, WRITTEN_LIMIT
from apps.congress.matters.services.handing_over import PartDraft
from apps.congress.meetings.models import GroupOpinion
from apps.congress.meetings.services.handing_over import HandoverDraft
from apps.foundation.core.forms import DayField
from apps.foundation.organisations.models import Unit

TOGETHER = [(PartRole.CO, "协办"), (PartRole.SEPARATE, "与上一单位分别办理、分别反馈")]


class OpinionsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, opinion: GroupOpinion) -> str:
        who = opinion.name or opinion.group_name
        text = opinion.text if len(opinion.text) <= 80 else f"{opinion.text[:80]}…"
        return f"{text}({who})" if who else text


class HandOverForm(forms.Form):
    """Several opinions under one title and text; the units share it or answer each for its part."""

    opinions = OpinionsField(GroupOpinion.objects.none(), label="意见", to_field_name="public_id")
    title = forms.CharField(label="标题", max_length=TITLE_LIMIT, help_text="如:关于加快饮水管网改造的审议意见")
    text = forms.CharField(
        label="整理后的内容", required=False, max_length=WRITTEN_LIMIT, widget=forms.Textarea({"rows": 6}),
        help_text="几条意见合并整理的,写在这里;不填的,按所选意见的原文交办",
    )  # fmt: skip
    unit = forms.ModelChoiceField(Unit.objects.none(), label="承办单位", empty_label="请选择")
    others = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="其他承办单位(可不选)", required=False, widget=forms.CheckboxSelectMultiple
    )
    together = forms.ChoiceField(label="其他单位的办理方式", choices=TOGETHER, initial=PartRole.CO)
    requirements = forms.CharField(label="交办要求(可不填)", required=False, max_length=500)
    approved_by = forms.CharField(label="审定的会议或者文号", max_length=120)
    approved_on = DayField(label="审定日期")

    def __init__(
        self, *args: Any, opinions: QuerySet[GroupOpinion], units: QuerySet[Unit], word: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opinions"].queryset = opinions
        self.fields["opinions"].label = word
        self.fields["title"].help_text = f"如:关于加快饮水管网改造的{word}"
        self.fields["unit"].queryset = self.fields["others"].queryset = units

    def clean_approved_on(self) -> Any:
        day = self.cleaned_data["approved_on"]
        if day > timezone.localdate():
            raise ValidationError("审定日期不能晚于今天。")
        return day

    def parts(self) -> list[PartDraft]:
        others, role = list(self.cleaned_data["others"]), self.cleaned_data["together"]
        first = PartRole.SEPARATE if others and role == PartRole.SEPARATE else PartRole.MAIN
        return [PartDraft(self.cleaned_data["unit"], first), *(PartDraft(unit, role) for unit in others)]

    def draft(self) -> HandoverDraft:
        names = ("title", "approved_by", "approved_on", "text", "requirements")
        return HandoverDraft(**{name: self.cleaned_data[name] for name in names})
