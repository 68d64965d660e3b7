"""What goes on at today's session: papers that were sent and partly read, a speakers' list. All invented."""

from datetime import datetime, timedelta

from apps.congress.meetings.models import Attendance, Meeting, MeetingState, Sitting, SittingState
from apps.congress.meetings.services import sitting_turn_to, speech_ask, speech_call
from apps.congress.meetings.services.materials import material_add, material_open, materials_send
from apps.foundation.core.actors import Actor
from apps.foundation.people.models import Person

REPORT = """各位代表:
现将民生实事候选项目的有关情况说明如下。
一、候选项目的由来。今年以来,共收到群众和代表提出的愿望,经归并、论证、会商,形成候选项目。
二、资金安排。候选项目所需资金已列入明年预算草案,超出部分申请上级补助。
三、组织实施。项目确定后逐项明确责任单位、完成时限,每季度向镇人大报告进展。
请予审议。"""
NOTES = """一、请代表会前阅读候选项目,会上按代表小组审议。
二、表决以无记名方式进行,每位代表选择的项目不超过规定数,多选的无效。"""
READERS, SPEAKERS = 26, 3


def load(meeting: Meeting, by: Actor, at: datetime) -> None:
    """Nothing for a meeting that does not sit."""
    if meeting.state != MeetingState.IN_SESSION:
        return
    people = _people(meeting)
    _papers(meeting, people, by, at)
    for sitting in meeting.sittings.filter(state=SittingState.OPEN):
        _floor(sitting, people, by, at)


def _people(meeting: Meeting) -> list[Person]:
    """Who checked in; last those with an account of their own, who have still to read and to ask."""
    here = Person.objects.filter(attendances__in=Attendance.objects.present().filter(sitting__meeting=meeting))
    return sorted(here.distinct().order_by("pinyin", "pk"), key=lambda one: one.user_id is not None)


def _papers(meeting: Meeting, people: list[Person], by: Actor, at: datetime) -> None:
    first, sent = meeting.agenda.order_by("number").first(), at - timedelta(days=3)
    papers = [
        material_add(meeting=meeting, agenda_item=item, title=title, file=None, text=text, by=by, at=sent)
        for item, title, text in ((first, "关于民生实事候选项目的说明", REPORT), (None, "会议须知", NOTES))
    ]
    materials_send(meeting=meeting, by=by, at=sent)
    for paper, count in zip(papers, (READERS, READERS // 2), strict=True):
        for person in people[:count]:
            material_open(version=paper, person=person, at=sent + timedelta(hours=5))


def _floor(sitting: Sitting, people: list[Person], by: Actor, at: datetime) -> None:
    """One speaks, two wait."""
    item = sitting.meeting.agenda.order_by("number").first()
    if item is None:
        return
    sitting_turn_to(sitting=sitting, item=item, by=by, at=at)
    asked = [speech_ask(sitting=sitting, person=person, by=by, at=at) for person in people[:SPEAKERS]]
    speech_call(speech=asked[0], by=by, at=at)
