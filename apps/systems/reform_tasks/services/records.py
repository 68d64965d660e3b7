"""What every act does: hold the plan's row, leave one audit entry."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, WrongState
from apps.systems.reform_tasks.models import PlanState, ReformPlan
from apps.systems.reform_tasks.permissions import plan_of
from apps.systems.reform_tasks.rules import states
from apps.systems.reform_tasks.selectors.plans import running_amendment, running_order

AT_ONCE, CHUNK = 60, 20
"""So many places or tasks are worked through in the request; more behind the scenes, in chunks."""
STALE = timedelta(minutes=10)
"""Nobody is at work any more on an order as old as this: its worker was killed."""


def plan_locked(pk: int) -> ReformPlan:
    """The row for this transaction; acts on one plan wait for each other."""
    return ReformPlan.objects.select_for_update(of=("self",)).with_office().get(pk=pk)


def require_running(plan: ReformPlan) -> None:
    """Raises WrongState before the plan is approved, and once it is ended."""
    if plan.state != PlanState.APPROVED:
        raise WrongState(f"实施方案{states.LABELS[plan.state]},不能办理此事。")


def require_idle(plan: ReformPlan) -> None:
    """Raises Conflict while a hand-over or an amendment of it is carried out behind the scenes."""
    if running_order(plan):
        raise Conflict("任务正在交办,请稍候,办完以后再办。")
    if running_amendment(plan):
        raise Conflict("任务正在调整,请稍候,办完以后再办。")


def record(act: str, on: Model, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry, visible where the plan is."""
    audit.record(act, on=on, by=by, reason=reason, area_path=plan_of(on).office.path, **facts)


def key_of(act: str, subject: Any, at: datetime) -> str:
    """Of a notice that is told once for each time of the act."""
    return f"{act}:{subject.public_id}:{at.isoformat()}"


def actor_of_order(values: dict[str, Any]) -> Actor:
    """Who ordered what is carried out behind the scenes."""
    return Actor(**{**values, "body_ids": tuple(values["body_ids"])})
