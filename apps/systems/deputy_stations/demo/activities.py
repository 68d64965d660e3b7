"""Activities of 青禾镇代表之家 and of a chain's point: a year's plan, what was held, what comes, a debrief."""

from datetime import datetime, time, timedelta
from itertools import cycle

from django.utils import timezone

from apps.congress.ballots.models import Base, Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.assessments import assessment_prepare
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.services.closing import poll_announce, poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.opening import RollMember, poll_open
from apps.foundation.core.actors import DEPUTY, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import running_terms, serving_members
from apps.office.documents.demo import demo_actor
from apps.systems.deputy_stations.demo.duty import HOME, deputy_actor
from apps.systems.deputy_stations.models import Activity, Debrief, Station, YearPlan
from apps.systems.deputy_stations.selectors.duty import body_of, colleagues
from apps.systems.deputy_stations.services.activities import (
    ActivityDraft,
    activity_cancel,
    activity_create,
    activity_hold,
    sign_up,
)
from apps.systems.deputy_stations.services.debriefs import debrief_write, debriefs_set
from apps.systems.deputy_stations.services.year_plans import (
    LineDraft,
    summary_proposed,
    summary_write,
    year_plan_change,
    year_plan_create,
    year_plan_publish,
)

DAY = timedelta(days=1)
LINES = (
    (2, "study", "学习代表法和监督法"), (4, "visit", "走访沿河农户和困难群众"), (6, "group", "视察农村饮水工程"),
    (8, "publicity", "乡村振兴促进法宣讲"), (10, "research", "农机产业用工调研"), (11, "debrief", "代表向选区述职"),
)  # fmt: skip
HELD = (
    (118, "study", "学习代表法和监督法", "集体学习法律条文,交流履职体会,形成学习笔记9份。", 0),
    (75, "visit", "走访沿河农户和困难群众", "走访农户26户,收集饮水、道路方面意见7条,已登记转办。", 26),
    (40, "group", "视察农村饮水工程", "实地查看水厂和管网,提出加快管网改造的建议2条。", 6),
    (12, "publicity", "乡村振兴促进法宣讲", "在院坝宣讲法律知识,发放资料120份。", 85),
)


def load(at: datetime) -> None:
    """The stations with their deputies must be there."""
    station = Station.objects.filter(name=HOME).select_related("area").first()
    if station is None or not colleagues(station, local_day(at)).exists():
        return
    by, people = demo_actor("qinghe", at), list(colleagues(station, local_day(at)))
    plan = _plan(station, by, at)
    for number, (ago, kind, title, outcome, guests) in enumerate(HELD):
        activity = _arranged(station, kind, title, at - ago * DAY, by, at - (ago + 10) * DAY, plan=plan)
        _hold(activity, outcome, guests, people[number : number + 9] or people, by)
    _coming(station, people, by, at)
    _salon(by, at)
    _debriefs(station, people[:3], by, at)
    _last_year(station, by, at)


def _plan(station: Station, by: Actor, at: datetime) -> YearPlan:
    """Made in January, or now where the year has only begun."""
    day = local_day(at)
    made = min(at - DAY, timezone.make_aware(datetime.combine(day.replace(month=1, day=12), time(10))))
    plan = year_plan_create(station=station, year=day.year, by=by, at=at)
    lines = [LineDraft(*line) for line in LINES]
    goals = "每季度至少开展一次集体活动,做到活动有计划、有记录、有反馈。"
    plan = year_plan_change(plan=plan, goals=goals, lines=lines, revision=plan.revision, by=by, at=made)
    return year_plan_publish(plan=plan, by=by, at=made)


def _arranged(
    station: Station, kind: str, title: str, day: datetime, by: Actor, made: datetime, *, plan: YearPlan | None = None,
    **values: object,
) -> Activity:  # fmt: skip
    begins = timezone.make_aware(datetime.combine(local_day(day), time(9)))
    line = plan.lines.filter(title=title).first() if plan else None  # type: ignore[attr-defined]
    draft = ActivityDraft(
        kind, title, f"{station.area.name}便民服务中心", begins, begins + timedelta(hours=2), planned=line,
        **values,  # type: ignore[arg-type]
    )  # fmt: skip
    return activity_create(station=station, draft=draft, by=by, at=made)


def _hold(activity: Activity, outcome: str, guests: int, people: list[Person], by: Actor) -> None:
    activity_hold(
        activity=activity, outcome=outcome, guests=guests, present=people, by=by,
        at=activity.ends_at + timedelta(hours=1),
    )  # fmt: skip


