"""What is red and has not been told to every level, and who is to be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, OuterRef, Q, Subquery

from apps.congress.supervision.models import Assignment, Escalation, UnitRole
from apps.congress.supervision.rules.escalating import AREA_LEADERS, OFFICE_LEADERS, UNITS
from apps.foundation.people.selectors import handlers_by_unit, leaders_by_area, staff_by_area


def red_ids(on: date, *, after: int, most: int) -> list[int]:
    """Primary keys of up to `most` assignments at work that are red and have a level left to be told, in order."""
    told = Escalation.objects.filter(assignment=OuterRef("pk"), red_from=OuterRef("red_from")).order_by()
    highest = Subquery(told.values("assignment").annotate(highest=Max("level")).values("highest"))
    rows = Assignment.objects.with_units().filter(red_from__lte=on, pk__gt=after).alias(highest=highest)
    open_rows = rows.filter(Q(highest__isnull=True) | Q(highest__lt=OFFICE_LEADERS))
    return list(open_rows.order_by("pk").values_list("pk", flat=True)[:most])


def chunk_after(ids: Sequence[int], on: date) -> list[Assignment]:
    """Those of the ids that are still red once their rows are held, with what telling needs."""
    held = Assignment.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    list(held.values_list("pk", flat=True))
    rows = Assignment.objects.with_units().filter(pk__in=ids, red_from__lte=on).with_all()
    return list(rows.prefetch_related("milestones", "escalations").order_by("pk"))


@dataclass(frozen=True, slots=True)
class Recipients:
    """Person ids by unit and by area, for a whole chunk."""

    handlers: Mapping[int, set[int]]
    staff: Mapping[int, set[int]]
    leaders: Mapping[int, set[int]]

    def of(self, assignment: Assignment, level: int) -> list[int]:
        """Whom a level concerns, as `rules.escalating` has it."""
        if level == UNITS:
            return sorted(self._answering(assignment))
        area = assignment.area_id if level == AREA_LEADERS else assignment.office_id
        people = set(self.leaders.get(area, ()))
        if level == AREA_LEADERS and assignment.leader_id:
            people.add(assignment.leader_id)
        return sorted(people)

    def office(self, assignment: Assignment) -> list[int]:
        return sorted(self.staff.get(assignment.office_id, ()))

    def _answering(self, assignment: Assignment) -> set[int]:
        units = [one for one in assignment.units.all() if one.role != UnitRole.SUPPORTING]  # type: ignore[attr-defined]
        people = set().union(*(self.handlers.get(one.unit_id, set()) for one in units))
        if not people and assignment.area_id != assignment.office_id:
            people = set(self.staff.get(assignment.area_id, ()))
        return people


def recipients_of(assignments: Sequence[Assignment], on: date) -> Recipients:
    """Three queries, however many assignments."""
    units = {one.unit_id for assignment in assignments for one in assignment.units.all()}  # type: ignore[attr-defined]
    areas = {area for assignment in assignments for area in (assignment.area_id, assignment.office_id)}
    return Recipients(handlers_by_unit(units, on), staff_by_area(areas, on), leaders_by_area(areas, on))
