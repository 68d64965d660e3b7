"""Units at work on a matter that is no more are told to stop, and nobody is asked to sign for them any longer."""

from datetime import datetime

from apps.congress.matters.models import Extension, Matter, Reply
from apps.congress.matters.rules.states import move_part
from apps.congress.matters.services.matter_telling import tell_handlers
from apps.foundation.core.actors import Actor
from apps.office.approvals.services import requests_lapse
from apps.office.documents.models import Document


def parts_stop(matter: Matter, reason: str, *, by: Actor, at: datetime) -> None:
    """End every part that is still open; what was answered stays. The matter is locked by the caller."""
    parts = list(matter.parts.open().select_related("unit", "matter__office"))  # type: ignore[attr-defined]
    for part in parts:
        part.state = move_part(part.state, "stop")
        part.save(update_fields=["state"])
        tell_handlers(part, "matters.stopped", by=by, at=at, reason=reason)
    letters = Document.objects.filter(pk__in=Reply.objects.filter(handling__in=parts).values("document"))
    asked = Extension.objects.filter(handling__in=parts)
    requests_lapse(subjects=[*asked, *letters], reason=reason)
