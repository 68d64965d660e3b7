"""Groups and a presidium of the town's ten deputies, and sittings for them."""

from datetime import datetime, timedelta

from apps.congress.meetings.models import Meeting, Sitting
from apps.congress.meetings.services import SittingLine
from apps.foundation.people.models import Group, Membership, Person, Term
from tests.congress.meetings.hall import BEGINS
from tests.factories import SINCE


def make_group(term: Term, kind: str, name: str, people: list[Person], number: int = 1) -> Group:
    group = Group.objects.create(term=term, kind=kind, name=name, number=number)
    Membership.objects.bulk_create(Membership(group=group, person=person, starts_on=SINCE) for person in people)
    return group


def delegations(cast) -> list[Group]:
    """The first four deputies and the other six."""
    people = cast.deputies()
    first = make_group(cast.term, "delegation", "第一代表团", people[:4], 1)
    return [first, make_group(cast.term, "delegation", "第二代表团", people[4:], 2)]


def presidium(cast, count: int = 5) -> Group:
    group = make_group(cast.term, "presidium", "主席团", cast.deputies()[:count])
    group.memberships.filter(person=cast.deputies()[0]).update(title="秘书长")
    return group


def full_day(start: datetime = BEGINS) -> list[SittingLine]:
    """A morning as sessions have it: preparatory, plenary, groups, presidium, plenary."""
    kinds = ("preparatory", "plenary", "group", "presidium", "plenary")
    return [SittingLine(kind, start + timedelta(hours=hour)) for hour, kind in enumerate(kinds)]


def sitting_named(meeting: Meeting, name: str) -> Sitting:
    return next(sitting for sitting in meeting.sittings.all() if sitting.name == name)
