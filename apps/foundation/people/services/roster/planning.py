"""Compares a roster with the book: who is new, who changes, who is missing; writes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Q

from apps.foundation.core.fields import blind_index
from apps.foundation.organisations.models import ElectoralDistrict
from apps.foundation.people.models import Group, Mandate, MandateState, MandateStatus, Membership, Person, Term
from apps.foundation.people.rules import roster as rules
from apps.foundation.people.rules.roster import Book, Known, Problem, RosterRow

DETAILS = ("sex", "ethnic_group", "born_on", "party", "education", "workplace", "phone", "identity_number")
SEAT_DETAILS = ("certificate_number", "recommending_unit")
CHUNK = 5000


@dataclass(slots=True)
class Step:
    """What one row asks for. `person` and `mandate` are None where they are still to be made."""

    row: RosterRow
    person: Person | None = None
    mandate: Mandate | None = None
    details: dict[str, Any] = field(default_factory=dict)
    seat: dict[str, Any] = field(default_factory=dict)
    joins: tuple[str, ...] = ()
    leaves: list[Membership] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.person is None or self.mandate is None

    @property
    def changes(self) -> bool:
        return bool(self.is_new or self.details or self.seat or self.joins or self.leaves)


@dataclass(slots=True)
class Plan:
    """Everything that writing would do, and everything that forbids it."""

    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    absent: list[Mandate] = field(default_factory=list)
    new_groups: list[str] = field(default_factory=list)
    new_districts: list[str] = field(default_factory=list)


def roster_plan(*, term: Term, rows: Sequence[RosterRow], starts_on: date, today: date) -> Plan:
    """Match every row against the book of `term` and list the differences."""
    for row in rows:
        row.identity_index = blind_index(row.identity_number)
    plan = Plan(problems=rules.doubles(rows))
    shelf = _Shelf(term, rows, today)
    for row in rows:
        _plan_row(row, shelf, plan)
    present = shelf.ended | {step.mandate.pk for step in plan.steps if step.mandate}
    plan.absent = [seat for seat in shelf.seats.values() if seat.pk not in present]
    plan.new_groups = _unknown((name for row in rows for name in row.groups), shelf.groups)
    plan.new_districts = _unknown((row.district for row in rows if row.district), shelf.districts)
    return plan


def _plan_row(row: RosterRow, shelf: "_Shelf", plan: Plan) -> None:
    known = rules.recognise(row, shelf.book)
    if isinstance(known, Problem):
        plan.problems.append(known)
        return
    if known is None:
        plan.steps.append(Step(row, joins=row.groups))
        return
    if known.pk in shelf.taken:
        sentence = f"与第{shelf.taken[known.pk]}行是库中同一人,请只保留一行"
        plan.problems.append(Problem(row.number, "姓名", sentence))
        return
    shelf.taken[known.pk] = row.number
    step = shelf.compare(row, known)
    if step.mandate and step.mandate.pk in shelf.ended:
        plan.problems.append(
            Problem(row.number, "姓名", "此人本届资格已经终止,请从名册中删去此行;已重新取得资格的,请先在此人页面办理")
        )
        return
    plan.steps.append(step)


class _Shelf:
    """What the book knows of the people whom the rows may mean; read in a fixed number of queries per chunk."""

    def __init__(self, term: Term, rows: Sequence[RosterRow], today: date) -> None:
        self.taken: dict[int, int] = {}
        self.path = term.body.area.path
        self.seats = {seat.person_id: seat for seat in Mandate.objects.filter(term=term).select_related("person")}
        closed = MandateStatus.objects.filter(mandate__term=term, state=MandateState.ENDED, until__isnull=True)
        self.ended = set(closed.values_list("mandate_id", flat=True))
        self.groups = {group.name: group for group in Group.objects.filter(term=term)}
        self.districts = districts_by_name(term, today)
        self.memberships: dict[int, list[Membership]] = {}
        for membership in Membership.objects.on(today).filter(group__term=term).select_related("group"):
            self.memberships.setdefault(membership.person_id, []).append(membership)
        in_body = set(Mandate.objects.filter(term__body=term.body_id).values_list("person_id", flat=True))
        self.people = {person.pk: person for person in _people_meant(rows)}
        self.book = Book()
        for person in self.people.values():
            self.book.add(self._known(person, in_body))

    def _known(self, person: Person, in_body: set[int]) -> Known:
        here = person.pk in in_body or person.area.path.startswith(self.path)
        return Known(
            person.pk, person.name, person.identity_index, person.phone, person.born_on, here, person.pk in self.seats
        )

    def compare(self, row: RosterRow, known: Known) -> Step:
        """The differences between a row and a known person; people of other areas keep their details."""
        person, seat = self.people[known.pk], self.seats.get(known.pk)
        ours = person.area.path.startswith(self.path)
        details = _differences(row, person, DETAILS) if ours else {}
        if "identity_number" in details:
            details["identity_index"] = row.identity_index
        seat_details = _differences(row, seat, SEAT_DETAILS) if seat else {}
        district = self.districts.get(row.district)
        if seat and row.district and (district is None or district.pk != seat.electoral_district_id):
            seat_details["district"] = row.district
        held = [held for held in self.memberships.get(known.pk, ()) if held.group.kind != "committee"]
        leaves = [membership for membership in held if row.groups and membership.group.name not in row.groups]
        inside = {membership.group.name for membership in held}
        joins = tuple(name for name in row.groups if name not in inside)
        return Step(row, person, seat, details, seat_details, joins, leaves)


def districts_of(term: Term, day: date) -> Iterable[ElectoralDistrict]:
    """Electoral districts of the body's own area on a day."""
    return ElectoralDistrict.objects.on(day).filter(area=term.body.area_id)


def districts_by_name(term: Term, day: date) -> dict[str, ElectoralDistrict]:
    """By name, and by the bare number: `5` and `第5选区` mean 第5选区(和平村)."""
    found = list(districts_of(term, day))
    numbered = {word: district for district in found for word in (str(district.number), f"第{district.number}选区")}
    return numbered | {district.name: district for district in found}


def _people_meant(rows: Sequence[RosterRow]) -> Iterator[Person]:
    """People bearing a name or an identity number of the rows, in chunks that the database likes."""
    remaining = iter(rows)
    seen: set[int] = set()
    while chunk := list(islice(remaining, CHUNK)):
        same = Q(name__in={row.name for row in chunk}) | Q(
            identity_index__in={row.identity_index for row in chunk if row.identity_index}
        )
        for person in Person.objects.filter(same).select_related("area").order_by():
            if person.pk not in seen:
                seen.add(person.pk)
                yield person


def _differences(row: RosterRow, known: Person | Mandate, names: Sequence[str]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {name: value for name, value in values.items() if value and value != getattr(known, name)}


def _unknown(names: Iterable[str], known: dict[str, Any]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name not in known]
