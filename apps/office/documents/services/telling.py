"""The inbox messages that go with acts on a document."""

from collections.abc import Iterable
from datetime import datetime

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import RoleAssignment
from apps.office.documents.models import Document
from apps.office.notifications.services import notice_send


def tell_units(document: Document, units: Iterable[Unit], *, by: Actor, at: datetime) -> None:
    """Tell whoever acts for the units that something waits to be signed for."""
    _tell("documents.delivered", document, units, {}, by=by, at=at)


def tell_of_withdrawal(document: Document, *, by: Actor, at: datetime) -> None:
    """Tell the units that were sent a document that it no longer holds."""
    units = [delivery.unit for delivery in document.deliveries.select_related("unit")]
    _tell("documents.withdrawn", document, units, {"reason": document.withdraw_reason}, by=by, at=at)


def _tell(
    text: str, document: Document, units: Iterable[Unit], values: dict[str, str], *, by: Actor, at: datetime
) -> None:
    roles = RoleAssignment.objects.on(local_day(at)).filter(unit__in=list(units))
    notice_send(
        recipients=roles.values_list("person_id", flat=True).distinct(),
        key=f"{text}:{document.public_id}",
        text=text,
        values={"document": str(document), "organ": document.organ.name, **values},
        area=document.organ.area,
        url=document.get_absolute_url(),
        by=by,
        at=at,
    )
