"""滨江街道 held a meeting: opinions on all five ways, some answered; the next one is planned. All invented."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from apps.congress.matters.models import Matter
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.reviewing import matter_accept
from apps.congress.matters.services.routing import (
    matter_pass_as_reference,
    matter_point_to_channel,
    matter_settle_on_spot,
)
from apps.congress.matters.services.submitting import suggestion_submit
from apps.congress.matters.services.writing import Source, SuggestionDraft, suggestion_create
from apps.congress.meetings.models import Meeting, MeetingState
from apps.congress.meetings.services import (
    AgendaLine,
    MeetingPlan,
    SittingLine,
    check_in_by_list,
    check_in_start,
    meeting_close,
    meeting_create,
    meeting_notice,
    sitting_close,
    sitting_open,
)
from apps.foundation.core.actors import REPRESENTATIVE, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person, Term
from apps.foundation.people.selectors import serving_members
from apps.systems.street_deliberations.selectors.meetings import LABEL, meeting_url

HELD, NEXT = 9, -60
"""Days before the day of the demo."""
AWAY = 3
OPINIONS = (
    ("关于增设红星社区充电桩的建议", "社区有电动车七百余辆,充电桩不足,飞线充电时有发生。建议增设充电桩。",
     "城乡建设", "handlers"),
    ("关于前进路人行道破损的建议", "人行道地砖破损三十余处,老人容易摔倒。建议尽快修补。", "城乡建设", "handlers"),
    ("关于会场周边停车引导的建议", "会场周边停车位少、没有引导牌。建议增设引导牌。", "其他", "spot"),
    ("关于开展社区文化节的建议", "居民文化活动较少。建议每年举办一次社区文化节。", "教科文卫与民宗", "reference"),
    ("关于某小区物业合同纠纷的意见", "小区业主与物业公司对合同续签有分歧,希望街道裁决。", "其他", "channel"),
)  # fmt: skip
CLOSING = {
    "spot": (matter_settle_on_spot, "已在会议期间加设引导牌。"),
    "reference": (matter_pass_as_reference, "已送街道党工委研究明年文化活动安排时参考。"),
    "channel": (matter_point_to_channel, "属于民事合同,请通过业主大会、人民调解或者诉讼解决。"),
}


def load(term: Term, by: Actor, at: datetime) -> None:
    """Opinions of the last meeting that is over, or of one held for them; the next is planned, to hear the feedback."""
    closed = Meeting.objects.filter(term=term, state=MeetingState.CLOSED).select_related("body__area", "term__body")
    meeting = closed.first() or _held(term, by, at)
    people = [seat.person for seat in serving_members(term, meeting.starts_on)]
    for number, (title, text, category, route) in enumerate(OPINIONS):
        draft = SuggestionDraft(title, text, category)
        matter = _written(meeting, people[number], draft, _hour(meeting.starts_on, 15))
        _routed(matter, route, by, _hour(meeting.starts_on + timedelta(days=3), 10))
    _planned(term, "讨论街道办事处下半年工作安排", NEXT, by, at)


def _on(at: datetime, days: int, hour: int) -> datetime:
    return _hour(local_day(at - timedelta(days=days)), hour)


def _hour(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def _planned(term: Term, title: str, days: int, by: Actor, at: datetime) -> Meeting:
    plan = MeetingPlan(
        place="滨江街道三楼会议室", agenda=[AgendaLine(title, "街道办事处主任")],
        sittings=[SittingLine("plenary", _on(at, days, 9))], contact="人大滨江街道工委 023-00000000",
    )  # fmt: skip
    return meeting_create(term=term, plan=plan, by=by, at=at - timedelta(days=max(days, 0) + 12))


def _held(term: Term, by: Actor, at: datetime) -> Meeting:
    meeting = _planned(term, "讨论街道办事处年度工作报告", HELD, by, at)
    meeting = meeting_notice(meeting=meeting, by=by, at=_on(at, HELD + 10, 9))
    sitting = check_in_start(sitting=meeting.sittings.get(), by=by, at=_on(at, HELD, 8))
    for row in sitting.attendance.select_related("person").order_by("person__pinyin", "pk")[AWAY:]:
        check_in_by_list(sitting=sitting, person=row.person, by=by, at=_on(at, HELD, 8))
    sitting_open(sitting=sitting, by=by, at=_on(at, HELD, 9))
    sitting_close(sitting=meeting.sittings.get(), by=by, at=_on(at, HELD, 17))
    return meeting_close(meeting=meeting, by=by, at=_on(at, HELD, 17))


def _written(meeting: Meeting, person: Person, draft: SuggestionDraft, at: datetime) -> Matter:
    body = meeting.body
    by = Actor(
        person.name, REPRESENTATIVE, user_id=person.user_id, person_id=person.pk, body_ids=(body.pk,),
        role_title=f"{body.name}代表",
    )  # fmt: skip
    source = Source(LABEL, meeting.pk, str(meeting), meeting_url(meeting))
    matter = suggestion_create(term=meeting.term, draft=draft, source=source, by=by, at=at)
    return suggestion_submit(matter=matter, by=by, at=at)


def _routed(matter: Matter, route: str, by: Actor, at: datetime) -> None:
    if route in CLOSING:
        close, sentence = CLOSING[route]
        close(matter=matter, sentence=sentence, by=by, at=at)
        return
    unit = Unit.objects.get(area=matter.office, name="滨江街道城市管理办公室")
    matter = matter_accept(matter=matter, by=by, at=at)
    matter_hand_over(matter=matter, parts=[PartDraft(unit)], by=by, at=at)
