"""The report with its opinions, and the hand-over to units, which answer on the pages of their matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.congress.inspections.models import Inspection, Opinion
from apps.congress.inspections.rules.states import (
    HANDED_OVER,
    issues_before_close,
    issues_before_hand_over,
    issues_before_report,
    move,
)
from apps.congress.inspections.selectors.steps import units_gone
from apps.congress.inspections.services.records import inspection_locked, record
from apps.congress.inspections.services.telling import tell_participants_of_feedback
from apps.congress.matters.models import Matter, MatterKind
from apps.congress.matters.selectors.became import with_merged
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.opening import MatterDraft, matter_open
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import COMPARE, Conflict, require_ready
from apps.foundation.organisations.models import Unit

TITLE_LIMIT = 60
"""Of a matter's title: the rest is read in its text."""


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
    """交办: every opinion becomes a matter of its unit, due in writing by the matter's own rules
    (重庆市实施代表法办法第三十一条: one month). Raises NotReady where a unit exists no longer.
    """
    inspection, on = inspection_locked(inspection), local_day(at)
    state = move(inspection.state, "hand_over")
    opinions = list(inspection.opinions.select_related("unit"))
    require_ready(issues_before_hand_over(opinions=len(opinions), gone=units_gone(opinions, on)))
    inspection.state, inspection.handed_over_on = state, on
    inspection.save(update_fields=["state", "handed_over_on"])
    for opinion in opinions:
        opinion.inspection = inspection
        _hand_over(opinion, by, at)
    units = "、".join(dict.fromkeys(opinion.unit.name for opinion in opinions))
    record("inspections.opinions.handed_over", inspection, by, opinions=len(opinions), units=units)
    return inspection


def _hand_over(opinion: Opinion, by: Actor, at: datetime) -> None:
    inspection = opinion.inspection
    draft = MatterDraft(
        MatterKind.INSPECTION, f"{opinion}:{opinion.text}"[:TITLE_LIMIT], opinion.text, inspection.asker,
        source=inspection, source_url=opinion.get_absolute_url(),
    )  # fmt: skip
    matter = matter_open(body=inspection.body, term=inspection.term, draft=draft, by=by, at=at)
    opinion.matter = matter_hand_over(matter=matter, parts=[PartDraft(opinion.unit)], by=by, at=at)
    opinion.save(update_fields=["matter"])


@transaction.atomic
def matter_ended(*, matter: Matter, by: Actor, at: datetime) -> None:
    """A matter was answered or is over otherwise: the last one of an inspection brings it to 已反馈."""
    found = Inspection.objects.filter(opinions__matter__in=with_merged(matter)).distinct()
    for inspection in found.order_by("pk"):
        inspection = inspection_locked(inspection)
        if inspection.state != HANDED_OVER or inspection.opinions.awaiting().exists():
            continue
        inspection.state = move(inspection.state, "all_fed_back")
        inspection.save(update_fields=["state"])
        record("inspections.inspection.fed_back", inspection, by)
        tell_participants_of_feedback(inspection, by=by, at=at)


@transaction.atomic
def matter_sent_back(*, matter: Matter, by: Actor, at: datetime) -> None:
    """An answer was sent back: its inspection waits for feedback again. Raises WrongState where it is closed."""
    found = Inspection.objects.filter(opinions__matter__in=with_merged(matter)).distinct()
    for inspection in found.order_by("pk"):
        inspection = inspection_locked(inspection)
        inspection.state = move(inspection.state, "send_back")
        inspection.save(update_fields=["state"])
        record("inspections.inspection.sent_back", inspection, by, title=matter.title)


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
