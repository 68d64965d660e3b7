"""重点督办: which organ chose a matter, who of its leaders sees to it, and what came of it (代表法第五十二条)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from apps.congress.matters.models import KeySupervision, Matter
from apps.congress.matters.rules.states import move
from apps.congress.matters.services.matter_records import matter_locked, record
from apps.congress.matters.services.matter_telling import tell_handlers
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import COMPARE, Conflict, DomainError, WrongState


@dataclass(frozen=True, slots=True)
class Decision:
    """The organ that decided, its day, the leader who sees to it, and how."""

    decided_by: str
    decided_on: date
    leader: str
    plan: str = ""


@transaction.atomic
def key_set(*, matter: Matter, decision: Decision, revision: int, by: Actor, at: datetime) -> KeySupervision:
    """Enter or correct the decision; the units are told when it is new. The log keeps every decision whole.

    Raises WrongState once it is over, Conflict where somebody saved since `revision` (0: there was none) was read;
    DomainError for a day to come or before the matter was submitted. Sent again it is the decision that stands.
    """
    matter = matter_locked(matter)
    said = {
        "decided_by": decision.decided_by.strip(), "decided_on": decision.decided_on,
        "leader": decision.leader.strip(), "plan": decision.plan.strip(),
    }  # fmt: skip
    entered = KeySupervision.objects.filter(matter=matter).first()
    if entered and _says(entered, said):
        return entered
    move(matter.state, "supervise")
    _require_day(matter, decision.decided_on, local_day(at))
    _require_newest(entered, revision)
    values = {**said, "revision": revision + 1, "entered_by": by.name, "entered_at": at}
    entered, is_new = KeySupervision.objects.update_or_create(matter=matter, defaults=values)
    if is_new:
        matter.is_key = True
        matter.save(update_fields=["is_key"])
        for part in matter.parts.open().filter(round=matter.round).with_all():
            tell_handlers(part, "matters.key", by=by, at=at, organ=entered.decided_by, leader=entered.leader)
    day = chinese_date(entered.decided_on)
    record("matters.key.set", matter, by, organ=entered.decided_by, leader=entered.leader, day=day, plan=entered.plan)
    return entered


@transaction.atomic
def key_outcome(*, matter: Matter, outcome: str, revision: int, by: Actor, at: datetime) -> KeySupervision:
    """督办情况, at whatever stage, in whatever year; a later text replaces the earlier one, which stays in the log.

    Raises WrongState without a decision, Conflict where somebody saved since `revision` was read.
    """
    matter = matter_locked(matter)
    entered = KeySupervision.objects.filter(matter=matter).first()
    if entered is None:
        raise WrongState("这一件没有列入重点督办,请先登记督办决定。")
    if _says(entered, {"outcome": outcome.strip()}):
        return entered
    _require_newest(entered, revision)
    entered.outcome, entered.revision = outcome.strip(), revision + 1
    entered.save(update_fields=["outcome", "revision"])
    record("matters.key.outcome", matter, by, outcome=entered.outcome)
    return entered


def _says(entered: KeySupervision, said: dict[str, Any]) -> bool:
    return all(getattr(entered, name) == value for name, value in said.items())


def _require_day(matter: Matter, on: date, today: date) -> None:
    if on > today:
        raise DomainError("确定日期不能晚于今天,请在会议确定以后登记。")
    submitted_on = local_day(matter.submitted_at) if matter.submitted_at else on
    if on < submitted_on:
        raise DomainError(f"确定日期不能早于本件提交之日({chinese_date(submitted_on)}),请核对。")


def _require_newest(entered: KeySupervision | None, revision: int) -> None:
    if revision != (entered.revision if entered else 0):
        raise Conflict(f"重点督办的登记刚被他人修改过,{COMPARE}")
