"""What every act does: hold the plan's row, leave one audit entry."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from apps.systems.reform_tasks.models import PlanState, ReformPlan
from apps.systems.reform_tasks.permissions import plan_of
from apps.systems.reform_tasks.rules import states

CHANGED_MEANWHILE = "内容刚被他人修改过,没有保存。您填写的内容仍在本页,请另开窗口查看最新内容,合并后再保存。"


def plan_locked(pk: int) -> ReformPlan:
    """The row for this transaction; acts on one plan wait for each other."""
    return ReformPlan.objects.select_for_update(of=("self",)).with_office().get(pk=pk)


def require_running(plan: ReformPlan) -> None:
    """Raises WrongState before the plan is approved, and once it is ended."""
    if plan.state != PlanState.APPROVED:
        raise WrongState(f"实施方案{states.LABELS[plan.state]},不能办理此事。")


def required(text: str, sentence: str) -> str:
    if not text.strip():
        raise DomainError(sentence)
    return text.strip()


def require_newest(revision: int, newest: int) -> None:
    """Raises Conflict where somebody saved since the page was read."""
    if revision != newest:
        raise Conflict(CHANGED_MEANWHILE)


def record(act: str, on: Model, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry, visible where the plan is."""
    audit.record(act, on=on, by=by, reason=reason, area_path=plan_of(on).office.path, **facts)


def key_of(act: str, subject: Any, at: datetime) -> str:
    """Of a notice that is told once for each time of the act."""
    return f"{act}:{subject.public_id}:{at.isoformat()}"
