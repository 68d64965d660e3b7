"""A blueprint as one page: what holds for the whole, and a row for each kind, source and difficulty."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms

from apps.foundation.core.forms import Editor, RevisedForm, RowForm, row_set
from apps.systems.legal_exams.models import Blueprint
from apps.systems.legal_exams.models.choices import DIFFICULTIES, KINDS, PARTIAL, SOURCES
from apps.systems.legal_exams.rules.drawing import TENTHS, Part
from apps.systems.legal_exams.services.blueprints import Head, head_of

LIMIT, SPARE = 18, 2
"""As many rows as there are kinds, sources and difficulties."""


def tenths(points: Decimal) -> int:
    return int(points * TENTHS)


class BlueprintHeadForm(RevisedForm):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)
    title = forms.CharField(label="名称", max_length=80)
    minutes = forms.IntegerField(label="考试时间(分钟)", min_value=5, max_value=300)
    pass_mark = forms.DecimalField(label="及格线(分)", min_value=Decimal("0.1"), max_value=300, decimal_places=1)
    partial = forms.ChoiceField(label="多选题计分", choices=PARTIAL)
    is_open_book = forms.BooleanField(label="开卷", required=False)


class LineForm(RowForm):
    named_by, needed = "count", ("points",)

    kind = forms.ChoiceField(label="题型", choices=KINDS)
    source = forms.ChoiceField(label="来源", choices=SOURCES)
    difficulty = forms.ChoiceField(label="难度", choices=DIFFICULTIES)
    count = forms.IntegerField(label="题数", min_value=1, max_value=200, required=False)
    points = forms.DecimalField(
        label="每题分值", min_value=Decimal("0.1"), max_value=100, decimal_places=1, required=False, initial=2
    )

    def part(self) -> Part:
        data = self.cleaned_data
        return Part(data["kind"], data["source"], data["difficulty"], data["count"], tenths(data["points"]))


Lines = row_set(LineForm, LIMIT, extra=SPARE)


class BlueprintEditor(Editor):
    """Head and lines that are valid or refused together; speaks as a form to `attempt`."""

    def __init__(self, data: Any, *, head: Head, parts: list[Part], revision: int = 0) -> None:
        values = {**asdict(head), "pass_mark": _points(head.pass_tenths), "revision": revision}
        self.head = BlueprintHeadForm(data, initial=values)
        rows = [{**asdict(part), "points": _points(part.tenths)} for part in parts]
        self.rows = Lines(data, initial=rows, prefix="lines")

    @classmethod
    def of(cls, data: Any, blueprint: Blueprint) -> "BlueprintEditor":
        return cls(data, head=head_of(blueprint), parts=blueprint.drawn_parts, revision=blueprint.revision)

    def draft(self) -> Head:
        data = self.head.cleaned_data
        return Head(data["title"], data["minutes"], tenths(data["pass_mark"]), data["partial"], data["is_open_book"])

    def parts(self) -> list[Part]:
        return [row.part() for row in self.rows if row.cleaned_data.get("count")]


def _points(amount: int) -> Decimal:
    whole, rest = divmod(amount, TENTHS)
    return Decimal(f"{whole}.{rest}") if rest else Decimal(whole)
