"""What the office enters on a proposal that was handed in."""

from typing import Any

from django import forms
from django.utils import timezone

from apps.congress.meetings.models import Meeting, Sitting, SittingKind
from apps.congress.proposals.models import AnswerForm, Kind, Outcome, Proposal
from apps.congress.proposals.rules.deciding import outcomes_of
from apps.congress.proposals.selectors.rules_here import meetings_to_come, presidium_size
from apps.congress.proposals.services.deciding import DecisionDraft
from apps.congress.proposals.services.handling import AnswerDraft
from apps.foundation.core.forms import DayField

LISTED = {Kind.INTERPELLATION: "交受质询机关答复", Kind.REMOVAL: "提请会议审议"}


class DecisionForm(forms.Form):
    """The presidium's decision, with its votes."""

    outcome = forms.ChoiceField(label="主席团的决定", widget=forms.RadioSelect)
    answer_form = forms.ChoiceField(label="答复方式", choices=AnswerForm.choices, required=False)
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="会议",
        required=False,
        empty_label="(无)",
        help_text="列入这次会议的议程;不列入的,选提出议案的会议",
    )
    reason = forms.CharField(
        label="理由", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="不列入议程的必须写明,会告知全体联名代表",
    )  # fmt: skip
    held_at = forms.CharField(label="在哪次主席团会议", max_length=80, help_text="如:第十二次主席团会议")
    sitting = forms.ModelChoiceField(
        Sitting.objects.none(), label="会次", required=False, empty_label="不在本平台的会次内"
    )
    decided_on = DayField(label="决定日期", widget=forms.DateInput())
    members = forms.IntegerField(label="主席团组成人员", min_value=1, max_value=99, required=False)
    approve = forms.IntegerField(label="其中赞成", min_value=0, max_value=99)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outcomes(proposal)
        today, kind = timezone.localdate(), Kind(proposal.kind)
        self.fields["meeting"].queryset = meetings_to_come(proposal.term)
        sittings = Sitting.objects.filter(meeting__term=proposal.term_id, kind=SittingKind.PRESIDIUM)
        self.fields["sitting"].queryset = sittings.select_related("meeting")
        if not sittings.exists():
            del self.fields["sitting"]
        if kind != Kind.INTERPELLATION:
            del self.fields["answer_form"]
        members = presidium_size(proposal.term, today)
        if members:
            del self.fields["members"]
            self.fields["approve"].help_text = f"主席团现有{members}人,决定须由全体组成人员的过半数通过"
        meeting = proposal.meeting or meetings_to_come(proposal.term).first()
        self.initial = {"decided_on": today, "meeting": meeting, "outcome": Outcome.LIST} | self.initial

    def _outcomes(self, proposal: Proposal) -> None:
        labels = {Outcome.LIST: LISTED.get(Kind(proposal.kind), Outcome.LIST.label)}
        found = [Outcome(one) for one in outcomes_of(proposal.kind, proposal.source)]
        self.fields["outcome"].choices = [(one.value, labels.get(one, one.label)) for one in found]

    def draft(self) -> DecisionDraft:
        values = {name: value for name, value in self.cleaned_data.items() if value is not None}
        return DecisionDraft(**values)


class AnswerEntryForm(forms.Form):
    """What the questioned organ answered."""

    form = forms.ChoiceField(label="答复方式", choices=AnswerForm.choices)
    answered_by = forms.CharField(label="答复人", max_length=80, help_text="姓名和职务")
    answered_on = DayField(label="答复日期", widget=forms.DateInput())
    text = forms.CharField(label="答复内容", max_length=8000, widget=forms.Textarea({"rows": 8}))

    def draft(self) -> AnswerDraft:
        return AnswerDraft(**self.cleaned_data)


class JudgeForm(forms.Form):
    """How many of those who put it are not satisfied."""

    unsatisfied = forms.IntegerField(label="不满意的提案代表人数", min_value=0, max_value=9999)


class ReportForm(forms.Form):
    """How it was carried out."""

    reported_on = DayField(label="报告日期", widget=forms.DateInput())
    text = forms.CharField(label="执行情况报告", max_length=8000, widget=forms.Textarea({"rows": 10}))
