"""What the statistics are asked: whose, of what kind, from when to when, and as of which moment."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from apps.congress.matters.models import Matter, MatterKind
from apps.congress.matters.selectors.matter_statistics import Scope
from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import DayField, MomentField
from apps.foundation.organisations.models import Area, AreaKind
from apps.foundation.people.models import Term

SOURCES = 50
ALL = "全部"


class StatisticsForm(forms.Form):
    """Everything may be left out: then it is all that the actor sees, as of now."""

    area = forms.ModelChoiceField(
        Area.objects.none(), label="区划", required=False, empty_label=ALL, to_field_name="public_id"
    )
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", ALL), *MatterKind.choices])
    term = forms.ModelChoiceField(Term.objects.none(), label="届", required=False, empty_label=ALL)
    source = forms.ChoiceField(label="来源(会议等)", required=False)
    since = DayField(label="收到日期不早于", required=False)
    until = DayField(label="收到日期不晚于", required=False)
    as_of = MomentField(label="截至", required=False, widget=forms.DateTimeInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        areas = Area.objects.filter(path__startswith=actor.area_path).exclude(
            kind__in=(AreaKind.VILLAGE, AreaKind.COMMUNITY)
        )
        terms = Term.objects.filter(body__area__path__startswith=actor.area_path).select_related("body")
        self.fields["area"].queryset = areas.order_by("path")
        self.fields["term"].queryset = terms.order_by("-first_session_on", "pk")
        self.fields["source"].choices = [("", ALL), *self._sources()]

    def _sources(self) -> list[tuple[str, str]]:
        rows = Matter.objects.visible_to(self.actor).filter(source_id__isnull=False).order_by("-source_id")
        found = rows.values_list("source_label", "source_id", "source_title").distinct()[:SOURCES]
        return [(f"{label}:{key}", title) for label, key, title in found]

    def scope(self) -> Scope:
        """Of what is filled in rightly; the rest does not narrow."""
        given = self._cleaned()
        label, _, key = (given.get("source") or "").partition(":")
        area, term = given.get("area"), given.get("term")
        return Scope(
            path=area.path if area else self.actor.area_path,
            kind=given.get("kind") or "",
            term_id=term.pk if term else None,
            source=(label, int(key)) if key else None,
            since=given.get("since"),
            until=given.get("until"),
        )

    def moment(self) -> datetime:
        """The moment asked for, never one to come."""
        now = timezone.now()
        return min(self._cleaned().get("as_of") or now, now)

    def _cleaned(self) -> dict[str, Any]:
        if self.is_bound:
            self.is_valid()
        return getattr(self, "cleaned_data", {})
