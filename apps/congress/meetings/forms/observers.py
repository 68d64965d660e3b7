"""A pasted list of people who attend without a vote."""

from typing import Any

from django import forms

from apps.congress.meetings.models import ObserverKind
from apps.congress.meetings.rules.observers import ObserverLine, issues_with_lines, lines_of


class ObserversForm(forms.Form):
    """One person a line, typed or pasted from Excel."""

    text = forms.CharField(
        label="名单", max_length=40_000, widget=forms.Textarea({"rows": 12}),
        help_text="每行一人:姓名、单位及职务、列席类别(可不填)。可从Excel整块复制粘贴,也可用空格或逗号隔开。",
    )  # fmt: skip
    kind = forms.ChoiceField(label="未写明类别的,列为", choices=ObserverKind.choices, initial=ObserverKind.INVITED)
    namesakes = forms.BooleanField(label="与代表同名的不是同一人", required=False)

    def __init__(self, *args: Any, is_street: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_street:
            self.fields["kind"].help_text = "不是代表的本级领导人员应当列席;其他人员由主席团(常委会)决定"

    def clean_text(self) -> list[ObserverLine]:
        lines = lines_of(self.cleaned_data["text"])
        if issues := [issue.sentence for issue in issues_with_lines(lines)]:
            raise forms.ValidationError(issues)
        return lines

    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        return {"lines": values.pop("text"), **values}
