"""Reads across people, mandates and roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from apps.foundation.accounts.models import User
from apps.foundation.core import registry
from apps.foundation.core.actors import DEPUTY, OPERATOR, REPRESENTATIVE, Actor
from apps.foundation.core.numbers import number_of
from apps.foundation.core.prepared import Prepared, slot
from apps.foundation.people.models import Mandate, MandateKind, RoleAssignment

MEMBER_CHOICE = "member"


@dataclass(frozen=True, slots=True)
class ActingRole:
    """One role the holder of an account may act in today; `choice` is what the session remembers."""

    choice: str
    title: str


def acting_roles(user: User, on: date) -> list[ActingRole]:
    """Every role of the account's holder on `on`: assignments first, then the seats together as one."""
    assignments = [
        ActingRole(str(assignment.pk), _assignment_title(assignment)) for assignment in _assignments(user, on)
    ]
    bodies = [mandate.term.body.name for mandate in _mandates(user, on)]
    member = [ActingRole(MEMBER_CHOICE, "、".join(bodies) + "代表")] if bodies else []
    return assignments + member


def roles_held(user: User, on: date) -> set[str]:
    """The role of every actor that the holder of an account may be on `on`."""
    actors = (actor_of(user, role.choice, on) for role in acting_roles(user, on))
    return {actor.role for actor in actors if actor}


def actor_of(user: User, choice: str, on: date) -> Actor | None:
    """The actor for a remembered choice, None where the role is no longer held on `on`."""
    if choice == MEMBER_CHOICE:
        return _member_actor(user, on)
    key = number_of(choice, up_to=2**63 - 1)
    assignment = _assignments(user, on).filter(pk=key).first() if key is not None else None
    return _assigned_actor(user, assignment) if assignment else None


def _assignments(user: User, on: date) -> QuerySet[RoleAssignment]:
    return (
        RoleAssignment.objects.on(on)
        .filter(person__user=user)
        .select_related("area", "unit__area", "person")
        .order_by("pk")
    )


def _mandates(user: User, on: date) -> QuerySet[Mandate]:
    return Mandate.objects.serving_on(on).filter(person__user=user).select_related("term__body", "person")


# Asked by every request of a member: compiled once, it costs a seventh (benchmarks/ballots.py).
_SEATS = Prepared(
    lambda: (
        Mandate.objects.serving_on(slot("day", "date"))
        .filter(person__user=slot("user", "bigint"))
        .order_by("term")
        .values_list("person_id", "person__name", "kind", "term__body_id", "term__body__name")
    )
)


def _assignment_title(assignment: RoleAssignment) -> str:
    role = registry.roles().get(assignment.role)
    place = assignment.area or assignment.unit
    return f"{place} {role.title if role else assignment.role}"


def _assigned_actor(user: User, assignment: RoleAssignment) -> Actor:
    return Actor(
        name=assignment.person.name,
        role=assignment.role,
        user_id=user.pk,
        person_id=assignment.person_id,
        area_path=assignment.area.path if assignment.area else "",
        unit_id=assignment.unit_id,
        unit_kind=assignment.unit.kind if assignment.unit else "",
        assignment_id=assignment.pk,
        role_title=_assignment_title(assignment),
    )


def _member_actor(user: User, on: date) -> Actor | None:
    seats = _SEATS.rows(user=user.pk, day=on)
    if not seats:
        return None
    person_ids, names, kinds, body_ids, bodies = zip(*seats, strict=True)
    return Actor(
        name=names[0],
        role=REPRESENTATIVE if set(kinds) == {MandateKind.REPRESENTATIVE} else DEPUTY,
        user_id=user.pk,
        person_id=person_ids[0],
        body_ids=body_ids,
        role_title=_seats_title(kinds, bodies),
    )


def _seats_title(kinds: Iterable[str], bodies: Iterable[str]) -> str:
    """`示例区人民代表大会代表、示例区人大常委会组成人员`."""
    seats = list(zip(kinds, bodies, strict=True))
    deputy_in = [body for kind, body in seats if kind != MandateKind.MEMBER]
    member_of = [f"{body}组成人员" for kind, body in seats if kind == MandateKind.MEMBER]
    return "、".join(([f"{'、'.join(deputy_in)}代表"] if deputy_in else []) + member_of)


def operator_exists(on: date) -> bool:
    """Whether anybody may operate the installation on `on`; where not, the first-run page is open."""
    return RoleAssignment.objects.on(on).filter(role=OPERATOR, person__user__is_active=True).exists()
