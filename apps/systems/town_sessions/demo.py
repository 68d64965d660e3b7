"""The year of 青禾镇: four sessions, those of past quarters held, one added by an amendment. All invented."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from apps.congress.meetings.models import Meeting, SittingKind
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
from apps.foundation.accounts.models import User
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.people.models import Term
from apps.foundation.people.selectors import acting_roles, actor_of, serving_members
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve
from apps.systems.town_sessions import demo_hall
from apps.systems.town_sessions.models import AnnualPlan, PlanSession
from apps.systems.town_sessions.rules.deadlines import ACTIVITIES, MATERIALS
from apps.systems.town_sessions.rules.templates import HEAR, ON_SITE, quarter_of
from apps.systems.town_sessions.selectors.organs import usual_reporters
from apps.systems.town_sessions.selectors.plans import with_sessions
from apps.systems.town_sessions.services.approving import plan_file, plan_submit
from apps.systems.town_sessions.services.executing import preparation_record, session_meeting_link
from apps.systems.town_sessions.services.planning import (
    SessionLine,
    TopicLine,
    lines_of,
    plan_amend,
    plan_change,
    plan_create,
)

BODY, USERNAME = "青禾镇人民代表大会", "qinghe"
RESPONSIBLE = ("镇人大主席", "镇人大副主席", "镇人大主席", "镇人大副主席")
HELD_ON = {1: (3, 20), 2: (6, 18), 3: (9, 17), 4: (12, 17)}
ABSENT = 5
TITLES = {
    "law_implementation": "听取和审议《重庆市物业管理条例》贯彻实施情况的报告",
    "special_report": "听取和审议安全生产工作情况的报告",
    "key_project": "听取柑橘产业园建设推进情况的报告",
    "inquiry": "就农村生活污水治理开展专题询问",
}
REPORTERS = {"gov_work_report": "张镇长", "presidium_report": "镇人大主席", "budget": "财政办公室主任"}


@dataclass(frozen=True, slots=True)
class Town:
    """The congress, who keeps its plan, and the day of the demo."""

    term: Term
    by: Actor
    at: datetime

    @property
    def today(self) -> date:
        return local_day(self.at)

    @property
    def begun(self) -> datetime:
        """The plan was made in January, or three weeks ago."""
        january = timezone.make_aware(datetime.combine(date(self.today.year, 1, 8), time(10)))
        return min(january, self.at - timedelta(days=21))


def load(at: datetime) -> None:
    """Write the plan; the people, bodies, accounts and today's meeting must be there."""
    user, on = User.objects.get(username=USERNAME), local_day(at)
    actor = actor_of(user, acting_roles(user, on)[0].choice, on) or Actor.guest()
    town = Town(Term.objects.select_related("body__area").get(body__name=BODY), actor, at)
    plan = _in_force(_drafted(town), town, town.begun, "青人发〔{}〕1号")
    _carry_out(plan, town)
    _amended(plan, town)


def _drafted(town: Town) -> AnnualPlan:
    year, given = town.today.year, {"by": town.by, "at": town.begun}
    plan = plan_create(term=town.term, year=year, template="quarterly", **given)
    lines = [_filled(line, number, town) for number, line in enumerate(lines_of(_read(plan)))]
    return plan_change(plan=plan, sessions=lines, revision=plan.revision, **given)


def _filled(line: SessionLine, number: int, town: Town) -> SessionLine:
    """Topics of the town; a quarter that is over had its day, the others still have their window."""
    topics = [
        replace(one, title=TITLES.get(one.topic, one.title), reporter=REPORTERS.get(one.topic, "分管副镇长"))
        if one.unit
        else one
        for one in line.topics
    ]
    line = replace(line, topics=topics, responsible=RESPONSIBLE[number])
    quarter = quarter_of(line.last_day)
    if quarter < quarter_of(town.today):
        return replace(line, starts_on=date(town.today.year, *HELD_ON[quarter]), ends_on=None)
    return line


def _in_force(plan: AnnualPlan, town: Town, since: datetime, number: str) -> AnnualPlan:
    """Submitted, discussed after a day, studied after two, filed after three."""
    days = [since + timedelta(days=count) for count in range(4)]
    plan_submit(plan=plan, by=town.by, at=days[0])
    organs = ("青人主席团纪要〔{}〕2号", "青委纪要〔{}〕3号")
    for step, (at, paper) in enumerate(zip(days[1:3], organs, strict=True), start=1):
        request = ApprovalRequest.objects.of(plan).latest("pk")
        step_approve(
            request=request, step_number=step, opinion="同意。", document_number=paper.format(at.year),
            decided_on=local_day(at), by=town.by, at=at,
        )  # fmt: skip
    filed_on = local_day(days[3])
    return plan_file(plan=plan, filed_on=filed_on, number=number.format(filed_on.year), by=town.by, at=days[3])


