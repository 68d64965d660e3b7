"""Shape of input of resolutions: the text, the vote, a show of hands."""

from typing import Any

from django import forms

from apps.congress.ballots.models import method_choices
from apps.congress.meetings.models import AgendaItem, Meeting, Resolution, ResolutionKind, Sitting
from apps.congress.meetings.rules.resolutions import OF_STREET
from apps.congress.meetings.selectors.resolutions import sittings_for_poll, sittings_with_hands
from apps.congress.meetings.services.resolutions import HandsCount, ResolutionText
from apps.foundation.core.forms import RevisedForm
from apps.foundation.organisations.models import Unit


def _kinds(body: Unit) -> list[tuple[str, str]]:
    kinds = [kind for kind in ResolutionKind if (kind in OF_STREET if body.is_street_body else kind != "opinion")]
    return [(kind.value, kind.label) for kind in kinds]


class ResolutionForm(RevisedForm):
    """One revision; `revision` names the one it was made from."""

    kind = forms.ChoiceField(label="文种")
    title = forms.CharField(label="标题", max_length=120)
    agenda_item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="议程", required=False, empty_label="不属于某项议程"
    )
    text = forms.CharField(
        label="正文", max_length=20000, required=False, widget=forms.Textarea({"rows": 16}),
        help_text="每段一行。提交表决前可以多次修改,每次保存都留有版次",
    )  # fmt: skip
    revision = forms.IntegerField(min_value=1, max_value=30000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _kinds(meeting.body)
        self.fields["agenda_item"].queryset = meeting.agenda.all()
        session = meeting.title
        self.fields["title"].help_text = f"如:{session}关于××的决议" if not meeting.body.is_street_body else ""

    def draft(self) -> ResolutionText:
        fields = ("kind", "title", "text", "agenda_item")
        return ResolutionText(**{field: self.cleaned_data[field] for field in fields})


class SittingField(forms.ModelChoiceField):
    def label_from_instance(self, sitting: Sitting) -> str:
        due = f",应到{sitting.due}人" if sitting.due else ""
        return f"{sitting.name}({sitting.get_state_display()}{due})"


class VoteForm(forms.Form):
    """At which sitting, and how ballots are cast."""

    sitting = SittingField(
        Sitting.objects.none(), label="会次", required=False, empty_label="以后再安排",
        help_text="安排在会次后,在会次页面签到开会、开始表决",
    )  # fmt: skip
    method = forms.ChoiceField(label="表决方式", choices=method_choices())
    held_under = forms.CharField(label="依据", max_length=120)

    def __init__(self, *args: Any, resolution: Resolution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sittings = sittings_for_poll(resolution)
        self.fields["sitting"].queryset = sittings
        rules = f"{resolution.body.name}议事规则"
        self.initial = {"sitting": sittings.first(), "held_under": rules} | self.initial


class HandsForm(forms.Form):
    """What was counted in the hall; nobody needs a calculator, the sum is checked."""

    sitting = SittingField(Sitting.objects.none(), label="会次", empty_label=None)
    approve = forms.IntegerField(label="赞成", min_value=0, max_value=9999)
    oppose = forms.IntegerField(label="反对", min_value=0, max_value=9999, initial=0)
    abstain = forms.IntegerField(label="弃权", min_value=0, max_value=9999, initial=0)

    def __init__(self, *args: Any, resolution: Resolution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sitting"].queryset = sittings_with_hands(resolution)

    def counts(self) -> HandsCount:
        return HandsCount(*(self.cleaned_data[field] for field in ("approve", "oppose", "abstain")))
