"""Who may be given a sign-in slip, and what became of their last one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from apps.foundation.core.actors import HANDLER, LEADER, OPERATOR, STAFF, Actor
from apps.foundation.core.dates import chinese_datetime
from apps.foundation.people.models import Mandate, Person, RoleAssignment

WITH_BODIES = Prefetch("mandates", Mandate.objects.select_related("term__body"))


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A person as the page for printing slips lists them."""

    person: Person
    place: str
    account: str
    state: str


def slip_receivers(actor: Actor, on: date) -> QuerySet[Person]:
    """People for whom `actor` may print a slip.

    A slip signs in with everything its holder may do. So it is given only to people of one's own area (or who sit
    in its bodies) who hold no role and no seat beyond it: a town prints none for a deputy of the district. And staff
    give none to operators, staff, or whoever makes and guards exams, which staff must not see: these get theirs from
    operators.
    """
    if actor.role not in {OPERATOR, STAFF} or not actor.area_path:
        return Person.objects.none()
    here = actor.area_path
    seats = Mandate.objects.serving_on(on).filter(person=OuterRef("pk"))
    seated = seats.filter(term__body__area__path__startswith=here)
    above = seats.exclude(term__body__area__path__startswith=here)
    roles = RoleAssignment.objects.on(on).filter(person=OuterRef("pk"))
    beyond = roles.exclude(Q(area__path__startswith=here) | Q(unit__area__path__startswith=here))
    people = Person.objects.filter(Q(area__path__startswith=here) | Exists(seated))
    people = people.exclude(Exists(beyond)).exclude(Exists(above)).exclude(user__is_active=False)
    if actor.role == OPERATOR:
        return people
    return people.exclude(Exists(roles.exclude(role__in=(LEADER, HANDLER)))).exclude(user__is_superuser=True)


def slip_rows(people: QuerySet[Person], at: datetime) -> list[SlipRow]:
    """`people` with their seats and the state of their newest slip, in three queries whatever their number."""
    loaded = people.select_related("area", "user").prefetch_related(WITH_BODIES, "user__slips")
    return [SlipRow(person, place_of(person), _account(person), _state(person, at)) for person in loaded]


def place_of(person: Person) -> str:
    """Where a person belongs, as a slip names it: their bodies, else their workplace, else their area."""
    bodies = dict.fromkeys(mandate.term.body.name for mandate in person.mandates.all())
    return "、".join(bodies) or person.workplace or person.area.name


def _account(person: Person) -> str:
    if person.user is None:
        return "尚无账号,打印时建立"
    return f"{person.user.username}" + ("" if person.user.last_login else "(从未登录)")


def _state(person: Person, at: datetime) -> str:
    slips: Iterable = person.user.slips.all() if person.user else ()
    last = next(iter(slips), None)
    if last is None:
        return "未开过"
    if last.used_at:
        return f"{chinese_datetime(last.used_at)}已使用"
    return f"有效至{chinese_datetime(last.expires_at)}" if last.expires_at > at else "已过期"
