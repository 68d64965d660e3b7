"""The report with its opinions, the hand-over to units, and what they feed back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.congress.inspections.models import Feedback, Inspection, Opinion, Outcome
from apps.congress.inspections.rules.feedback import days_late, feedback_due
from apps.congress.inspections.rules.states import (
    issues_before_close,
    issues_before_hand_over,
    issues_before_report,
    move,
)
from apps.congress.inspections.selectors.steps import feedback_rules
from apps.congress.inspections.services.records import inspection_locked, opinion_locked, record
from apps.congress.inspections.services.telling import (
    tell_office,
    tell_participants_of_feedback,
    tell_unit,
    tell_unit_of_return,
)
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.dates import local_day, months_after
from apps.foundation.core.errors import COMPARE, Conflict, DomainError, require_ready
from apps.foundation.core.selectors import LONGEST_BREAK, working_day_exceptions
from apps.foundation.organisations.models import Unit
from apps.foundation.policies.selectors import frozen
from apps.office.files.services import attachment_add


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One opinion in its order; `public_id` names an existing one."""

    text: str
    unit: Unit
    public_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReportText:
    """The report by sections."""

    situation: str
    problems: str = ""
    suggestions: str = ""


@transaction.atomic
def report_save(
    *,
    inspection: Inspection,
    text: ReportText,
    opinions: Sequence[OpinionLine],
    revision: int,
    by: Actor,
    at: datetime,
) -> Inspection:
    """Keep the report and its opinions. Raises Conflict where somebody saved since `revision` was read."""
    inspection = inspection_locked(inspection)
    move(inspection.state, "report")
    if revision != inspection.report_revision:
        raise Conflict(f"报告刚被他人修改过,{COMPARE}")
    inspection.situation, inspection.problems, inspection.suggestions = text.situation, text.problems, text.suggestions
    inspection.report_revision = revision + 1
    inspection.save(update_fields=["situation", "problems", "suggestions", "report_revision"])
    _write_opinions(inspection, opinions)
    record("inspections.report.saved", inspection, by, opinions=len(opinions))
    return inspection


@transaction.atomic
def report_finish(*, inspection: Inspection, by: Actor, at: datetime) -> Inspection:
    """形成报告. Raises NotReady with what is missing."""
    inspection = inspection_locked(inspection)
    state = move(inspection.state, "finish_report")
    count = inspection.opinions.count()
    require_ready(issues_before_report(situation=inspection.situation, problems=inspection.problems, opinions=count))
    inspection.state, inspection.reported_on = state, local_day(at)
    inspection.save(update_fields=["state", "reported_on"])
    record("inspections.report.finished", inspection, by, opinions=count)
    return inspection


@transaction.atomic
def opinions_hand_over(*, inspection: Inspection, by: Actor, at: datetime) -> Inspection:
    """交办: every opinion goes to its unit and is due in writing (重庆市实施代表法办法第三十一条: one month).

    The rule that holds today is stored; changing it later does not move the date.
    """
    inspection, on = inspection_locked(inspection), local_day(at)
    state = move(inspection.state, "hand_over")
    opinions = list(inspection.opinions.select_related("unit"))
    require_ready(issues_before_hand_over(opinions=len(opinions)))
    rules = feedback_rules(inspection, on)
    inspection.state, inspection.handed_over_on, inspection.frozen_rules = state, on, frozen(rules)
    inspection.feedback_due_on = due_after(on, inspection.feedback_rule[0])
    inspection.save(update_fields=["state", "handed_over_on", "frozen_rules", "feedback_due_on"])
    for opinion in opinions:
        opinion.inspection = inspection
        opinion.handed_over_at, opinion.due_on = at, inspection.feedback_due_on
        opinion.save(update_fields=["handed_over_at", "due_on"])
        tell_unit(opinion, by=by, at=at)
    units = "、".join(dict.fromkeys(opinion.unit.name for opinion in opinions))
    record("inspections.opinions.handed_over", inspection, by, opinions=len(opinions), units=units)
    return inspection


def due_after(handed_over_on: date, months: int) -> date:
    """The day by which units feed back, by the holiday table."""
    last = months_after(handed_over_on, months)
    return feedback_due(handed_over_on, months, working_day_exceptions(last, last + LONGEST_BREAK))


