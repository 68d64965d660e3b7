"""产业链 and its firms."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.foundation.core.forms import DayField, OnceForm
from apps.foundation.organisations.models import Area, Unit, UnitKind
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models import Chain, ChainFirm

LINKED = (UnitKind.GOVERNMENT, UnitKind.STREET_OFFICE, UnitKind.DEPARTMENT, UnitKind.OTHER)


class ChainForm(OnceForm):
    name = forms.CharField(label="产业链", max_length=60)
    lead_firm = forms.CharField(label="链主企业", max_length=80)
    note = forms.CharField(label="说明", max_length=500, required=False, widget=forms.Textarea({"rows": 3}))
    linked_units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="链长(联系)单位",
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, office: Area, chain: Chain | None = None, today: Any, **kwargs: Any) -> None:
        if chain:
            linked = list(chain.linked_units.values_list("public_id", flat=True))
            given = {"name": chain.name, "lead_firm": chain.lead_firm, "note": chain.note}
            kwargs["initial"] = {**given, "linked_units": linked}
        super().__init__(*args, **kwargs)
        units = Unit.objects.on(today).filter(area=office, kind__in=LINKED)
        self.fields["linked_units"].queryset = units.order_by("kind", "name")
        if chain:
            del self.fields["key"]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "lead_firm", "note", "linked_units")}


class FirmForm(OnceForm):
    name = forms.CharField(label="企业", max_length=80)
    contact = forms.CharField(label="联系人", max_length=60, required=False, help_text="仅工作人员可见。")
    deputy = forms.ModelChoiceField(
        Person.objects.none(),
        label="联系代表",
        to_field_name="public_id",
        required=False,
        help_text="本链家站的进站代表。",
    )

    def __init__(self, *args: Any, deputies: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = deputies


class FirmChangeForm(FirmForm):
    left_on = DayField(label="退出日期", required=False, widget=forms.DateInput, help_text="退出本链的填写。")

    def __init__(self, *args: Any, firm: ChainFirm, **kwargs: Any) -> None:
        given = {"name": firm.name, "contact": firm.contact, "left_on": firm.left_on}
        given["deputy"] = firm.deputy.public_id if firm.deputy else None
        super().__init__(*args, initial=given, **kwargs)
        del self.fields["key"]
