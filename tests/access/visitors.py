"""Somebody of every audience: from the place an object belongs to, and from another one."""

from collections.abc import Callable
from functools import cached_property, wraps

from django.db.models import Q
from django.test import Client

from apps.foundation.core.actors import (
    DEPUTY,
    EXAM_SETTER,
    EXAM_STAFF,
    GUEST,
    HANDLER,
    INVIGILATOR,
    LEADER,
    OPERATOR,
    REPRESENTATIVE,
    STAFF,
)
from apps.foundation.organisations.models import Area, AreaKind, Unit, UnitKind
from apps.foundation.people.models import Mandate, MandateKind, Person, RoleAssignment
from apps.foundation.people.selectors.roles import MEMBER_CHOICE
from tests import factories as make
from tests.access.things import Around

NOBODY = "none"
COLUMNS = (
    OPERATOR, STAFF, LEADER, HANDLER, DEPUTY, REPRESENTATIVE, EXAM_STAFF, EXAM_SETTER, INVIGILATOR, NOBODY, GUEST,
)  # fmt: skip
EXAM_COLUMNS = (EXAM_STAFF, EXAM_SETTER, INVIGILATOR)
MEMBERS = {DEPUTY: MandateKind.DEPUTY, REPRESENTATIVE: MandateKind.REPRESENTATIVE}
TASKED = (UnitKind.GOVERNMENT, UnitKind.DEPARTMENT, UnitKind.STREET_OFFICE)
OTHERS = {"青禾镇": "白沙镇", "滨江街道": "东湖街道"}
DISTRICT, NEIGHBOUR = "示例区", "邻江区"
MANY = 3
"""So many people of one audience are asked for an object, those nearest to it first."""


def kept(find: Callable) -> Callable:
    """Found once by one Visitors, who alone add to what there is."""

    @wraps(find)
    def found(self: "Visitors", *question: object) -> object:
        key = (find.__name__, *question)
        if key not in self.known:
            self.known[key] = find(self, *question)
        return self.known[key]

    return found


