"""What scrutineers note at the box, and which lists one show of hands passes."""

from typing import Any

from django import forms

from apps.congress.ballots.models import Poll, Presence, Stage
from apps.congress.ballots.selectors.scrutiny import other_drafts


class PresenceForm(forms.Form):
    stage = forms.ChoiceField(choices=Stage)
    note = forms.CharField(max_length=Presence._meta.get_field("note").max_length, required=False)


class OfficerVoteForm(forms.Form):
    """Other prepared polls of the body whose scrutineers the same show of hands passes."""

    others = forms.ModelMultipleChoiceField(
        Poll.objects.none(), label="一并通过以下表决的监票人", required=False, to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple, help_text="同一场会议的几项表决可以一次举手通过。",
    )  # fmt: skip

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["others"].queryset = other_drafts(poll)
