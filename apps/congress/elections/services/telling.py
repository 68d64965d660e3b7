"""Notices that go with an act on an election."""

from collections.abc import Iterable
from datetime import datetime

from apps.congress.elections.models import Election, Nomination
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_datetime
from apps.foundation.people.models import Mandate
from apps.office.notifications.services import notice_send


def tell_asked(nomination: Nomination, people: Iterable[int], *, by: Actor, at: datetime) -> int:
    """Ask deputies (by person id) to co-sign; returns how many were told now."""
    return notice_send(
        recipients=people,
        key=f"elections.sign:{nomination.public_id}",
        text="elections.sign",
        values={**_values(nomination.election), "name": nomination.name, "lead": by.name},
        area=nomination.election.body.area,
        url=nomination.get_absolute_url(),
        due=nomination.election.last_day,
        by=by,
        at=at,
    )


def tell_nominee(nomination: Nomination, *, by: Actor, at: datetime) -> int:
    """Ask a nominee of the register whether they accept."""
    return notice_send(
        recipients=[nomination.person_id] if nomination.person_id else [],
        key=f"elections.nominee:{nomination.public_id}",
        text="elections.nominee",
        values={**_values(nomination.election), "name": nomination.name},
        area=nomination.election.body.area,
        url=nomination.get_absolute_url(),
        by=by,
        at=at,
    )


def tell_ended_early(election: Election, seats: Iterable[Mandate], reason: str, *, by: Actor, at: datetime) -> int:
    """Tell every deputy that no more names are taken, and why; each time nominations end early is told anew."""
    return notice_send(
        recipients=[seat.person_id for seat in seats],
        key=f"elections.ended_early:{election.public_id}:{at.isoformat(timespec='seconds')}",
        text="elections.ended_early",
        values={"election": election.title, "post": election.post, "reason": reason},
        area=election.body.area,
        url=election.get_absolute_url(),
        by=by,
        at=at,
    )


def _values(election: Election) -> dict[str, str]:
    deadline = chinese_datetime(election.nominate_by) if election.nominate_by else "另行通知"
    return {"election": election.title, "post": election.post, "deadline": deadline}
