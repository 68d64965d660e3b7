"""What nominations and exams put on desks: to-do, deadlines, calendar, search. Nobody else's ever names a nominee."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from apps.foundation.core.actors import EXAM_STAFF, INVIGILATOR, Actor
from apps.foundation.core.dates import day_begins, local_day
from apps.foundation.core.registry import EVERYBODY, Deadline, Event, Hit, TodoItem, Watch
from apps.systems.legal_exams.models import Exam, Nomination, Room
from apps.systems.legal_exams.rules import seating, states
from apps.systems.legal_exams.selectors.exams import resit_until, staffed_exams
from apps.systems.legal_exams.selectors.nominations import named_like
from apps.systems.legal_exams.selectors.people import exam_staff_by_area, runs_for

SINCE, SOON, MOST, LIMIT = timedelta(days=60), timedelta(days=30), 20, 10


def nominations_todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Whether they have to sit, and who waits for an exam."""
    if actor.role != EXAM_STAFF:
        return
    rows = Nomination.objects.visible_to(actor)
    for one in rows.filter(state=states.RECEIVED).order_by("meeting_on", "pk")[:MOST]:
        yield TodoItem(f"审核是否应考:{one}", one.get_absolute_url(), one.meeting_on, one.nominated_by, "去审核")
    waiting = list(rows.filter(state=states.REQUIRED).values_list("meeting_on", flat=True))
    if waiting:
        due = min((day for day in waiting if day), default=None)
        url = f"{reverse('legal_exams_nominations')}?state={states.REQUIRED}"
        yield TodoItem(f"排考:{len(waiting)}人应考、还没有排考", url, due, action="去安排")


def exams_todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Exams that nobody was told of; resits that are not arranged."""
    for exam in staffed_exams(actor).filter(state=states.PLANNED).order_by("starts_at")[:MOST]:
        yield TodoItem(
            f"发考试通知:{exam}", exam.get_absolute_url(), local_day(exam.starts_at), "设置考场,排考", "去办理"
        )
    for exam in _to_resit(staffed_exams(actor))[:MOST]:
        yield TodoItem(f"安排补考:{exam}", exam.get_absolute_url(), resit_until(exam), "有不及格的人选", "去安排")


def _to_resit(rows: QuerySet[Exam]) -> QuerySet[Exam]:
    failed = Nomination.objects.filter(admissions__exam=OuterRef("pk"), state=states.FAILED)
    resat = Exam.objects.filter(resit_of=OuterRef("pk"), state__in=states.EXAM_BEFORE_MARKS)
    rows = rows.filter(Exists(failed), ~Exists(resat), state__in=states.EXAM_WITH_MARKS)
    return rows.select_related("office").order_by("starts_at")


def nomination_deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The meeting before which the exam must be passed."""
    rows = Nomination.objects.filter(runs_for(watch), state__in=states.BEFORE_RESULT, meeting_on__gte=on)
    asked = list(rows.filter(meeting_on__range=(watch.since, watch.until)).order_by("meeting_on", "pk"))
    staff = exam_staff_by_area([row.office_id for row in asked], on)
    for row in asked:
        people = tuple(sorted(staff.get(row.office_id, ())))
        key = f"legal_exams.nomination:{row.public_id}"
        day = row.meeting_on or on
        yield Deadline(f"会议前完成任前考试:{row}", day, row.get_absolute_url(), people, key)


def exam_deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The day of an exam, for who runs it and who watches it; the last day of a resit."""
    watched = Room.invigilators.through.objects.filter(room__exam=OuterRef("pk"), person=watch.person_id)
    own = Q() if watch.person_id is None else runs_for(watch) | Q(chief=watch.person_id) | Q(Exists(watched))
    rows = Exam.objects.filter(own, state__in=states.EXAM_OPEN, starts_at__gte=day_begins(on))
    rows = rows.filter(starts_at__lt=day_begins(on + SOON)).prefetch_related("rooms__invigilators")
    exams = list(rows.order_by("starts_at", "pk"))
    resits = list(_to_resit(Exam.objects.filter(runs_for(watch))))
    staff = exam_staff_by_area([exam.office_id for exam in [*exams, *resits]], on)
    for exam in exams:
        people = set(staff.get(exam.office_id, ()))
        if exam.state == states.NOTIFIED:
            people |= {one.pk for room in exam.rooms.all() for one in room.invigilators.all()} | {exam.chief_id or 0}
        told, key = tuple(sorted(people - {0})), f"legal_exams.exam:{exam.public_id}"
        yield Deadline(f"任前考试:{exam}", local_day(exam.starts_at), exam.get_absolute_url(), told, key)
    for exam in resits:
        latest = resit_until(exam)
        if latest is not None and latest >= on:
            told, key = tuple(sorted(staff.get(exam.office_id, ()))), f"legal_exams.resit:{exam.public_id}"
            yield Deadline(f"最迟补考:{exam}", latest, exam.get_absolute_url(), told, key)


def events(actor: Actor, on: date) -> Iterator[Event]:
    """Exams since two months before: those one runs, those one watches."""
    if actor.role not in (EXAM_STAFF, INVIGILATOR):
        return
    rows = Exam.objects.visible_to(actor).filter(starts_at__gte=day_begins(on - SINCE)).exclude(state=states.PLANNED)
    for exam in rows.prefetch_related("rooms").order_by("starts_at", "pk"):
        yield Event(
            uid=f"legal-exam-{exam.public_id}",
            title=str(exam),
            starts_at=exam.starts_at,
            ends_at=seating.ends_at(exam.starts_at, exam.minutes),
            place="、".join(f"{room.name}({room.address})" for room in exam.rooms.all()),
            url=exam.get_absolute_url(),
            is_cancelled=exam.state == states.CALLED_OFF,
        )


def nominations_search(actor: Actor, text: str) -> Iterator[Hit]:
    """By name, post, organ or number; for those who run the exam alone."""
    rows = named_like(Nomination.objects.visible_to(actor), text) if actor.role == EXAM_STAFF else ()
    for one in rows[:LIMIT]:
        yield Hit(f"{one} {one.name}", one.get_absolute_url(), "提请任命", f"{one.post},{one.get_state_display()}")


def exams_search(actor: Actor, text: str) -> Iterator[Hit]:
    """Exams by title; who runs them also finds a candidate's ticket."""
    rows = Exam.objects.visible_to(actor).filter(Q(title__icontains=text) | Q(admissions__ticket=text)).distinct()
    if actor.role == INVIGILATOR:
        rows = Exam.objects.visible_to(actor).filter(title__icontains=text)
    for exam in rows.order_by("-starts_at")[:LIMIT]:
        yield Hit(exam.title, exam.get_absolute_url(), "任前考试", exam.get_state_display())
