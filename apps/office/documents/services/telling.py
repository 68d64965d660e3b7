"""The inbox message that goes with an act on a document."""

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
    roles = RoleAssignment.objects.on(local_day(at)).filter(unit__in=list(units))
    notice_send(
        recipients=roles.values_list("person_id", flat=True).distinct(),
        key=f"documents:{document.public_id}:delivered",
        text="documents.delivered",
        values={"document": str(document), "organ": document.organ.name},
        area=document.organ.area,
        url=document.get_absolute_url(),
        by=by,
        at=at,
    )
