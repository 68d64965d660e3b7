"""Notices that go with an act on a matter to those who handle it or watch over it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from apps.congress.matters.models import Handling, Matter
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.people.selectors import handlers_of, staff_of
from apps.office.notifications.services import notice_send


def tell_unit(part: Handling, *, by: Actor, at: datetime) -> int:
    """The handlers of the unit have a new matter."""
    return tell_handlers(part, "matters.handed_over", by=by, at=at)


def tell_handlers(part: Handling, text: str, *, by: Actor, at: datetime, **values: Any) -> int:
    """One notice to every handler of the part's unit; `values` fill what the text asks beyond the usual."""
    matter = part.matter
    usual = {"title": matter.title, "role": part.get_role_display(), "due": chinese_date(part.due_on)}
    return notice_send(
        recipients=handlers_of([part.unit_id], local_day(at)),
        key=f"{text}:{part.public_id}:{at.isoformat()}",
        text=text,
        values={**usual, **values},
        area=matter.office,
        url=part.get_absolute_url(),
        due=part.due_on,
        by=by,
        at=at,
    )


def tell_office(matter: Matter, text: str, *, by: Actor, at: datetime, **values: Any) -> int:
    """One notice to the congress staff of the office."""
    return _tell(matter, text, staff_of(matter.office, local_day(at)), by, at, values)


def tell_members(matter: Matter, people: Iterable[int], text: str, *, by: Actor, at: datetime, **values: Any) -> int:
    """One notice to members, by person id."""
    return _tell(matter, text, people, by, at, values)


def _tell(matter: Matter, text: str, people: Iterable[int], by: Actor, at: datetime, values: dict[str, Any]) -> int:
    return notice_send(
        recipients=people,
        key=f"{text}:{matter.public_id}:{at.isoformat()}",
        text=text,
        values={"title": matter.title, "proposer": matter.proposer_name, **values},
        area=matter.office,
        url=matter.get_absolute_url(),
        due=matter.due_on,
        by=by,
        at=at,
    )
