"""What meetings put on everybody's desk: to-do, deadlines, search, figures."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from apps.congress.ballots.models import Poll, PollState
from apps.congress.meetings.models import (
    LeaveRequest,
    LeaveState,
    Meeting,
    MeetingState,
    NoticeReceipt,
    Sitting,
    SittingPoll,
    SittingState,
)
from apps.congress.meetings.rules.notices import last_notice_day
from apps.congress.meetings.rules.questions import opinion_word, question_word
from apps.congress.meetings.selectors import materials_desk
from apps.congress.meetings.selectors.floor_desk import (
    promise_deadlines,
    promises_to_close,
    question_figures,
    question_hits,
    sittings_to_follow,
)
from apps.congress.meetings.selectors.meetings import NOTICE, notice_key, rules_for
from apps.congress.meetings.selectors.sittings import absent_without_leave
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.registry import EVERYBODY, Deadline, Figure, Hit, Related, TodoItem, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.people.selectors import asked, staff_by_area
from apps.office.documents.models import Document

SOON = timedelta(days=30)
PLACES_OFFERED = 3
DRAFTED = (NOTICE, "meetings_convening", "meetings_convening_announcement")
LIVE = (MeetingState.NOTICED, MeetingState.IN_SESSION)
_ACTS: dict[str, str] = {
    SittingState.PLANNED: "开始签到",
    SittingState.CHECK_IN: "签到开会",
    SittingState.OPEN: "主持会议",
}


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Members: check in, read the notice, see the answer to leave. Office: announce, answer leave, start."""
    yield from materials_desk.todo(actor, on)
    if actor.is_member and actor.person_id:
        yield from sittings_to_follow(actor)
        yield from _notices(actor, on)
        yield from _answers(actor, on)
    elif actor.sees_area and actor.role != "leader":
        yield from _announcements(actor, on)
        yield from _requests(actor)
        yield from _sittings(actor, on)
        yield from _closings(actor)
        yield from promises_to_close(actor, on)


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The last day to announce each planned meeting, for the staff of its area; the days for materials."""
    yield from materials_desk.deadlines(on, watch)
    planned = Meeting.objects.filter(asked(watch, area="body__area"), state=MeetingState.PLANNED, starts_on__gte=on)
    planned = planned.select_related("body__area")
    for chunk in in_chunks(_last_days(planned.iterator(CHUNK), on), CHUNK):
        staff = staff_by_area((meeting.body.area_id for meeting, _ in chunk), on)
        for meeting, last in chunk:
            people, key = tuple(sorted(staff.get(meeting.body.area_id, ()))), f"meetings.notice:{meeting.public_id}"
            yield Deadline(f"发出会议通知:{meeting.title}", last, _page(meeting), people, key)
    yield from promise_deadlines(on, watch)


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Meetings by name, place or item of the agenda."""
    rows = Meeting.objects.visible_to(actor)
    found = rows.filter(title__icontains=text) | rows.filter(place__icontains=text)
    by_item = rows.filter(agenda__title__icontains=text)
    page = _page if actor.sees_area else _notice
    for meeting in (found | by_item).distinct():
        yield Hit(
            meeting.title, page(meeting), "会议", f"{chinese_date(meeting.starts_on)} {meeting.get_state_display()}"
        )
    yield from question_hits(actor, text)


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """The sitting at which a poll is held; a prepared one is opened there. From a notice back to its meeting."""
    yield from materials_desk.related(subject, actor)
    if isinstance(subject, Document) and subject.kind in DRAFTED and subject.subject_id and actor.sees_area:
        for meeting in Meeting.objects.visible_to(actor).filter(pk=subject.subject_id):
            yield Related("打开会议", _page(meeting))
    if isinstance(subject, Meeting) and actor.sees_area:
        yield from _rooms(subject)
    if isinstance(subject, Poll) and actor.is_member:
        for sitting in Sitting.objects.visible_to(actor).filter(polls__poll=subject, state=SittingState.OPEN):
            yield Related("回会场页面", reverse("meetings_follow", args=[sitting.public_id]), is_next=True)
    if isinstance(subject, Poll) and actor.sees_area:
        for sitting in Sitting.objects.visible_to(actor).filter(polls__poll=subject):
            url = reverse("meetings_sitting", args=[sitting.public_id])
            yield Related("进入会次", url, is_next=subject.state == PollState.DRAFT and sitting.state in _ACTS)
        waits = subject.state == PollState.DRAFT
        if waits and not SittingPoll.objects.filter(poll=subject, sitting__state__in=_ACTS).exists():
            yield from _places(subject, actor)


