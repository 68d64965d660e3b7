"""Everything that happened to an assignment, newest first, from the rows that keep it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from apps.congress.supervision.models import Assignment, SheetState
from apps.congress.supervision.rules.escalating import LEVELS
from apps.congress.supervision.rules.periods import period_name
from apps.foundation.core.dates import chinese_date


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened; `tone` is the colour of its mark."""

    at: datetime
    title: str
    text: str = ""
    tone: str = "secondary"


def timeline_of(assignment: Assignment, *, sees_drafts: bool) -> list[Moment]:
    """Of every kind; one query a kind, whatever the number of rows. `sees_drafts`: sheets before their issue, too."""
    kinds = (_course, _units, _reports, _nodes, _withdrawals, _completions, _changes, _escalations)
    moments = [moment for kind in kinds for moment in kind(assignment)]
    moments += _sheets(assignment, sees_drafts)
    return sorted(moments, key=lambda moment: moment.at, reverse=True)


def _course(assignment: Assignment) -> Iterator[Moment]:
    if assignment.handed_over_at:
        yield Moment(assignment.handed_over_at, f"交办,{chinese_date(assignment.first_due_on)}前完成", tone="blue")
    if assignment.closed_at and assignment.reason:
        yield Moment(assignment.closed_at, "终止", assignment.reason)


def _units(assignment: Assignment) -> Iterator[Moment]:
    for one in assignment.units.all():  # type: ignore[attr-defined]
        if one.acknowledged_at:
            yield Moment(one.acknowledged_at, f"{one.unit_name}签收", one.acknowledged_by)


def _reports(assignment: Assignment) -> Iterator[Moment]:
    for one in assignment.reports.all():  # type: ignore[attr-defined]
        name, verb = period_name(one.period, assignment.cycle), "更正" if one.corrects_id else "报送"
        reason = f"更正理由:{one.correction_reason} " if one.corrects_id else ""
        yield Moment(
            one.reported_at,
            f"{one.unit_name}{verb}{name}的进展,累计{one.percent}%",
            f"{reason}{one.narrative}",
            "azure",
        )


def _nodes(assignment: Assignment) -> Iterator[Moment]:
    for one in assignment.milestones.all():  # type: ignore[attr-defined]
        if one.done_on:
            at = timezone.make_aware(datetime.combine(one.done_on, time(12)))
            yield Moment(at, f"节点“{one.title}”完成", one.done_note, "green")


def _withdrawals(assignment: Assignment) -> Iterator[Moment]:
    for one in assignment.withdrawals.all():  # type: ignore[attr-defined]
        told = f"曾登记{chinese_date(one.done_on)}完成。理由:{one.reason}"
        yield Moment(one.withdrawn_at, f"{one.withdrawn_by}撤回节点“{one.title}”的登记", told, "orange")


def _completions(assignment: Assignment) -> Iterator[Moment]:
    for one in assignment.completions.all():  # type: ignore[attr-defined]
        yield Moment(one.claimed_at, f"{one.unit_name}报完成", one.statement, "azure")
        if one.verified_at:
            verdict, tone = ("核查通过", "green") if one.is_verified else ("退回继续办理", "orange")
            yield Moment(one.verified_at, f"{one.verified_by}:{verdict}", one.finding, tone)
        if one.closed_at:
            yield Moment(one.closed_at, "销号", one.closed_by, "green")


def _changes(assignment: Assignment) -> Iterator[Moment]:
    for one in assignment.extensions.all():  # type: ignore[attr-defined]
        yield Moment(one.asked_at, f"申请延至{chinese_date(one.new_due_on)}", one.reason)
        if one.granted_at:
            yield Moment(one.granted_at, f"同意延至{chinese_date(one.new_due_on)}", tone="green")
        if one.refused_at:
            yield Moment(one.refused_at, "不同意延期", one.answer, "orange")
    for adjusted in assignment.adjustments.all():  # type: ignore[attr-defined]
        told = ";".join(f"{name}由“{old}”改为“{new}”" for name, old, new in adjusted.changes)
        yield Moment(
            adjusted.adjusted_at, f"调整任务({adjusted.decision})", f"{told}。理由:{adjusted.reason}", "orange"
        )


def _sheets(assignment: Assignment, sees_drafts: bool) -> Iterator[Moment]:
    for one in assignment.sheets.prefetch_related("answers"):  # type: ignore[attr-defined]
        if sees_drafts:
            yield Moment(one.drafted_at, f"拟督办单({one.unit_name})")
        if one.issued_at:
            yield Moment(one.issued_at, f"签发{one.number}督办单({one.unit_name})", one.requirement, "red")
        if one.issued_at:
            yield from _answers(one)
        if one.closed_at and (sees_drafts or one.issued_at):
            verb = "撤销" if one.state == SheetState.WITHDRAWN else "办结"
            yield Moment(one.closed_at, f"{verb}{one.number}督办单", one.closing, "green")


def _answers(sheet: Any) -> Iterator[Moment]:
    for answer in sheet.answers.all():
        yield Moment(answer.answered_at, f"{sheet.unit_name}反馈{sheet.number}督办单", answer.text, "azure")
        if answer.returned_at:
            yield Moment(answer.returned_at, "退回督办反馈", answer.return_reason, "orange")


def _escalations(assignment: Assignment) -> Iterator[Moment]:
    for one in assignment.escalations.order_by("-pk"):  # type: ignore[attr-defined]
        at = timezone.make_aware(datetime.combine(one.on, time(7, 10)))
        yield Moment(at, f"{LEVELS[one.level]},告知{one.told}人", one.words, "red")
