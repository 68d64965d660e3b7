"""How and where an election is put to the vote."""

from typing import Any

from django import forms
from django.utils import timezone

from apps.congress.ballots.models import Method
from apps.congress.elections.models import Election, Kind
from apps.congress.elections.selectors.polls import NAMED, coming_sittings
from apps.congress.meetings.models import Sitting
from apps.foundation.core.forms import MomentField

SECRET_ON_PAPER = (Method.PAPER, Method.SECRET, Method.SECRET_MIXED)


class SittingField(forms.ModelChoiceField):
    def label_from_instance(self, sitting: Sitting) -> str:
        return f"{sitting.meeting.title} {sitting.name}({timezone.localtime(sitting.starts_at):%m-%d %H:%M})"


class SittingForm(forms.Form):
    """At which sitting the vote is held."""

    sitting = SittingField(
        Sitting.objects.none(), label="会次", required=False, empty_label="以后再安排",
        help_text="安排在会次后,在会次页面签到开会、开始投票",
    )  # fmt: skip

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sittings = coming_sittings(election, timezone.localdate())
        self.fields["sitting"].queryset = sittings
        self.initial = {"sitting": sittings.first()} | self.initial


class VoteForm(SittingForm):
    """The sitting, and how ballots are cast."""

    method = forms.ChoiceField(label="投票方式")

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, election=election, **kwargs)
        methods: tuple[Method, ...] = SECRET_ON_PAPER
        if not election.measures.secret_ballot or election.kind == Kind.RESIGNATION:
            methods = (*SECRET_ON_PAPER, *NAMED)
        else:
            self.fields["method"].help_text = "选举、罢免采用无记名投票(地方组织法第二十八条)"
        self.fields["method"].choices = [(method.value, method.label) for method in methods]


class SupplementaryForm(forms.Form):
    """Who stands for the seats left open."""

    by_votes = forms.ChoiceField(label="候选人", widget=forms.RadioSelect)
    held_under = forms.CharField(label="选举办法", max_length=120)
    nominate_by = MomentField(
        label="提名截止时间", required=False, widget=forms.DateTimeInput(), help_text="重新提名的填写"
    )

    def __init__(self, *args: Any, election: Election, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_votes = [("yes", f"按第一次投票得票多少确定:{'、'.join(names)}")] if names else []
        self.fields["by_votes"].choices = [*by_votes, ("no", "重新提名")]
        self.initial = {"by_votes": "yes" if names else "no", "held_under": election.held_under} | self.initial

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("by_votes") == "no" and not data.get("nominate_by") and "nominate_by" not in self.errors:
            self.add_error("nominate_by", "重新提名的,请填写提名截止时间。")
        return data
