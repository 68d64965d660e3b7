"""What the registers of people may be filtered by; only places of the actor's own area are offered."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from apps.foundation.organisations.filters import WithinArea
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import (
    Group,
    Mandate,
    MandateKind,
    MandateState,
    MandateStatus,
    Person,
    Sex,
    Term,
)
from apps.foundation.people.rules.vocabulary import PARTIES


def _areas(request: Any) -> QuerySet[Area]:
    return Area.objects.visible_to(request.actor).on(timezone.localdate())


def _bodies(request: Any) -> QuerySet[Unit]:
    return Unit.objects.visible_to(request.actor).holding_terms().on(timezone.localdate())


class PersonFilter(django_filters.FilterSet):
    body = django_filters.ModelChoiceFilter(
        queryset=_bodies, to_field_name="public_id", method="by_body", label="所在机关(本届)"
    )
    kind = django_filters.ChoiceFilter(choices=MandateKind, method="by_kind", label="代表类别")
    state = django_filters.ChoiceFilter(choices=MandateState, method="by_state", label="资格状态")
    sex = django_filters.ChoiceFilter(choices=Sex, label="性别")
    party = django_filters.ChoiceFilter(choices=[(party, party) for party in PARTIES], label="政治面貌")
    area = WithinArea("area__path", "所在区划", _areas)

    class Meta:
        model = Person
        fields: list[str] = []

    def by_body(self, people: QuerySet, name: str, body: Unit) -> QuerySet:
        return people.filter(Exists(self._seats(term__body=body)))

    def by_kind(self, people: QuerySet, name: str, kind: str) -> QuerySet:
        return people.filter(Exists(self._seats(kind=kind)))

    def by_state(self, people: QuerySet, name: str, state: str) -> QuerySet:
        held = MandateStatus.objects.on(timezone.localdate()).filter(mandate__person=OuterRef("pk"), state=state)
        return people.filter(Exists(held))

    def _seats(self, **values: Any) -> QuerySet[Mandate]:
        running = Mandate.objects.exclude(term__ended_on__lte=timezone.localdate())
        return running.filter(person=OuterRef("pk"), **values)


class TermFilter(django_filters.FilterSet):
    body = django_filters.ModelChoiceFilter(queryset=_bodies, to_field_name="public_id", label="机关")
    running = django_filters.ChoiceFilter(
        choices=[("yes", "本届"), ("no", "往届")], method="by_running", label="是否本届"
    )

    class Meta:
        model = Term
        fields: list[str] = []

    def by_running(self, terms: QuerySet, name: str, running: str) -> QuerySet:
        over = {"ended_on__lte": timezone.localdate()}
        return terms.exclude(**over) if running == "yes" else terms.filter(**over)


def _groups(request: Any) -> QuerySet[Group]:
    term_id = request.resolver_match.kwargs["term_id"]
    return Group.objects.visible_to(request.actor).filter(term__public_id=term_id)


class SeatFilter(django_filters.FilterSet):
    """The roster of one term."""

    state = django_filters.ChoiceFilter(choices=MandateState, method="by_state", label="资格状态")
    group = django_filters.ModelChoiceFilter(
        queryset=_groups, to_field_name="public_id", method="by_group", label="代表团组"
    )
    sex = django_filters.ChoiceFilter(choices=Sex, field_name="person__sex", label="性别")
    party = django_filters.ChoiceFilter(
        choices=[(party, party) for party in PARTIES], field_name="person__party", label="政治面貌"
    )

    class Meta:
        model = Mandate
        fields: list[str] = []

    def by_state(self, seats: QuerySet, name: str, state: str) -> QuerySet:
        return seats.in_state(state, timezone.localdate())

    def by_group(self, seats: QuerySet, name: str, group: Group) -> QuerySet:
        return seats.filter(person__in=group.memberships.on(timezone.localdate()).values("person"))
