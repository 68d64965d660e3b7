"""Forms of the front: the call for clues, what is handed in, sorting, 论证, 会商."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BoundField

from apps.congress.matters.forms import SubmissionForm
from apps.congress.matters.models import Channel
from apps.foundation.core.forms import DayField
from apps.foundation.organisations.models import Area, Unit
from apps.systems.livelihood_projects import rules, selectors
from apps.systems.livelihood_projects.forms.seasons import WanField, offer
from apps.systems.livelihood_projects.models import (
    Category,
    Clue,
    Collection,
    Consultation,
    Feasibility,
    Finding,
    Project,
    Season,
    Verdict,
)

BY_HAND = [(one.value, one.label) for one in Channel if one not in {Channel.ONLINE, Channel.SCAN, Channel.DEPUTY}]
USUAL = [Channel.ONLINE, Channel.SCAN, Channel.VISIT, Channel.PHONE, Channel.LETTER, Channel.DEPUTY]
CATEGORIES = [("", "未分类"), *Category.choices]


class CallForm(forms.ModelForm):
    """征集: dates, words, channels."""

    channels = forms.MultipleChoiceField(
        label="征集渠道", choices=Channel.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一种渠道。"},
    )  # fmt: skip

    class Meta:
        model = Collection
        fields = ("opens_on", "closes_on", "appeal", "channels")
        field_classes = {"opens_on": DayField, "closes_on": DayField}
        widgets = {
            "appeal": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "opens_on": "应当在上一年第三季度启动(以本地规则为准)。",
            "closes_on": "截止当日仍可提交。",
            "appeal": "写给群众看的话,放在征集页面和征集公告的开头。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["channels"] = USUAL


class _InSeasonForm(SubmissionForm):
    """A sentence for a season, with the village or community it is about."""

    area = forms.ModelChoiceField(
        Area.objects.none(), label="在哪里", empty_label=None, to_field_name="public_id",
        error_messages={"invalid_choice": "请选择列表中的地点。"},
    )  # fmt: skip

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["text"].label = "希望办的实事"
        self.fields["place"].label = "具体地点(可不填)"

    @property
    def chosen_area(self) -> Area:
        return self.cleaned_data["area"]


class PublicClueForm(_InSeasonForm):
    """What a resident fills in, without signing in."""

    field_order = ["area", "text", "place", "photos", "name", "phone"]


class FromResidentForm(_InSeasonForm):
    """What a deputy heard from somebody."""

    field_order = ["area", "text", "place", "photos", "name", "phone"]


class ByHandForm(_InSeasonForm):
    """What the office writes down for who came, called or wrote."""

    channel = forms.ChoiceField(label="渠道", choices=BY_HAND)
    title = forms.CharField(label="线索名称(可不填)", max_length=80, required=False, help_text="不填时取内容的开头。")
    category = forms.ChoiceField(label="类别", choices=CATEGORIES, required=False)
    field_order = ["channel", "area", "title", "category", "text", "place", "photos", "name", "phone"]


class ClueSortForm(forms.ModelForm):
    class Meta:
        model = Clue
        fields = ("title", "category")


class SortingLine(NamedTuple):
    """A clue with its control."""

    clue: Clue
    field: BoundField


class SortingForm(forms.Form):
    """A page of clues, a category for each; what the words suggest is chosen already."""

    def __init__(self, *args: Any, clues: Sequence[Clue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clues = clues
        for clue in clues:
            likely = rules.likely_category(f"{clue.title}{clue.submission.text}{clue.submission.place}")
            self.fields[self._name(clue)] = forms.ChoiceField(
                label=f"“{clue.title}”的类别", choices=CATEGORIES, required=False, initial=likely
            )

    @staticmethod
    def _name(clue: Clue) -> str:
        return f"category_{clue.public_id.hex}"

    def lines(self) -> Iterator[SortingLine]:
        return (SortingLine(clue, self[self._name(clue)]) for clue in self.clues)

    @property
    def categories(self) -> dict[int, str]:
        """Only those that were put under a category."""
        found = {clue.pk: self.cleaned_data[self._name(clue)] for clue in self.clues}
        return {key: category for key, category in found.items() if category}


class _ClueByNumber(forms.CharField):
    """A clue of the season by its number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=16, **kwargs)
        self.season: Season | None = None

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if not number:
            return None
        found = selectors.near_clue(self.season, number) if self.season else None
        if found is None:
            raise ValidationError(f"本年度没有编号为{number}的线索,请核对编号。")
        return found


class MergeForm(forms.Form):
    into = _ClueByNumber(label="并入哪一件(编号)", help_text="如 2026-000123,也可以只写最后的数字 123。")
    reason = forms.CharField(label="合并理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].season = season


class EndForm(forms.Form):
    """A clue that does not become a project: why, and where the proposer can turn to."""

    KINDS = (("reject", "不予采纳,答复反映人"), ("divert", "转其他渠道办理"))

    kind = forms.ChoiceField(label="处理", choices=KINDS, widget=forms.RadioSelect, initial="reject")
    reason = forms.CharField(
        label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="会原样告知反映人,请用群众看得懂的话写。",
    )  # fmt: skip
    where = forms.CharField(
        label="转到哪里,或者还可以找谁", max_length=80, required=False,
        help_text="如:区交通局;不予采纳的可以写“向村委会申请公益林抚育补助”,也可以不填。",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == "divert" and not cleaned.get("where"):
            self.add_error("where", "转其他渠道的,请写明转到哪里办理。")
        return cleaned


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
    into = _ClueByNumber(label="并入哪一件", required=False)
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
