import rules

from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.permissions import is_member, is_staff
from apps.systems.livelihood_projects.models import Breakdown, Clue, Project, Rectification, Season
from apps.systems.livelihood_projects.selectors import sheet_of


@rules.predicate
def keeps_season(actor: Actor, season: Season | None) -> bool:
    """Staff of the season's own area or of one above it."""
    return season is None or actor.covers(season.body.area.path)


@rules.predicate
def sits_in_body(actor: Actor, season: Season | None) -> bool:
    return season is not None and season.term.body_id in actor.body_ids


@rules.predicate
def keeps_clue(actor: Actor, clue: Clue) -> bool:
    return actor.covers(clue.season.body.area.path)


@rules.predicate
def studies_clue(actor: Actor, clue: Clue) -> bool:
    """Whether the actor's unit was asked for the sheet."""
    sheet = sheet_of(clue)
    return actor.role == HANDLER and sheet is not None and sheet.unit_id == actor.unit_id


@rules.predicate
def was_asked(actor: Actor, clue: Clue) -> bool:
    """Whether the actor's unit was asked for its opinion."""
    return actor.role == HANDLER and clue.opinions.filter(unit=actor.unit_id).exists()


@rules.predicate
def keeps_breakdown(actor: Actor, breakdown: Breakdown) -> bool:
    return actor.covers(breakdown.season.body.area.path)


@rules.predicate
def writes_breakdown(actor: Actor, breakdown: Breakdown) -> bool:
    """Whether the actor's unit is the government (办事处) that plans."""
    return actor.role == HANDLER and actor.unit_id == breakdown.executive_id


@rules.predicate
def keeps_project(actor: Actor, project: Project) -> bool:
    return actor.covers(project.season.body.area.path)


@rules.predicate
def watches_project(actor: Actor, project: Project) -> bool:
    """Whether the actor leads its supervision group or belongs to it."""
    watch = getattr(project, "watch", None)
    if watch is None or actor.person_id is None:
        return False
    return watch.leader_id == actor.person_id or watch.members.filter(pk=actor.person_id).exists()


@rules.predicate
def keeps_rectification(actor: Actor, rectification: Rectification) -> bool:
    return actor.covers(rectification.project.season.body.area.path)


@rules.predicate
def rectifies(actor: Actor, rectification: Rectification) -> bool:
    """The responsible unit, or the government that answers for all."""
    if actor.role != HANDLER or not actor.unit_id:
        return False
    return actor.unit_id in (rectification.project.responsible_unit_id, _executive_id(rectification.project.season))


def _executive_id(season: Season) -> int | None:
    breakdown = getattr(season, "breakdown", None)
    return breakdown.executive_id if breakdown else None


rules.add_perm("livelihood.breakdown.write", (is_staff & keeps_breakdown) | writes_breakdown)
rules.add_perm("livelihood.breakdown.accept", is_staff & keeps_breakdown)
rules.add_perm("livelihood.visit.record", (is_staff & keeps_project) | (is_member & watches_project))
rules.add_perm("livelihood.rectification.report", (is_staff & keeps_rectification) | rectifies)
rules.add_perm("livelihood.feasibility.fill", (is_staff & keeps_clue) | studies_clue)
rules.add_perm("livelihood.unit_opinion.give", was_asked)
rules.add_perm("livelihood.clue.bring", is_member)
rules.add_perm("livelihood.season.manage", is_staff & keeps_season)
rules.add_perm("livelihood.opinion.record", (is_staff & keeps_season) | (is_member & sits_in_body))
