"""延期: asked for by the unit before its day, decided by the supervising organ in approvals."""

from datetime import date, datetime

from django.db import transaction

from apps.congress.supervision.guards import require_unguarded
from apps.congress.supervision.models import Assignment, DueExtension
from apps.congress.supervision.rules.changing import Extending, issues_before_extending
from apps.congress.supervision.rules.states import move
from apps.congress.supervision.selectors.organs import supervising_organ
from apps.congress.supervision.services.records import assignment_locked, assignment_save, record, tell_units
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import StepDraft, request_open

EXTENSION = "supervision.extension"
"""The kind of approval that ends in more time."""


@transaction.atomic
def extension_ask(*, assignment: Assignment, new_due_on: date, reason: str, by: Actor, at: datetime) -> DueExtension:
    """申请延期. Raises NotReady after the day, for an earlier day, or while another one is pending,
    NotAllowed where the day was decided elsewhere.
    """
    require_unguarded(assignment)
    assignment, on = assignment_locked(assignment), local_day(at)
    pending = assignment.extensions.filter(granted_at__isnull=True, refused_at__isnull=True)  # type: ignore[attr-defined]
    asked = Extending(on, assignment.due_on, new_due_on, reason, is_pending=pending.exists())
    move(assignment.state, "extend", issues_before_extending(asked))
    extension = DueExtension.objects.create(
        assignment=assignment, old_due_on=assignment.due_on, new_due_on=new_due_on, reason=reason.strip(),
        asked_by=by.name, asked_at=at,
    )  # fmt: skip
    day = chinese_date(new_due_on)
    request_open(
        subject=extension, kind=EXTENSION, title=f"督办任务延期:{assignment.title}(申请延至{day})",
        area=assignment.office, steps=[StepDraft("研究延期", organ=supervising_organ(assignment.office, on))],
        url=assignment.get_absolute_url(), by=by, at=at,
    )  # fmt: skip
    record("supervision.extension.asked", assignment, by, reason=extension.reason, day=day)
    return extension


@transaction.atomic
def extension_granted(*, request: ApprovalRequest, by: Actor, at: datetime) -> DueExtension:
    """The day moves, and milestones that were due on it with it; a later day that was set meanwhile stays.

    Raises WrongState where time no longer runs.
    """
    extension = DueExtension.objects.select_related("assignment").get(pk=request.subject_id)
    assignment = assignment_locked(extension.assignment)
    move(assignment.state, "extend")
    due_move(assignment, max(extension.new_due_on, assignment.due_on))
    extension.granted_at = at
    extension.save(update_fields=["granted_at"])
    day = chinese_date(assignment.due_on)
    record("supervision.extension.granted", assignment, by, day=day)
    tell_units(assignment, "supervision.extension_granted", by=by, at=at, due=day)
    return extension


@transaction.atomic
def extension_refused(*, request: ApprovalRequest, reason: str, by: Actor, at: datetime) -> DueExtension:
    """Not granted, or taken back: the day stays, and another may be asked for."""
    extension = DueExtension.objects.select_related("assignment").get(pk=request.subject_id)
    assignment = assignment_locked(extension.assignment)
    extension.refused_at, extension.answer = at, reason[:500]
    extension.save(update_fields=["refused_at", "answer"])
    record("supervision.extension.refused", assignment, by, reason=reason)
    if assignment.is_open:
        due = chinese_date(assignment.due_on)
        tell_units(assignment, "supervision.extension_refused", by=by, at=at, reason=extension.answer, due=due)
    return extension


def due_move(assignment: Assignment, day: date) -> None:
    """Another last day, for what was to be reached on it, too."""
    old, assignment.due_on = assignment.due_on, day
    assignment.milestones.filter(due_on=old, done_on__isnull=True).update(due_on=day)  # type: ignore[attr-defined]
    assignment_save(assignment)
