"""Small makers of valid rows; every value may be overridden."""

from datetime import date
from itertools import count

from apps.foundation.accounts.models import User
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import (
    Mandate,
    MandateKind,
    MandateState,
    MandateStatus,
    Person,
    RoleAssignment,
    Term,
)
from apps.foundation.people.rules import initials_of, pinyin_of

SINCE = date(2022, 1, 1)
_numbers = count(1)


def make_area(name: str = "示例区", kind: str = "district", parent: Area | None = None) -> Area:
    values = {"name": name, "kind": kind, "starts_on": SINCE}
    return Area.objects.add_child(parent, values) if parent else Area.objects.add_root(values)


def make_unit(area: Area, kind: str = "town_congress", name: str = "", **values) -> Unit:
    name = name or f"{area.name}{dict(Unit._meta.get_field('kind').choices)[kind]}"
    return Unit.objects.create(area=area, kind=kind, name=name, starts_on=SINCE, **values)


def make_term(body: Unit, number: int = 20, quota: int = 60, **values) -> Term:
    return Term.objects.create(body=body, number=number, quota=quota, elected=quota, first_session_on=SINCE, **values)


def make_person(area: Area, name: str = "王小明", **values) -> Person:
    return Person.objects.create(area=area, name=name, pinyin=pinyin_of(name), initials=initials_of(name), **values)


def make_user(person: Person, username: str = "", password: str = "correct horse 9") -> User:
    user = User.objects.create_user(username or f"user{next(_numbers)}", password=password, name=person.name)
    person.user = user
    person.save(update_fields=["user"])
    return user


def make_mandate(person: Person, term: Term, kind: str = MandateKind.DEPUTY, since: date = SINCE) -> Mandate:
    mandate = Mandate.objects.create(person=person, term=term, kind=kind)
    MandateStatus.objects.create(mandate=mandate, state=MandateState.SERVING, starts_on=since)
    return mandate


def make_role(person: Person, role: str, area: Area | None = None, unit: Unit | None = None) -> RoleAssignment:
    return RoleAssignment.objects.create(person=person, role=role, area=area, unit=unit, starts_on=SINCE)