def _coming(station: Station, people: list[Person], by: Actor, at: datetime) -> None:
    """One with seats and some who signed up, one called off, one that waits to be registered."""
    until = at + 5 * DAY
    group = _arranged(station, "group", "集中视察养老服务站点", at + 9 * DAY, by, at - 3 * DAY, seats=8,
                      sign_up_until=until, content="视察两处养老服务站点,听取运营情况,座谈。")  # fmt: skip
    for person in people[1:5]:
        sign_up(activity=group, by=deputy_actor(person), at=at - DAY)
    off = _arranged(station, "visit", "走访高海拔村社", at + 4 * DAY, by, at - 6 * DAY)
    activity_cancel(activity=off, reason="气象预警,改期另行通知", by=by, at=at - DAY)
    _arranged(station, "research", "农机产业用工调研", at - 2 * DAY, by, at - 12 * DAY)


def _salon(by: Actor, at: datetime) -> None:
    point = Station.objects.filter(chain__isnull=False, area__name="青禾镇").select_related("area", "chain").first()
    if point is None:
        return
    people = list(colleagues(point, local_day(at)))
    salon = _arranged(point, "salon", "农机零部件本地配套沙龙", at - 20 * DAY, by, at - 30 * DAY, chain=point.chain)
    if people:
        _hold(salon, "5家企业提出用工、物流问题4个,现场答复2个,其余交有关部门研究。", 11, people, by)


def _debriefs(station: Station, people: list[Person], by: Actor, at: datetime) -> None:
    """One that was held and graded, one to come for which a report is still to be written."""
    day = at - 33 * DAY
    past = _arranged(station, "debrief", "上半年代表述职", day, by, day - 10 * DAY)
    debriefs_set(activity=past, people=people, by=by, at=day - 9 * DAY)
    for row in Debrief.objects.filter(activity=past).select_related("person"):
        text = f"{row.person.name}汇报半年来接待群众、走访选民、提出建议和参加活动的情况。"
        debrief_write(debrief=row, text=text, by=deputy_actor(row.person), at=day - 3 * DAY)
    _grade(past, by, day)
    _hold(past, "3名代表作述职,选民代表提问,现场测评。", 40, people, by)
    coming = _arranged(station, "debrief", "代表向选区述职", at + 14 * DAY, by, at - 2 * DAY)
    debriefs_set(activity=coming, people=people, by=by, at=at - 2 * DAY)


def _grade(activity: Activity, by: Actor, at: datetime) -> Poll | None:
    body = body_of(activity.station, local_day(at))
    term = running_terms(by).filter(body=body).first()
    if body is None or term is None:
        return None
    rows = list(activity.debriefs.select_related("person"))  # type: ignore[attr-defined]
    names = [row.person.name for row in rows]
    poll = assessment_prepare(
        body=body, title=f"{activity.title}测评", items=names, held_under="青禾镇代表述职测评办法", base=Base.PRESENT,
        by=by, at=at,
    )  # fmt: skip
    for row in rows:
        Debrief.objects.filter(pk=row.pk).update(poll=poll, item=row.person.name)
    seats = list(serving_members(term, local_day(at)))
    roll = [RollMember(seat.pk, seat.person_id, seat.person.name) for seat in seats]
    poll_open(poll=poll, roll=roll, due=len(roll), present=len(roll), by=by, at=at)
    grades = cycle(("满意", "满意", "满意", "基本满意", "满意", "基本满意", "不满意"))
    for seat in seats:
        voter = Actor(seat.person.name, DEPUTY, user_id=seat.person.user_id, person_id=seat.person_id,
                      body_ids=(body.pk,), role_title="代表")  # fmt: skip
        ballot_cast(poll=poll, marks=Marks(grades={name: next(grades) for name in names}), by=voter, at=at)
    poll_close(poll=poll, by=by, at=at)
    poll_count(poll=poll, by=by, at=at)
    return poll_announce(poll=poll, by=by, at=at)


def _last_year(station: Station, by: Actor, at: datetime) -> None:
    """A plan with its summary, as the ledger shows it."""
    plan = year_plan_create(station=station, year=local_day(at).year - 1, by=by, at=at)
    lines = [LineDraft(6, "group", "视察道路硬化工程"), LineDraft(9, "visit", "走访企业")]
    plan = year_plan_change(plan=plan, goals="建站第一年,重在健全制度。", lines=lines, revision=0, by=by, at=at)
    plan = year_plan_publish(plan=plan, by=by, at=at)
    text = f"{summary_proposed(plan, at)}\n全年围绕中心工作开展代表活动,制度和台账逐步健全。"
    summary_write(plan=plan, text=text, revision=plan.revision, by=by, at=at)
