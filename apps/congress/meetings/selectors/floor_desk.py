"""What the floor puts on everybody's desk: sittings that run, promises given in answers."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from apps.congress.meetings.models import Attendance, AttendanceState, Meeting, Question, QuestionState, SittingState
from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import EVERYBODY, Deadline, Figure, Hit, TodoItem, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.people.selectors import asked, staff_by_area

RUNNING = (SittingState.CHECK_IN, SittingState.OPEN)


def sittings_to_follow(actor: Actor) -> Iterator[TodoItem]:
    """A member due at a sitting that runs: the page that follows it, to check in first where they have not."""
    rows = Attendance.objects.filter(person=actor.person_id, sitting__state__in=RUNNING)
    for row in rows.exclude(state=AttendanceState.LEAVE).select_related("sitting__meeting__body", "sitting__group"):
        sitting, url = row.sitting, reverse("meetings_follow", args=[row.sitting.public_id])
        if row.state == AttendanceState.EXPECTED:
            hint = "请扫描会场大屏幕上的二维码"
            yield TodoItem(f"会议签到:{sitting}", url, sitting.meeting.starts_on, hint, "去签到")
        else:
            yield TodoItem(f"正在开会:{sitting}", url, sitting.meeting.starts_on, "当前议程、发言和表决", "进入")


def promises_to_close(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Office: questions of closed meetings without an answer, and promises whose day has come."""
    due = Question.objects.visible_to(actor).filter(state=QuestionState.COMMITTED, due_on__lte=on)
    for question in due.select_related("unit"):
        title = f"登记承诺办理结果:{question.unit.name},第{question.number}号询问"
        yield TodoItem(title, _page(question), question.due_on, question.commitment[:60], "去登记")
    unanswered = Question.objects.visible_to(actor).filter(state=QuestionState.ASKED, meeting__state="closed")
    for question in unanswered.select_related("unit", "meeting"):
        title = f"补记询问答复:{question.unit.name},第{question.number}号询问"
        yield TodoItem(title, _page(question), None, question.meeting.title, "去补记")


def promise_deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The day of every promise still open, for the staff of the area."""
    promised = Question.objects.filter(asked(watch, due="due_on", area="meeting__body__area"))
    promised = promised.filter(state=QuestionState.COMMITTED).select_related("meeting__body", "unit")
    for chunk in in_chunks(promised.iterator(CHUNK), CHUNK):
        staff = staff_by_area((question.meeting.body.area_id for question in chunk), on)
        for question in chunk:
            title = f"询问承诺到期:{question.unit.name},第{question.number}号询问"
            people = tuple(sorted(staff.get(question.meeting.body.area_id, ())))
            key = f"meetings.promise:{question.public_id}"
            yield Deadline(title, question.due_on or on, _page(question), people, key)


def question_hits(actor: Actor, text: str) -> Iterator[Hit]:
    for question in Question.objects.visible_to(actor).filter(text__icontains=text).select_related("meeting"):
        title = f"第{question.number}号询问:{question.text[:40]}"
        yield Hit(title, _page(question), "询问", question.meeting.title)


def question_figures(actor: Actor, on: date) -> Iterator[Figure]:
    """This year's questions, and promises past their day."""
    year = (
        Question.objects.visible_to(actor)
        .filter(meeting__in=Meeting.objects.filter(starts_on__year=on.year))
        .exclude(state=QuestionState.WITHDRAWN)
    )
    listed = reverse("meetings_questions")
    yield Figure("本年询问", year.count(), "本年度会议上提出、未撤回的询问件数", listed)
    overdue = Question.objects.visible_to(actor).overdue(on).count()
    yield Figure(
        "询问承诺逾期", overdue, "承诺期限已过、尚未登记办理结果的询问承诺", f"{listed}?overdue=1", alarm=overdue > 0
    )


def _page(question: Question) -> str:
    return reverse("meetings_question", args=[question.public_id])
