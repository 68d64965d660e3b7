"""A session of 云岭镇 in preparation, with its sittings of every kind, observers and seats. All invented."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from apps.congress.meetings.models import Meeting, SittingKind, Topic
from apps.congress.meetings.rules.observers import ObserverLine
from apps.congress.meetings.selectors import programmes_of
from apps.congress.meetings.services import (
    AgendaLine,
    MeetingPlan,
    SittingLine,
    meeting_convene,
    meeting_create,
    meeting_notice,
    observers_add,
    programme_save,
    seating_save,
)
from apps.congress.meetings.services.programme import StepLine
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Group, GroupKind, Membership, Person, Term
from apps.foundation.people.selectors import acting_roles, actor_of

BODY = "云岭镇人民代表大会"
PRESIDIUM_MEMBERS = 9
AHEAD = timedelta(days=16)
OBSERVERS = (
    ("陈立新", "云岭镇党委副书记", "must"), ("吴国志", "云岭镇人民政府副镇长", "must"),
    ("何晓梅", "云岭镇人民政府副镇长", "must"), ("郑海波", "云岭镇民生服务办公室主任", "invited"),
    ("杨春光", "云岭镇规划建设管理办公室主任", "invited"), ("朱玉兰", "云岭镇中心卫生院院长", "invited"),
    ("秦松林", "云岭镇中心小学校长", "invited"), ("许志红", "前进村村民", "auditing"),
)  # fmt: skip


def load(at: datetime) -> None:
    """The session, announced in time, its first sittings' programme confirmed."""
    term = Term.objects.select_related("body__area").get(body__name=BODY)
    staff, today = _staff(local_day(at)), local_day(at)
    _presidium(term, today)
    meeting = meeting_create(term=term, plan=_plan(term, today + AHEAD), by=staff, at=at - timedelta(days=6))
    meeting = meeting_convene(meeting=meeting, on=today - timedelta(days=6), by=staff, at=at - timedelta(days=5))
    meeting = meeting_notice(meeting=meeting, by=staff, at=at - timedelta(days=1))
    lines = [ObserverLine(*one) for one in OBSERVERS]
    observers_add(meeting=meeting, lines=lines, kind="invited", by=staff, at=at, namesakes=True)
    seating_save(meeting=meeting, rows=6, seats=10, has_stage=True, by=staff, at=at)
    _confirm_first(meeting, staff, at)


def _plan(term: Term, day: date) -> MeetingPlan:
    government = Unit.objects.get(area=term.body.area, kind="government")
    presidium = Unit.objects.get(area=term.body.area, kind="presidium")
    due = day - timedelta(days=7)
    agenda = [
        AgendaLine("听取和审议云岭镇人民政府工作报告", "代理镇长", None, Topic.GOV_WORK_REPORT, government, due),
        AgendaLine("听取和审议云岭镇人大主席团工作报告", "人大主席", None, Topic.PRESIDIUM_REPORT, presidium, due),
        AgendaLine("审查和批准云岭镇财政预算执行情况和预算草案的报告", "副镇长", None, Topic.BUDGET, government, due),
        AgendaLine("通过云岭镇人民代表大会选举办法", "", None, Topic.RULES, presidium, due),
        AgendaLine("选举云岭镇人民政府镇长", "", None, Topic.ELECTION),
        AgendaLine("代表建议办理情况满意度测评", "", None, Topic.SATISFACTION, government, due),
    ]
    return MeetingPlan(
        place="云岭镇政府三楼会议室", agenda=agenda, sittings=list(_sittings(day)), contact="云岭镇人大办 023-00000000",
        requirements="请提前十五分钟入场,佩戴代表证。",
    )  # fmt: skip


def _sittings(day: date) -> list[SittingLine]:
    def at(hour: int, minute: int = 0) -> datetime:
        return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))

    chair = "张国栋"
    return [
        SittingLine(SittingKind.PREPARATORY, at(8, 30), presided_by=chair),
        SittingLine(SittingKind.PRESIDIUM, at(9), "二楼会议室", chair),
        SittingLine(SittingKind.PLENARY, at(9, 30), presided_by=chair),
        SittingLine(SittingKind.GROUP, at(11), "各组会议室"),
        SittingLine(SittingKind.PRESIDIUM, at(14), "二楼会议室", chair),
        SittingLine(SittingKind.PLENARY, at(15), presided_by=chair),
    ]


def _presidium(term: Term, today: date) -> None:
    """The first members by pinyin; one of them secretary general."""
    group = Group.objects.create(term=term, kind=GroupKind.PRESIDIUM, name="主席团")
    people = Person.objects.filter(mandates__term=term).order_by("pinyin", "pk")[:PRESIDIUM_MEMBERS]
    since = term.first_session_on
    Membership.objects.bulk_create(
        Membership(group=group, person=person, title="秘书长" if number == 2 else "", starts_on=since)
        for number, person in enumerate(people)
    )


def _confirm_first(meeting: Meeting, staff: Actor, at: datetime) -> None:
    for programme in programmes_of(meeting)[:3]:
        steps = [one.step for one in programme.steps]
        lines = [StepLine(step.kind, step.agenda_item, step.text, step.minutes) for step in steps]
        programme_save(sitting=programme.sitting, lines=lines, revision=0, by=staff, at=at)


def _staff(on: date) -> Actor:
    user = Person.objects.select_related("user").get(user__username="quwei").user
    actor = actor_of(user, acting_roles(user, on)[0].choice, on)
    assert actor is not None
    return actor
