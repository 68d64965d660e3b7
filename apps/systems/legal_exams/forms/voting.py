"""Forms of the vote and of what follows it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.congress.ballots.models import Method
from apps.congress.meetings.models import Sitting
from apps.foundation.core.forms import DayField
from apps.systems.legal_exams.models import Appointment, Nomination
from apps.systems.legal_exams.selectors.voting import SECRET

CONFIRM = "我已知道:提请表决后,票面上的姓名和拟任职务由本次会议的会务人员、监票计票人员和常委会组成人员看到。"


class NominationsChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, one: Nomination) -> str:
        return f"{one} {one.name} {one.get_kind_display()}{one.post}({one.get_state_display()})"


class SubmitForm(forms.Form):
    nominations = NominationsChoice(
        Nomination.objects.none(), label="人选", to_field_name="public_id", widget=forms.CheckboxSelectMultiple,
        help_text="逐人表决,票上按类别和提名编号排列。",
    )  # fmt: skip
    sitting = forms.ModelChoiceField(
        Sitting.objects.none(), label="会议", to_field_name="public_id", empty_label=None,
        help_text="只列出今天举行的本级常委会会议。",
    )  # fmt: skip
    method = forms.ChoiceField(
        label="投票方式", choices=[(one.value, one.label) for one in SECRET], initial=Method.PAPER
    )
    agreed = forms.BooleanField(label=CONFIRM)

    def __init__(self, data: Any = None, *, nominations: QuerySet, sittings: QuerySet) -> None:
        super().__init__(data)
        self.fields["nominations"].queryset = nominations
        self.fields["sitting"].queryset = sittings


class AppointmentForm(forms.ModelForm):
    certificate_given_on = DayField(label="颁发日期", required=False)
    oath_on = DayField(label="宣誓日期", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Appointment
        fields = [
            "certificate_number", "signed_by", "certificate_given_on", "oath_on", "oath_place", "oath_led_by", "note",
        ]  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["revision"].initial = self.instance.revision

    def _post_clean(self) -> None:
        """The service writes."""
