"""What is typed in a round: its days, its raters, marks of a hand, the naming, a downgrade."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from apps.foundation.core.forms import DayField, OnceForm, RevisedForm
from apps.foundation.organisations.models import Area
from apps.foundation.people.forms.colleagues import ColleaguesWidget
from apps.foundation.people.models import Person
from apps.office.files.forms import UploadsField
from apps.systems.deputy_stations.models import ItemKind, LoweringTrigger, Scoring, Stage, Star, Tier
from apps.systems.deputy_stations.rules.marking import Mark
from apps.systems.deputy_stations.rules.rating import RoundDays
from apps.systems.deputy_stations.selectors.marks import Line
from apps.systems.deputy_stations.services.rating import Scoring as HandScoring
from apps.systems.deputy_stations.services.rounds import RoundDraft

DAYS = ("starts_on", "ends_on", "self_due", "first_due", "site_due")
LAST_YEAR = 2100


class RoundForm(OnceForm):
    title = forms.CharField(label="名称", max_length=80)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=LAST_YEAR)
    tiers = forms.MultipleChoiceField(label="参评家站", choices=Tier, widget=forms.CheckboxSelectMultiple)
    starts_on = DayField(label="考核期开始", widget=forms.DateInput)
    ends_on = DayField(label="考核期结束", widget=forms.DateInput, help_text="数据按考核期取,取后固定")
    self_due = DayField(label="自评截止", widget=forms.DateInput)
    first_due = DayField(label="镇街初审截止", widget=forms.DateInput)
    site_due = DayField(label="实地复核截止", widget=forms.DateInput)

    def draft(self) -> RoundDraft:
        data = self.cleaned_data
        days = RoundDays(**{name: data[name] for name in DAYS})
        return RoundDraft(data["title"], data["year"], data["tiers"], days)


def usual_days(on: date) -> dict[str, Any]:
    """自评申报 in October (域内口径 §4.6), or from today where that is past."""
    first = max(date(on.year, 10, 31), on)
    last = date(on.year, 12, 31)
    return {
        "year": on.year, "title": f"{on.year}年代表家站星级评定", "tiers": [Tier.HOME, Tier.STATION],
        "starts_on": date(on.year, 1, 1), "ends_on": min(last, max(date(on.year, 10, 31), on)),
        "self_due": first, "first_due": max(date(on.year, 11, 15), on), "site_due": max(date(on.year, 11, 30), on),
    }  # fmt: skip


class RatersForm(forms.Form):
    places = forms.ModelMultipleChoiceField(
        label="评审哪些镇街的家站", queryset=Area.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    people = forms.ModelMultipleChoiceField(
        label="评审员", queryset=Person.objects.none(), widget=ColleaguesWidget,
        help_text="至少两人,不能评审自己所在镇街的家站",
    )  # fmt: skip

    def __init__(self, data: Any, *, places: Any, people: Any) -> None:
        super().__init__(data)
        self.fields["places"].queryset = places  # type: ignore[attr-defined]
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["people"].label_from_instance = lambda one: f"{one.name}({one.area})"  # type: ignore[attr-defined]


class ScoreForm(RevisedForm):
    """A row for each item: points as they stand, why they differ from the data, a photo."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any, files: Any, *, lines: Sequence[Line], stage: str, own: dict, revision: int) -> None:
        initial: dict[str, Any] = {"revision": revision}
        super().__init__(data, files, initial=initial)
        self.lines, self.stage = lines, stage
        for line in lines:
            number = line.row.number
            mark = own.get(number)
            usual = line.site_mark if stage == Stage.FINAL else line.by_data
            initial[f"p{number}"] = _typed(mark.points if mark and mark.points is not None else usual)
            initial[f"r{number}"] = mark.reason if mark else ""
            self.fields[f"p{number}"] = _points_field(line, stage)
            self.fields[f"r{number}"] = forms.CharField(label="理由", max_length=300, required=False)
            self.fields[f"f{number}"] = forms.FileField(label="佐证照片", required=False)

    def rows(self) -> Iterator[tuple[Line, Any, Any, Any]]:
        """(line, points, reason, photo) for the page."""
        for line in self.lines:
            number = line.row.number
            yield line, self[f"p{number}"], self[f"r{number}"], self[f"f{number}"]

    def scoring(self) -> HandScoring:
        data = self.cleaned_data
        numbers = [line.row.number for line in self.lines]
        points = {number: data.get(f"p{number}") for number in numbers}
        marks = {
            number: Mark(None if points[number] in (None, "") else Decimal(points[number]), data[f"r{number}"])
            for number in numbers
        }
        return HandScoring(marks, {number: data[f"f{number}"] for number in numbers if data.get(f"f{number}")})


def _typed(points: Decimal | None) -> str:
    """Without needless noughts, as the choices write it."""
    return "" if points is None else f"{points.normalize():f}"


def _points_field(line: Line, stage: str) -> forms.Field:
    if line.row.kind == ItemKind.VETO:
        return forms.ChoiceField(
            label="是否触发", choices=[("", "请选择"), ("0", "未触发"), ("1", "触发")], required=False
        )
    most = line.row.points
    if line.row.scoring == Scoring.BOOLEAN and stage != Stage.FINAL:
        full = _typed(most)
        choices = [("", "请选择"), (full, f"达到({full}分)"), ("0", "未达到(0分)")]
        return forms.ChoiceField(label="得分", choices=choices, required=False)
    places = 2 if stage == Stage.FINAL else 1
    return forms.DecimalField(
        label="得分", min_value=0, max_value=most, max_digits=5, decimal_places=places, required=False,
        widget=forms.NumberInput({"inputmode": "decimal"}),
    )  # fmt: skip


class PublishForm(forms.Form):
    body = forms.CharField(label="公示内容", max_length=20_000, widget=forms.Textarea({"rows": 14}))


class NameForm(forms.Form):
    number = forms.CharField(label="命名决定文号", max_length=80)
    starts_on = DayField(label="生效日期", widget=forms.DateInput)


class LoweringForm(forms.Form):
    to_stars = forms.TypedChoiceField(label="调整为", coerce=int)
    trigger = forms.ChoiceField(label="情形", choices=LoweringTrigger)
    reason = forms.CharField(label="事实和理由", max_length=500, widget=forms.Textarea({"rows": 4}))
    files = UploadsField(label="佐证材料")

    def __init__(self, data: Any, files: Any = None, *, star: Star) -> None:
        super().__init__(data, files)
        lower = [(str(stars), f"{stars}星") for stars in range(star.stars - 1, 1, -1)]
        self.fields["to_stars"].choices = [*lower, ("0", "摘牌")]  # type: ignore[attr-defined]
