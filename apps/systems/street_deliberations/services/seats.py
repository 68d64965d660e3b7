"""Which line a representative of an imported roster sits for, and the end of a seat."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError
from apps.foundation.people.models import Mandate
from apps.foundation.people.rules.mandates import REPRESENTATIVE_END_REASONS
from apps.foundation.people.services.mandates import mandate_end
from apps.systems.street_deliberations.models import QuotaLine, Seat, Termination
from apps.systems.street_deliberations.selectors.seats import standing_of
from apps.systems.street_deliberations.services.records import record, required, settled_table, term_locked


@transaction.atomic
def seats_assign(
    *, line: QuotaLine, mandates: Sequence[Mandate], category: str, occupation: str, by: Actor, at: datetime
) -> list[Seat]:
    """编入名额: representatives who came with a roster take seats of a line.

    Raises DomainError where it has no room, Conflict where somebody sits for a line already.
    """
    term, on = term_locked(line.table.term_id), local_day(at)
    settled_table(term)
    if not mandates:
        raise DomainError("请选择要编入的议事代表。")
    if any(mandate.term_id != term.pk for mandate in mandates):
        raise DomainError("所选人员不是本届的议事代表,请重新选择。")
    if Seat.objects.filter(mandate__in=mandates).exists():
        raise Conflict("所选人员中有人已经编入名额,请刷新页面后重新选择。")
    free = standing_of(line, on).free
    if len(mandates) > free:
        raise DomainError(f"“{line.name}”还有名额{free}名,不能编入{len(mandates)}人。")
    seats = Seat.objects.bulk_create(
        Seat(mandate=mandate, line=line, category=category, occupation=occupation) for mandate in mandates
    )
    record("street_deliberations.seat.assigned", line, by, count=len(seats))
    return seats


@transaction.atomic
def seat_describe(*, seat: Seat, category: str, occupation: str, by: Actor, at: datetime) -> Seat:
    """Correct from where somebody comes and what they work as: the shares are counted from it."""
    seat = Seat.objects.select_for_update(of=("self",)).select_related("mandate__term__body__area").get(pk=seat.pk)
    seat.category, seat.occupation = category, occupation
    seat.save(update_fields=["category", "occupation"])
    record("street_deliberations.seat.described", seat, by)
    return seat


@transaction.atomic
def representative_end(
    *, mandate: Mandate, reason: str, proposed_by: str, approved_by: str, document: str, on: date, by: Actor,
    at: datetime, note: str = "",
) -> Termination:  # fmt: skip
    """终止: proposed by one organ, approved by another, on a day, by a paper. The seat falls vacant in its line."""
    term = term_locked(mandate.term_id)
    proposed_by = required(proposed_by, "请填写提出终止的单位或者个人。", 100)
    approved_by = required(approved_by, "请填写批准终止的单位。", 100)
    document = required(document, "请填写依据文件的名称和文号。", 120)
    status = mandate_end(mandate=mandate, reason=reason, document=document, on=on, by=by, at=at)
    ended = Termination.objects.create(
        mandate=mandate, reason=REPRESENTATIVE_END_REASONS[reason], proposed_by=proposed_by, approved_by=approved_by,
        on=status.starts_on, document=document, note=note.strip(), recorded_by=by.name, recorded_at=at,
    )  # fmt: skip
    record("street_deliberations.seat.ended", mandate, by, reason=ended.reason, term=str(term))
    return ended
