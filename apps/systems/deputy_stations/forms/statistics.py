"""Which period, and of which stations."""

from typing import Any

from django import forms
from django.utils import timezone

from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import DayField
from apps.foundation.organisations.models import Area
from apps.systems.deputy_stations.models import Station
from apps.systems.deputy_stations.selectors.opinion_lists import Scope
from apps.systems.deputy_stations.selectors.opinions import VILLAGES


class OpinionStatisticsForm(forms.Form):
    """Left empty: this year until today, everything that the acting person sees."""

    since = DayField(label="接待日期不早于", required=False)
    until = DayField(label="接待日期不晚于", required=False)
    station = forms.ModelChoiceField(
        Station.objects.none(), label="家站", required=False, empty_label="全部", to_field_name="public_id"
    )
    area = forms.ModelChoiceField(
        Area.objects.none(), label="区划", required=False, empty_label="全部", to_field_name="public_id"
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["station"].queryset = Station.objects.visible_to(actor).order_by("area__path", "name")
        if actor.sees_area:
            areas = Area.objects.visible_to(actor).exclude(kind__in=VILLAGES)
            self.fields["area"].queryset = areas.order_by("path")
        else:
            del self.fields["area"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("since") and values.get("until") and values["since"] > values["until"]:
            self.add_error("until", "截止日期不能早于开始日期。")
        return values

    def scope(self) -> Scope:
        """Of what is filled in rightly; the rest does not narrow."""
        if self.is_bound:
            self.is_valid()
        given = getattr(self, "cleaned_data", {})
        today = timezone.localdate()
        until = given.get("until") or today
        since = given.get("since") or until.replace(month=1, day=1)
        return Scope(self.actor, since, until, given.get("station"), given.get("area"))
