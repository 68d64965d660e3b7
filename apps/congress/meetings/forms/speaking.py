"""Shape of input on the floor: who is put on the list, what the sitting turns to, the gist of a speech."""

from typing import Any

from django import forms

from apps.congress.meetings.models import AgendaItem, Attendance, Observer, ProgrammeStep, Sitting
from apps.foundation.core.forms import RevisedForm


class SpeakerForm(forms.Form):
    """A member who is here, or an observer."""

    attendee = forms.ModelChoiceField(
        Attendance.objects.none(), label="已签到的代表", required=False, empty_label="请选择"
    )
    observer = forms.ModelChoiceField(
        Observer.objects.none(), label="或者列席人员", required=False, empty_label="请选择"
    )

    def __init__(self, *args: Any, sitting: Sitting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = sitting.attendance.present().order_by("person__pinyin", "pk")
        self.fields["attendee"].queryset = here
        self.fields["attendee"].label_from_instance = _attendee
        self.fields["observer"].queryset = sitting.meeting.observers.all()


def _attendee(row: Attendance) -> str:
    return f"{row.name}({row.group_name})" if row.group_name else row.name


class TurnForm(forms.Form):
    """`to` is `step-7` or `item-3`, as the desk's page offers them."""

    to = forms.CharField(max_length=24)

    def __init__(self, *args: Any, sitting: Sitting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sitting = sitting

    def clean_to(self) -> ProgrammeStep | AgendaItem:
        kind, _, key = self.cleaned_data["to"].partition("-")
        sources = {"step": self._sitting.programme, "item": self._sitting.meeting.agenda}
        found = sources[kind].filter(pk=key).first() if kind in sources and key.isdecimal() and len(key) < 16 else None
        if found is None:
            raise forms.ValidationError("请选择本场会议的一项日程或者议程。")
        return found

    def chosen(self) -> dict[str, Any]:
        """As `sitting_turn_to` takes it."""
        found = self.cleaned_data["to"]
        return {"step": found} if isinstance(found, ProgrammeStep) else {"item": found}


class GistForm(RevisedForm):
    """The gist, and on which text it was typed."""

    revision = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)
    gist = forms.CharField(
        label="发言要点", required=False, max_length=4000, widget=forms.Textarea({"rows": 12}),
        help_text="可以边听边记,停顿时自动保存;散会后仍可补充。",
    )  # fmt: skip
