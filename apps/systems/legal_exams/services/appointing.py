"""任命书 and 宪法宣誓: what follows an appointment, written down when it happened."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, require_newest, require_ready
from apps.systems.legal_exams.models import Appointment
from apps.systems.legal_exams.rules.appointing import issues_with
from apps.systems.legal_exams.services.records import record

FIELDS = (
    "certificate_number", "signed_by", "certificate_given_on", "oath_on", "oath_place", "oath_led_by", "note",
)  # fmt: skip


@transaction.atomic
def appointment_change(
    *, appointment: Appointment, details: Mapping[str, Any], revision: int, by: Actor, at: datetime
) -> Appointment:
    """Register certificate and oath. Raises NotReady for what cannot be, Conflict where somebody saved meanwhile."""
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("nomination__office")
    appointment = rows.get(pk=appointment.pk)
    require_newest(revision, appointment.revision)
    require_ready(issues_with(appointment.appointed_on, details))
    _require_free(appointment, details["certificate_number"])
    for field in FIELDS:
        setattr(appointment, field, details[field])
    appointment.revision += 1
    appointment.save(update_fields=[*FIELDS, "revision"])
    record("legal_exams.appointment.changed", appointment, by, number=appointment.certificate_number or "未编号")
    return appointment


def _require_free(appointment: Appointment, number: str) -> None:
    office = appointment.nomination.office
    taken = Appointment.objects.filter(nomination__office=office, certificate_number=number).exclude(pk=appointment.pk)
    if number and taken.exists():
        raise DomainError(f"任命书编号{number}已用于{taken[0].nomination},请核对。")
