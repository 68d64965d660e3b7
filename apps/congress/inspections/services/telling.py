"""Notices that go with an act on an inspection."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from apps.congress.inspections.models import Inspection, Participant
from apps.congress.inspections.selectors.steps import way_of
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_datetime
from apps.office.notifications.services import notice_send


def tell_participants(inspection: Inspection, people: Iterable[int], *, by: Actor, at: datetime) -> int:
    """Ask deputies (by person id) whether they come; who was asked before is not asked again."""
    return notice_send(
        recipients=people,
        key=f"inspections.notice:{inspection.public_id}",
        text="inspections.notice",
        values=_values(inspection),
        area=inspection.body.area,
        url=_phone_page(inspection),
        due=inspection.starts_on,
        by=by,
        at=at,
    )


def tell_change(inspection: Inspection, text: str, *, by: Actor, at: datetime) -> int:
    """Tell those who did not decline that it changed or is off, once per moment."""
    people = inspection.participants.exclude(answer__in=("declined", "recused")).values_list("person_id", flat=True)
    return notice_send(
        recipients=people,
        key=f"{text}:{inspection.public_id}:{at.isoformat()}",
        text=text,
        values=_values(inspection),
        area=inspection.body.area,
        url=_phone_page(inspection),
        by=by,
        at=at,
    )


def tell_participants_of_feedback(inspection: Inspection, *, by: Actor, at: datetime) -> int:
    """Who took part learns that every opinion was answered."""
    return notice_send(
        recipients=Participant.objects.filter(inspection=inspection).came().values_list("person_id", flat=True),
        key=f"inspections.answered:{inspection.public_id}:{at.isoformat()}",
        text="inspections.answered",
        values=_values(inspection),
        area=inspection.body.area,
        url=_phone_page(inspection),
        by=by,
        at=at,
    )


def _phone_page(inspection: Inspection) -> str:
    return reverse("inspections_mine", args=[inspection.public_id])


def _values(inspection: Inspection) -> dict[str, str]:
    return {
        "inspection": inspection.title,
        "time": chinese_datetime(inspection.gathers_at),
        "place": inspection.gathers_place,
        "contact": inspection.contact,
        "reason": inspection.call_off_reason,
        "route": way_of(inspection),
    }
