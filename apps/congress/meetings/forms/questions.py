"""Shape of input: questions with their answers, opinions of the groups."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.congress.ballots.models import Base
from apps.congress.meetings.models import AgendaItem, Meeting
from apps.congress.meetings.selectors.opinions import group_names
from apps.congress.meetings.services.questions import Answer
from apps.foundation.core.forms import DayField, OnceForm, RevisedForm
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person


class QuestionForm(OnceForm):
    """`people` only where staff register for somebody else."""

    person = forms.ModelChoiceField(Person.objects.none(), label="询问人", empty_label="请选择")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="应询单位", empty_label="请选择")
    agenda_item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="对应议程", required=False, empty_label="不对应议程"
    )
    text = forms.CharField(
        label="询问内容", max_length=2000, widget=forms.Textarea({"rows": 6}), help_text="一次一事,写明具体情况"
    )

    def __init__(
        self, *args: Any, meeting: Meeting, units: QuerySet[Unit], people: QuerySet[Person] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["agenda_item"].queryset = meeting.agenda.all()
        if people is None:
            del self.fields["person"]
        else:
            self.fields["person"].queryset = people


class AnswerForm(RevisedForm):
    """The answer as it was given, and on which text it was typed."""

    revision = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)
    answered_by = forms.CharField(label="答复人及职务", max_length=80)
    answer = forms.CharField(label="答复要点", max_length=4000, widget=forms.Textarea({"rows": 6}))
    commitment = forms.CharField(
        label="承诺事项", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text="答复中承诺办理的事;没有承诺的不填",
    )  # fmt: skip
    due_on = DayField(label="承诺期限", required=False, help_text="有承诺事项的必须填写")

    def answer_given(self) -> Answer:
        values = {name: self.cleaned_data[name] for name in ("answered_by", "answer", "commitment", "due_on")}
        return Answer(**values)


class OutcomeForm(forms.Form):
    """What became of a promise."""

    outcome = forms.CharField(label="办理结果", max_length=2000, widget=forms.Textarea({"rows": 5}))
    done_on = DayField(label="办结日期")


class AssessForm(forms.Form):
    """How the answer is assessed: whose number is measured is always said."""

    held_under = forms.CharField(label="测评依据", max_length=80, help_text="如:专题询问办法")
    base = forms.ChoiceField(label="计算基数", choices=Base.choices)


class OpinionForm(OnceForm):
    """`group_name` and `person` only where staff write for a group."""

    group_name = forms.ChoiceField(label="代表团组", required=False)
    person = forms.ModelChoiceField(
        Person.objects.none(), label="提出人", required=False, empty_label="全组意见,不记个人"
    )
    agenda_item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="议程", required=False, empty_label="综合意见"
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label="建议承办单位", required=False, empty_label="暂不确定")
    text = forms.CharField(label="意见内容", max_length=2000, widget=forms.Textarea({"rows": 6}))

    def __init__(
        self, *args: Any, meeting: Meeting, units: QuerySet[Unit], people: QuerySet[Person], by_office: bool,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["agenda_item"].queryset = meeting.agenda.all()
        self.fields["unit"].queryset = units
        self.fields["person"].queryset = people
        if by_office:
            self.fields["group_name"].choices = [("", "未分组"), *((name, name) for name in group_names(meeting))]
        else:
            del self.fields["group_name"]