def _carry_out(plan: AnnualPlan, town: Town) -> None:
    """Sessions of past quarters were held; today's meeting is the session of this quarter."""
    running = Meeting.objects.filter(term=town.term, starts_on=town.today).order_by("number").first()
    sessions = [one for one in _read(plan).sessions.all() if one.quarter <= quarter_of(town.today)]
    past = [one for one in sessions if one.quarter < quarter_of(town.today)]
    for session, number in zip(past, _numbers(len(past), running, town.term), strict=True):
        _held(session, number, town)
    for session in sessions[len(past) :] if running else ():
        session_meeting_link(session=session, meeting=running, by=town.by, at=town.at)
    if running:
        demo_hall.load(running, town.by, town.at)


def _numbers(count: int, running: Meeting | None, term: Term) -> list[int | None]:
    """Numbers that no other meeting has, below today's meeting where there are enough; None: the next one."""
    used = set(Meeting.objects.filter(term=term).values_list("number", flat=True))
    below = running.number if running else count + len(used) + 1
    free = [number for number in range(1, below) if number not in used][-count:] if count else []
    return [*free, *[None] * (count - len(free))]


def _held(session: PlanSession, number: int | None, town: Town) -> None:
    day = timezone.make_aware(datetime.combine(session.ends_on, time(9)))
    plan = MeetingPlan(
        number=number, place="青禾镇会议中心", contact="会务组 023-00000000",
        agenda=[AgendaLine(one.title, one.reporter, topic=one.topic, unit=one.unit) for one in session.topics.all()],
        sittings=[SittingLine(SittingKind.PLENARY, day)],
    )  # fmt: skip
    before, given = day - timedelta(days=14), {"by": town.by}
    meeting = meeting_create(term=town.term, plan=plan, at=before, **given)
    session_meeting_link(session=session, meeting=meeting, at=before, **given)
    meeting_notice(meeting=meeting, at=before, **given)
    for kind, days in ((ACTIVITIES, 16), (MATERIALS, 6)):
        done_on = session.ends_on - timedelta(days=days)
        note = "20名代表分3组视察。" if kind == ACTIVITIES else ""
        preparation_record(session=session, kind=kind, done_on=done_on, note=note, at=day, **given)
    _sat(meeting, day, town)


def _sat(meeting: Meeting, at: datetime, town: Town) -> None:
    sitting = check_in_start(sitting=meeting.sittings.get(), by=town.by, at=at)
    people = [mandate.person for mandate in serving_members(town.term, local_day(at))]
    for person in people[:-ABSENT]:
        check_in_by_list(sitting=sitting, person=person, by=town.by, at=at)
    sitting_open(sitting=sitting, by=town.by, at=at)
    sitting_close(sitting=sitting, by=town.by, at=at + timedelta(hours=3))
    meeting_close(meeting=meeting, by=town.by, at=at + timedelta(hours=3))


def _amended(plan: AnnualPlan, town: Town) -> None:
    """One session more within a month, on flood prevention, which takes over a topic; it went the same way."""
    since = town.at - timedelta(days=8)
    reason = "贯彻区委防汛减灾工作部署,增开一次会议听取防汛工作报告"
    following = plan_amend(plan=plan, reason=reason, by=town.by, at=since)
    *rest, last = lines_of(following)
    *topics, moved = last.topics
    lines = [*rest, replace(last, topics=topics), _flood(town, moved)]
    following = plan_change(plan=following, sessions=lines, revision=following.revision, by=town.by, at=since)
    _in_force(following, town, since + timedelta(days=1), "青人发〔{}〕9号")


def _flood(town: Town, moved: TopicLine) -> SessionLine:
    day = min(town.today + timedelta(days=30), date(town.today.year, 12, 31))
    government = usual_reporters(town.term.body, town.today)["government"]
    topic = TopicLine("special_report", "听取和审议防汛减灾工作情况的报告", government, "分管副镇长")
    return SessionLine(
        "听取防汛减灾工作报告", day, is_extra=True, forms=[ON_SITE, HEAR], responsible="镇人大主席",
        activities="组织代表视察山洪灾害点、应急物资储备点。", topics=[topic, moved],
    )  # fmt: skip


def _read(plan: AnnualPlan) -> AnnualPlan:
    return with_sessions(AnnualPlan.objects.filter(pk=plan.pk)).get()
