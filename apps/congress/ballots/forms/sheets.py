"""The counting sheet of a teller and the hands of a show of hands: one number field per box of the sheet."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from apps.congress.ballots import selectors
from apps.congress.ballots.forms.marks import name_written_in
from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.measures import Model
from apps.congress.ballots.rules.sheets import NUMBER_LABELS, Sheet, hands_sheet, parts_of

WRITE_IN_LINES = 5


class LinesForm(forms.Form):
    """One row of number fields per option; for an assessment one per grade."""

    hands = True

    def __init__(self, *args: Any, poll: Poll, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll, self.model, self.names = poll, Model(poll.model), names
        self.is_assessment = self.model is Model.ASSESSMENT
        parts = parts_of(self.model, hands=self.hands)
        self.columns = [(grade, grade) for grade in poll.grades] if self.is_assessment else parts
        for index, name in enumerate(names):
            for key, heading in self.columns:
                self.fields[f"item-{index}-{key}"] = _number(f"{name} {heading}")

    def rows(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Each option's name with its fields."""
        for index, name in enumerate(self.names):
            yield name, [self[f"item-{index}-{key}"] for key, _ in self.columns]

    def clean(self) -> dict[str, Any]:
        """What no box can hold is said beside the numbers, so that nothing has to be typed in again."""
        if not self.errors:
            for issue in selectors.issues_with_sheet(self.poll, self.sheet(), self.names):
                self.add_error(None, issue.sentence)
        return self.cleaned_data

    def sheet(self) -> Sheet:
        return hands_sheet(selectors.counting_rules(self.poll), self.items(), present=self.poll.present or 0)

    def items(self) -> tuple[dict[str, Any], ...]:
        return tuple(self._item(index, name) for index, name in enumerate(self.names))

    def _item(self, index: int, name: str) -> dict[str, Any]:
        numbers = {key: self.cleaned_data[f"item-{index}-{key}"] for key, _ in self.columns}
        return {"name": name, "counts": numbers} if self.is_assessment else {"name": name, **numbers}


class SheetForm(LinesForm):
    """A whole box: how many ballots, what they say, and who was written in."""

    hands = False
    field_order = tuple(NUMBER_LABELS)

    def __init__(self, *args: Any, poll: Poll, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, poll=poll, names=names, **kwargs)
        for name, label in NUMBER_LABELS.items():
            self.fields[name] = _number(label)
        self.fields["blank"].help_text = "全票空白、未作任何表示的票,计入有效票"
        self.write_in_lines = range(WRITE_IN_LINES if selectors.counting_rules(poll).takes_write_ins else 0)
        for index in self.write_in_lines:
            self.fields[f"write_in-{index}-name"] = forms.CharField(label="另选人", required=False, max_length=30)
            self.fields[f"write_in-{index}-approve"] = _number("得票", required=False)

    def numbers(self) -> list[BoundField]:
        return [self[name] for name in NUMBER_LABELS]

    def write_ins(self) -> list[list[BoundField]]:
        return [[self[f"write_in-{index}-name"], self[f"write_in-{index}-approve"]] for index in self.write_in_lines]

    def sheet(self) -> Sheet:
        items = [self._with_abstentions(item) for item in self.items()]
        numbers = {name: self.cleaned_data[name] for name in NUMBER_LABELS}
        return Sheet(**numbers, items=(*items, *self._written_in()))

    def _with_abstentions(self, item: dict[str, Any]) -> dict[str, Any]:
        """On an assessment sheet an item without a grade is an abstention: what the grades leave of the valid ones."""
        if not self.is_assessment:
            return item
        valid = self.cleaned_data["received"] - self.cleaned_data["void"]
        return item | {"abstain": valid - sum(item["counts"].values())}

    def _written_in(self) -> Iterator[dict[str, Any]]:
        for name, votes in self.write_ins():
            given = name_written_in(self.cleaned_data[name.name])
            if given:
                yield {"name": given, "approve": self.cleaned_data[votes.name] or 0, "write_in": True}


def _number(label: str, *, required: bool = True) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=0, max_value=100_000, required=required, widget=widget)
