"""产业链: its lead firm, the units that link to it, its member firms and the deputies who link to them."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, required
from apps.foundation.core.once import made_once
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models import Chain, ChainFirm

NO_NAME, NO_FIRM = "请填写产业链名称。", "请填写企业名称。"


@transaction.atomic
def chain_create(
    *, office: Area, name: str, lead_firm: str, note: str = "", linked_units: Iterable[Unit] = (),
    key: UUID | None = None, by: Actor, at: datetime,
) -> Chain:  # fmt: skip
    name = required(name, NO_NAME)
    said = {"office": office, "name": name, "lead_firm": required(lead_firm, "请填写链主企业。")}
    try:
        with transaction.atomic():
            chain, is_new = made_once(Chain, key, said=said, note=note.strip(), created_at=at)
    except IntegrityError as error:
        raise Conflict(f"{office}已有产业链“{name}”。") from error
    if is_new:
        chain.linked_units.set(linked_units)
        _record("deputy_stations.chain.created", chain, by)
    return chain


@transaction.atomic
def chain_change(
    *, chain: Chain, name: str, lead_firm: str, note: str, linked_units: Iterable[Unit], by: Actor, at: datetime
) -> Chain:
    chain = Chain.objects.select_for_update(of=("self",)).select_related("office").get(pk=chain.pk)
    chain.name, chain.lead_firm = required(name, NO_NAME), required(lead_firm, "请填写链主企业。")
    chain.note = note.strip()
    try:
        with transaction.atomic():
            chain.save(update_fields=["name", "lead_firm", "note"])
    except IntegrityError as error:
        raise Conflict(f"{chain.office}已有产业链“{chain.name}”。") from error
    chain.linked_units.set(linked_units)
    _record("deputy_stations.chain.changed", chain, by)
    return chain


@transaction.atomic
def firm_add(
    *, chain: Chain, name: str, contact: str = "", deputy: Person | None = None, key: UUID | None = None, by: Actor,
    at: datetime,
) -> ChainFirm:  # fmt: skip
    """A firm that left and comes back is the same firm again."""
    name = required(name, NO_FIRM)
    chain = Chain.objects.select_for_update(of=("self",)).select_related("office").get(pk=chain.pk)
    before = ChainFirm.objects.filter(chain=chain, name=name).first()
    is_other = before is not None and before.public_id != key
    if before is not None and is_other and before.left_on is None:
        raise Conflict(f"“{name}”已在{chain}。")
    if before is not None and is_other:
        return firm_change(firm=before, name=name, contact=contact, deputy=deputy, left_on=None, by=by, at=at)
    said = {"chain": chain, "name": name}
    firm, is_new = made_once(ChainFirm, key, said=said, contact=contact.strip(), deputy=deputy)
    if is_new:
        _record("deputy_stations.firm.added", chain, by, firm=name)
    return firm


@transaction.atomic
def firm_change(
    *, firm: ChainFirm, name: str, contact: str, deputy: Person | None, left_on: date | None, by: Actor, at: datetime
) -> ChainFirm:
    firm = ChainFirm.objects.select_for_update(of=("self",)).select_related("chain__office").get(pk=firm.pk)
    firm.name, firm.contact, firm.deputy, firm.left_on = required(name, NO_FIRM), contact.strip(), deputy, left_on
    try:
        with transaction.atomic():
            firm.save(update_fields=["name", "contact", "deputy", "left_on"])
    except IntegrityError as error:
        raise Conflict(f"“{firm.name}”已在{firm.chain}。") from error
    _record("deputy_stations.firm.changed", firm.chain, by, firm=firm.name)
    return firm


def _record(act: str, chain: Chain, by: Actor, **facts: str) -> None:
    audit.record(act, on=chain, by=by, area_path=chain.office.path, **facts)
