"""Who is where, as invigilators see it while the exam runs."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.foundation.core.actors import EXAM_STAFF, Actor
from apps.systems.legal_exams.models import Admission, Answer, EventKind, Exam, Paper, PaperEvent, Room
from apps.systems.legal_exams.rules import drawing, states
from apps.systems.legal_exams.rules.eligibility import masked_identity
from apps.systems.legal_exams.rules.sitting import SILENCE, minutes_words

TONES = {
    states.WAITING: "secondary", states.CHECKED_IN: "blue", states.ANSWERING: "green", states.HANDED_IN: "azure",
    states.ABSENT: "orange", states.STOPPED: "red",
}  # fmt: skip
WATCHED = (states.NOTIFIED, states.RUNNING, states.ENDED, states.MARKED, states.REPORTED)


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate in the room; `silence` says for how long the browser was not heard."""

    admission: Admission
    answered: int = 0
    questions: int = 0
    left_times: int = 0
    silence: str = ""
    ends_at: datetime | None = None
    extra: int = 0

    @property
    def tone(self) -> str:
        return TONES[self.admission.state]


def exams_watched(actor: Actor) -> QuerySet[Exam]:
    """Exams that were announced: staff see all of the area, invigilators theirs."""
    return Exam.objects.visible_to(actor).filter(state__in=WATCHED).select_related("office", "chief")


def rooms_watched(actor: Actor, exam: Exam) -> QuerySet[Room]:
    rooms = exam.rooms.select_related("exam__office").order_by("name")
    if actor.role == EXAM_STAFF or exam.chief_id == actor.person_id:
        return rooms
    return rooms.filter(invigilators=actor.person_id)


def _count(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("paper").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def lines_of(room: Room, at: datetime) -> list[Line]:
    """Everybody who has a seat there, by seat. Three queries, however many they are."""
    ticked = Answer.objects.filter(paper=OuterRef("pk"), ticked__len__gt=0)
    left = PaperEvent.objects.filter(paper=OuterRef("pk"), kind=EventKind.LEFT)
    papers = Paper.objects.filter(admission__room=room).defer("sealed", "seed")
    found = {paper.admission_id: paper for paper in papers.annotate(answered=_count(ticked), left=_count(left))}
    people = room.admissions.select_related("nomination", "exam").order_by("seat", "ticket")
    return [_line(one, found.get(one.pk), at) for one in people]


def line_of(admission: Admission, at: datetime) -> Line:
    """The same for one candidate."""
    if admission.room is None:
        return Line(admission)
    return next(line for line in lines_of(admission.room, at) if line.admission.pk == admission.pk)


def _line(admission: Admission, paper: Any, at: datetime) -> Line:
    """`paper` as counted above, or None."""
    if paper is None:
        return Line(admission)
    silent = at - paper.seen_at if paper.seen_at and admission.state == states.ANSWERING else timedelta()
    return Line(
        admission, paper.answered, len(paper.shape), paper.left, minutes_words(silent) if silent >= SILENCE else "",
        paper.ends_at, paper.extra_minutes,
    )  # fmt: skip


def room_extra(lines: list[Line]) -> int:
    """The minutes added so far to all who may still be given more: a form that is sent twice is known by it."""
    return sum(line.extra for line in lines if line.admission.state in states.AT_WORK)


def identity_of(admission: Admission) -> dict[str, str]:
    """What is compared with the card."""
    nomination = admission.nomination
    return {"name": nomination.name, "identity": masked_identity(nomination.identity_number)}


@dataclass(frozen=True, slots=True)
class RoomCount:
    """A room with how many are in each state."""

    room: Room
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def told(self) -> list[tuple[str, int, str]]:
        """Label, number, tone, of what there is."""
        return [
            (states.ADMISSION_LABELS[state], self.counts[state], TONES[state])
            for state in states.ADMISSION_LABELS
            if self.counts[state]
        ]


def room_counts(rooms: QuerySet[Room]) -> list[RoomCount]:
    found: dict[int, Counter[str]] = {}
    rows = Admission.objects.filter(room__in=rooms).order_by().values_list("room", "state").annotate(number=Count("pk"))
    for room, state, number in rows:
        found.setdefault(room, Counter())[state] = number
    return [RoomCount(room, found.get(room.pk, Counter())) for room in rooms]


@dataclass(frozen=True, slots=True)
class Makeup:
    """Papers alike: how many questions of each kind, source and difficulty, and how many papers have them."""

    papers: int
    parts: list[tuple[str, str, str, int]]

    @property
    def questions(self) -> int:
        return sum(count for *_, count in self.parts)


def makeups_of(exam: Exam) -> list[Makeup]:
    """One line where all papers are equally hard, as they must be."""
    makeups = Paper.objects.filter(admission__exam=exam).values_list("makeup", flat=True)
    kinds = Counter(tuple(sorted(makeup.items())) for makeup in makeups)
    return [Makeup(number, [(*_slot_words(slot), count) for slot, count in parts]) for parts, number in kinds.items()]


def _slot_words(slot: str) -> tuple[str, str, str]:
    kind, source, difficulty = slot.split()
    return drawing.KINDS[kind], drawing.SOURCES[source], drawing.DIFFICULTIES[difficulty]


def without_paper(exam: Exam) -> int:
    return exam.admissions.filter(paper=None).count()


def exams_of_day(actor: Actor, on: date) -> QuerySet[Exam]:
    """What there is to invigilate today, and what should have been ended."""
    watched = exams_watched(actor)
    return watched.filter(Q(starts_at__date=on, state=states.NOTIFIED) | Q(state=states.RUNNING))
