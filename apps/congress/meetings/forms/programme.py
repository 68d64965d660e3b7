"""The programme of a sitting: its steps in order."""

from typing import Any

from django import forms

from apps.congress.meetings.models import AgendaItem, Sitting, StepKind
from apps.congress.meetings.rules.verbs import verb_of
from apps.congress.meetings.selectors import Programme
from apps.congress.meetings.services import StepLine
from apps.foundation.core.forms import RevisedForm, row_set

STEPS_LIMIT = 60
LONGEST_MINUTES = 600


class StepForm(forms.Form):
    """One step; without item, words and minutes it is left out."""

    kind = forms.ChoiceField(label="事项", initial=StepKind.HEAR)
    agenda_item = forms.ModelChoiceField(AgendaItem.objects.none(), label="议题", required=False)
    text = forms.CharField(label="内容(不填按议题自动生成)", required=False, max_length=200)
    minutes = forms.IntegerField(label="预计分钟", required=False, min_value=1, max_value=LONGEST_MINUTES)

    def __init__(self, *args: Any, sitting: Sitting, items: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_street = sitting.meeting.body.is_street_body
        words = [(kind.value, verb_of(kind, is_street=is_street) or kind.label) for kind in StepKind]
        self.fields["kind"].choices = words
        self.fields["agenda_item"].queryset = AgendaItem.objects.filter(meeting=sitting.meeting_id)
        self.fields["agenda_item"].choices = items


StepSet = row_set(StepForm, STEPS_LIMIT, extra=1, can_order=True, can_delete=True)


class ProgrammeEditor:
    """The steps of one sitting on one page, with the revision they were made from."""

    def __init__(self, data: Any, *, programme: Programme) -> None:
        self.programme, self.refusals = programme, list[str]()
        sitting = programme.sitting
        self.revision = RevisionForm(data, initial={"revision": sitting.programme_revision})
        given = {"sitting": sitting, "items": item_choices(sitting)}
        self.steps = StepSet(data, prefix="steps", initial=_values(programme), form_kwargs=given)
        for form, one in zip(self.steps.forms if data is None else (), programme.steps, strict=False):
            form.fields["text"].widget.attrs["placeholder"] = one.words
            form.begins_at = one.begins_at

    def is_valid(self) -> bool:
        return self.revision.is_valid() and self.steps.is_valid()

    def add_error(self, field: str | None, error: list[str]) -> None:
        self.refusals += error

    def upon_newest(self) -> None:
        self.revision.upon_newest()

    def lines(self) -> list[StepLine]:
        rows = [form.cleaned_data for form in self.steps.ordered_forms]
        return [
            StepLine(row["kind"], row["agenda_item"], row["text"], row["minutes"])
            for row in rows
            if row.get("agenda_item") or row.get("text") or row.get("minutes")
        ]

    @property
    def seen(self) -> int:
        """The revision on which the steps rest."""
        return self.revision.cleaned_data["revision"]


class RevisionForm(RevisedForm):
    revision = forms.IntegerField(min_value=0, max_value=30_000, widget=forms.HiddenInput)


def item_choices(sitting: Sitting) -> list[tuple[Any, str]]:
    items = sitting.meeting.agenda.order_by("number")
    return [("", "不对应议题"), *((item.pk, f"{item.number}. {item.title}") for item in items)]


def _values(programme: Programme) -> list[dict[str, Any]]:
    return [
        {"kind": one.step.kind, "agenda_item": one.step.agenda_item, "text": one.step.text, "minutes": one.step.minutes}
        for one in programme.steps
    ]
