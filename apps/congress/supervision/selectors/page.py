"""What the page of an assignment shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models

from apps.congress.supervision.models import (
    Assignment,
    AssignmentUnit,
    Completion,
    Milestone,
    NodeWithdrawal,
    ProgressReport,
    SheetAnswer,
    SupervisionSheet,
)
from apps.congress.supervision.rules.lights import Reason
from apps.congress.supervision.selectors.lists import profile_title
from apps.congress.supervision.selectors.reports import PeriodLine, periods_of
from apps.congress.supervision.selectors.standing import latest_report, reasons_on
from apps.congress.supervision.selectors.steps import Button, Hands, NextStep, hands_of, more_acts, next_step
from apps.congress.supervision.selectors.timeline import Moment, timeline_of
from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import may
from apps.office.files.models import Attachment


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet with its answers and what the acting person may do with it."""

    sheet: SupervisionSheet
    answers: Sequence[SheetAnswer]
    may_answer: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page shows; `files` are by the kind of row and its key, as `files_of` gives them."""

    profile: str
    light: str
    reasons: Sequence[Reason]
    hands: Hands
    step: NextStep | None
    acts: Sequence[Button]
    units: Sequence[AssignmentUnit]
    nodes: Sequence[Milestone]
    withdrawals: Sequence[NodeWithdrawal]
    periods: Sequence[PeriodLine]
    latest: ProgressReport | None
    sheets: Sequence[SheetLine]
    completions: Sequence[Completion]
    timeline: Sequence[Moment]
    files: Mapping[str, Mapping[int, list[Attachment]]]
    paid_percent: int | None
    quantity_percent: int | None


def page_of(assignment: Assignment, actor: Actor, on: date) -> Page:
    """The number of queries does not grow with the rows."""
    hands = hands_of(assignment, actor)
    nodes, completions = list(assignment.milestones.all()), list(assignment.completions.all())  # type: ignore[attr-defined]
    lines, sheets = periods_of(assignment, on), _sheets(assignment, actor, on)
    withdrawals = list(assignment.withdrawals.all())  # type: ignore[attr-defined]
    return Page(
        profile=profile_title(assignment.profile), light=assignment.light_on(on), reasons=reasons_on(assignment, on),
        hands=hands, step=next_step(assignment, actor, hands, on), acts=more_acts(assignment, hands),
        units=list(assignment.units.all()),  # type: ignore[attr-defined]
        nodes=nodes, withdrawals=withdrawals, periods=lines, latest=latest_report(assignment), sheets=sheets,
        completions=completions, timeline=timeline_of(assignment, sees_drafts=hands.manages),
        files=_files(nodes, withdrawals, lines, sheets, completions),
        paid_percent=_share(assignment.paid, assignment.investment),
        quantity_percent=_share(assignment.quantity_done, assignment.quantity_planned),
    )  # fmt: skip


def _sheets(assignment: Assignment, actor: Actor, on: date) -> list[SheetLine]:
    rows = assignment.sheets.filter(pk__in=SupervisionSheet.objects.visible_to(actor).values("pk"))  # type: ignore[attr-defined]
    found = rows.with_all().prefetch_related("answers").order_by("-pk")
    return [
        SheetLine(
            sheet=sheet, answers=list(sheet.answers.all()),
            may_answer=sheet.allows("answer") and may(actor, "supervision.answer", sheet),
            is_late=sheet.is_late_on(on),
        )
        for sheet in found
    ]  # fmt: skip


def _files(
    nodes: Sequence[Milestone],
    withdrawals: Sequence[NodeWithdrawal],
    lines: Sequence[PeriodLine],
    sheets: Sequence[SheetLine],
    completions: Sequence[Completion],
) -> dict[str, dict[int, list[Attachment]]]:
    return {
        "nodes": files_of(nodes),
        "withdrawals": files_of(withdrawals),
        "reports": files_of([report for line in lines for report in line.reports]),
        "answers": files_of([answer for line in sheets for answer in line.answers]),
        "completions": files_of(completions),
    }


def files_of(rows: Sequence[models.Model]) -> dict[int, list[Attachment]]:
    """Key of each row -> its files; one query."""
    found: dict[int, list[Attachment]] = {}
    if rows:
        keys = [row.pk for row in rows]
        for file in Attachment.objects.filter(parent_label=rows[0]._meta.label_lower, parent_id__in=keys):
            found.setdefault(file.parent_id, []).append(file)
    return found


def _share(part: object, whole: object) -> int | None:
    """Percent, rounded down and at most 100; None where there is no whole."""
    return min(int((part or 0) * 100 / whole), 100) if whole else None  # type: ignore[operator]
