"""Recording an act: one row in the transaction of the act itself, sealed a few seconds later."""

from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from apps.foundation.audit import rules
from apps.foundation.audit.models import Block, Entry, Seal
from apps.foundation.core.actors import Actor
from apps.foundation.core.recording import note_act

BLOCK_SIZE = 5000
SEALER_LOCK = 7_305_151_001


def record(act: str, *, on: models.Model, by: Actor, reason: str = "", area_path: str = "", **facts: Any) -> Entry:
    """Leave one entry for `act` (such as `ballots.poll.opened`) on a saved row.

    `facts` are plain values that the act's sentence in the registry may name. `area_path` says to whom the
    entry is visible; by default the actor's own area.
    """
    entry = Entry.objects.create(
        at=timezone.now(),
        act=act,
        subject_label=on._meta.label_lower,
        subject_id=on.pk,
        subject_text=str(on)[:200],
        user_id=by.user_id,
        person_id=by.person_id,
        actor_name=by.name,
        actor_role=by.role_title or by.role,
        reason=reason,
        facts=facts,
        area_path=area_path or by.area_path,
    )
    note_act(entry.pk)
    return entry


def seal_entries(*, at: datetime, since: datetime | None = None) -> int:
    """Put every committed entry that has no seal into chained blocks; returns how many.

    Entries are found by the seal they lack, never by a highest number: one that committed late is sealed in a
    later block. `since` limits the search to entries recorded from then on. A second sealer finds the first at
    work and leaves.
    """
    total = 0
    while sealed := _seal_block(at, since):
        total += sealed
    return total


@transaction.atomic
def _seal_block(at: datetime, since: datetime | None) -> int:
    if not _is_only_sealer():
        return 0
    unsealed = Entry.objects.filter(seal__isnull=True, **({"at__gte": since} if since else {}))
    entries = list(unsealed.order_by("pk").values(*rules.LEAF_FIELDS)[:BLOCK_SIZE])
    if not entries:
        return 0
    leaves = [rules.leaf_hash(entry) for entry in entries]
    block = _append_block(at, leaves)
    Seal.objects.bulk_create(
        Seal(entry_id=entry["pk"], block=block, leaf=leaf) for entry, leaf in zip(entries, leaves, strict=True)
    )
    return len(entries)


def _is_only_sealer() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        return bool(cursor.fetchone()[0])


def _append_block(at: datetime, leaves: list[str]) -> Block:
    last = Block.objects.order_by("number").last()
    head: dict[str, Any] = {
        "number": last.number + 1 if last else 1,
        "sealed_at": at,
        "size": len(leaves),
        "root": rules.merkle_root(leaves),
        "previous_hash": last.hash if last else rules.GENESIS,
    }
    return Block.objects.create(**head, hash=rules.block_hash(**head))
