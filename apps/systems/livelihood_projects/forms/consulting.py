"""Forms of what follows: 论证, 会商, 列为候选."""

from collections.abc import Sequence
from typing import Any

from django import forms

from apps.foundation.core.forms import DayField
from apps.foundation.organisations.models import Unit
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.forms.clues import ClueByNumber
from apps.systems.livelihood_projects.forms.seasons import WanField, offer
from apps.systems.livelihood_projects.models import Clue, Consultation, Feasibility, Finding, Project, Season, Verdict


class StudyForm(forms.Form):
    """Which unit studies a clue, and who else is asked."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="论证单位", help_text="由它填写可行性论证表。")
    others = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="征求意见的单位(可不选)", required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(label="论证期限(可不填)", required=False)

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("unit", "others"):
            offer(self.fields[name], selectors.doing_units(season))


class FeasibilityForm(forms.ModelForm):
    """可行性论证表 without its checklist, a ScopeForm beside it. Gaps are allowed until there is a conclusion."""

    estimate = WanField(label="估算投资(万元)", required=False, help_text="按万元填写,可带小数。")
    conclusion = forms.ChoiceField(
        label="论证结论", choices=[("", "还没有结论,先保存"), *Finding.choices], required=False,
        help_text="选择“可行”“调整后可行”的,各栏和范围审核须填齐;“不可行”只需写明意见。",
    )  # fmt: skip

    class Meta:
        model = Feasibility
        fields = (
            "content", "place", "estimate", "fund_source", "responsible_unit", "responsible_leader", "starts_on",
            "finishes_on", "yearly_goal", "beneficiaries", "expected_result", "conclusion", "opinion",
        )  # fmt: skip
        widgets = {
            "content": forms.Textarea(attrs={"rows": 3}),
            "expected_result": forms.Textarea(attrs={"rows": 2}),
            "opinion": forms.Textarea(attrs={"rows": 3}),
        }
        field_classes = {"starts_on": DayField, "finishes_on": DayField}
        help_texts = {
            "content": "做什么、多大规模、多少数量。",
            "opinion": "从政策、用地、资金、工期说明能不能办、怎样办。",
            "yearly_goal": "完成日期跨年度的,写明当年要做到什么程度。",
        }

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["responsible_unit"], selectors.doing_units(season))
        self.fields["beneficiaries"].required = False
        for name in ("estimate", "beneficiaries"):
            self.initial[name] = self.initial[name] or None
        if self.instance.responsible_unit:
            self.initial["responsible_unit"] = self.instance.responsible_unit

    def values(self) -> dict[str, Any]:
        """What `feasibility_fill` takes."""
        values = {**self.cleaned_data, "estimate": self.cleaned_data["estimate"] or 0}
        values["beneficiaries"] = values["beneficiaries"] or 0
        return values


class UnitOpinionForm(forms.Form):
    text = forms.CharField(label="本单位意见", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class ConsultationForm(forms.ModelForm):
    class Meta:
        model = Consultation
        fields = ("held_on", "place", "chaired_by", "recorder", "attendees")
        field_classes = {"held_on": DayField}
        widgets = {"attendees": forms.Textarea(attrs={"rows": 3})}


class ConclusionForm(forms.Form):
    """One line of the table: what a unit said there, the verdict, the reason."""

    unit = forms.ChoiceField(label="单位", required=False)
    text = forms.CharField(label="单位意见", max_length=1000, required=False)
    verdict = forms.ChoiceField(label="结论", choices=[("", "待定"), *Verdict.choices], required=False)
    into = ClueByNumber(label="并入哪一件", required=False)
    reason = forms.CharField(label="理由", max_length=300, required=False)

    def __init__(self, *args: Any, season: Season, units: Sequence[Unit], **kwargs: Any) -> None:
        """`units` are read once for all lines of a table."""
        super().__init__(*args, **kwargs)
        self.units = {str(unit.public_id): unit for unit in units}
        self.fields["unit"].choices = [("", "哪个单位"), *((key, unit.name) for key, unit in self.units.items())]
        self.fields["into"].season = season

    def clean_unit(self) -> Unit | None:
        return self.units.get(self.cleaned_data["unit"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("text") and not cleaned.get("unit"):
            self.add_error("unit", "请选择是哪个单位的意见。")
        if cleaned.get("unit") and not cleaned.get("text"):
            self.add_error("text", "请填写单位意见。")
        return cleaned


class NominateForm(forms.Form):
    """The candidate's name, and other clues of the preliminary list that lead to it."""

    name = forms.CharField(label="候选项目名称", max_length=80)
    others = forms.ModelMultipleChoiceField(
        Clue.objects.none(), label="一并列入的其他线索(可不选)", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, clue: Clue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", clue.title)
        rows = Clue.objects.filter(season=clue.season_id, state="preliminary").exclude(pk=clue.pk)
        offer(self.fields["others"], rows.select_related("submission"))


class JoinForm(forms.Form):
    project = forms.ModelChoiceField(Project.objects.none(), label="归入哪个候选项目", empty_label=None)

    def __init__(self, *args: Any, clue: Clue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["project"], clue.season.projects.standing())
