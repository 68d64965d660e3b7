"""The year's plan: begun from the template, approved, filed, amended, carried out."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from apps.congress.inspections.models import Inspection
from apps.congress.inspections.services.reporting import (
    OpinionLine,
    ReportText,
    inspection_close,
    opinions_hand_over,
    report_finish,
    report_save,
)
from apps.congress.inspections.services.setting_up import (
    InspectionDraft,
    StopLine,
    inspection_create,
    inspection_notice,
    participants_set,
    route_set,
)
from apps.congress.inspections.services.taking_part import inspection_hold, sign_in_by_list
from apps.congress.meetings.models import Meeting
from apps.congress.meetings.services import AgendaLine, MeetingPlan, SittingLine, meeting_change
from apps.foundation.core.dates import local_day
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve
from apps.systems.town_sessions.models import AnnualPlan
from apps.systems.town_sessions.selectors.plans import with_sessions
from apps.systems.town_sessions.services.approving import plan_file, plan_submit
from apps.systems.town_sessions.services.executing import preparation_record, session_meeting_create
from apps.systems.town_sessions.services.planning import (
    SessionLine,
    TopicLine,
    lines_of,
    plan_amend,
    plan_change,
    plan_create,
)
from tests.congress.matters.answering import answered as replied
from tests.scenarios.town import NEW_YEAR, Town, moment

DAYS = (date(2026, 3, 20), date(2026, 6, 12), date(2026, 9, 18), date(2026, 12, 11))
FLOOD = date(2026, 7, 10)
FLOOD_NOTICED = date(2026, 7, 7)
FLOOD_REASON = "主汛期提前,经主席团提议临时召开会议讨论防汛"
INSPECTED = date(2026, 5, 8)


def fresh(plan: AnnualPlan) -> AnnualPlan:
    return with_sessions(AnnualPlan.objects.filter(pk=plan.pk)).get()


def filed_plan(town: Town) -> AnnualPlan:
    """From the quarterly template to the filing with the district."""
    plan = plan_create(term=town.term, year=2026, template="quarterly", by=town.staff, at=NEW_YEAR)
    lines = [
        replace(line, starts_on=day, ends_on=None, responsible="白主席")
        for line, day in zip(lines_of(fresh(plan)), DAYS, strict=True)
    ]
    plan = plan_change(plan=plan, sessions=lines, revision=plan.revision, by=town.staff, at=NEW_YEAR)
    return _decided(town, plan, "青人发〔2026〕3号", NEW_YEAR)


def amended_plan(town: Town, plan: AnnualPlan, at: datetime) -> AnnualPlan:
    """The next version has one session more."""
    following = plan_amend(plan=plan, reason="主汛期提前,增开一次会议", by=town.staff, at=at)
    topics = [
        TopicLine("special_report", "听取和审议防汛工作报告", town.government, "副镇长唐敏", 1),
        TopicLine("special_report", "听取和审议水利设施除险加固情况的报告", town.government, "水利站长", 1),
    ]
    extra = SessionLine("讨论防汛工作", FLOOD, None, True, ["hear", "deliberate"], "白主席", "", topics)
    lines = [*lines_of(fresh(following)), extra]
    following = plan_change(plan=following, sessions=lines, revision=following.revision, by=town.staff, at=at)
    return _decided(town, following, "青人发〔2026〕9号", at)


def _decided(town: Town, plan: AnnualPlan, number: str, at: datetime) -> AnnualPlan:
    """Discussed by the presidium, studied by the party committee, filed."""
    plan = plan_submit(plan=plan, by=town.staff, at=at)
    for step in (1, 2):
        step_approve(
            request=ApprovalRequest.objects.of(plan).get(), step_number=step, opinion="同意",
            document_number=f"青纪〔2026〕{step}号", decided_on=local_day(at), by=town.staff, at=at,
        )  # fmt: skip
    plan = plan_file(plan=fresh(plan), filed_on=local_day(at), number=number, by=town.staff, at=at)
    return fresh(plan)


def meeting_of(town: Town, plan: AnnualPlan, day: date, at: datetime) -> Meeting:
    """The session of that day becomes a meeting; the first of the year begins with a preparatory one."""
    session = next(one for one in plan.sessions.all() if one.ends_on == day)
    return session_meeting_create(
        session=session, starts_at=moment(day, 9), place="镇政府三楼会议室", with_preparatory=day == DAYS[0],
        by=town.staff, at=at,
    )  # fmt: skip


def as_planned(meeting: Meeting, **changes) -> MeetingPlan:
    """The meeting as it stands, to be saved with `changes`."""
    agenda = [
        AgendaLine(one.title, one.reporter, one.public_id, one.topic, one.unit, one.materials_due_on)
        for one in meeting.agenda.order_by("number")
    ]
    sittings = [
        SittingLine(one.kind, one.starts_at, one.place, one.presided_by, one.public_id, one.group)
        for one in meeting.sittings.order_by("starts_at")
    ]
    fixed = {"place": meeting.place, "agenda": agenda, "sittings": sittings, "is_ad_hoc": meeting.is_ad_hoc}
    return MeetingPlan(**fixed | changes)


def renumbered(town: Town, meetings: dict[date, Meeting], at: datetime) -> dict[date, Meeting]:
    """The session that was put between two others takes its number in the order of time."""
    moves = ((FLOOD, 6), (DAYS[3], 5), (DAYS[2], 4), (FLOOD, 3))
    for day, number in moves:
        plan = as_planned(meetings[day], number=number)
        meetings[day] = meeting_change(meeting=meetings[day], plan=plan, by=town.staff, at=at)
    return meetings


def inspect(town: Town, plan: AnnualPlan, meeting: Meeting) -> Inspection:
    """Before the second session: three stops, twelve deputies asked, eleven come, two opinions answered in a month."""
    before, day, staff = moment(date(2026, 4, 28), 9), moment(INSPECTED, 9), town.staff
    draft = InspectionDraft(
        theme="农村饮水安全", basis="年度预安排方案", starts_on=INSPECTED, ends_on=INSPECTED, gathers_at=day,
        gathers_place="镇政府门口", meeting=meeting,
    )  # fmt: skip
    inspection = inspection_create(term=town.term, draft=draft, by=staff, at=before)
    stops = [StopLine(place=place, unit=town.government) for place in ("红星村供水站", "新民村供水点", "柏林水库")]
    route_set(inspection=inspection, lines=stops, by=staff, at=before)
    participants_set(inspection=inspection, people=town.deputies[:12], by=staff, at=before)
    inspection_notice(inspection=inspection, by=staff, at=before)
    for person in town.deputies[:11]:
        sign_in_by_list(inspection=inspection, person=person, by=staff, at=day)
    inspection_hold(inspection=inspection, by=staff, at=moment(INSPECTED, 17))
    opinions = [OpinionLine("末端管网应当更换", town.government), OpinionLine("水质检测应当公开", town.government)]
    report = ReportText("察看了供水站点。", "末端水压不足,水质没有公开。")
    after = moment(date(2026, 5, 11), 9)
    report_save(inspection=inspection, text=report, opinions=opinions, revision=0, by=staff, at=after)
    report_finish(inspection=inspection, by=staff, at=after)
    opinions_hand_over(inspection=inspection, by=staff, at=after)
    answered = moment(date(2026, 6, 1), 15)
    for opinion in inspection.opinions.with_all():
        replied(town.cast, opinion.matter, answered, text="已列入改造计划")
    session = next(one for one in plan.sessions.all() if one.ends_on == DAYS[1])
    preparation_record(session=session, kind="activities", done_on=INSPECTED, by=staff, at=answered, note="视察3处")
    return inspection_close(inspection=Inspection.objects.get(pk=inspection.pk), by=staff, at=answered)


def prepared(town: Town, plan: AnnualPlan) -> None:
    """Of every session it is noted that materials were complete and the planned activities done."""
    at = moment(date(2026, 12, 18), 9)
    for session in plan.sessions.all():
        for kind in ("materials", "activities") if session.activities else ("materials",):
            day = session.ends_on - timedelta(days=8)
            preparation_record(session=session, kind=kind, done_on=day, by=town.staff, at=at)
