"""What results put on the desk of those who run exams: marking, the report, the vote, the certificate."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from apps.foundation.core.actors import EXAM_STAFF, Actor
from apps.foundation.core.registry import TodoItem
from apps.systems.legal_exams.models import Appointment, Exam
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.selectors.results import issues_before_marking
from apps.systems.legal_exams.selectors.voting import may_be_voted

MOST = 20
SOON = "一分钟内自动评分,也可以马上评分"


def results_todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    if actor.role != EXAM_STAFF:
        return
    for exam in Exam.objects.visible_to(actor).filter(state__in=[states.ENDED, states.MARKED])[:MOST]:
        is_ended, url = exam.state == states.ENDED, reverse("legal_exams_results", args=[exam.public_id])
        if is_ended:
            detail = "".join(issue.sentence for issue in issues_before_marking(exam)) or SOON
            yield TodoItem(f"评分:{exam}", url, detail=detail, action="去评分")
        else:
            yield TodoItem(f"报告考试情况:{exam}", url, detail="核对成绩,拟出情况报告送签", action="去报告")
    yield from _votes(actor)
    waiting = Appointment.objects.visible_to(actor).filter(certificate_given_on=None).count()
    if waiting:
        url = reverse("legal_exams_appointments")
        yield TodoItem(
            f"登记任命书:{waiting}人已通过任命", url, detail="颁发任命书、组织宪法宣誓后登记", action="去登记"
        )


def _votes(actor: Actor) -> Iterator[TodoItem]:
    rows = may_be_voted(actor)
    meetings = [day for day in rows.values_list("meeting_on", flat=True) if day]
    if count := rows.count():
        url = reverse("legal_exams_vote_new")
        due = min(meetings, default=None)
        yield TodoItem(f"提请表决:{count}人考试及格或者免考", url, due, "常委会会议当日办理", "去提请")
