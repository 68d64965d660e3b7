"""重点督办: which organ chose a matter, who of its leaders sees to it, and what came of it (代表法第五十二条)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from apps.congress.matters.models import KeySupervision, Matter
from apps.congress.matters.rules.states import move
from apps.congress.matters.services.matter_records import matter_locked, record
from apps.congress.matters.services.matter_telling import tell_handlers
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, WrongState


@dataclass(frozen=True, slots=True)
class Decision:
    """The organ that decided, its day, the leader who sees to it, and how."""

    decided_by: str
    decided_on: date
    leader: str
    plan: str = ""


@transaction.atomic
def key_set(*, matter: Matter, decision: Decision, by: Actor, at: datetime) -> KeySupervision:
    """Enter or correct the decision; the units are told when it is new. Raises WrongState once it is over."""
    matter = matter_locked(matter)
    move(matter.state, "supervise")
    if decision.decided_on > local_day(at):
        raise DomainError("确定日期不能晚于今天,请在会议确定以后登记。")
    values = {
        "decided_by": decision.decided_by.strip(), "decided_on": decision.decided_on,
        "leader": decision.leader.strip(), "plan": decision.plan.strip(), "entered_by": by.name, "entered_at": at,
    }  # fmt: skip
    entered, is_new = KeySupervision.objects.update_or_create(matter=matter, defaults=values)
    if is_new:
        matter.is_key = True
        matter.save(update_fields=["is_key"])
        for part in matter.parts.open().filter(round=matter.round).with_all():
            tell_handlers(part, "matters.key", by=by, at=at, organ=entered.decided_by, leader=entered.leader)
    record("matters.key.set", matter, by, organ=entered.decided_by, leader=entered.leader)
    return entered


@transaction.atomic
def key_outcome(*, matter: Matter, outcome: str, by: Actor, at: datetime) -> KeySupervision:
    """督办情况, at whatever stage, in whatever year; a later text replaces the earlier one, which stays in the log."""
    matter = matter_locked(matter)
    entered = KeySupervision.objects.filter(matter=matter).first()
    if entered is None:
        raise WrongState("这一件没有列入重点督办,请先登记督办决定。")
    entered.outcome = outcome.strip()
    entered.save(update_fields=["outcome"])
    record("matters.key.outcome", matter, by, outcome=entered.outcome[:200])
    return entered
