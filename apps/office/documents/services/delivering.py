"""送达 and 签收: which units an issued document was sent to, and who signed for it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed
from apps.foundation.organisations.models import Unit
from apps.office.documents.models import Delivery, Document, DocumentState
from apps.office.documents.services.drafting import locked, record
from apps.office.documents.services.telling import tell_units


@transaction.atomic
def document_deliver(*, document: Document, units: Iterable[Unit], by: Actor, at: datetime) -> int:
    """Send an issued document to units; a unit that has it already is passed over. Returns how many were sent now."""
    document = locked(document)
    if document.state != DocumentState.ISSUED:
        raise DomainError("只有已签发的公文可以送达。")
    if document.is_kept:
        raise DomainError("这类公文只限指定的工作人员和签发人阅看,不送达单位。")
    have = set(document.deliveries.values_list("unit_id", flat=True))
    new = [unit for unit in units if unit.pk not in have]
    Delivery.objects.bulk_create(Delivery(document=document, unit=unit, sent_at=at) for unit in new)
    if new:
        tell_units(document, new, by=by, at=at)
        record("documents.document.delivered", document, by, units="、".join(unit.name for unit in new))
    return len(new)


@transaction.atomic
def delivery_receive(*, delivery: Delivery, by: Actor, at: datetime) -> Delivery:
    """签收 by somebody who acts for the unit, once."""
    delivery = Delivery.objects.select_for_update(of=("self",)).select_related("document", "unit").get(pk=delivery.pk)
    if delivery.unit_id != by.unit_id:
        raise NotAllowed(f"这份公文送给{delivery.unit},请由该单位的办理人签收。")
    if delivery.received_at:
        raise Conflict(f"{delivery.received_by}已经签收,无须重复签收。")
    delivery.received_at, delivery.received_by = at, by.name
    delivery.save(update_fields=["received_at", "received_by"])
    record("documents.document.received", locked(delivery.document), by, unit=delivery.unit.name)
    return delivery
