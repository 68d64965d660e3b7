"""Whoever was determined is told."""

from collections.abc import Sequence
from datetime import datetime

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date
from apps.foundation.people.models import Person
from apps.office.notifications.services import notice_send
from apps.systems.street_deliberations.models import Slate


def tell_determined(slate: Slate, people: Sequence[Person], *, by: Actor, at: datetime) -> int:
    """Once each; returns how many were told."""
    term = slate.term
    return notice_send(
        recipients=[person.pk for person in people], key=f"street_deliberations.determined:{slate.pk}",
        text="street_deliberations.determined",
        values={
            "body": term.body.name, "term": f"第{term.number}届",
            "day": chinese_date(slate.determined_on) if slate.determined_on else "", "number": slate.document_number,
        },
        area=term.body.area, by=by, at=at,
    )  # fmt: skip
