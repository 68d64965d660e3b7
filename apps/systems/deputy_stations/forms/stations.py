"""A station, its staff, its opening and its end."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from apps.foundation.core.forms import DayField, OnceForm, RevisedForm
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person
from apps.foundation.policies.selectors import paths_to
from apps.systems.deputy_stations.models import Chain, StaffTitle, Station, Theme
from apps.systems.deputy_stations.services.stations import FIELDS

PHONE_HELP = "对外公开,请填办公电话。"


def parents_for(area: Area, station: Station | None) -> QuerySet[Station]:
    """Stations that may stand above one in `area`: of the area, or above it."""
    rows = Station.objects.filter(area__path__in=paths_to(area.path), closed_on__isnull=True)
    return rows.exclude(pk=station.pk) if station else rows


def chains_for(area: Area) -> QuerySet[Chain]:
    return Chain.objects.filter(Q(office__path__in=paths_to(area.path)))


class StationFields(forms.Form):
    """What is known of a station; `offer` says what it may be chosen from."""

    name = forms.CharField(label="名称", max_length=60, help_text="如:青禾镇代表之家。")
    tier = forms.ChoiceField(label="层级")
    theme = forms.ChoiceField(label="类型", choices=Theme, initial=Theme.GENERAL)
    chain = forms.ModelChoiceField(
        Chain.objects.none(), label="产业链", to_field_name="public_id", required=False, help_text="产业链家站才选。"
    )
    parent = forms.ModelChoiceField(Station.objects.none(), label="上级家站", to_field_name="public_id", required=False)
    address = forms.CharField(label="地址", max_length=120, required=False)
    latitude = forms.DecimalField(
        label="纬度",
        required=False,
        min_value=-90,
        max_value=90,
        max_digits=9,
        decimal_places=6,
        help_text="与经度一起填写;在现场可以用手机定位。",
    )
    longitude = forms.DecimalField(
        label="经度", required=False, min_value=-180, max_value=180, max_digits=9, decimal_places=6
    )
    phone = forms.CharField(label="联系电话", max_length=30, required=False, help_text=PHONE_HELP)
    complaint_phone = forms.CharField(label="监督电话", max_length=30, required=False, help_text=PHONE_HELP)
    hours = forms.CharField(label="开放时间", max_length=120, required=False, help_text="如:工作日 9:00—17:00。")
    floor_space = forms.IntegerField(label="面积(平方米)", min_value=0, max_value=1_000_000, required=False)
    residents = forms.IntegerField(label="服务人口(人)", min_value=0, max_value=100_000_000, required=False)
    radius_m = forms.IntegerField(
        label="服务半径(米)", min_value=0, max_value=100_000, required=False, help_text="在地图上画出服务范围。"
    )
    introduction = forms.CharField(
        label="简介", max_length=1000, required=False, widget=forms.Textarea({"rows": 4}), help_text="对外公开。"
    )
    founding_number = forms.CharField(label="设立批复文号", max_length=80, required=False)
    serves = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        label="服务村(社区)",
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def offer(self, area: Area | None, tiers: dict[str, str], communities: QuerySet[Area], station: Any = None) -> None:
        """Without an `area` yet, what depends on it is filled in later."""
        self.fields["tier"].choices = list(tiers.items())
        if area is None:
            for name in ("parent", "serves", "chain"):
                del self.fields[name]
            return
        self.fields["parent"].queryset = parents_for(area, station)
        self.fields["chain"].queryset = chains_for(area)
        self.fields["serves"].queryset = communities

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        one_sided = (data.get("latitude") is None) != (data.get("longitude") is None)
        if one_sided and not {"latitude", "longitude"} & set(self.errors):
            self.add_error("latitude", "纬度和经度要一起填写。")
        return data


class NewStationForm(OnceForm, StationFields):
    area = forms.ModelChoiceField(
        Area.objects.none(), label="所属镇街(区划)", to_field_name="public_id", empty_label=None
    )
    opened_on = DayField(
        label="启用日期", required=False, widget=forms.DateInput, help_text="已经启用的填写;筹建中的不填,以后再启用。"
    )

    field_order = ("area", "name", "tier", "theme")

    def __init__(self, *args: Any, areas: list[Area], tiers: dict[str, str], communities: QuerySet[Area], **kw: Any):
        super().__init__(*args, **kw)
        self.fields["area"].queryset = Area.objects.filter(pk__in=[area.pk for area in areas]).order_by("path")
        self.offer(areas[0] if len(areas) == 1 else None, tiers, communities)


class StationForm(RevisedForm, StationFields):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, station: Station, tiers: dict[str, str], communities: QuerySet[Area], **kw: Any):
        served = list(station.serves.values_list("public_id", flat=True))
        given = {name: getattr(station, name) for name in ("name", "revision", *FIELDS)}
        given["chain"] = station.chain.public_id if station.chain else None
        given["parent"] = station.parent.public_id if station.parent else None
        super().__init__(*args, initial={**given, "serves": served}, **kw)
        self.offer(station.area, tiers, communities, station)


class OpenForm(forms.Form):
    on = DayField(label="启用日期", widget=forms.DateInput)


class CloseForm(forms.Form):
    on = DayField(label="撤销日期", widget=forms.DateInput, help_text="当日起不再开放,公开页会说明并指出最近的家站。")
    reason = forms.CharField(label="撤销理由", max_length=300, widget=forms.Textarea({"rows": 3}))


class StaffForm(forms.Form):
    title = forms.ChoiceField(label="职务", choices=StaffTitle)
    name = forms.CharField(label="姓名", max_length=60)
    phone = forms.CharField(label="联系电话", max_length=30, required=False, help_text="仅工作人员可见。")
    starts_on = DayField(label="任职日期", widget=forms.DateInput)
    person = forms.ChoiceField(label="名册中的同名人员", required=False)

    def __init__(self, *args: Any, namesakes: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = offer_namesakes(self, "person", namesakes)

    def who(self) -> Person | None:
        return self.people.get(self.cleaned_data["person"])


class RelieveForm(forms.Form):
    until = DayField(label="离任日期", widget=forms.DateInput, help_text="当日起不再任职。")


OTHER = "other"


def offer_namesakes(form: forms.Form, field: str, people: Iterable[Person]) -> dict[str, Person]:
    """Whoever is in the roster under a typed name is offered, to be chosen or ruled out; nobody there, no question."""
    found = {str(one.public_id): one for one in people}
    if not found:
        del form.fields[field]
        form.fields[field] = forms.CharField(required=False, widget=forms.HiddenInput)
        return {}
    choices = [(key, f"{one.name}({one.area},{one.workplace or '单位未填'})") for key, one in found.items()]
    form.fields[field] = forms.ChoiceField(
        label="名册中有同名人员,请选择是哪一位", choices=[*choices, (OTHER, "不是,是另一位同名的人")],
        widget=forms.RadioSelect, error_messages={"required": "名册中有同名人员,请选择是哪一位。"},
    )  # fmt: skip
    return found


class SheetForm(forms.Form):
    file = forms.FileField(
        label="家站表格(.xlsx)", help_text="先检查并预览,有任何一处问题都不登记;确认后全部登记。",
        widget=forms.ClearableFileInput({"accept": ".xlsx"}),
    )  # fmt: skip


class OutlineForm(forms.Form):
    file = forms.FileField(
        label="边界文件(GeoJSON)", help_text="经纬度坐标的 Polygon 或者 MultiPolygon,不超过 5 MB。",
        widget=forms.ClearableFileInput({"accept": ".json,.geojson"}),
    )  # fmt: skip
