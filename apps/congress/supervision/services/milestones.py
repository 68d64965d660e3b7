"""节点: reached with what proves it, and taken back where that was said by mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.congress.supervision.models import Milestone, NodeWithdrawal
from apps.congress.supervision.rules.ending import NodeDone, issues_with_node
from apps.congress.supervision.rules.states import move
from apps.congress.supervision.services.records import (
    assignment_locked,
    assignment_save,
    files_keep,
    record,
    tell_office,
    tell_units,
)
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, WrongState, require_ready
from apps.foundation.core.permissions import may
from apps.office.files.services import attachments_move


@dataclass(frozen=True, slots=True)
class NodeReport:
    """When a milestone was reached and how; `actual_quantity` where pieces were planned."""

    done_on: date
    note: str
    actual_quantity: int | None = None


@transaction.atomic
def milestone_mark(
    *, milestone: Milestone, draft: NodeReport, files: Sequence[UploadedFile], by: Actor, at: datetime
) -> Milestone:
    """节点完成, with what proves it. Raises WrongState where it is marked already, NotReady with what is missing."""
    assignment = assignment_locked(milestone.assignment)
    move(assignment.state, "mark")
    milestone = assignment.milestones.get(pk=milestone.pk)  # type: ignore[attr-defined]
    if milestone.done_on:
        raise WrongState(f"节点“{milestone}”已登记于{chinese_date(milestone.done_on)}完成。请刷新页面查看。")
    told = NodeDone(
        on=local_day(at), done_on=draft.done_on, starts_on=assignment.starts_on, note=draft.note,
        planned=milestone.planned_quantity, actual=draft.actual_quantity, has_files=bool(files),
    )  # fmt: skip
    require_ready(issues_with_node(told))
    milestone.done_on, milestone.done_note = draft.done_on, draft.note.strip()
    milestone.actual_quantity = draft.actual_quantity
    milestone.save(update_fields=["done_on", "done_note", "actual_quantity"])
    files_keep(milestone, files, assignment, by=by, at=at)
    assignment_save(assignment)
    record("supervision.milestone.done", assignment, by, node=str(milestone), day=chinese_date(draft.done_on))
    return milestone


@transaction.atomic
def milestone_take_back(*, milestone: Milestone, reason: str, by: Actor, at: datetime) -> NodeWithdrawal:
    """撤回节点登记: it was marked by mistake and is open again; what was said, with its files, stays beside the reason.

    Raises WrongState where it is not marked or the whole is claimed, DomainError without a reason.
    """
    assignment = assignment_locked(milestone.assignment)
    move(assignment.state, "unmark")
    milestone = assignment.milestones.get(pk=milestone.pk)  # type: ignore[attr-defined]
    if milestone.done_on is None:
        raise WrongState(f"节点“{milestone}”没有登记完成,或者已经撤回。请刷新页面查看。")
    if not reason.strip():
        raise DomainError("请写明撤回的理由:哪里登记错了。")
    withdrawal = NodeWithdrawal.objects.create(
        assignment=assignment, title=milestone.title, done_on=milestone.done_on, done_note=milestone.done_note,
        actual_quantity=milestone.actual_quantity, reason=reason.strip(), withdrawn_by=by.name, withdrawn_at=at,
    )  # fmt: skip
    attachments_move(milestone, withdrawal)
    milestone.done_on, milestone.done_note, milestone.actual_quantity = None, "", None
    milestone.save(update_fields=["done_on", "done_note", "actual_quantity"])
    assignment_save(assignment)
    record(
        "supervision.milestone.taken_back", assignment, by, reason=withdrawal.reason, node=milestone.title,
        day=chinese_date(withdrawal.done_on),
    )  # fmt: skip
    tell_other_side = tell_units if may(by, "supervision.manage", assignment) else tell_office
    tell_other_side(
        assignment, "supervision.node_taken_back", by=by, at=at, node=milestone.title, reason=withdrawal.reason
    )
    return withdrawal