def _rooms(meeting: Meeting) -> Iterator[Related]:
    """The rooms of one meeting that this app has itself; others hook theirs in."""
    is_street = meeting.body.is_street_body
    rooms = (
        ("会议文件", "meetings_papers"), ("列席人员", "meetings_observers"), ("座次", "meetings_seating"),
        (opinion_word(is_street=is_street), "meetings_opinions"),
    )  # fmt: skip
    for title, name in rooms:
        yield Related(title, reverse(name, args=[meeting.public_id]))
    asked = f"{reverse('meetings_questions')}?meeting={meeting.public_id}"
    yield Related(question_word(is_street=is_street), asked)


def _places(poll: Poll, actor: Actor) -> Iterator[Related]:
    """The next sittings at which a prepared poll could be held."""
    coming = Sitting.objects.visible_to(actor).voting().filter(meeting__body=poll.body_id, state__in=_ACTS)
    for sitting in coming.select_related("meeting__body", "group").order_by("starts_at")[:PLACES_OFFERED]:
        yield Related(f"安排到{sitting}", reverse("meetings_sitting", args=[sitting.public_id]))


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    """This year's meetings, and how often members stayed away without leave."""
    year = Meeting.objects.visible_to(actor).filter(starts_on__year=on.year, state=MeetingState.CLOSED)
    listed = f"{reverse('meetings_list')}?state=closed&since={on.year}-01-01"
    yield Figure("本年已开会议", year.count(), "本年度已闭会的会议次数", listed)
    absent = absent_without_leave(year).count()
    definition = "本年度已闭会的会议中,应到而未到且未获准请假的人次(按会次计)"
    yield Figure("未请假缺席人次", absent, definition, listed, alarm=absent > 0)
    yield from question_figures(actor, on)


def _notices(actor: Actor, on: date) -> Iterator[TodoItem]:
    read = NoticeReceipt.objects.filter(meeting=OuterRef("pk"), revision=OuterRef("revision"), person=actor.person_id)
    own = Meeting.objects.visible_to(actor).filter(~Exists(read), state__in=LIVE, ends_on__gte=on)
    for meeting in own:
        title = f"阅读会议通知:{meeting.title}"
        yield TodoItem(title, _notice(meeting), meeting.starts_on, meeting.place, "去阅读")


def _answers(actor: Actor, on: date) -> Iterator[TodoItem]:
    decided = (LeaveState.GRANTED, LeaveState.REFUSED)
    rows = LeaveRequest.objects.filter(person=actor.person_id, state__in=decided, meeting__starts_on__gte=on)
    for request in rows.filter(meeting__state__in=LIVE).select_related("meeting"):
        title = f"请假{request.get_state_display()}:{request.meeting.title}"
        yield TodoItem(title, _notice(request.meeting), request.meeting.starts_on, request.answer, "查看")


def _announcements(actor: Actor, on: date) -> Iterator[TodoItem]:
    rows = Meeting.objects.visible_to(actor).filter(state=MeetingState.PLANNED, starts_on__range=(on, on + SOON))
    for meeting, last in _last_days(rows.select_related("body__area"), on):
        yield TodoItem(f"发出会议通知:{meeting.title}", _page(meeting), last)


def _requests(actor: Actor) -> Iterator[TodoItem]:
    rows = LeaveRequest.objects.visible_to(actor).filter(state=LeaveState.ASKED, meeting__state__in=LIVE)
    for request in rows.select_related("meeting", "person"):
        meeting = request.meeting
        yield TodoItem(f"批复{request.person.name}的请假", _page(meeting), meeting.starts_on, request.reason, "去批复")


def _sittings(actor: Actor, on: date) -> Iterator[TodoItem]:
    rows = Sitting.objects.visible_to(actor).filter(meeting__state__in=LIVE, starts_at__date=on)
    for sitting in rows.filter(state__in=_ACTS).select_related("meeting__body", "group"):
        yield TodoItem(f"{_ACTS[sitting.state]}:{sitting}", reverse("meetings_sitting", args=[sitting.public_id]), on)


def _closings(actor: Actor) -> Iterator[TodoItem]:
    """Meetings whose sittings are all over."""
    going = Sitting.objects.filter(meeting=OuterRef("pk"), state__in=_ACTS)
    over = Meeting.objects.visible_to(actor).filter(~Exists(going), state=MeetingState.IN_SESSION)
    for meeting in over:
        detail = "各次会议都已散会"
        yield TodoItem(f"宣布闭会:{meeting.title}", _page(meeting), meeting.ends_on, detail, "去闭会")


def _last_days(meetings: Iterable[Meeting], on: date) -> Iterator[tuple[Meeting, date]]:
    """The last day to announce each; the rule is looked up once a body, for reminders read every deadline."""
    known: dict[int, int] = {}
    for meeting in meetings:
        body = meeting.body
        if body.pk not in known:
            known[body.pk] = rules_for(body, on)[notice_key(body)].value
        yield meeting, last_notice_day(meeting.starts_on, known[body.pk])


def _page(meeting: Meeting) -> str:
    return reverse("meetings_detail", args=[meeting.public_id])


def _notice(meeting: Meeting) -> str:
    return reverse("meetings_notice", args=[meeting.public_id])
