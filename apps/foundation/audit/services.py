"""Recording an act: one row in the transaction of the act itself, sealed later."""

from typing import Any

from django.db import models
from django.utils import timezone

from apps.foundation.audit.models import Entry
from apps.foundation.core.actors import Actor


def record(act: str, *, on: models.Model, by: Actor, reason: str = "", area_path: str = "", **facts: Any) -> Entry:
    """Leave one entry for `act` (such as `ballots.poll.opened`) on a saved row.

    `facts` are plain values that the act's sentence in the registry may name. `area_path` says to whom the
    entry is visible; by default the actor's own area.
    """
    return Entry.objects.create(
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
