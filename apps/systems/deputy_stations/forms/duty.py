"""Rotas, duties, exchanges, check-in."""

from datetime import date, datetime
from typing import Any

from django import forms

from apps.foundation.core.dates import local_day
from apps.foundation.core.forms import DayField, MomentField, OnceForm, RevisedForm
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models import DutySlot, Rota, Station
from apps.systems.deputy_stations.rules.cycles import issues_with_cycle, issues_with_hours
from apps.systems.deputy_stations.rules.tiers import CYCLES
from apps.systems.deputy_stations.selectors import duty as selectors
from apps.systems.deputy_stations.services.rotas import RULES, RotaDraft
from apps.systems.deputy_stations.services.slots import SlotDraft


class _RotaFields(forms.Form):
    starts_on = DayField(label="开始日期", widget=forms.DateInput)
    ends_on = DayField(label="结束日期", widget=forms.DateInput)
    cycle = forms.ChoiceField(label="接待周期", choices=CYCLES)
    day = forms.CharField(
        label="接待日", max_length=20, help_text="如“15日”“星期二”“第一个星期二”“双月15日”;遇节假日顺延到下一个工作日"
    )
    hours = forms.CharField(label="接待时间", max_length=20, help_text="如“9:00-11:00”")
    each = forms.IntegerField(label="每次接待的代表人数", min_value=1, max_value=20)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("cycle") and values.get("day"):
            for issue in issues_with_cycle(values["cycle"], values["day"]):
                self.add_error("day", issue.sentence)
        for issue in issues_with_hours(values["hours"]) if values.get("hours") else ():
            self.add_error("hours", issue.sentence)
        if values.get("starts_on") and values.get("ends_on") and values["ends_on"] < values["starts_on"]:
            self.add_error("ends_on", "结束日期不能早于开始日期。")
        return values

    def draft(self) -> RotaDraft:
        return RotaDraft(**{name: self.cleaned_data[name] for name in _RotaFields.base_fields})


class RotaForm(OnceForm, _RotaFields):
    """A period; the rules of the tier stand in it and may be changed for this rota."""

    def __init__(self, data: Any, *, station: Station, on: date) -> None:
        rules = selectors.rota_rules(station, on)
        super().__init__(data, initial={name: rules[name].value for name in RULES})


class RotaChangeForm(RevisedForm, _RotaFields):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, rota: Rota) -> None:
        given = {name: getattr(rota, name) for name in ("starts_on", "ends_on", "revision")}
        super().__init__(data, initial={**given, **{name: rota.frozen_rules[name] for name in RULES}})


class _SlotFields(forms.Form):
    deputy = forms.ModelChoiceField(Person.objects.none(), label="接待代表", to_field_name="public_id")
    starts_at = MomentField(label="开始时间", widget=forms.DateTimeInput)
    ends_at = MomentField(label="结束时间", widget=forms.DateTimeInput)
    topic = forms.CharField(label="接待主题", max_length=120, required=False, help_text="不填为不限主题")

    def draft(self) -> SlotDraft:
        data = self.cleaned_data
        return SlotDraft(data["deputy"], data["starts_at"], data["ends_at"], data["topic"])


class SlotForm(OnceForm, _SlotFields):
    def __init__(self, data: Any, *, station: Station, on: date) -> None:
        super().__init__(data)
        self.fields["deputy"].queryset = selectors.colleagues(station, on)


class SlotChangeForm(RevisedForm, _SlotFields):
    rests_on = "stand"
    stand = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, slot: DutySlot, on: date, is_public: bool) -> None:
        initial = {
            "deputy": slot.deputy.public_id, "starts_at": slot.starts_at, "ends_at": slot.ends_at, "topic": slot.topic,
            "stand": selectors.stand_of(slot),
        }  # fmt: skip
        super().__init__(data, initial=initial)
        people = Person.objects.filter(pk=slot.deputy_id)
        self.fields["deputy"].queryset = people if is_public else people | selectors.colleagues(slot.station, on)
        if is_public:
            self.fields["deputy"].help_text = "已公布的值班换人请用“换班”"


class SlotField(forms.ModelChoiceField):
    def label_from_instance(self, slot: DutySlot) -> str:
        return f"{slot.deputy.name}:{selectors.when(slot)}"


class AskForm(forms.Form):
    """By the deputy: whom, why, and what is given in return."""

    of = forms.ModelChoiceField(Person.objects.none(), label="请谁接班", to_field_name="public_id")
    for_slot = SlotField(
        DutySlot.objects.none(), label="换回对方的哪次值班", required=False, to_field_name="public_id",
        empty_label="不换回,只请代班",
    )  # fmt: skip
    reason = forms.CharField(label="换班原因", max_length=200, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Any, *, slot: DutySlot, now: datetime) -> None:
        super().__init__(data)
        offer_colleagues(self.fields["of"], slot)
        coming = DutySlot.objects.filter(station=slot.station_id, state="planned", starts_at__gt=now)
        coming = selectors.published(coming).exclude(deputy=slot.deputy_id).exclude(starts_at=slot.starts_at)
        self.fields["for_slot"].queryset = coming.select_related("deputy").order_by("starts_at")


class GiveForm(forms.Form):
    """By the office: to whom, why."""

    to = forms.ModelChoiceField(Person.objects.none(), label="改由谁接待", to_field_name="public_id")
    reason = forms.CharField(label="换班原因", max_length=200, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Any, *, slot: DutySlot) -> None:
        super().__init__(data)
        offer_colleagues(self.fields["to"], slot)


def offer_colleagues(field: forms.Field, slot: DutySlot) -> None:
    """The deputies of the station on that day but the one who has the duty."""
    on = local_day(slot.starts_at)
    field.queryset = selectors.colleagues(slot.station, on).exclude(pk=slot.deputy_id)  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """The revision that was read; the reason where it is late."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="晚于规定公布的理由", max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, data: Any, *, rota: Rota, late: int) -> None:
        super().__init__(data, initial={"revision": rota.revision})
        if not late:
            del self.fields["reason"]


class CodeForm(forms.Form):
    code = forms.CharField(
        label="站码", max_length=12, help_text="家站门口二维码下面的字母和数字",
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
