"""Areas, units, electoral districts; places of the actor's own area only, named by their public ids."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import DayField, MarkedForm
from apps.foundation.organisations.models import Area, AreaKind, ElectoralDistrict, Unit, UnitKind

INDENT = "\u3000"


class AreaChoice(forms.ModelChoiceField):
    """Areas indented as they lie below one another."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Area.objects.none(), to_field_name="public_id", **options)

    def label_from_instance(self, area: Area) -> str:
        return INDENT * (area.depth - 1) + area.name


def areas_of(actor: Actor) -> QuerySet[Area]:
    return Area.objects.visible_to(actor).on(timezone.localdate())


class AreaForm(forms.Form):
    parent = AreaChoice(label="上级区划")
    kind = forms.ChoiceField(label="级别", choices=AreaKind)
    name = forms.CharField(label="名称", max_length=60)
    code = forms.RegexField(
        r"^\d{0,12}$", label="统计用区划代码", required=False, help_text="最多12位数字。", strip=True
    )
    starts_on = DayField(label="设立日期", initial=timezone.localdate)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].queryset = areas_of(actor)


class AreaEditForm(AreaForm):
    """Name and code; the tree itself changes by closing and founding."""

    field_order = ["name", "code"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("parent", "kind", "starts_on"):
            del self.fields[name]


class AreaCloseForm(forms.Form):
    on = DayField(label="撤销日期", initial=timezone.localdate, help_text="自当日起不再存在。")
    successor = AreaChoice(label="承继区划", required=False, help_text="撤镇设街道、合并后,由谁承继其工作。")
    reason = forms.CharField(label="依据", max_length=200, help_text="批准文件名称和文号。")

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["successor"].queryset = areas_of(actor)


class UnitForm(forms.Form):
    area = AreaChoice(label="区划")
    kind = forms.ChoiceField(label="类别", choices=UnitKind)
    name = forms.CharField(label="全称", max_length=100)
    short_name = forms.CharField(label="简称", max_length=40, required=False)
    parent = forms.ModelChoiceField(
        queryset=Unit.objects.none(), to_field_name="public_id", required=False, label="上级单位"
    )
    starts_on = DayField(label="设立日期", initial=timezone.localdate)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas_of(actor)
        units = Unit.objects.visible_to(actor).on(timezone.localdate())
        self.fields["parent"].queryset = units.order_by("area__path", "name")


class UnitEditForm(MarkedForm, UnitForm):
    """A unit's names and the unit above it; its kind and area stay. `seen` is the mark of those that are changed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("area", "kind", "starts_on"):
            del self.fields[name]


class CloseForm(forms.Form):
    on = DayField(label="撤销日期", initial=timezone.localdate, help_text="自当日起不再存在。")
    reason = forms.CharField(label="依据", max_length=200)


class DistrictForm(forms.ModelForm):
    area = AreaChoice(label="所属区划")
    number = forms.IntegerField(label="序号", min_value=1, max_value=9999)
    covers = forms.ModelMultipleChoiceField(
        queryset=Area.objects.none(),
        to_field_name="public_id",
        required=False,
        label="覆盖区划",
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ElectoralDistrict
        fields = ["area", "number", "name", "covers", "starts_on"]
        field_classes = {"starts_on": DayField}

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].queryset = self.fields["covers"].queryset = areas_of(actor)
        self.fields["starts_on"].initial = timezone.localdate
        if self.instance.pk:
            self.initial["covers"] = [area.public_id for area in self.instance.covers.all()]
            del self.fields["area"], self.fields["starts_on"]

    def _post_clean(self) -> None:
        """The instance stays as stored: the service writes."""
