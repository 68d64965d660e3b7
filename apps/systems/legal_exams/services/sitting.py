"""At the seat: taking it, opening the paper, saving, handing in. Only the clock of the server counts.

Acts on one paper wait for each other at its row, and lock it before the candidate's.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from apps.foundation.core.actors import GUEST, Actor
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from apps.foundation.core.prepared import prepared_rows
from apps.systems.legal_exams.models import Admission, EventKind, HandedIn, Paper, PaperEvent
from apps.systems.legal_exams.rules import sitting, states
from apps.systems.legal_exams.rules.sitting import Change
from apps.systems.legal_exams.selectors.seats import Stand, stand_of
from apps.systems.legal_exams.services.records import record

NO_PAPER = "您的试卷还没有抽取,请举手告诉监考员。登录码已用过,请监考员重新发放。"
NOT_NOW = "您现在不能进入考试:{}。有疑问的,请举手告诉监考员。"
EVENTS_A_PAPER = 500


@dataclass(frozen=True, slots=True)
class Seat:
    """What a browser shows with its cookie: whose paper it has, and the key that makes it the active one."""

    paper: UUID
    key: str

    @property
    def holder(self) -> str:
        return sha256(self.key.encode()).hexdigest() if self.key else ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A paper with its keys, for `selectors.seats.shown_items`; `given` as a browser sends its changes."""

    sealed: str
    given: list[list[Any]]
    left: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a browser saw happen, so many milliseconds ago; `nonce` tells a report that comes twice."""

    kind: EventKind
    detail: str
    ago: int
    nonce: int


class SeatRefused(Conflict):
    """The act is not possible at this seat; `stand` says how it stands there."""

    def __init__(self, stand: Stand) -> None:
        super().__init__(stand.sentence or "考试还没有开始,请等候监考员宣布。")
        self.stand = stand


def candidate(admission: Admission) -> Actor:
    """Who sits there, as the log may know them: by the number of their ticket."""
    return Actor(name=str(admission), role=GUEST, role_title="考生")


@transaction.atomic
def seat_take(*, admission: Admission, at: datetime) -> Seat:
    """This browser becomes the active one; whichever was before is refused from now on."""
    paper = Paper.objects.select_for_update(of=("self",)).filter(admission=admission).first()
    admission = Admission.objects.select_related("exam__office").get(pk=admission.pk)
    if admission.state not in (states.CHECKED_IN, states.ANSWERING):
        raise WrongState(NOT_NOW.format(admission.get_state_display()))
    if paper is None:
        raise WrongState(NO_PAPER)
    seat = Seat(paper.public_id, secrets.token_urlsafe(32))
    paper.holder, paper.seen_at = seat.holder, at
    paper.save(update_fields=["holder", "seen_at"])
    if paper.begun_at:
        PaperEvent.objects.create(paper=paper, kind=EventKind.MOVED, at=at)
    record("legal_exams.seat.taken", admission, candidate(admission))
    return seat


def paper_open(*, seat: Seat, at: datetime) -> Opened:
    """The paper at this seat, begun now or resumed. Two at once begin it once. Raises SeatRefused."""
    rows = prepared_rows("SELECT * FROM legal_exams_open(%s, %s, %s)", seat.paper, seat.holder, at)
    outcome, paper_id, deadline, seen_before, content, given = rows[0] if rows else ("moved", 0, None, None, "", [])
    if outcome:
        _refuse(seat, outcome, at)
    _note_silence(paper_id, seen_before, at)
    sealed = Paper._meta.get_field("sealed").from_db_value(content) or ""
    return Opened(sealed, json.loads(given), sitting.left_of(deadline, at))


def answers_save(*, seat: Seat, changes: Sequence[Change], at: datetime, reports: Sequence[Report] = ()) -> int:
    """Keep what is ticked; a change that was overtaken by a newer one is left alone. Milliseconds that are left.

    Raises SeatRefused once the paper is handed in, its time is up, or another browser holds it.
    """
    outcome, paper_id, deadline, seen_before = _saved(seat, changes, at)
    if outcome:
        _refuse(seat, outcome, at)
    _note_silence(paper_id, seen_before, at)
    if reports:
        _note_reports(paper_id, reports, at)
    return sitting.left_of(deadline, at)


def paper_hand_in(*, seat: Seat, changes: Sequence[Change], at: datetime) -> None:
    """Keep what is ticked and hand in: from then on nothing changes, from whatever window. Raises SeatRefused."""
    if outcome := _handed_in(seat, changes, at):
        _refuse(seat, outcome, at)


@transaction.atomic
def _handed_in(seat: Seat, changes: Sequence[Change], at: datetime) -> str:
    """ "" where it is done; why not, as a refusal must not take back what it writes."""
    outcome, paper_id, _, seen_before = _saved(seat, changes, at)
    if outcome:
        return outcome
    _note_silence(paper_id, seen_before, at)
    paper = Paper.objects.select_related("admission__exam__office").get(pk=paper_id)
    _close(paper, HandedIn.SELF, at)
    PaperEvent.objects.create(paper=paper, kind=EventKind.HANDED_IN, at=at)
    record("legal_exams.paper.handed_in", paper.admission, candidate(paper.admission))
    return ""


def _saved(seat: Seat, changes: Sequence[Change], at: datetime) -> tuple[str, int, datetime | None, datetime | None]:
    """Outcome, paper, when its time is up, and when it was heard of before. Raises DomainError for garbage."""
    sent = json.dumps([[one.place, list(one.ticked), one.serial] for one in changes])
    rows = prepared_rows("SELECT * FROM legal_exams_save(%s, %s, %s, %s::jsonb)", seat.paper, seat.holder, at, sent)
    outcome, paper_id, deadline, seen_before = rows[0] if rows else ("moved", 0, None, None)
    if outcome == "garbled":
        raise DomainError(sitting.GARBLED)
    return outcome, paper_id, deadline, seen_before


def papers_time_out(*, at: datetime) -> int:
    """Hand in every paper whose time is up, whether a browser is there or not; returns how many."""
    late = _late(at).order_by("ends_at").values_list("pk", flat=True)
    return sum(paper_time_out(paper_id=pk, at=at) for pk in late)


def _late(at: datetime) -> QuerySet[Paper]:
    """Begun, not handed in, and the time is up."""
    answering = Paper.objects.filter(admission__state=states.ANSWERING)
    return answering.filter(handed_in_at=None, begun_at__isnull=False, ends_at__lte=at)


@transaction.atomic
def paper_time_out(*, paper_id: int, at: datetime) -> bool:
    """Hand in this paper as of the moment its time was up; False where somebody else was first or time was added."""
    paper = _late(at).select_for_update(of=("self",)).filter(pk=paper_id).first()
    if paper is None:
        return False
    _close(paper, HandedIn.TIME, paper.ends_at or at)
    PaperEvent.objects.create(paper=paper, kind=EventKind.TIMED_OUT, at=at)
    record("legal_exams.paper.timed_out", paper.admission, Actor.system())
    return True


def paper_stop(paper: Paper, at: datetime) -> None:
    """What stands on it is kept, but nothing may be added. The caller holds the paper and moves the candidate."""
    paper.handed_in_at, paper.handed_in_how = at, HandedIn.STOPPED
    paper.save(update_fields=["handed_in_at", "handed_in_how"])


def _close(paper: Paper, how: HandedIn, handed_in_at: datetime) -> None:
    admission = paper.admission
    admission.state = states.move_admission(admission.state, "hand_in")
    admission.save(update_fields=["state"])
    paper.handed_in_at, paper.handed_in_how = handed_in_at, how
    paper.save(update_fields=["handed_in_at", "handed_in_how"])


def seat_stand(*, seat: Seat, at: datetime) -> Stand:
    """How it stands at this seat; a paper whose time is up is handed in by being looked at."""
    stand = stand_of(seat.paper, seat.holder, at)
    if stand.is_overdue:
        paper_time_out(paper_id=stand.paper_id, at=at)
        return stand_of(seat.paper, seat.holder, at)
    return stand


def _refuse(seat: Seat, outcome: str, at: datetime) -> None:
    stand = seat_stand(seat=seat, at=at)
    if outcome == "moved" and stand.paper_id:
        _note_intruder(stand.paper_id, at)
    raise SeatRefused(stand)


def _note_intruder(paper_id: int, at: datetime) -> None:
    """Once a minute, however often a browser that lost the paper tries."""
    lately = PaperEvent.objects.filter(paper=paper_id, kind=EventKind.REFUSED, at__gt=at - timedelta(minutes=1))
    if not lately.exists():
        PaperEvent.objects.create(paper_id=paper_id, kind=EventKind.REFUSED, at=at)


def _note_silence(paper_id: int, seen_before: datetime | None, at: datetime) -> None:
    if seen_before and at - seen_before >= sitting.SILENCE:
        detail = f"中断{sitting.minutes_words(at - seen_before)}"
        PaperEvent.objects.create(paper_id=paper_id, kind=EventKind.OFFLINE, at=at, detail=detail)


def _note_reports(paper_id: int, reports: Sequence[Report], at: datetime) -> None:
    """What a browser reports twice is written once; one that floods is not listened to any more.

    Nothing happened before the paper was opened, however long ago a browser says it was.
    """
    if PaperEvent.objects.filter(paper=paper_id).count() >= EVENTS_A_PAPER:
        return
    begun_at = Paper.objects.values_list("begun_at", flat=True).get(pk=paper_id) or at
    PaperEvent.objects.bulk_create(
        (
            PaperEvent(
                paper_id=paper_id, kind=one.kind, detail=one.detail, nonce=one.nonce,
                at=max(begun_at, at - timedelta(milliseconds=one.ago)),
            )
            for one in reports
        ),
        ignore_conflicts=True,
    )  # fmt: skip
