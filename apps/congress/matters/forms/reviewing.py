"""What the office types about a matter: send back, refuse, merge, put in order, where it goes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from apps.congress.matters.models import Matter, PartRole, Refusal
from apps.congress.matters.rules.refusals import ELSEWHERE
from apps.congress.matters.rules.writing import TITLE_LIMIT, WRITTEN_LIMIT
from apps.congress.matters.selectors.routing import units_named
from apps.congress.matters.selectors.writing import categories_at
from apps.congress.matters.services.handing_over import PartDraft
from apps.congress.matters.services.reviewing import REASON_LIMIT
from apps.foundation.core.forms import OnceForm, RevisedForm, RowForm, row_set
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Mandate

UNITS_LIST, SPARE_ROWS, ROW_LIMIT = "matters-units", 4, 20


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label="需要修改什么", max_length=REASON_LIMIT, widget=forms.Textarea({"rows": 3}),
        help_text="提出人会看到这句话。如:一件写了两件事,请分别提出(一事一议)。",
    )  # fmt: skip


class RefuseForm(forms.Form):
    """A ground of the regulation; the sentence is proposed by the ground and may be worded anew."""

    ground = forms.ChoiceField(label="不予受理的情形", choices=Refusal.choices, widget=forms.RadioSelect)
    sentence = forms.CharField(
        label="告知提出人:可以通过什么渠道反映", max_length=REASON_LIMIT, required=False,
        widget=forms.Textarea({"rows": 3}), help_text="不填写的,按所选情形用规范用语。",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not values.get("sentence", "").strip():
            values["sentence"] = ELSEWHERE.get(values.get("ground", ""), "")
        return values


class ArrangeForm(RevisedForm):
    """整理: title and text as they are handed over."""

    title = forms.CharField(label="标题", max_length=TITLE_LIMIT)
    text = forms.CharField(label="内容", max_length=WRITTEN_LIMIT, widget=forms.Textarea({"rows": 12}))
    category = forms.ChoiceField(label="类别", required=False)
    revision = forms.IntegerField(min_value=1, max_value=30000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        names = ("title", "text", "category", "revision")
        super().__init__(*args, initial={name: getattr(matter, name) for name in names}, **kwargs)
        words = [*categories_at(matter.office, timezone.localdate()), matter.category]
        self.fields["category"].choices = [("", "(未分类)"), *((word, word) for word in dict.fromkeys(words) if word)]


class MergeMattersForm(forms.Form):
    """Into which one of the same office, by its number in the register, and why: every office counts from 1."""

    into = forms.CharField(label="并入哪一件(受理编号)", max_length=16, help_text="如 2026-000123")
    reason = forms.CharField(label="合并理由", max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office = matter.office

    def clean_into(self) -> Matter:
        number = self.cleaned_data["into"].strip()
        found = Matter.objects.with_all().filter(office=self.office, submission__number=number).first()
        if found is None:
            raise ValidationError(f"没有受理编号为{number}的办理事项,请核对编号。")
        return found


class SentenceForm(forms.Form):
    """One sentence with which a matter is closed."""

    sentence = forms.CharField(
        label="告知提出人的话", max_length=REASON_LIMIT, widget=forms.Textarea({"rows": 4}),
        help_text="用群众看得懂的话写明怎样处理的、还可以找谁。提出人会看到这句话。",
    )  # fmt: skip


class DeputyField(forms.ModelChoiceField):
    def label_from_instance(self, seat: Mandate) -> str:
        return f"{seat.person.name}({seat.person.area.name})"


class DeputyForm(forms.Form):
    """Which deputy of the congress above is asked to put it forward there."""

    deputy = DeputyField(Mandate.objects.none(), label="请哪位代表提出", to_field_name="public_id")
    note = forms.CharField(label="给代表的说明", max_length=200, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, deputies: QuerySet[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = deputies


class UnitField(forms.CharField):
    """A unit of the office, typed or chosen from the list of the page (`datalist`), by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, **kwargs)
        self.widget.attrs.update({"list": UNITS_LIST, "autocomplete": "off", "placeholder": "单位名称"})
        self.office: Area | None = None

    def clean(self, value: Any) -> Unit | None:
        name = super().clean(value)
        if not name:
            return None
        found = units_named(self.office, name) if self.office else []
        if not found:
            raise ValidationError(f"没有名为“{name}”的单位,请从列表中选择。")
        today = timezone.localdate()
        standing = [unit for unit in found if unit.exists_on(today)]
        if len(standing) > 1:
            places = "、".join(unit.area.name for unit in standing)
            raise ValidationError(f"“{name}”有{len(standing)}个({places}),请填写全称。")
        return (standing or found)[0]


class PartForm(RowForm):
    """A unit and its part; empty rows are left out."""

    named_by = "unit"
    unit = UnitField(label="承办单位", required=False)
    role = forms.ChoiceField(label="方式", choices=PartRole.choices, initial=PartRole.CO)

    def __init__(self, *args: Any, office: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].office = office


PartRows = row_set(PartForm, ROW_LIMIT, extra=SPARE_ROWS)


def parts_of(rows: forms.BaseFormSet) -> list[PartDraft]:
    """Units in the order in which they were typed."""
    values = [form.cleaned_data for form in rows if form.has_changed() or form.cleaned_data.get("unit")]
    return [PartDraft(value["unit"], value["role"]) for value in values if value.get("unit")]


class RequirementsForm(forms.Form):
    requirements = forms.CharField(
        label="交办要求(可不填)", max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )


class BatchForm(OnceForm, RequirementsForm):
    """What is asked of the units of a batch, which is ordered once."""


class RequestForm(forms.Form):
    """立为办理事项: what somebody brought, as it is handled."""

    title = forms.CharField(label="标题", max_length=TITLE_LIMIT, help_text="不要写反映人的姓名、电话")
    text = forms.CharField(label="内容", max_length=WRITTEN_LIMIT, widget=forms.Textarea({"rows": 8}))
    category = forms.ChoiceField(label="类别", required=False)

    def __init__(self, *args: Any, office: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = categories_at(office, timezone.localdate())
        self.fields["category"].choices = [("", "(未分类)"), *((word, word) for word in words)]


class QuickUnitForm(forms.Form):
    """A main unit and one that helps, as most matters have them."""

    main = UnitField(label="主办单位")
    co = UnitField(label="协办单位(可不填)", required=False)
    requirements = forms.CharField(label="交办要求(可不填)", max_length=500, required=False)

    def __init__(self, *args: Any, office: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("main", "co"):
            self.fields[name].office = office

    def parts(self) -> list[PartDraft]:
        units = [(self.cleaned_data["main"], PartRole.MAIN), (self.cleaned_data.get("co"), PartRole.CO)]
        return [PartDraft(unit, role) for unit, role in units if unit]
