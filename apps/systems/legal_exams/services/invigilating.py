"""监考: identity checked, seats moved, time added, stopped, absent; every reason stands in the 监考记录 alone.

What the log of the office says of it names the ticket: reasons may name people.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, WrongState, require_ready, required
from apps.systems.legal_exams.models import Admission, CodePurpose, EventKind, Exam, Paper, PaperEvent, Room, RoomNote
from apps.systems.legal_exams.rules import sitting, states
from apps.systems.legal_exams.selectors.exams import late_minutes
from apps.systems.legal_exams.services.codes import code_issue
from apps.systems.legal_exams.services.drawing import paper_draw
from apps.systems.legal_exams.services.records import record
from apps.systems.legal_exams.services.sitting import paper_stop

WHY_LONGER, WHY_MOVE, WHY_STOP = (
    "请写明延长时间的原因。",
    "请写明换设备或者重发登录码的原因。",
    "请写明终止考试的原因。",
)
EXTENDED_MEANWHILE = "考试时间刚被延长过,这次没有再延长。请看清现在的剩余时间,仍需延长的再办理一次。"


@transaction.atomic
def candidate_check_in(*, admission: Admission, by: Actor, at: datetime) -> str:
    """The identity is checked: the code for the seat, told this once. Whoever has no paper yet gets one."""
    paper_draw(admission=admission, by=by, at=at)
    admission = _held(admission)
    _require_day(admission.exam, at)
    admission.state = states.move_admission(admission.state, "check_in")
    admission.checked_in_at, admission.checked_in_by = at, by.name
    admission.save(update_fields=["state", "checked_in_at", "checked_in_by"])
    record("legal_exams.candidate.checked_in", admission, by)
    return code_issue(admission=admission, purpose=CodePurpose.SIT, by=by, at=at)


def _require_day(exam: Exam, at: datetime) -> None:
    """On the day of the exam, and not longer after its start than the office lets people in."""
    if local_day(at) != local_day(exam.starts_at):
        raise WrongState("今天不是考试日,不能核验身份。改期的,请任免考试工作人员先修改开考时间。")
    if exam.started_at is None:
        return
    late = late_minutes(exam)
    if at > exam.started_at + timedelta(minutes=late):
        raise WrongState(f"已经开考超过{late}分钟,迟到的考生不得入场,请记缺考。")


@transaction.atomic
def paper_extend(*, admission: Admission, minutes: int, extra: int, reason: str, by: Actor, at: datetime) -> None:
    """More time for one candidate; `extra` is how much the page said they had been given before."""
    papers = list(_running(Paper.objects.filter(admission=admission)))
    _require_newest(papers, extra)
    _extend(papers, minutes, required(reason, WHY_LONGER), by, at)
    record("legal_exams.paper.extended", admission, by, minutes=minutes)


@transaction.atomic
def room_extend(*, room: Room, minutes: int, extra: int, reason: str, by: Actor, at: datetime) -> int:
    """More time for everybody in the room who has not handed in; `extra` is the sum of all before. How many."""
    papers = list(_running(Paper.objects.filter(admission__room=room)))
    _require_newest(papers, extra)
    _extend(papers, minutes, required(reason, WHY_LONGER), by, at)
    record("legal_exams.room.extended", room, by, minutes=minutes, count=len(papers))
    return len(papers)


def _running(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    rows = papers.filter(handed_in_at=None, admission__exam__state=states.RUNNING, admission__state__in=states.AT_WORK)
    return rows.select_for_update(of=("self",)).order_by("pk")


def _require_newest(papers: Sequence[Paper], extra: int) -> None:
    """A form that is sent twice adds time once."""
    if papers and sum(paper.extra_minutes for paper in papers) != extra:
        raise Conflict(EXTENDED_MEANWHILE)


def _extend(papers: Sequence[Paper], minutes: int, reason: str, by: Actor, at: datetime) -> None:
    require_ready(sitting.issues_with_minutes(minutes))
    if not papers or any(paper.ends_at is None or paper.ends_at <= at for paper in papers):
        raise WrongState("只有考试进行中、时间未到且没有交卷的,才能延长时间。")
    for paper in papers:
        paper.ends_at = (paper.ends_at or at) + timedelta(minutes=minutes)
        paper.extra_minutes += minutes
    Paper.objects.bulk_update(papers, ["ends_at", "extra_minutes"])
    detail = f"延长{minutes}分钟:{reason}"
    PaperEvent.objects.bulk_create(
        PaperEvent(paper=paper, kind=EventKind.EXTENDED, at=at, detail=detail, by_name=by.name) for paper in papers
    )


@transaction.atomic
def seat_move_allow(*, admission: Admission, reason: str, by: Actor, at: datetime) -> str:
    """Let the candidate go on at another device: a new code, told this once; the device before is refused at once.

    The same where the first code ran out or was spoilt before it was used.
    """
    reason = required(reason, WHY_MOVE)
    paper = paper_draw(admission=admission, by=by, at=at)
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    admission = _held(admission)
    if admission.state not in (states.CHECKED_IN, states.ANSWERING):
        raise WrongState(f"目前“{admission.get_state_display()}”,不能换设备或者重发登录码。")
    paper.holder = ""
    paper.save(update_fields=["holder"])
    PaperEvent.objects.create(paper=paper, kind=EventKind.MOVE_ALLOWED, at=at, detail=reason, by_name=by.name)
    record("legal_exams.seat.move_allowed", admission, by)
    return code_issue(admission=admission, purpose=CodePurpose.SIT, by=by, at=at)


@transaction.atomic
def candidate_stop(*, admission: Admission, reason: str, by: Actor, at: datetime) -> None:
    """违纪: nothing more may be answered; what stood on the paper is kept."""
    reason = required(reason, WHY_STOP)
    paper = Paper.objects.select_for_update(of=("self",)).filter(admission=admission).first()
    admission = _held(admission)
    admission.state = states.move_admission(admission.state, "stop")
    admission.stopped_reason = reason
    admission.save(update_fields=["state", "stopped_reason"])
    if paper:
        paper_stop(paper, at)
        PaperEvent.objects.create(paper=paper, kind=EventKind.STOPPED, at=at, detail=reason, by_name=by.name)
    record("legal_exams.candidate.stopped", admission, by)


@transaction.atomic
def candidate_miss(*, admission: Admission, by: Actor, at: datetime) -> None:
    """缺考: once the exam has begun, whoever has not begun to answer."""
    Paper.objects.select_for_update(of=("self",)).filter(admission=admission).first()  # who opens it now waits
    admission = _held(admission)
    _require_begun(admission.exam, at)
    admission.state = states.move_admission(admission.state, "miss")
    admission.save(update_fields=["state"])
    record("legal_exams.candidate.missed", admission, by)


@transaction.atomic
def candidates_miss(*, exam: Exam, by: Actor, at: datetime) -> int:
    """缺考 for everybody who never came, once nobody is let in any more; returns how many."""
    exam = Exam.objects.select_related("office").get(pk=exam.pk)
    _require_begun(exam, at)
    _require_shut(exam, at)
    rows = exam.admissions.select_for_update(of=("self",), no_key=True).filter(state=states.WAITING)
    missing = list(rows.order_by("pk"))
    for admission in missing:
        admission.state = states.move_admission(admission.state, "miss")
    Admission.objects.bulk_update(missing, ["state"])
    record("legal_exams.candidates.missed", exam, by, count=len(missing))
    return len(missing)


def _require_begun(exam: Exam, at: datetime) -> None:
    if exam.state != states.RUNNING or exam.started_at is None or at < exam.started_at:
        raise WrongState("开考以后才能记缺考。")


def _require_shut(exam: Exam, at: datetime) -> None:
    """Whoever is late has until then: 缺考 cannot be taken back."""
    late = late_minutes(exam)
    if exam.started_at and at <= exam.started_at + timedelta(minutes=late):
        raise WrongState(
            f"开考后{late}分钟以内,迟到的考生还可以入场,请在此后再统一记缺考。确知不来的,由监考员逐人记缺考。"
        )


@transaction.atomic
def note_add(*, room: Room, text: str, by: Actor, at: datetime) -> RoomNote:
    """A line for the 监考记录."""
    note = RoomNote.objects.create(room=room, text=required(text, "请写明情况。"), at=at, by_name=by.name)
    record("legal_exams.note.added", room, by)
    return note


def _held(admission: Admission) -> Admission:
    rows = Admission.objects.select_for_update(of=("self",), no_key=True).select_related("exam__office", "room")
    return rows.get(pk=admission.pk)
