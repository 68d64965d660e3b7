"""Shape of input: leave, votes and the reasons of acts."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.congress.ballots.models import Poll, PollState
from apps.congress.meetings.models import AgendaItem, Sitting, SittingState
from apps.foundation.core.forms import DayField
from apps.foundation.people.models import Person

NOT_OVER = (SittingState.PLANNED, SittingState.CHECK_IN, SittingState.OPEN)


class LeaveForm(forms.Form):
    """A member asks for leave."""

    reason = forms.CharField(
        label="请假事由", max_length=300, widget=forms.Textarea({"rows": 4}), help_text="如:住院治疗、因公出差"
    )


class LeaveRecordForm(LeaveForm):
    """The office records a request made by word or on paper."""

    person = forms.ModelChoiceField(Person.objects.none(), label="请假人", empty_label="请选择")
    field_order = ["person", "reason"]

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class LeaveDecisionForm(forms.Form):
    """The answer to a request for leave."""

    granted = forms.TypedChoiceField(choices=[("1", "批准"), ("0", "不批准")], coerce=lambda value: value == "1")
    answer = forms.CharField(required=False, max_length=300)


class SittingPollForm(forms.Form):
    """Which prepared vote is held at a sitting, on which item of the agenda."""

    poll = forms.ModelChoiceField(Poll.objects.none(), label="表决", empty_label="请选择已准备好的表决")
    agenda_item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="对应议程", required=False, empty_label="不对应议程"
    )

    def __init__(self, *args: Any, sitting: Sitting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts = Poll.objects.filter(body=sitting.meeting.body_id, state=PollState.DRAFT)
        self.fields["poll"].queryset = drafts.exclude(sitting_link__sitting__state__in=NOT_OVER)
        self.fields["agenda_item"].queryset = sitting.meeting.agenda.all()


class ConveneForm(forms.Form):
    """On which day the meeting was decided on."""

    on = DayField(label="决定日期", widget=forms.DateInput)
