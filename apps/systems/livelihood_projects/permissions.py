import rules

from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_member, is_staff
from apps.systems.livelihood_projects.models import Season


@rules.predicate
def keeps_season(actor: Actor, season: Season | None) -> bool:
    """Staff of the season's own area or of one above it."""
    return season is None or actor.covers(season.body.area.path)


@rules.predicate
def sits_in_body(actor: Actor, season: Season | None) -> bool:
    return season is not None and season.term.body_id in actor.body_ids


rules.add_perm("livelihood.season.manage", is_staff & keeps_season)
rules.add_perm("livelihood.opinion.record", (is_staff & keeps_season) | (is_member & sits_in_body))
