"""How the register of submissions is narrowed."""

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from apps.congress.matters import purposes
from apps.congress.matters.models import Channel, Consent, CoSigner, Matter, MatterState, Submission
from apps.congress.matters.selectors import PLACES
from apps.foundation.organisations.models import Area

STATES = {
    "untold": ("未告知", Q(last_told_at__isnull=True)),
    "told": ("已告知", Q(last_told_at__isnull=False, is_finished=False)),
    "finished": ("已办结", Q(is_finished=True)),
    "merged": ("已并件", Q(merged_into__isnull=False)),
    "withdrawn": ("已撤回", Q(withdrawn=True)),
}
STATE_CHOICES = [(state, label) for state, (label, _) in STATES.items()]


def _areas(request: HttpRequest) -> QuerySet[Area]:
    return Area.objects.visible_to(request.actor).filter(kind__in=PLACES).order_by("path")


class SubmissionFilter(filters.FilterSet):
    """By what it was brought to, how, when, and how far it is; the rows come `with_progress`."""

    state = filters.ChoiceFilter(label="进展", choices=STATE_CHOICES, empty_label="全部", method="in_state")
    purpose = filters.ChoiceFilter(label="用途", choices=purposes.choices, empty_label="全部", method="for_purpose")
    area = filters.ModelChoiceFilter(
        label="区划", queryset=_areas, to_field_name="public_id", empty_label="全部", method="within"
    )
    channel = filters.ChoiceFilter(label="渠道", choices=Channel, empty_label="全部")
    since = filters.DateFilter(
        label="收到日期不早于", field_name="received_at", lookup_expr="date__gte", widget=forms.DateInput
    )
    until = filters.DateFilter(
        label="收到日期不晚于", field_name="received_at", lookup_expr="date__lte", widget=forms.DateInput
    )

    class Meta:
        model = Submission
        fields = ["state", "purpose", "area", "channel", "since", "until"]

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return (rows if value in {"merged", "withdrawn"} else rows.standing()).filter(STATES[value][1])

    def for_purpose(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(purpose="" if value == "general" else value)

    def within(self, rows: QuerySet, name: str, value: Area) -> QuerySet:
        return rows.filter(area__path__startswith=value.path)


OWN_PARTS = [("lead", "我领衔的"), ("signer", "我附议的"), ("asked", "等我附议的"), ("voiced", "我替群众反映的")]


class OwnFilter(filters.FilterSet):
    """A member's own matters: what they have to do with it, and how far it is."""

    part = filters.ChoiceFilter(label="与我的关系", choices=OWN_PARTS, empty_label="全部", method="as_part")
    state = filters.ChoiceFilter(label="状态", choices=MatterState, empty_label="全部")

    class Meta:
        model = Matter
        fields = ["part", "state"]

    def as_part(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        me = self.request.actor.person_id
        if value == "lead":
            return rows.filter(lead=me)
        if value == "voiced":
            return rows.filter(submission__collected_by=me)
        consent = Consent.SIGNED if value == "signer" else Consent.ASKED
        return rows.filter(pk__in=CoSigner.objects.filter(person=me, consent=consent).values("matter"))
