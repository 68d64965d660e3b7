"""The register of assignments, the inbox of those who answer, the list of sheets."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from apps.congress.supervision.models import Assignment, AssignmentState, AssignmentUnit, SupervisionSheet, UnitRole
from apps.congress.supervision.models.assignments import AssignmentQuerySet
from apps.congress.supervision.models.sheets import SheetQuerySet
from apps.foundation.core.actors import HANDLER, STAFF, Actor
from apps.foundation.core.keysets import Total
from apps.foundation.core.registry import policy_keys
from apps.foundation.organisations.models import Unit
from apps.foundation.policies.selectors import paths_to

COUNTED = 1000
"""So many finds of a search are counted; who finds more looks for another word."""
SOON = timedelta(days=7)
CYCLE = ".supervision_cycle"


def profiles() -> list[tuple[str, str]]:
    """Slug and title of every set of rule values that a system has registered."""
    return [
        (key.removesuffix(CYCLE), policy.title.partition(":")[0])
        for key, policy in policy_keys().items()
        if key.endswith(CYCLE)
    ]


def profile_title(profile: str) -> str:
    return dict(profiles()).get(profile, profile)


def listed(actor: Actor, on: date) -> AssignmentQuerySet:
    """Everything the actor sees, by its day, with its light and what its reasons are told from."""
    return Assignment.objects.visible_to(actor).with_light(on).with_all().prefetch_related("milestones")


def total_of(found: QuerySet, applied: Mapping[str, Any], text: str) -> Total:
    """How many are found; tens of thousands are counted by an index, a search no further than COUNTED."""
    if not text:
        return Total(found.count())
    count = found.order_by()[: COUNTED + 1].count()
    return Total(min(count, COUNTED), is_more=count > COUNTED)


def answered_by(actor: Actor) -> AssignmentQuerySet:
    """What the acting person reports on: of their unit, or of a town whose higher office supervises it."""
    rows = Assignment.objects.exclude(state=AssignmentState.DRAFT)
    if actor.role == HANDLER:
        return rows.filter(Exists(AssignmentUnit.objects.filter(assignment=OuterRef("pk"), unit=actor.unit_id)))
    if actor.role == STAFF:
        return rows.filter(path__startswith=actor.area_path).exclude(office__path__startswith=actor.area_path)
    return rows.none()


def inbox_of(actor: Actor, on: date) -> AssignmentQuerySet:
    """Open ones, red first, then by the next thing that is due."""
    return answered_by(actor).open().with_light(on).with_all().order_by("red_from", "report_due_on", "due_on")


def units_within(path: str) -> QuerySet[Unit]:
    """Of the area of this path and those above it, what does anything in it: a city's own, not those of 250 towns."""
    tasks = AssignmentUnit.objects.filter(unit=OuterRef("pk"), assignment__path__startswith=path)
    return Unit.objects.filter(Exists(tasks), area__path__in=paths_to(path)).order_by("-area__path", "name")


def sheets_of(actor: Actor) -> SheetQuerySet:
    return SupervisionSheet.objects.visible_to(actor).with_all().order_by("-pk")


def lead_of(assignment: Assignment) -> str:
    """Needs `with_all`."""
    return "、".join(one.unit_name for one in assignment.units.all() if one.role == UnitRole.LEAD)  # type: ignore[attr-defined]


def helpers_of(assignment: Assignment) -> str:
    """The other units; needs `with_all`."""
    return "、".join(one.unit_name for one in assignment.units.all() if one.role != UnitRole.LEAD)  # type: ignore[attr-defined]
