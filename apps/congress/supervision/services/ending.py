"""报完成, 核查, 退回, 销号, 终止: whoever does it claims, somebody else verifies, the office closes out."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.congress.supervision.models import Assignment, Completion, SheetState
from apps.congress.supervision.rules import periods
from apps.congress.supervision.rules.ending import (
    Claim,
    Verification,
    issues_before_closing,
    issues_with_claim,
    issues_with_verification,
)
from apps.congress.supervision.rules.reporting import WHOLE
from apps.congress.supervision.rules.states import move
from apps.congress.supervision.selectors.standing import reports_due
from apps.congress.supervision.services.records import (
    assignment_locked,
    assignment_save,
    files_keep,
    record,
    tell_units,
    tell_verifiers,
    unit_of,
)
from apps.congress.supervision.services.reporting import expect
from apps.congress.supervision.signals import (
    assignment_cancelled,
    assignment_claimed,
    assignment_closed,
    assignment_returned,
)
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, require_ready
from apps.office.approvals.services import requests_lapse


@transaction.atomic
def completion_claim(
    *,
    assignment: Assignment,
    statement: str,
    quantity_done: int | None = None,
    files: Sequence[UploadedFile],
    by: Actor,
    at: datetime,
) -> Completion:
    """报完成. Fewer pieces than planned are taken as said, and stay red; whoever verifies is told."""
    assignment = assignment_locked(assignment)
    assignment.state = move(
        assignment.state, "claim", issues_with_claim(_claim(assignment, statement, quantity_done, bool(files)))
    )
    claim = Completion.objects.create(
        assignment=assignment, round=assignment.completions.count() + 1, statement=statement.strip(),  # type: ignore[attr-defined]
        quantity_done=quantity_done, claimed_by_person=by.person_id, claimed_by=by.name,
        unit_name=unit_of(assignment, by).unit_name, claimed_at=at,
    )  # fmt: skip
    files_keep(claim, files, assignment, by=by, at=at)
    if quantity_done is not None:
        assignment.quantity_done = quantity_done
        expect(assignment, quantity_done, local_day(at))
    assignment_save(assignment)
    record("supervision.assignment.claimed", assignment, by, unit=claim.unit_name)
    tell_verifiers(assignment, "supervision.claimed", by=by, at=at, unit=claim.unit_name)
    assignment_claimed.send(sender=Assignment, assignment=assignment, by=by, at=at)
    return claim


@transaction.atomic
def completion_verify(
    *, assignment: Assignment, finding: str, verified_on: date, by: Actor, at: datetime
) -> Completion:
    """核查通过, by the office or the unit named for it, never by who claimed. Raises NotReady."""
    assignment = assignment_locked(assignment)
    state, claim = move(assignment.state, "verify"), _last_claim(assignment)
    require_ready(issues_with_verification(_verification(assignment, claim, finding, verified_on, by, local_day(at))))
    claim.is_verified, claim.finding, claim.verified_on = True, finding.strip(), verified_on
    claim.verified_by, claim.verified_at = by.name, at
    claim.save(update_fields=["is_verified", "finding", "verified_on", "verified_by", "verified_at"])
    assignment.state = state
    assignment_save(assignment)
    record("supervision.assignment.verified", assignment, by, day=chinese_date(verified_on))
    return claim


@transaction.atomic
def completion_return(*, assignment: Assignment, reason: str, by: Actor, at: datetime) -> Completion:
    """退回继续办理: the day stays; of the time that it lay with whoever verifies no report is asked."""
    assignment, reason = assignment_locked(assignment), _reason(reason, "请写明退回的理由,让承办单位知道还要做什么。")
    assignment.state, claim = move(assignment.state, "return"), _last_claim(assignment)
    claim.is_verified, claim.finding = False, reason
    claim.verified_on, claim.verified_by, claim.verified_at = local_day(at), by.name, at
    claim.save(update_fields=["is_verified", "finding", "verified_on", "verified_by", "verified_at"])
    _go_on_reporting(assignment, local_day(claim.claimed_at), local_day(at))
    assignment_save(assignment)
    record("supervision.assignment.returned", assignment, by, reason=reason)
    tell_units(assignment, "supervision.returned", by=by, at=at, reason=reason, due=chinese_date(assignment.due_on))
    assignment_returned.send(sender=Assignment, assignment=assignment, reason=reason, by=by, at=at)
    return claim


@transaction.atomic
def assignment_close(*, assignment: Assignment, by: Actor, at: datetime) -> Assignment:
    """销号: it was verified and nothing of it is awaited."""
    assignment = assignment_locked(assignment)
    assignment.state = move(assignment.state, "close", issues_before_closing(_open_sheets(assignment)))
    assignment.percent, assignment.closed_at = WHOLE, at
    assignment_save(assignment)
    claim = _last_claim(assignment)
    claim.closed_by, claim.closed_at = by.name, at
    claim.save(update_fields=["closed_by", "closed_at"])
    record("supervision.assignment.closed", assignment, by)
    tell_units(assignment, "supervision.closed", by=by, at=at)
    assignment_closed.send(sender=Assignment, assignment=assignment, by=by, at=at)
    return assignment


@transaction.atomic
def assignment_cancel(*, assignment: Assignment, reason: str, by: Actor, at: datetime) -> Assignment:
    """终止: it need not be done any more; units that had it are told why."""
    assignment, reason = assignment_locked(assignment), _reason(reason, "请写明终止的理由。")
    was_open = assignment.is_open
    assignment.state = move(assignment.state, "cancel", issues_before_closing(_open_sheets(assignment)))
    assignment.reason, assignment.closed_at = reason[:500], at
    assignment_save(assignment)
    record("supervision.assignment.cancelled", assignment, by, reason=assignment.reason)
    pending = assignment.extensions.filter(granted_at__isnull=True, refused_at__isnull=True)  # type: ignore[attr-defined]
    requests_lapse(subjects=pending, reason=f"任务已终止:{assignment.reason}")
    if was_open:
        tell_units(assignment, "supervision.cancelled", by=by, at=at, reason=assignment.reason)
    assignment_cancelled.send(sender=Assignment, assignment=assignment, reason=assignment.reason, by=by, at=at)
    return assignment


def _claim(assignment: Assignment, statement: str, done: int | None, has_files: bool) -> Claim:
    nodes = assignment.milestones.filter(done_on__isnull=True)  # type: ignore[attr-defined]
    return Claim(
        statement=statement, planned=assignment.quantity_planned, done=done, least=assignment.quantity_done or 0,
        open_nodes=[node.title for node in nodes], has_files=has_files,
    )  # fmt: skip


def _verification(
    assignment: Assignment, claim: Completion, finding: str, verified_on: date, by: Actor, on: date
) -> Verification:
    units = assignment.units.filter(unit=by.unit_id)  # type: ignore[attr-defined]
    is_own = by.person_id == claim.claimed_by_person is not None or (by.unit_id is not None and units.exists())
    return Verification(
        on=on, verified_on=verified_on, claimed_on=local_day(claim.claimed_at), finding=finding,
        planned=assignment.quantity_planned, done=claim.quantity_done, is_own=is_own,
    )  # fmt: skip


def _last_claim(assignment: Assignment) -> Completion:
    return assignment.completions.latest("round")  # type: ignore[attr-defined]


def _go_on_reporting(assignment: Assignment, claimed_on: date, on: date) -> None:
    """Reports missed before the claim stay missed; those of the months in between are not asked for."""
    due = next(iter(reports_due(assignment)), None)
    if due is not None and assignment.next_period is not None and due >= claimed_on:
        assignment.next_period = max(assignment.next_period, periods.period_of(on, assignment.cycle))


def _open_sheets(assignment: Assignment) -> int:
    over = (SheetState.CLOSED, SheetState.WITHDRAWN)
    return assignment.sheets.exclude(state__in=over).count()  # type: ignore[attr-defined]


def _reason(text: str, sentence: str) -> str:
    if not text.strip():
        raise DomainError(sentence)
    return text.strip()