class Visitors:
    """Browsers, made as they are asked for; the demo's own accounts where it has some."""

    def __init__(self) -> None:
        self.browsers: dict[tuple[int, str], Client] = {}
        self.guest = Client(raise_request_exception=False)
        self.known: dict[tuple, object] = {}
        self.nothing: set[tuple] = set()
        """Answers to what is not there, by whom they were given to."""

    def own(self, part: str, home: Area, around: Around) -> list[Client]:
        """Those of the audience who are likeliest to have to do with what lies in `home`."""
        if part in (NOBODY, GUEST):
            return [self.nobody if part == NOBODY else self.guest]
        if part in MEMBERS:
            near = [one for one in around.people if one.pk in self._seated(part)]
            return [self._as_member(one) for one in (near + self._members_at(part, home))[:MANY]]
        if part == HANDLER:
            units = [one for one in around.units if one.kind in TASKED]
            return [one for unit in (units + self._offices(home))[:MANY] for one in self._handlers(unit)][:MANY]
        near = [one for person in around.people for one in self._roles_held(part).get(person.pk, [])]
        place = self.district if part in (OPERATOR, *EXAM_COLUMNS) else home
        return [self._in_role(one) for one in near[:MANY]] + self._of_area(part, place)

    def others(self, part: str, home: Area, around: Around) -> list[Client]:
        """Those of the audience who have nothing to do with `home`."""
        if part in (NOBODY, GUEST):
            return []
        if part in (OPERATOR, *EXAM_COLUMNS):
            return self._of_area(part, self.neighbour)
        if part in MEMBERS:
            place = self.other_of(home) if (part == DEPUTY) == (home.kind == AreaKind.TOWN) else self._usual(part)
            strangers = [one for one in self._members_at(part, place) if one not in around.people]
            return [self._as_member(one) for one in strangers[:1]]
        if part == HANDLER:
            offices = [*self._offices(self.other_of(home))[-1:], *self._offices(home)[::-1]]
            return [self._handlers(unit)[0] for unit in offices if unit not in around.units][:2]
        return self._of_area(part, self.other_of(home))

    @kept
    def other_of(self, home: Area) -> Area:
        """Another place of the same kind."""
        if home.kind == AreaKind.DISTRICT:
            return self.neighbour if home == self.district else self.district
        names = OTHERS if home.kind == AreaKind.TOWN else {**OTHERS, "青禾镇": ""}
        name = names.get(home.name) or ("青禾镇" if home.kind == AreaKind.TOWN else "滨江街道")
        return Area.objects.get(name=name)

    def _usual(self, part: str) -> Area:
        return Area.objects.get(name="白沙镇" if part == DEPUTY else "东湖街道")

    @cached_property
    def nobody(self) -> Client:
        person = make.make_person(self.district, "无身份者")
        make.make_user(person, "nobody")
        return self._browser(person, "")

    @cached_property
    def district(self) -> Area:
        return Area.objects.get(name=DISTRICT)

    @cached_property
    def neighbour(self) -> Area:
        """A district beside the demo's, with bodies and members of its own."""
        area = make.make_area(NEIGHBOUR)
        make.make_unit(area, UnitKind.GOVERNMENT)
        term = make.make_term(make.make_unit(area, UnitKind.DISTRICT_CONGRESS))
        make.make_mandate(make.make_person(area, "邻江代表"), term)
        return area

    @kept
    def _of_area(self, role: str, area: Area) -> list[Client]:
        found = list(self._roles(role).filter(area=area)[:1])
        return [self._in_role(one) for one in found or [self._role(role, area=area)]]

    @kept
    def _handlers(self, unit: Unit) -> list[Client]:
        found = list(self._roles(HANDLER).filter(unit=unit)[:MANY])
        return [self._in_role(one) for one in found or [self._role(HANDLER, unit=unit)]]

    @kept
    def _seated(self, part: str) -> set[int]:
        return set(self._seats(part).values_list("person", flat=True))

    @kept
    def _roles_held(self, role: str) -> dict[int, list[RoleAssignment]]:
        held: dict[int, list[RoleAssignment]] = {}
        for one in self._roles(role):
            held.setdefault(one.person_id, []).append(one)
        return held

    def _roles(self, role: str):
        return RoleAssignment.objects.filter(role=role, until=None).select_related("person__user").order_by("pk")

    def _role(self, role: str, *, area: Area | None = None, unit: Unit | None = None) -> RoleAssignment:
        person = make.make_person(area or unit.area, "来访者")
        return make.make_role(person, role, area, unit)

    @kept
    def _offices(self, home: Area) -> list[Unit]:
        return list(Unit.objects.filter(area=home, kind__in=TASKED).order_by("pk"))

    def _seats(self, part: str):
        return Mandate.objects.filter(kind=MEMBERS[part])

    @kept
    def _members_at(self, part: str, home: Area) -> list[Person]:
        """Who has an account, first; then those of the bodies of the place, then those who live there."""
        seats = self._seats(part).filter(Q(term__body__area=home) | Q(person__area=home))
        people = Person.objects.filter(mandates__in=seats).select_related("user").distinct()
        return sorted(people.order_by("pinyin", "pk"), key=lambda one: one.user_id is None)[:MANY]

    def _as_member(self, person: Person) -> Client:
        return self._browser(person, MEMBER_CHOICE)

    def _in_role(self, assignment: RoleAssignment) -> Client:
        return self._browser(assignment.person, str(assignment.pk))

    def _browser(self, person: Person, choice: str) -> Client:
        if (person.pk, choice) not in self.browsers:
            browser = Client(raise_request_exception=False)
            browser.force_login(person.user or make.make_user(person))
            session = browser.session
            session["acting_role"] = choice
            session.save()
            self.browsers[person.pk, choice] = browser
        return self.browsers[person.pk, choice]
