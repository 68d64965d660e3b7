"""The book of people: lists, finding, one person's page."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Func, Prefetch, Q, QuerySet, Value

from apps.foundation.core.actors import Actor
from apps.foundation.people.models import (
    DutyEvent,
    Mandate,
    MandateStatus,
    Membership,
    Person,
    Post,
    RoleAssignment,
)


def people_listed(actor: Actor, on: date) -> QuerySet[Person]:
    """People the actor may see, with their seats of running terms: `seats`, each with its `states` of the day."""
    states = Prefetch("statuses", MandateStatus.objects.on(on), to_attr="states")
    seats = Mandate.objects.exclude(term__ended_on__lte=on).select_related("term__body").prefetch_related(states)
    groups = Membership.objects.on(on).select_related("group")
    return (
        Person.objects.visible_to(actor)
        .select_related("area")
        .prefetch_related(
            Prefetch("mandates", seats.order_by("term_id"), to_attr="seats"),
            Prefetch("memberships", groups.order_by("group__kind"), to_attr="current_memberships"),
        )
    )


def people_found(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Every word is a part of the name, of the pinyin (with or without gaps), the initials, workplace or phone."""
    people = people.annotate(
        pinyin_flat=Func(F("pinyin"), Value(" "), Value(""), function="replace", output_field=Person.pinyin.field)
    )
    for word in text.lower().split()[:6]:
        matches = Q(name__icontains=word) | Q(workplace__icontains=word)
        if re.fullmatch(r"[a-zü']*[a-zü][a-zü']*", word):
            matches |= Q(pinyin_flat__contains=word.replace("'", "")) | Q(initials__startswith=word)
        if re.fullmatch(r"\d{3,11}", word):
            matches |= Q(phone__contains=word)
        people = people.filter(matches)
    return people


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What a person's page shows."""

    mandates: list[Mandate]
    posts: list[Post]
    memberships: list[Membership]
    roles: list[RoleAssignment]


def person_file(person: Person, actor: Actor) -> PersonFile:
    """Seats with all their status rows, posts, groups; roles only to those who see the person's area or are it."""
    mandates = person.mandates.select_related("term__body__area", "electoral_district").prefetch_related("statuses")
    own = actor.person_id == person.pk
    roles = person.role_assignments.select_related("area", "unit__area").order_by("until", "pk")
    return PersonFile(
        mandates=list(mandates.order_by("-term__first_session_on", "pk")),
        posts=list(person.posts.select_related("unit__area").order_by("until", "-starts_on")),
        memberships=list(person.memberships.select_related("group__term__body").order_by("until", "-starts_on")),
        roles=list(roles) if actor.sees_area or own else [],
    )


def duty_file(person: Person) -> QuerySet[DutyEvent]:
    """履职档案, newest first."""
    return DutyEvent.objects.filter(person=person).order_by("-on", "-pk")


def current_state(mandate: Mandate, on: date) -> MandateStatus | None:
    """The status row of a day; for a seat whose term ran out or has not begun, None. Reads prefetched rows."""
    return next((status for status in mandate.statuses.all() if status.in_force(on)), None)
