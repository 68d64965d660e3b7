"""Writes a plan in bulk: people, seats, electoral districts, groups. The caller holds the transaction."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db import models

from apps.foundation.organisations.models import ElectoralDistrict
from apps.foundation.people.models import (
    Group,
    GroupKind,
    Mandate,
    MandateState,
    MandateStatus,
    Membership,
    Person,
    Term,
)
from apps.foundation.people.services.mandates import kind_in
from apps.foundation.people.services.persons import person_index
from apps.foundation.people.services.roster.planning import DETAILS, SEAT_DETAILS, Plan, Step, districts_by_name

BATCH = 1000


def roster_apply(*, term: Term, plan: Plan, starts_on: date, today: date, progress: Callable[[int], None]) -> None:
    """Write every step of a plan without problems; `progress` hears how many rows are done."""
    districts = _districts_add(term, plan.new_districts, starts_on, today)
    groups = _groups_add(term, plan.new_groups)
    for start in range(0, len(plan.steps), BATCH):
        steps = plan.steps[start : start + BATCH]
        _people_write(term, steps)
        _seats_write(term, steps, districts, starts_on)
        _groups_write(steps, groups, starts_on, today)
        progress(start + len(steps))


def _people_write(term: Term, steps: Sequence[Step]) -> None:
    new = [step for step in steps if step.person is None]
    for step in new:
        details = {name: getattr(step.row, name) for name in DETAILS}
        person = Person(area=term.body.area, name=step.row.name, **details)
        person_index(person)
        step.person = person
    Person.objects.bulk_create([step.person for step in new if step.person])
    changed = [step for step in steps if step.details and step.person]
    for step in changed:
        for name, value in step.details.items():
            setattr(step.person, name, value)
    _rewrite([step.person for step in changed if step.person], [*DETAILS, "identity_index"])


def _seats_write(term: Term, steps: Sequence[Step], districts: dict[str, ElectoralDistrict], starts_on: date) -> None:
    kind = kind_in(term)
    new = [step for step in steps if step.mandate is None]
    for step in new:
        step.mandate = Mandate(
            person=step.person,
            term=term,
            kind=kind,
            electoral_district=districts.get(step.row.district),
            **{name: getattr(step.row, name) for name in SEAT_DETAILS},
        )
    seats = Mandate.objects.bulk_create([step.mandate for step in new if step.mandate])
    MandateStatus.objects.bulk_create(
        MandateStatus(mandate=seat, state=MandateState.SERVING, starts_on=starts_on) for seat in seats
    )
    changed = [step for step in steps if step.seat and step.mandate]
    for step in changed:
        for name, value in step.seat.items():
            setattr(step.mandate, *(("electoral_district", districts[value]) if name == "district" else (name, value)))
    _rewrite([step.mandate for step in changed if step.mandate], ["electoral_district", *SEAT_DETAILS])


def _groups_write(steps: Sequence[Step], groups: dict[str, Group], starts_on: date, today: date) -> None:
    left = [membership.pk for step in steps for membership in step.leaves]
    Membership.objects.filter(pk__in=left).update(until=models.functions.Greatest(models.F("starts_on"), today))
    Membership.objects.bulk_create(
        Membership(group=groups[name], person=step.person, starts_on=today if step.leaves else starts_on)
        for step in steps
        for name in step.joins
    )


def _rewrite(rows: Sequence[models.Model], fields: Sequence[str]) -> None:
    """Update rows by an upsert on the primary key: one statement a batch, far faster than CASE … WHEN."""
    if rows:
        type(rows[0])._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=["pk"], update_fields=list(fields)
        )


def _districts_add(term: Term, names: Iterable[str], starts_on: date, today: date) -> dict[str, ElectoralDistrict]:
    known = districts_by_name(term, today)
    used = set(ElectoralDistrict.objects.filter(area=term.body.area_id).values_list("number", flat=True))
    for name in names:
        number = _number_in(name, used)
        used.add(number)
        known[name] = ElectoralDistrict.objects.create(
            area=term.body.area, number=number, name=name, starts_on=min(starts_on, today)
        )
    return known


def _number_in(name: str, used: set[int]) -> int:
    """`第12选区` keeps its 12 where that is free; else the next free number."""
    digits = re.search(r"\d{1,5}", name)
    if digits and int(digits[0]) not in used:
        return int(digits[0])
    return max(used, default=0) + 1


def _groups_add(term: Term, names: Iterable[str]) -> dict[str, Group]:
    known = {group.name: group for group in Group.objects.filter(term=term)}
    for number, name in enumerate(names, start=len(known) + 1):
        kind = GroupKind.DELEGATION if name.endswith("代表团") else GroupKind.DEPUTY_GROUP
        known[name] = Group.objects.create(term=term, kind=kind, name=name, number=number)
    return known
