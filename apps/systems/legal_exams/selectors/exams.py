"""An exam as its pages show it: what is missing before the next step, rooms, candidates, resits."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from apps.foundation.core.actors import EXAM_STAFF, Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import Issue
from apps.foundation.core.permissions import may
from apps.foundation.core.selectors import add_working_days
from apps.foundation.policies.selectors import resolve
from apps.office.documents.models import Document
from apps.office.documents.selectors import live_document
from apps.systems.legal_exams.models import AccessCode, Admission, CodePurpose, Exam, Nomination, Room
from apps.systems.legal_exams.papers.exams import kind_of_notice
from apps.systems.legal_exams.rules import seating, states
from apps.systems.legal_exams.rules.policies import LATE_MINUTES, RESIT_DAYS
from apps.systems.legal_exams.rules.seating import PlanFacts, ResitFacts


def plan_facts(exam: Exam) -> PlanFacts:
    rooms = exam.rooms.filter(admissions__isnull=False, invigilators__isnull=True).distinct().order_by("name")
    return PlanFacts(
        candidates=exam.admissions.count(),
        without_seat=exam.admissions.filter(room__isnull=True).count(),
        unwatched=tuple(room.name for room in rooms),
        has_chief=exam.chief_id is not None,
        has_scope=bool(exam.scope.strip()),
        starts_at=exam.starts_at,
    )


def waiting_for(exam: Exam) -> QuerySet[Nomination]:
    """Who may be scheduled into the exam: all that have to sit, or of a resit those who failed the first one."""
    state = seating.state_to_schedule(exam.resit_of_id is not None)
    rows = Nomination.objects.filter(office=exam.office_id, term=exam.term_id, state=state)
    if exam.resit_of_id is not None:
        rows = rows.filter(admissions__exam=exam.resit_of_id)
    return rows.order_by("year", "number")


def resit_facts(exam: Exam) -> ResitFacts:
    """What a resit of the exam depends on. Whoever stands as failed has a chance left: marking counted them."""
    failed = Nomination.objects.filter(admissions__exam=exam, state=states.FAILED).exists()
    return ResitFacts(exam.state, failed, exam.resits.filter(state__in=states.EXAM_BEFORE_MARKS).exists())


def resit_until(exam: Exam) -> date | None:
    """The last day of a resit: so many working days after the exam."""
    if exam.ended_at is None:
        return None
    day = local_day(exam.ended_at)
    return add_working_days(day, resolve(RESIT_DAYS, area=exam.office, on=day).value)


def late_minutes(exam: Exam) -> int:
    """For so long after the start somebody who is late is let in."""
    return resolve(LATE_MINUTES, area=exam.office, on=local_day(exam.starts_at)).value


def warnings_of(exam: Exam) -> list[str]:
    """What the law of the place would have otherwise: a resit too late, an exam after the meeting."""
    found, day = [], local_day(exam.starts_at)
    latest = resit_until(exam.resit_of) if exam.resit_of else None
    if latest and day > latest:
        found.append(f"补考最迟应在{chinese_date(latest)},现安排在{chinese_date(day)}。")
    late = Nomination.objects.filter(admissions__exam=exam, meeting_on__lte=day).order_by("year", "number")
    if numbers := [str(one) for one in late[:10]]:
        found.append(f"考试不早于拟提请审议的会议:{'、'.join(numbers)}。")
    return found


def room_stand(room: Room) -> str:
    """What of a room a form shows: whoever saves on an older one is refused."""
    people = sorted(room.invigilators.values_list("pk", flat=True))
    return f"{room.name}|{room.address}|{room.seats}|{people}"


def candidates_of(exam: Exam, actor: Actor) -> QuerySet[Admission]:
    """The candidates whom the acting person may see, room after room."""
    rows = Admission.objects.visible_to(actor).filter(exam=exam)
    return rows.select_related("nomination", "room", "exam__office").order_by("room__name", "seat", "ticket")


def without_ticket(exam: Exam) -> QuerySet[Admission]:
    """Whose ticket has not been printed: each is told its code once."""
    printed = AccessCode.objects.filter(admission__exam=exam, purpose=CodePurpose.STUDY).values("admission")
    return exam.admissions.exclude(pk__in=printed).order_by("room__name", "seat", "ticket")


@dataclass(frozen=True, slots=True)
class ExamPage:
    """`runs`: the page of those who run it; others see what they invigilate."""

    runs: bool
    is_open: bool
    rooms: list[Room]
    candidates: list[Admission]
    issues: list[Issue]
    warnings: list[str]
    waiting: int
    unprinted: int
    document: Document | None
    may_resit: bool
    resits: list[Exam]
    moves: set[str]


def exam_page(exam: Exam, actor: Actor, at: datetime) -> ExamPage:
    runs = may(actor, "legal_exams.run", exam)
    candidates = list(candidates_of(exam, actor))
    rooms = exam.rooms.annotate(sitting=Count("admissions", distinct=True)).prefetch_related("invigilators")
    mine = {one.room_id for one in candidates}
    is_planned = exam.state == states.PLANNED
    return ExamPage(
        runs=runs,
        is_open=exam.state in states.EXAM_OPEN and exam.starts_at > at,
        rooms=[room for room in rooms.order_by("name") if runs or room.pk in mine or _watches(room, actor)],
        candidates=candidates,
        issues=list(seating.issues_before_notifying(plan_facts(exam), at)) if runs and is_planned else [],
        warnings=warnings_of(exam) if runs else [],
        waiting=waiting_for(exam).count() if runs else 0,
        unprinted=without_ticket(exam).count() if runs else 0,
        document=live_document(exam, kind_of_notice(exam)) if runs else None,
        may_resit=runs and not list(seating.issues_before_resit(resit_facts(exam))),
        resits=list(exam.resits.order_by("starts_at")) if runs else [],
        moves={act for state, act in states.EXAM_MOVES if state == exam.state} if runs else set(),
    )


def _watches(room: Room, actor: Actor) -> bool:
    return any(one.pk == actor.person_id for one in room.invigilators.all())


def staffed_exams(actor: Actor) -> QuerySet[Exam]:
    """Exams that the acting person runs."""
    return Exam.objects.visible_to(actor) if actor.role == EXAM_STAFF else Exam.objects.none()
