"""年度活动计划 and 年度总结 of a station."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_newest, required
from apps.systems.deputy_stations.models import PlannedActivity, Station, YearPlan
from apps.systems.deputy_stations.selectors.activities import summary_draft_of
from apps.systems.deputy_stations.services import telling_activities
from apps.systems.deputy_stations.services.records import record, station_locked


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line of a plan; `line` is the row that it changes, None for a new one."""

    month: int
    kind: str
    title: str
    line: UUID | None = None


@transaction.atomic
def year_plan_create(*, station: Station, year: int, by: Actor, at: datetime) -> YearPlan:
    """The one plan of a station and year; where it is there already, that one. Raises DomainError for a far year."""
    station = station_locked(station.pk)
    if abs(year - local_day(at).year) > 1:
        raise DomainError("只能编制去年、今年和明年的计划。")
    plan, is_new = YearPlan.objects.get_or_create(station=station, year=year, defaults={"created_at": at})
    if is_new:
        record("deputy_stations.year_plan.created", plan, by)
    return plan


@transaction.atomic
def year_plan_change(
    *, plan: YearPlan, goals: str, lines: Sequence[LineDraft], revision: int, by: Actor, at: datetime
) -> YearPlan:
    """Goals and lines as a whole. Raises Conflict where somebody saved since, or a line that goes has an activity."""
    plan = plan_locked(plan.pk)
    require_newest(revision, plan.revision)
    held = {line.public_id: line for line in plan.lines.all()}  # type: ignore[attr-defined]
    for draft in lines:
        row = (held.pop(draft.line, None) if draft.line else None) or PlannedActivity(plan=plan)
        row.month, row.kind, row.title = draft.month, draft.kind, draft.title.strip()
        row.save()
    for row in held.values():
        if row.activities.exists():  # type: ignore[attr-defined]
            raise Conflict(f"计划活动“{row}”已经安排了活动,不能删去。")
        row.delete()
    plan.goals, plan.revision = goals.strip(), plan.revision + 1
    plan.save(update_fields=["goals", "revision"])
    record("deputy_stations.year_plan.changed", plan, by, lines=len(lines))
    return plan


@transaction.atomic
def year_plan_publish(*, plan: YearPlan, by: Actor, at: datetime) -> YearPlan:
    """From now on everybody may read it. Fewer activities than the tier asks for are said on the page, not refused."""
    plan = plan_locked(plan.pk)
    if plan.published_at:
        raise WrongState("计划已经公布。修改内容后会直接更新,不必重新公布。")
    if not plan.lines.exists():  # type: ignore[attr-defined]
        raise WrongState("计划里还没有活动,请先填写。")
    plan.published_at = at
    plan.save(update_fields=["published_at"])
    record("deputy_stations.year_plan.published", plan, by)
    telling_activities.tell_year_plan(plan, by=by, at=at)
    return plan


@transaction.atomic
def summary_write(*, plan: YearPlan, text: str, revision: int, by: Actor, at: datetime) -> YearPlan:
    plan = plan_locked(plan.pk)
    require_newest(revision, plan.revision)
    plan.summary, plan.revision = required(text, "请填写年度总结。"), plan.revision + 1
    plan.save(update_fields=["summary", "revision"])
    record("deputy_stations.year_plan.summarised", plan, by)
    return plan


def summary_proposed(plan: YearPlan, at: datetime) -> str:
    """What a summary begins with: the year in numbers, from what happened."""
    return plan.summary or summary_draft_of(plan, local_day(at))


def plan_locked(pk: int) -> YearPlan:
    return YearPlan.objects.select_for_update(of=("self",)).select_related("station__area").get(pk=pk)
