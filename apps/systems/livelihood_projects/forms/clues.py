"""Forms of the pool: the call for clues, what is handed in, sorting, what ends a clue."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BoundField

from apps.congress.matters.forms import SubmissionForm
from apps.congress.matters.models import Channel
from apps.foundation.core.forms import DayField
from apps.foundation.organisations.models import Area
from apps.systems.livelihood_projects import rules, selectors
from apps.systems.livelihood_projects.models import (
    Category,
    Clue,
    Collection,
    Season,
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
            "opens_on": "启动时间以本地规则为准,保存时核对。",
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

    field_order = ["area", "text", "place", "photos", "name", "phone", "may_be_published"]


class FromResidentForm(_InSeasonForm):
    """What a deputy heard from somebody."""

    field_order = ["area", "text", "place", "photos", "name", "phone", "may_be_published"]


class ByHandForm(_InSeasonForm):
    """What the office writes down for who came, called or wrote."""

    channel = forms.ChoiceField(label="渠道", choices=BY_HAND)
    title = forms.CharField(label="线索名称(可不填)", max_length=80, required=False, help_text="不填时取内容的开头。")
    category = forms.ChoiceField(label="类别", choices=CATEGORIES, required=False)
    field_order = [
        "channel",
        "area",
        "title",
        "category",
        "text",
        "place",
        "photos",
        "name",
        "phone",
        "may_be_published",
    ]


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


class ClueByNumber(forms.CharField):
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
    into = ClueByNumber(label="并入哪一件(编号)", help_text="如 2026-000123,也可以只写最后的数字 123。")
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
