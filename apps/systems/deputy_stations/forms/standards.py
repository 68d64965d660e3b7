"""The standard as one page: what holds for all, and a row for each item, saved as a whole."""

from typing import Any

from django import forms

from apps.foundation.core.forms import Editor, RevisedForm, RowForm, row_set
from apps.systems.deputy_stations.models import ItemKind, RatingStandard, Scoring
from apps.systems.deputy_stations.rules.standards import ITEMS_LIMIT, Head, ItemDraft
from apps.systems.deputy_stations.rules.usual_standard import MEASURE_TITLES
from apps.systems.deputy_stations.selectors.rating import HEAD, drafts_of

SPARE_ROWS = 3


def points(label: str, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_value=100, max_digits=4, decimal_places=1, **options)


class StandardHeadForm(RevisedForm):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    title = forms.CharField(label="标准名称", max_length=80)
    basis = forms.CharField(label="依据", max_length=200, required=False)
    five_from = points("五星最低分")
    four_from = points("四星最低分")
    three_from = points("三星最低分")
    two_from = points("二星最低分", required=False, help_text="不设二星的留空")
    five_share = forms.IntegerField(
        label="五星比例上限(%)", min_value=1, max_value=100, help_text="占参评家站的比例,名额取整数,不进位"
    )
    bonus_cap = points("加分上限")
    validity_years = forms.IntegerField(label="有效期(年)", min_value=1, max_value=5)
    raters_least = forms.IntegerField(label="每站最少评审员", min_value=2, max_value=9)


class ItemForm(RowForm):
    named_by, others, needed = "title", ("dimension", "points", "target", "evidence"), ("dimension", "points")

    dimension = forms.CharField(label="维度", max_length=30, required=False)
    title = forms.CharField(label="指标", max_length=60, required=False)
    points = points("分值", required=False)
    kind = forms.ChoiceField(label="类别", choices=ItemKind, initial=ItemKind.NORMAL)
    scoring = forms.ChoiceField(label="得分方式", choices=Scoring, initial=Scoring.MANUAL)
    measure = forms.ChoiceField(label="取数项目", choices=[("", "不取数"), *MEASURE_TITLES.items()], required=False)
    target = forms.IntegerField(label="满分目标", min_value=1, max_value=100_000, required=False)
    evidence = forms.CharField(label="佐证材料", max_length=100, required=False)

    def draft(self) -> ItemDraft:
        return ItemDraft(**self.cleaned_data)


Items = row_set(ItemForm, ITEMS_LIMIT, extra=SPARE_ROWS)


class StandardEditor(Editor):
    """Head and items that are valid or refused together; speaks as a form to `attempt`."""

    def __init__(self, data: Any, *, standard: RatingStandard) -> None:
        head = {"revision": standard.revision, **{name: getattr(standard, name) for name in HEAD}}
        self.head = StandardHeadForm(data, initial=head)
        rows = [{name: getattr(item, name) for name in ItemForm.base_fields} for item in drafts_of(standard)]
        self.rows = Items(data, initial=rows, prefix="items")

    def draft(self) -> Head:
        return Head(**{name: self.head.cleaned_data[name] for name in HEAD})

    def items(self) -> list[ItemDraft]:
        return [row.draft() for row in self.rows if row.cleaned_data.get("title")]
