"""Whether anything is new in the hall: a version that costs one prepared query, and the ticket a phone asks it with."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import blake2s
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.core import signing
from django.db.models import Func, Max, OuterRef, QuerySet, Subquery, TextField

from apps.congress.ballots.models import PollState
from apps.congress.meetings.models import (
    Attendance,
    AttendanceState,
    FloorStep,
    MeetingState,
    Sitting,
    SittingPoll,
    Speech,
    SpeechState,
)
from apps.congress.meetings.rules.codes import step_of
from apps.foundation.core.actors import Actor
from apps.foundation.core.prepared import Prepared, slot

ON_LIST = (SpeechState.ASKED, SpeechState.SPEAKING)
TICKETS, TICKET_LIFE = "meetings.following", timedelta(days=1)


def _joined(rows: QuerySet, *fields: str, order: Sequence[str]) -> Subquery:
    """The values of `fields` over the sitting's rows as one text."""
    line = Func(*fields, function="concat_ws", template="concat_ws(':', %(expressions)s)", output_field=TextField())
    by_sitting = rows.filter(sitting=OuterRef("pk")).order_by().values("sitting")
    return Subquery(by_sitting.annotate(all=StringAgg(line, delimiter=",", ordering=tuple(order))).values("all"))


def _facts() -> QuerySet:
    """The row on which every version rests: first whose sitting it is, for who may see it; last the person's own."""
    turned = FloorStep.objects.filter(sitting=OuterRef("pk")).order_by().values("sitting").annotate(last=Max("pk"))
    speeches = Speech.objects.filter(state__in=[*map(str, ON_LIST)])
    polls = SittingPoll.objects.exclude(poll__state=str(PollState.DRAFT))
    own = Attendance.objects.filter(sitting=OuterRef("pk"), person=slot("person", "bigint"))
    return Sitting.objects.filter(public_id=slot("sitting", "uuid")).values_list(
        "meeting__body_id", "meeting__body__area__path", "meeting__state", "meeting__revision", "state",
        Subquery(turned.values("last")),
        _joined(speeches, "pk", "state", "place", order=("place", "pk")),
        _joined(polls, "poll_id", "poll__state", order=("pk",)),
        Subquery(own.values("state")),
    )  # fmt: skip


_FOLLOWED = Prepared(_facts)
# Compiled once: a phone asks it every few seconds (benchmarks/follow.py).


class Version(NamedTuple):
    """`of_hall` is the same for everybody who follows the sitting; `of_page` knows the person's own seat, too."""

    of_hall: str
    of_page: str


def version_for(actor: Actor, sitting_id: UUID) -> Version | None:
    """The version of what `actor` sees of a sitting, None where it does not exist for them. One query."""
    rows = _FOLLOWED.rows(sitting=sitting_id, person=actor.person_id)
    if not rows or not _sees(actor, *rows[0][:3]):
        return None
    return Version(_hall_digest(rows[0]), _digest(*rows[0]))


def followed_version(actor: Actor, sitting_id: UUID) -> str | None:
    """`version_for` where only the page's matters."""
    version = version_for(actor, sitting_id)
    return version and version.of_page


def hall_version(sitting_id: UUID) -> str | None:
    """What `Version.of_hall` is now."""
    rows = _FOLLOWED.rows(sitting=sitting_id, person=None)
    return _hall_digest(rows[0]) if rows else None


def ticket_of(sitting: Sitting, actor: Actor) -> str:
    """With it a phone asks whether something is new, without its session; it tells nothing else and lasts a day."""
    return signing.dumps([str(sitting.public_id), actor.person_id], salt=TICKETS)


def ticket_version(ticket: str) -> str | None:
    """The version behind a ticket, None where it is none of ours or too old. Who may look, the page itself asks."""
    try:
        sitting_id, person_id = signing.loads(ticket, salt=TICKETS, max_age=TICKET_LIFE)
    except signing.BadSignature:
        return None
    rows = _FOLLOWED.rows(sitting=sitting_id, person=person_id)
    return _digest(*rows[0]) if rows else None


def screen_version(actor: Actor, sitting: Sitting, at: datetime) -> str | None:
    """For the screen: the code of the minute and the number of those here count, too."""
    followed = followed_version(actor, sitting.public_id)
    here = sitting.attendance.filter(state=AttendanceState.PRESENT).count()
    return followed and _digest(followed, here, step_of(at))


def _sees(actor: Actor, body_id: int, area_path: str, meeting_state: str) -> bool:
    """As `Meeting.objects.visible_to` has it."""
    if actor.sees_area:
        return actor.covers(area_path)
    return body_id in actor.body_ids and meeting_state != MeetingState.PLANNED


def _digest(*values: Any) -> str:
    return blake2s(repr(values).encode(), digest_size=8).hexdigest()


def _hall_digest(row: Sequence[Any]) -> str:
    return _digest(*row[:-1])
