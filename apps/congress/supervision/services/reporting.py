"""进展报送: one report a period, cumulative, never changed; what was wrong is corrected by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.congress.supervision.models import Assignment, Cycle, ProgressReport
from apps.congress.supervision.rules import periods
from apps.congress.supervision.rules.reporting import WHOLE, Figures, Handed, issues_with_report
from apps.congress.supervision.rules.states import move
from apps.congress.supervision.selectors.standing import latest_report, reported, rule_value
from apps.congress.supervision.services.records import assignment_locked, assignment_save, files_keep, record, unit_of
from apps.congress.supervision.signals import progress_reported
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, WrongState, require_ready


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report as typed. `period` is the first day of its month or quarter, the day itself where there is no cycle;
    figures are cumulative, `paid` in yuan; what is None stays as it was.
    """

    period: date
    percent: int
    narrative: str
    quantity_done: int | None = None
    quantity_expected: int | None = None
    paid: Decimal | None = None
    problems: str = ""
    help_needed: str = ""

    @property
    def figures(self) -> Figures:
        return Figures(self.percent, self.quantity_done, self.paid)


@transaction.atomic
def report_hand_in(
    *,
    assignment: Assignment,
    draft: ReportDraft,
    files: Sequence[UploadedFile] = (),
    on_paper: bool = False,
    by: Actor,
    at: datetime,
) -> ProgressReport:
    """报送: `on_paper` where the office enters what came from a unit without an account.

    Raises NotReady for a period that has not ended, figures that go backwards, 100 % without files; Conflict for a
    period that was reported already.
    """
    assignment = assignment_locked(assignment)
    move(assignment.state, "report")
    if reported(assignment, draft.period):
        name = periods.period_name(draft.period, assignment.cycle)
        raise Conflict(f"{name}的进展已经报送,不能重复报送;数字有误的,请使用“更正”。")
    before = Figures(assignment.percent, assignment.quantity_done, assignment.paid)
    require_ready(issues_with_report(_handed(assignment, draft, before, bool(files), local_day(at))))
    report = _write(assignment, draft, files, on_paper=on_paper, by=by, at=at)
    if assignment.cycle != Cycle.NONE:
        assignment.next_period = periods.next_period(draft.period, assignment.cycle)
    _take_over(assignment, draft, local_day(at))
    record("supervision.report.handed_in", assignment, by, period=_name(report), percent=draft.percent)
    progress_reported.send(sender=Assignment, assignment=assignment, report=report, by=by, at=at)
    return report


@transaction.atomic
def report_correct(
    *,
    report: ProgressReport,
    draft: ReportDraft,
    reason: str,
    files: Sequence[UploadedFile] = (),
    on_paper: bool = False,
    by: Actor,
    at: datetime,
) -> ProgressReport:
    """更正 the latest report: only here may figures go backwards, and both stay. Raises Conflict where somebody was
    first, WrongState for an older period: cumulative figures are put right in the latest.
    """
    assignment = assignment_locked(report.assignment)
    move(assignment.state, "report")
    latest = latest_report(assignment)
    if latest != report:
        if latest is not None and latest.period == report.period:
            raise Conflict("这一期刚刚更正过,请刷新页面,在最新的数字上再更正。")
        raise WrongState("只能更正最近一期的报告。数字都是累计数,以前各期报错的,在最近一期的更正中一并说明。")
    before = Figures(report.percent, report.quantity_done, report.paid)
    require_ready(issues_with_report(_handed(assignment, draft, before, bool(files), local_day(at), reason)))
    corrected = _write(
        assignment, draft, files, on_paper=on_paper, corrects=report, reason=reason.strip(), by=by, at=at
    )
    _take_over(assignment, draft, local_day(at))
    record(
        "supervision.report.corrected", assignment, by, reason=reason.strip(), period=_name(corrected),
        percent=draft.percent,
    )  # fmt: skip
    progress_reported.send(sender=Assignment, assignment=assignment, report=corrected, by=by, at=at)
    return corrected


def _handed(
    assignment: Assignment,
    draft: ReportDraft,
    before: Figures,
    has_files: bool,
    on: date,
    correction: str | None = None,
) -> Handed:
    return Handed(
        on=on, cycle=assignment.cycle, period=draft.period, first=assignment.next_period, figures=draft.figures,
        before=before, planned=assignment.quantity_planned, expected=draft.quantity_expected, has_files=has_files,
        correction=correction,
    )  # fmt: skip


def _write(
    assignment: Assignment,
    draft: ReportDraft,
    files: Sequence[UploadedFile],
    *,
    on_paper: bool,
    corrects: ProgressReport | None = None,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> ProgressReport:
    report = ProgressReport.objects.create(
        assignment=assignment, period=corrects.period if corrects else draft.period, corrects=corrects,
        correction_reason=reason, percent=draft.percent, quantity_done=draft.quantity_done,
        quantity_expected=draft.quantity_expected, paid=draft.paid, narrative=draft.narrative.strip(),
        problems=draft.problems.strip(), help_needed=draft.help_needed.strip(), due_on=_due(assignment, draft.period),
        on_paper=on_paper, reported_by=by.name, unit_name=unit_of(assignment, by).unit_name, reported_at=at,
    )  # fmt: skip
    files_keep(report, files, assignment, by=by, at=at)
    return report


def _due(assignment: Assignment, period: date) -> date | None:
    if assignment.cycle == Cycle.NONE:
        return None
    return periods.report_due_on(period, assignment.cycle, rule_value(assignment, "report_day"))


def _take_over(assignment: Assignment, draft: ReportDraft, on: date) -> None:
    """What the latest report says is how far it stands. At the whole, what is done is all that will be."""
    assignment.percent = draft.percent
    if draft.paid is not None:
        assignment.paid = draft.paid
    if draft.quantity_done is not None:
        assignment.quantity_done = draft.quantity_done
    expected = draft.quantity_done if draft.percent == WHOLE else draft.quantity_expected
    if expected is not None:
        expect(assignment, expected, on)
    assignment_save(assignment)


def expect(assignment: Assignment, quantity: int, on: date) -> None:
    """So many pieces there will be; the day from which they were too few stays while they are."""
    planned = assignment.quantity_planned
    is_short = planned is not None and quantity < planned
    assignment.quantity_expected = quantity
    assignment.expected_since = (assignment.expected_since or on) if is_short else None


def _name(report: ProgressReport) -> str:
    return periods.period_name(report.period, report.assignment.cycle)
