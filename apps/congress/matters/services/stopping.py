"""Units at work on a matter that is no more are told to stop."""

from datetime import datetime

from apps.congress.matters.models import Matter
from apps.congress.matters.rules.states import move_part
from apps.congress.matters.services.matter_telling import tell_handlers
from apps.foundation.core.actors import Actor


def parts_stop(matter: Matter, reason: str, *, by: Actor, at: datetime) -> None:
    """End every part that is still open; what was answered stays. The matter is locked by the caller."""
    for part in matter.parts.open().select_related("unit", "matter__office"):  # type: ignore[attr-defined]
        part.state = move_part(part.state, "stop")
        part.save(update_fields=["state"])
        tell_handlers(part, "matters.stopped", by=by, at=at, reason=reason)
