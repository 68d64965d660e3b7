"""One checklist of a station as a page: a line for each item, saved as a whole."""

from collections.abc import Sequence
from typing import Any

from django import forms

from apps.office.files.forms import UploadsField
from apps.systems.deputy_stations.selectors.stations import CheckLine
from apps.systems.deputy_stations.services.checking import Finding

ANSWERS = (("yes", "具备"), ("no", "不具备"))


class ChecklistForm(forms.Form):
    """Lines without an answer stay as they were."""

    def __init__(self, *args: Any, lines: Sequence[CheckLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for number, line in enumerate(self.lines):
            check = line.check
            self.fields[f"met{number}"] = forms.ChoiceField(
                label=line.item, choices=ANSWERS, widget=forms.RadioSelect, required=False,
                initial=("yes" if check.is_met else "no") if check else None,
            )  # fmt: skip
            self.fields[f"note{number}"] = forms.CharField(
                label="说明", max_length=200, required=False, initial=check.note if check else ""
            )
            self.fields[f"photos{number}"] = UploadsField(label="照片", help_text="")

    def rows(self) -> list[tuple[CheckLine, list[forms.BoundField]]]:
        """Each line with its three fields, for the page."""
        return [
            (line, [self[f"{name}{number}"] for name in ("met", "note", "photos")])
            for number, line in enumerate(self.lines)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for number, _ in enumerate(self.lines):
            if (data.get(f"note{number}") or data.get(f"photos{number}")) and not data.get(f"met{number}"):
                self.add_error(f"met{number}", "请选择是否具备。")
        return data

    def findings(self) -> list[Finding]:
        data = self.cleaned_data
        return [
            Finding(line.item, data[f"met{number}"] == "yes", data[f"note{number}"].strip(), data[f"photos{number}"])
            for number, line in enumerate(self.lines)
            if data[f"met{number}"]
        ]
