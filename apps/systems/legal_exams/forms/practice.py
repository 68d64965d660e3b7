"""What to practise, and the answer to one question."""

from typing import Any

from django import forms

from apps.systems.legal_exams.models.choices import KINDS
from apps.systems.legal_exams.rules.practising import AT_ONCE


class PracticeForm(forms.Form):
    law = forms.TypedChoiceField(label="法律法规", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="题型", required=False, choices=[("", "全部题型"), *KINDS])
    count = forms.TypedChoiceField(label="题数", choices=[(count, f"{count}题") for count in AT_ONCE], coerce=int)

    def __init__(self, *args: Any, laws: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["law"].choices = [("", "全部法律法规"), *laws]


class AnswerForm(forms.Form):
    place = forms.IntegerField(min_value=0, max_value=500, widget=forms.HiddenInput)
    ticked = forms.TypedMultipleChoiceField(
        coerce=int, choices=[(number, number) for number in range(12)], required=False
    )
