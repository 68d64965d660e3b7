"""The year before last of one town, delivered and graded: one project adjusted, two 不满意, one of them put right."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.services.closing import poll_announce, poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.meetings.services import meeting_close, sitting_close, sitting_poll_open
from apps.foundation.core.dates import local_day
from apps.office.documents.demo import demo_sign
from apps.systems.livelihood_projects.demo import closing, delivery, votes
from apps.systems.livelihood_projects.demo.places import Place
from apps.systems.livelihood_projects.models import Breakdown, Rectification, Season
from apps.systems.livelihood_projects.services import breaking_down, changing, judging
from apps.systems.livelihood_projects.services.changing import ChangedPlan, DecisionDraft

SEATS, CANDIDATES = 5, 6
DAY = timedelta(days=1)
REQUIREMENT = "针对测评中反映的问题逐项整改,建立管护制度,请村民代表验收。"


def graded(place: Place, year: int, at: datetime) -> None:
    """Decided in the December before, done by the end of `year`, graded some weeks before `at`."""
    decided = _on(date(year - 1, 12, 3))
    season = votes.finished(place, year, votes.TOWN[:CANDIDATES], SEATS, decided)
    closing.handed_over(season, decided + 22 * DAY)
    plans = _accepted(season, place, _on(date(year, 1, 8)))
    _adjusted(plans[2], place, _on(date(year, 8, 20)))
    for plan in plans:
        delivery.taken(plan.assignment, place, _on(date(year, 12, 22)))
    names = [plan.project.name for plan in plans]
    poll = _assessed(place, season, names, at - 60 * DAY)
    assert poll.announced_at is not None
    for number, name in enumerate(names[-2:]):
        _rectified(season, name, place, is_reported=number == 0, at=at - 50 * DAY)


def _accepted(season: Season, place: Place, at: datetime) -> list:
    breakdown = Breakdown.objects.with_season().get(season=season)
    for plan in breakdown.plans.with_all():  # type: ignore[attr-defined]
        delivery.planned(plan, place, at)
    breaking_down.breakdown_submit(breakdown=breakdown, on_paper=True, by=place.by, at=at)
    breaking_down.breakdown_accept(breakdown=breakdown, by=place.by, at=at)
    return list(breakdown.plans.with_all().order_by("project__number"))  # type: ignore[attr-defined]


def _adjusted(plan, place: Place, at: datetime) -> None:  # type: ignore[no-untyped-def]
    """Fewer pieces by a decision of the congress; what was voted on stays on the list."""
    decision = DecisionDraft(
        "congress", local_day(at), "部分点位涉及征地,一时不能施工。", f"白沙镇人大{at.year}年第三季度会议决议"
    )
    wanted = ChangedPlan(plan.place, plan.due_on, delivery.EXPECTED)
    changing.project_adjust(project=plan.project, decision=decision, wanted=wanted, by=place.by, at=at)


def _assessed(place: Place, season: Season, names: list[str], at: datetime) -> Poll:
    """Two thirds of the deputies come; with the last two projects more than half are not content."""
    meeting = votes.meeting_on(place, at, at - 16 * DAY)
    present = place.members[: len(place.members) * 3 // 4]
    sitting = votes.sitting_in_session(place, meeting, present, at)
    draft = judging.AssessmentDraft(f"{season}满意度测评", "白沙镇民生实事项目满意度测评办法", "all")
    poll = judging.season_assess(season=season, draft=draft, sitting=sitting, by=place.by, at=at)
    poll = sitting_poll_open(sitting=sitting, poll=poll, by=place.by, at=at)
    for number, person in enumerate(present):
        grades = {name: _grade(number, is_poor=name in names[-2:]) for name in names}
        ballot_cast(poll=poll, marks=Marks(grades=grades), by=place.actor(person), at=at)
    poll_close(poll=poll, by=place.by, at=at)
    poll_count(poll=poll, by=place.by, at=at)
    poll = poll_announce(poll=poll, by=place.by, at=at)
    sitting_close(sitting=sitting, by=place.by, at=at)
    meeting_close(meeting=meeting, by=place.by, at=at)
    return poll


def _grade(number: int, *, is_poor: bool) -> str:
    if is_poor:
        return "不满意" if number % 4 else "基本满意"
    return "基本满意" if number % 6 == 0 else "满意"


def _rectified(season: Season, name: str, place: Place, *, is_reported: bool, at: datetime) -> None:
    project = season.projects.get(name=name)
    document = judging.rectification_draft(project=project, requirement=REQUIREMENT, by=place.by, at=at)
    demo_sign(document, place.by, ("daibiao3", "lingdao"), at)
    if is_reported:
        found = Rectification.objects.with_all().get(document=document)
        judging.rectification_report(
            rectification=found, report="已补齐标识和照明,落实管护人员,村民代表现场验收。", on_paper=True, by=place.by,
            at=at + 30 * DAY,
        )  # fmt: skip


def _on(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 10))
