"""The audit entry of an act on a poll, visible in the area of its body."""

from typing import Any

from apps.congress.ballots.models import Poll
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor


def record(act: str, *, on: Poll, by: Actor, reason: str = "", **facts: Any) -> None:
    audit.record(act, on=on, by=by, reason=reason, area_path=on.body.area.path, **facts)
