"""What is typed after a reply: ratings, mediation, commitments, key supervision."""

from typing import Any

from django import forms
from django.utils import timezone

from apps.congress.matters.models import Grade, KeySupervision
from apps.congress.matters.rules.rating import COMMENT_LIMIT, Voice
from apps.congress.matters.services.key_supervision import Decision
from apps.foundation.core.forms import DayField, RevisedForm
from apps.office.files.forms import UploadsField


def _words(label: str, limit: int, rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea({"rows": rows}), **options)


class RatingForm(forms.Form):
    """对办理态度 and 对办理结果, with what the proposer adds. `round_` is the round that was looked at."""

    attitude = forms.ChoiceField(label="对办理态度", choices=Grade, widget=forms.RadioSelect)
    result = forms.ChoiceField(label="对办理结果", choices=Grade, widget=forms.RadioSelect)
    comment = _words(
        "具体意见", COMMENT_LIMIT, 4, required=False,
        help_text="评价“不满意”的必须填写。对办理结果不满意的,会交承办单位重新办理。",
    )  # fmt: skip
    round_ = forms.IntegerField(min_value=1, max_value=9, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """What the services take."""
        given = self.cleaned_data
        return {"voice": Voice(given["attitude"], given["result"], given["comment"]), "round_": given["round_"]}


class ToldRatingForm(forms.Form):
    """Of what somebody was told, where no matter was made of it."""

    grade = forms.ChoiceField(label="对这个答复", choices=Grade, widget=forms.RadioSelect)
    comment = _words("具体意见", COMMENT_LIMIT, 4, required=False, help_text="评价“不满意”的必须填写。")


class SendBackForm(forms.Form):
    reason = _words("退回理由", 400, 4, help_text="写明哪里不够、还要办什么,承办单位据此重新办理。")


class MediationForm(forms.Form):
    on = DayField(label="协调日期")
    people = forms.CharField(label="参加人员", max_length=300, help_text="提出人、承办单位和人大的参加人员。")
    opinion = _words(
        "处理意见", 4000, 6, help_text="写明双方意见和最后怎么办。提出人和承办单位都会收到,登记后不能修改。"
    )


class CommitmentReportForm(forms.Form):
    on = DayField(label="落实日期")
    note = _words("落实情况", 1000, 4, help_text="写明做了什么、效果怎样。提出人会看到并评价。")
    files = UploadsField(label="佐证材料(可不填)")


class CommitmentGradeForm(forms.Form):
    grade = forms.ChoiceField(label="对承诺落实情况", choices=Grade, widget=forms.RadioSelect)
    comment = _words("具体意见", COMMENT_LIMIT, 3, required=False, help_text="评价“不满意”的必须填写。")


class _KeyForm(RevisedForm):
    """Rests on the revision it was typed on; 0 while nothing was entered."""

    revision = forms.IntegerField(min_value=0, max_value=30000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, entered: KeySupervision | None, **kwargs: Any) -> None:
        blank = {"revision": 0, "decided_on": timezone.localdate()}
        values = {name: getattr(entered, name) for name in self.base_fields} if entered else blank
        super().__init__(*args, initial=values, **kwargs)


class KeyForm(_KeyForm):
    """The decision on 重点督办."""

    decided_by = forms.CharField(label="确定机关", max_length=100, help_text="如:青禾镇人大主席团")
    decided_on = DayField(label="确定日期")
    leader = forms.CharField(label="督办领导", max_length=100)
    plan = _words("督办安排", 2000, 4, required=False)

    @property
    def decision(self) -> Decision:
        return Decision(**{name: self.cleaned_data[name] for name in Decision.__dataclass_fields__})


class KeyOutcomeForm(_KeyForm):
    outcome = _words("督办情况", 4000, 6, help_text="每次督办后在后面接着写;以前各次登记的全文保留在办理记录中。")
