"""What deputies fill in on the phone."""

from typing import Any

from django import forms

from apps.congress.inspections.models import Answer, Inspection, Stop
from apps.foundation.core.forms import OnceForm
from apps.office.files.forms import UploadsField


class AnswerForm(forms.Form):
    """不能参加 or 回避, with the reason; coming is one tap without a form."""

    answer = forms.ChoiceField(
        label="回复", choices=[(Answer.DECLINED, "不能参加"), (Answer.RECUSED, "申请回避(与活动内容有利害关系)")],
        widget=forms.RadioSelect, initial=Answer.DECLINED,
    )  # fmt: skip
    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea({"rows": 3}))


class FindingForm(OnceForm):
    """What was seen, where, with photos."""

    text = forms.CharField(label="发现的情况", max_length=1000, widget=forms.Textarea({"rows": 4}))
    photos = UploadsField(label="照片(可选)")
    stop = forms.ModelChoiceField(Stop.objects.none(), label="点位", required=False, empty_label="不分点位")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stop"].queryset = inspection.stops.all()
        self.fields["photos"].widget.attrs["accept"] = "image/*"
        self.fields["photos"].help_text = "可以现场拍照,也可以从相册选择。"
