"""年中报告 and 完成情况报告 of the government, drafted from the figures of the day (domain rules §3.1 steps 11, 13)."""

from datetime import datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import WrongState
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft
from apps.systems.livelihood_projects import delivery_papers
from apps.systems.livelihood_projects.models import BreakdownState, Season
from apps.systems.livelihood_projects.rules.delivering import COMPLETION, MID_YEAR
from apps.systems.livelihood_projects.selectors.delivering import breakdown_of, deliveries_of
from apps.systems.livelihood_projects.services.records import record, season_locked

DRAFTED = {
    MID_YEAR: "livelihood_projects.season.mid_year_drafted",
    COMPLETION: "livelihood_projects.season.completion_drafted",
}


@transaction.atomic
def report_draft(*, season: Season, kind: str, by: Actor, at: datetime) -> Document:
    """A draft of the government (办事处) with what supervision knows today; one of each kind at a time."""
    season, on = season_locked(season.pk), local_day(at)
    breakdown = breakdown_of(season)
    if breakdown is None or breakdown.state != BreakdownState.ACCEPTED:
        raise WrongState("任务分解方案接受、项目开始督办以后才能起草报告。")
    tree = delivery_papers.report_paper(breakdown, kind, deliveries_of(season, on), on)
    document = only_document_draft(subject=season, organ=breakdown.executive, kind=kind, tree=tree, by=by, at=at)
    record(DRAFTED[kind], season, by)
    return document
