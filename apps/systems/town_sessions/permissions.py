"""Who may do what with a plan: the office of its place keeps it; leaders and members read."""

import rules

from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import is_office
from apps.systems.town_sessions.models import AnnualPlan


@rules.predicate
def covers(actor: Actor, plan: AnnualPlan | None) -> bool:
    return plan is None or actor.covers(plan.body.area.path)


rules.add_perm("town_sessions.manage", is_office & covers)
