"""What the office types of an answer that came on paper."""

from typing import Any

from django import forms

from apps.congress.matters.forms.handling import OpinionForm, PromiseForm, ReplyForm
from apps.congress.matters.rules.replying import COMMITMENT_LIMIT
from apps.congress.matters.services.paper_replies import PaperLetter
from apps.foundation.core.forms import DayField, row_set
from apps.office.files.forms import UploadsField
from apps.office.files.rules import ALLOWED

LetterPromiseRows = row_set(PromiseForm, COMMITMENT_LIMIT, extra=6)
"""A letter is typed at once: there is no saving in between that would add rows."""


class TakenForm(forms.Form):
    name = forms.CharField(label="签收人", max_length=60, help_text="在交办单上签收的人,如“王强”")


class PaperOpinionForm(OpinionForm):
    name = forms.CharField(label="提出人", max_length=60, help_text="在书面意见上签字的人")


class PaperReplyForm(ReplyForm):
    """The reply as it stands in the letter, with what the letter itself says and its scan."""

    paper_on = DayField(label="答复函的日期")
    paper_number = forms.CharField(label="文号", max_length=60, required=False, help_text="没有文号的留空")
    paper_signer = forms.CharField(
        label="签发人", max_length=60, help_text="在答复函上签发的人;只有公章的,写单位负责人"
    )
    scans = UploadsField(label="扫描件", required=True, help_text=f"扫描件或者照片,可选多个:{ALLOWED}。")
    letter_fields = ("paper_on", "paper_number", "paper_signer", "scans")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = "照录答复函的正文,不录抬头和落款。"
        for name in ("contact_name", "contact_phone"):
            self.fields[name].required = False

    def letter(self) -> PaperLetter:
        given = self.cleaned_data
        return PaperLetter(given["paper_on"], given["paper_number"], given["paper_signer"], given["scans"])

    def of_letter(self) -> list[forms.BoundField]:
        return [self[name] for name in self.letter_fields]

    def of_reply(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.letter_fields]
