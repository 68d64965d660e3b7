"""A fixed cast: one district with two towns and a street, and one account per audience."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from apps.foundation.accounts.models import User
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Mandate, MandateStatus, Person, RoleAssignment, Term
from apps.foundation.people.rules import initials_of, pinyin_of
from apps.foundation.people.selectors import acting_roles, actor_of
from tests import factories as make
from tests.ground import kept

TODAY = date(2026, 3, 20)
NAMES = ("安然", "白雪", "陈晨", "丁宁", "方圆", "高山", "何田", "江河", "康宁", "林木")


@dataclass
class Cast:
    """`people` maps a part (staff, leader, handler, operator, deputy, other_deputy, …) to a person."""

    district: Area
    town: Area
    other_town: Area
    street: Area
    congress: Unit
    other_congress: Unit
    meeting_of_street: Unit
    term: Term
    other_term: Term
    street_term: Term
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, part: str, on: date = TODAY) -> Actor:
        """The part's person acting in their first role."""
        user = self.people[part].user
        actor = actor_of(user, acting_roles(user, on)[0].choice, on)
        assert actor is not None
        return actor

    def client(self, part: str) -> Client:
        """A browser signed in as the part."""
        client = Client()
        client.force_login(self.people[part].user)
        return client

    def deputies(self) -> list[Person]:
        """The ten deputies of the town, in order of pinyin."""
        return list(Person.objects.filter(mandates__term=self.term).order_by("pinyin"))


@pytest.fixture
@kept
def cast(db) -> Cast:
    district = make.make_area()
    town, other_town = (make.make_area(name, "town", district) for name in ("青禾镇", "白沙镇"))
    street = make.make_area("滨江街道", "street", district)
    congress, other_congress = make.make_unit(town), make.make_unit(other_town)
    meeting_of_street = make.make_unit(street, "deliberation_meeting", "滨江街道议事代表会议")
    office = make.make_unit(town, "government", "青禾镇人民政府")
    cast = Cast(
        district, town, other_town, street, congress, other_congress, meeting_of_street,
        make.make_term(congress, quota=10), make.make_term(other_congress), make.make_term(meeting_of_street),
    )  # fmt: skip
    seats = [(name, f"deputy{number}", cast.term) for number, name in enumerate(NAMES)]
    seats += [("示例other_deputy", "other_deputy", cast.other_term)]
    seats += [("示例representative", "representative", cast.street_term)]
    offices = {
        "operator": ("operator", district, None),
        "district_staff": ("staff", district, None),
        "staff": ("staff", town, None),
        "other_staff": ("staff", other_town, None),
        "street_staff": ("staff", street, None),
        "leader": ("leader", town, None),
        "handler": ("handler", None, office),
    }
    holders = [(f"示例{part}", part, area or office.area) for part, (_, area, _) in offices.items()]
    members = [(name, username, term.body.area) for name, username, term in seats]
    people = {person.user.username: person for person in _people([*holders, *members])}
    RoleAssignment.objects.bulk_create(
        RoleAssignment(person=people[part], role=role, area=area, unit=unit, starts_on=make.SINCE)
        for part, (role, area, unit) in offices.items()
    )
    _seat([(people[username], term) for _, username, term in seats])
    cast.people = {part: person for part, person in people.items() if person.name not in NAMES}
    cast.people["deputy"] = cast.deputies()[0]
    return cast


@cache
def _password() -> str:
    return make_password("correct horse 9")


def _people(lines: list[tuple[str, str, Area]]) -> list[Person]:
    """(name, username, area) -> people with accounts, in three statements whatever their number."""
    users = User.objects.bulk_create(
        User(username=username, name=name, password=_password()) for name, username, _ in lines
    )
    return Person.objects.bulk_create(
        Person(area=area, name=name, pinyin=pinyin_of(name), initials=initials_of(name), user=user)
        for (name, _, area), user in zip(lines, users, strict=True)
    )


def _seat(seats: list[tuple[Person, Term]]) -> None:
    mandates = Mandate.objects.bulk_create(
        Mandate(person=person, term=term, kind="representative" if term.body.is_street_body else "deputy")
        for person, term in seats
    )
    MandateStatus.objects.bulk_create(
        MandateStatus(mandate=mandate, state="serving", starts_on=make.SINCE) for mandate in mandates
    )
