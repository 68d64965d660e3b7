"""A fixed cast: one district with two towns and a street, and one account per audience."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from django.test import Client

from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Person, Term
from apps.foundation.people.selectors import acting_roles, actor_of
from tests import factories as make

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
    offices = {
        "operator": ("operator", district, None),
        "district_staff": ("staff", district, None),
        "staff": ("staff", town, None),
        "other_staff": ("staff", other_town, None),
        "street_staff": ("staff", street, None),
        "leader": ("leader", town, None),
        "handler": ("handler", None, office),
    }
    for part, (role, area, unit) in offices.items():
        cast.people[part] = _account(area or office.area, part)
        make.make_role(cast.people[part], role, area, unit)
    for number, name in enumerate(NAMES):
        person = make.make_person(town, name)
        make.make_mandate(person, cast.term)
        make.make_user(person, f"deputy{number}")
    cast.people["deputy"] = cast.deputies()[0]
    cast.people["other_deputy"] = _account(other_town, "other_deputy")
    make.make_mandate(cast.people["other_deputy"], cast.other_term)
    cast.people["representative"] = _account(street, "representative")
    make.make_mandate(cast.people["representative"], cast.street_term, "representative")
    return cast


def _account(area: Area, part: str) -> Person:
    person = make.make_person(area, f"示例{part}"[:60])
    make.make_user(person, part)
    return person
