"""What a report is asked by."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_date

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import months_after
from apps.foundation.organisations.models import PLACES, Area
from apps.portal.models import ReportKind
from apps.portal.rules.reports import MONTH, period_name

OFFERED = 36
"""So many months back are offered."""


class ReportForm(forms.Form):
    kind = forms.ChoiceField(label="种类", choices=ReportKind, widget=forms.RadioSelect, initial=ReportKind.MONTH)
    area = forms.ModelChoiceField(Area.objects.none(), label="区划", to_field_name="public_id", empty_label=None)
    month = forms.TypedChoiceField(
        label="月份", coerce=parse_date, help_text="季度、年度统计取这个月所在的季度、年度。"
    )

    def __init__(self, *given: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["area"].queryset = Area.objects.visible_to(actor).filter(kind__in=PLACES).order_by("path")
        self.fields["month"].choices = [(first.isoformat(), period_name(first, MONTH)) for first in _months()]


def _months() -> list[date]:
    """The last ones, the latest first; the present one is refused with a reason."""
    this = timezone.localdate().replace(day=1)
    return [months_after(this, -back) for back in range(1, OFFERED + 1)]
