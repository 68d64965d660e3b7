"""A clue of the preliminary list becomes a candidate (step 5)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, WrongState
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.models import Clue, ClueState, Project, ProjectState
from apps.systems.livelihood_projects.selectors.collecting import origins_of
from apps.systems.livelihood_projects.selectors.consulting import sheet_of
from apps.systems.livelihood_projects.services.preparing import project_add
from apps.systems.livelihood_projects.services.records import clues_locked, drafting_season, record
from apps.systems.livelihood_projects.services.telling_proposers import tell_candidate

COPIED = (
    "content", "place", "fund_source", "responsible_unit", "responsible_leader", "starts_on", "finishes_on",
    "beneficiaries", "expected_result", "yearly_goal",
)  # fmt: skip


@transaction.atomic
def project_from_clue(*, clue: Clue, others: Sequence[Clue] = (), name: str = "", by: Actor, at: datetime) -> Project:
    """Make a candidate with everything the clue's feasibility sheet says; `others` lead to the same candidate."""
    season = drafting_season(clue.season_id)
    rows = clues_locked([clue, *others])
    clue = rows[clue.pk]
    sheet = sheet_of(clue)
    if sheet is None or sheet.conclusion not in (rules.FEASIBLE, rules.ADJUSTED):
        raise WrongState(f"“{clue.title}”还没有可行的论证结论,不能列为候选。")
    values = {field: getattr(sheet, field) for field in COPIED} | {
        "name": name.strip() or clue.title,
        "category": clue.category or "other",
        "budget": sheet.estimate,
        "origin": rules.origin_text(origins_of(rows.values()))[:120],
        "feasibility": f"{sheet.get_conclusion_display()}({sheet.unit})。{sheet.opinion}"[:300],
    }
    project = project_add(season=season, values=values, scope=sheet.scope, by=by, at=at)
    for one in rows.values():
        _join(one, project, by, at)
    return project


@transaction.atomic
def clue_join(*, clue: Clue, project: Project, by: Actor, at: datetime) -> Project:
    """Let one more clue lead to a candidate that stands on the list; its origin counts it."""
    season = drafting_season(clue.season_id)
    clue = clues_locked([clue])[clue.pk]
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if project.season_id != season.pk or project.state != ProjectState.CANDIDATE:
        raise DomainError("请选择本年度在列的候选项目。")
    _join(clue, project, by, at)
    project.origin = rules.origin_text(origins_of(project.clues.select_related("submission")))[:120]
    project.save(update_fields=["origin"])
    return project


def _join(clue: Clue, project: Project, by: Actor, at: datetime) -> None:
    if clue.season_id != project.season_id:
        raise DomainError(f"“{clue.title}”不是本年度的线索。")
    clue.state = ClueState(rules.clue_move(clue.state, "nominate", title=clue.title))
    clue.project = project
    clue.save(update_fields=["state", "project"])
    record("livelihood_projects.clue.nominated", clue.season, by, on=clue, project=project.name)
    tell_candidate(clue, project, by=by, at=at)
