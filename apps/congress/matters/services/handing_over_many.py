"""批量交办: many matters to the same units. Each succeeds or is listed with its reason; safe to run twice."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from apps.congress.matters.models import HandOverBatch, HandOverItem, Matter, MatterState
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.matter_records import matter_locked
from apps.congress.matters.services.reviewing import matter_accept
from apps.foundation.audit import services as audit
from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError
from apps.foundation.core.once import SAID_OTHERWISE, made_once
from apps.foundation.organisations.models import Area, Unit
from apps.office.notifications.services import gathering, notices_gather

BATCH_LIMIT = 500
TASK = "matters.batch_run"
STALE = timedelta(minutes=10)


@transaction.atomic
def matter_accept_and_hand_over(
    *, matter: Matter, parts: Sequence[PartDraft], requirements: str = "", by: Actor, at: datetime
) -> Matter:
    """What is still waiting for its review is accepted with the same act."""
    matter = matter_locked(matter)
    if matter.state == MatterState.SUBMITTED:
        matter = matter_accept(matter=matter, by=by, at=at)
    return matter_hand_over(matter=matter, parts=parts, requirements=requirements, by=by, at=at)


@transaction.atomic
def batch_order(
    *, office: Area, matters: Sequence[Matter], parts: Sequence[PartDraft], requirements: str = "",
    key: UUID | None = None, by: Actor, at: datetime,
) -> HandOverBatch:  # fmt: skip
    """Order the hand-over; it is carried out behind the scenes, one matter after the other.

    Sent again under the same `key` it is the same batch; Conflict where it is to do something else by now.
    """
    if not matters:
        raise DomainError("请至少勾选一件。")
    if len(matters) > BATCH_LIMIT:
        raise DomainError(f"一次最多交办{BATCH_LIMIT}件,请分几次办理。")
    if not parts:
        raise DomainError("请选择承办单位。")
    said = {
        "office": office, "parts": [[part.unit.pk, part.role] for part in parts], "requirements": requirements.strip(),
    }  # fmt: skip
    batch, is_new = made_once(
        HandOverBatch, key, said=said, units="、".join(part.unit.name for part in parts)[:1000], actor=asdict(by),
        ordered_by=by.name, ordered_at=at,
    )  # fmt: skip
    if not is_new:
        _require_same(batch, matters)
        return batch
    HandOverItem.objects.bulk_create(HandOverItem(batch=batch, matter=one) for one in dict.fromkeys(matters))
    audit.record("matters.batch.ordered", on=batch, by=by, area_path=office.path, number=len(matters))
    outbox.send(TASK, batch.pk)
    return batch


def _require_same(batch: HandOverBatch, matters: Sequence[Matter]) -> None:
    if set(batch.items.values_list("matter_id", flat=True)) != {one.pk for one in matters}:  # type: ignore[attr-defined]
        raise Conflict(SAID_OTHERWISE)


def batch_run(*, batch: HandOverBatch, at: datetime) -> HandOverBatch:
    """Hand over what is still to be done. A second worker at the same time takes other items or finds none."""
    units = Unit.objects.in_bulk([unit_id for unit_id, _ in batch.parts])
    parts = [PartDraft(units[unit_id], role) for unit_id, role in batch.parts]
    by = Actor(**{**batch.actor, "body_ids": tuple(batch.actor["body_ids"])})
    with gathering(_gather(batch)):
        for key in list(_waiting(batch).values_list("pk", flat=True)):
            _item_run(key, parts, batch, by, at)
    if not _waiting(batch).exists():
        _finish(batch, by, at)
    batch.refresh_from_db()
    return batch


def _finish(batch: HandOverBatch, by: Actor, at: datetime) -> None:
    """Everybody is told once of all that the batch brought them. Cut short, it is told by whoever resumes the batch."""
    notices_gather(gather=_gather(batch), text="notifications.gathered", by=by, at=at)
    HandOverBatch.objects.filter(pk=batch.pk, finished_at__isnull=True).update(finished_at=at)


def _gather(batch: HandOverBatch) -> str:
    return f"matters.batch:{batch.public_id}"


def batches_resume(*, at: datetime) -> int:
    """Batches that a worker left lying are queued again."""
    left = HandOverBatch.objects.unfinished().filter(ordered_at__lt=at - STALE)
    with transaction.atomic():
        outbox.send_many(TASK, [(key,) for key in left.values_list("pk", flat=True)])
    return left.count()


def _waiting(batch: HandOverBatch) -> QuerySet[HandOverItem]:
    return HandOverItem.objects.filter(batch=batch, done_at__isnull=True, refusal="")


@transaction.atomic
def _item_run(key: int, parts: Sequence[PartDraft], batch: HandOverBatch, by: Actor, at: datetime) -> None:
    """One matter and its mark in one transaction: after a crash either both are there or neither."""
    free = HandOverItem.objects.select_for_update(of=("self",), skip_locked=True).select_related("matter")
    item = free.filter(pk=key, done_at__isnull=True, refusal="").first()
    if item is None:
        return
    try:
        with transaction.atomic():
            matter_hand_over(matter=item.matter, parts=parts, requirements=batch.requirements, by=by, at=at)
        item.done_at = at
    except DomainError as error:
        item.refusal = "".join([error.sentence, *(issue.sentence for issue in error.issues)])[:500]
    item.save(update_fields=["done_at", "refusal"])
