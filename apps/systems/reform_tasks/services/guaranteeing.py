"""四项保障: a place says what it has; what it said before stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, WrongState, require_newest
from apps.foundation.organisations.models import Area
from apps.systems.reform_tasks.models import Guarantee, GuaranteeCheck, PlaceTask, ReformPlan
from apps.systems.reform_tasks.selectors.guarantees import answers_of, stand_of
from apps.systems.reform_tasks.services.records import plan_locked, record, require_running


@dataclass(frozen=True, slots=True)
class Said:
    """What a place says of one guarantee; `amount` in yuan, of the funds alone."""

    met: bool
    note: str
    amount: Decimal | None = None


@transaction.atomic
def guarantees_answer(
    *, plan: ReformPlan, area: Area, said: Mapping[str, Said], stand: int, by: Actor, at: datetime
) -> list[GuaranteeCheck]:
    """Guarantee -> what is said; rows for those that changed. Raises Conflict where somebody answered since `stand`."""
    plan = plan_locked(plan.pk)
    require_running(plan)
    if not PlaceTask.objects.filter(task__item__plan=plan, area=area).exists():
        raise WrongState(f"{area}在这个方案中没有任务,无须填报保障。")
    require_newest(stand, stand_of(plan, area))
    held = {answer.kind: answer.check for answer in answers_of(plan, area)}
    changed = [
        GuaranteeCheck(
            plan=plan, area=area, kind=kind, met=one.met, note=_note(kind, one), amount=one.amount,
            checked_by=by.name, checked_at=at,
        )
        for kind, one in said.items()
        if _differs(held[kind], one)
    ]  # fmt: skip
    if not changed:
        raise DomainError("没有改动,无须保存。")
    GuaranteeCheck.objects.bulk_create(changed)
    met = sum(answer.is_met for answer in answers_of(plan, area))
    record("reform_tasks.guarantees.answered", plan, by, place=area.name, met=met)
    return changed


def _differs(check: GuaranteeCheck | None, said: Said) -> bool:
    if check is None:
        return bool(said.met or said.note.strip())
    return (check.met, check.note, check.amount) != (said.met, said.note.strip(), said.amount)


def _note(kind: str, said: Said) -> str:
    """What is there, or what is in the way."""
    if not said.note.strip():
        raise DomainError(f"请写明{Guarantee(kind).label}保障的落实情况;没有落实的,写明原因和打算。")
    if kind == Guarantee.FUNDS and said.met and not said.amount:
        raise DomainError("经费已落实的,请填写列入本级预算的金额。")
    return said.note.strip()[:500]