@transaction.atomic
def feedback_record(
    *,
    opinion: Opinion,
    text: str,
    outcome: str,
    on: date,
    signed_by: str,
    files: Sequence[UploadedFile] = (),
    by: Actor,
    at: datetime,
) -> Feedback:
    """Keep a unit's written feedback; the last one answers the inspection. Raises Conflict where one stands already."""
    opinion = opinion_locked(opinion)
    inspection = opinion.inspection
    if standing := opinion.feedback.standing().first():
        raise Conflict(f"{standing.recorded_by}刚登记过这条意见的反馈,请刷新页面查看;需要更正的,由人大退回后重新反馈。")
    move(inspection.state, "feed_back")
    _require_feedback(opinion, text, outcome, on, local_day(at))
    feedback = Feedback.objects.create(
        opinion=opinion, text=text.strip(), outcome=outcome, on=on, signed_by=signed_by.strip() or by.name,
        recorded_by=by.name, recorded_at=at,
    )  # fmt: skip
    for file in files:
        attachment_add(parent=feedback, upload=file, by=by, at=at, area_path=inspection.body.area.path)
    opinion.answered_on = on
    opinion.save(update_fields=["answered_on"])
    late = days_late(opinion.due_on or on, on, on)
    record("inspections.feedback.recorded", inspection, by, on=opinion, unit=opinion.unit.name, days_late=late)
    if by.role == HANDLER:
        tell_office(opinion, by=by, at=at)
    _all_answered(inspection, by, at)
    return feedback


@transaction.atomic
def feedback_return(*, opinion: Opinion, reason: str, by: Actor, at: datetime) -> Opinion:
    """退回重办: the feedback stays with the reason, the opinion waits again; its due day does not move."""
    opinion = opinion_locked(opinion)
    inspection = opinion.inspection
    state = move(inspection.state, "return_feedback")
    standing = opinion.feedback.standing().first()
    if standing is None:
        raise Conflict("这条意见没有可退回的反馈,可能刚被他人退回,请刷新页面。")
    if not reason.strip():
        raise DomainError("请写明退回的理由,承办单位据此重新办理。")
    standing.returned_at, standing.return_reason = at, reason.strip()
    standing.save(update_fields=["returned_at", "return_reason"])
    opinion.answered_on = None
    opinion.save(update_fields=["answered_on"])
    inspection.state = state
    inspection.save(update_fields=["state"])
    record("inspections.feedback.returned", inspection, by, on=opinion, reason=reason.strip(), unit=opinion.unit.name)
    tell_unit_of_return(opinion, standing.return_reason, by=by, at=at)
    return opinion


@transaction.atomic
def inspection_close(*, inspection: Inspection, by: Actor, at: datetime) -> Inspection:
    """办结: everything was fed back, or nothing had to be."""
    inspection = inspection_locked(inspection)
    state = move(inspection.state, "close")
    require_ready(issues_before_close(state=inspection.state, opinions=inspection.opinions.count()))
    inspection.state, inspection.closed_at = state, at
    inspection.save(update_fields=["state", "closed_at"])
    record("inspections.inspection.closed", inspection, by)
    return inspection


def _write_opinions(inspection: Inspection, lines: Sequence[OpinionLine]) -> None:
    existing: dict[UUID | None, Opinion] = {one.public_id: one for one in inspection.opinions.all()}
    kept = {line.public_id for line in lines}
    for opinion in existing.values():
        if opinion.public_id not in kept:
            opinion.delete()
    for number, line in enumerate(lines, start=1):
        opinion = existing.get(line.public_id) or Opinion(inspection=inspection)
        opinion.number, opinion.text, opinion.unit = number, line.text.strip(), line.unit
        opinion.save()


def _require_feedback(opinion: Opinion, text: str, outcome: str, on: date, today: date) -> None:
    if not text.strip():
        raise DomainError("请写明办理情况。")
    if outcome not in Outcome.values:
        raise DomainError("请选择办理结果。")
    if on > today:
        raise DomainError("反馈日期不能晚于今天。")
    if opinion.handed_over_at is not None and on < local_day(opinion.handed_over_at):
        raise DomainError("反馈日期不能早于交办日期。")


def _all_answered(inspection: Inspection, by: Actor, at: datetime) -> None:
    if inspection.opinions.filter(answered_on=None).exists():
        return
    inspection.state = move(inspection.state, "all_fed_back")
    inspection.save(update_fields=["state"])
    tell_participants_of_feedback(inspection, by=by, at=at)
