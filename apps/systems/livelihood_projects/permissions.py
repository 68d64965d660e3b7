import rules

from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.permissions import is_member, is_staff
from apps.systems.livelihood_projects.models import Clue, Season
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


rules.add_perm("livelihood.feasibility.fill", (is_staff & keeps_clue) | studies_clue)
rules.add_perm("livelihood.unit_opinion.give", was_asked)
rules.add_perm("livelihood.clue.bring", is_member)
rules.add_perm("livelihood.season.manage", is_staff & keeps_season)
rules.add_perm("livelihood.opinion.record", (is_staff & keeps_season) | (is_member & sits_in_body))
