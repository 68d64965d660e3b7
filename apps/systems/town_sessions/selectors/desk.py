"""What plans put on everybody's desk: to-do, deadlines, events, search, ways back, figures."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.congress.meetings.models import Meeting, MeetingState
from apps.foundation.core.actors import STAFF, Actor
from apps.foundation.core.registry import EVERYBODY, Deadline, Event, Figure, Hit, Related, TodoItem, Watch, policy_keys
from apps.foundation.core.streams import CHUNK
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Term
from apps.foundation.people.selectors import asked, staff_by_area
from apps.foundation.policies.models import Policy
from apps.foundation.policies.selectors import resolve
from apps.office.documents.models import Document
from apps.systems.town_sessions.models import AnnualPlan, PlanSession
from apps.systems.town_sessions.models.plans import PlanQuerySet
from apps.systems.town_sessions.rules import states
from apps.systems.town_sessions.rules.deadlines import NOTICE, SESSION, Line, deadlines_of
from apps.systems.town_sessions.rules.measures import PLAN_DUE, day_in
from apps.systems.town_sessions.selectors.organs import CONGRESSES
from apps.systems.town_sessions.selectors.page import next_step
from apps.systems.town_sessions.selectors.plans import DOCUMENT, open_amendment, sessions_of, with_sessions

LIMIT = 10
SOON = timedelta(days=30)
NEXT_YEAR_FROM = 12
OPENS, ENDS = time(9), time(18)


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Staff of a place: make the year's plan, its next step, and what is late or due within a month."""
    if actor.role != STAFF:
        return
    yield from _missing(actor, on)
    own = AnnualPlan.objects.filter(body__area__path=actor.area_path, year__gte=on.year)
    for plan in with_sessions(own.exclude(state__in=(states.CLOSED, states.SUPERSEDED, states.ABANDONED))):
        if plan.state not in states.RUNNING:
            step = next_step(plan, on, open_amendment(plan))
            if step:
                due = plan.measures.due_on(plan.year) if plan.version == 1 else None
                yield TodoItem(f"{plan}:{plan.state_label}", plan.get_absolute_url(), due, step.sentence)
        for session, line in _open_lines(plan, on):
            if line.due <= on + SOON:
                title = f"{line.title}:{session}"
                yield TodoItem(title, plan.get_absolute_url(), line.due, f"{session.theme}({line.rule})")


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The plan itself, and everything before each session that is not done, for the staff of the area."""
    own = asked(watch, area="body__area")
    congresses = Unit.objects.filter(asked(watch, area="area"), kind__in=CONGRESSES).values_list("area", flat=True)
    staff = {area: tuple(sorted(people)) for area, people in staff_by_area(congresses, on).items()}
    for term, year, due in _unplanned(on, own):
        title = f"拟定{year}年度预安排方案:{term.body.area}"
        key = f"town_sessions.plan:{term.body.public_id}:{year}"
        yield Deadline(title, due, reverse("town_sessions_list"), staff.get(term.body.area_id, ()), key)
    drafted = AnnualPlan.objects.filter(
        own, version=1, state__in=(states.DRAFT, *states.UNDER_STUDY), year__gte=on.year
    )
    for plan in drafted.with_body().iterator(CHUNK):
        due = plan.measures.due_on(plan.year)
        if due >= on:
            people, key = staff.get(plan.body.area_id, ()), f"town_sessions.approve:{plan.body.public_id}:{plan.year}"
            yield Deadline(f"方案批准:{plan}", due, plan.get_absolute_url(), people, key)
    running = with_sessions(AnnualPlan.objects.filter(own, state__in=states.RUNNING, year__gte=on.year))
    for plan in running.iterator(CHUNK):
        for session, line in _open_lines(plan, on):
            if line.due >= on:
                title = f"{line.title}:{plan.body.area}{session}"
                people, key = staff.get(plan.body.area_id, ()), f"town_sessions.{line.kind}:{session.slot.public_id}"
                yield Deadline(title, line.due, plan.get_absolute_url(), people, key)


def events(actor: Actor, on: date) -> Iterator[Event]:
    """Sessions that are no meeting yet, on their day or over their window; a meeting stands in calendars by itself."""
    for plan in with_sessions(_own(actor).filter(state__in=states.RUNNING, year__gte=on.year)):
        for session in sessions_of(plan):
            if session.slot.meeting is None:
                yield Event(
                    uid=f"plan-session-{session.slot.public_id}",
                    title=f"{plan.body.area}人大{session}(预安排):{session.theme}",
                    starts_at=_at(session.starts_on, OPENS),
                    ends_at=_at(session.ends_on, ENDS),
                    url=plan.get_absolute_url(),
                )


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Plans by body, theme or topic; what counts first."""
    named = Q(body__name__icontains=text) | Q(filing_number__icontains=text)
    told = PlanSession.objects.filter(Q(theme__icontains=text) | Q(topics__title__icontains=text)).values("plan")
    rows = AnnualPlan.objects.visible_to(actor).filter(named | Q(pk__in=told)).alive().with_body()
    for plan in rows.exclude(state=states.SUPERSEDED)[:LIMIT]:
        yield Hit(str(plan), plan.get_absolute_url(), "年度预安排方案", plan.state_label)


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From a meeting to the plan it comes from; from the plan's document back to it."""
    if isinstance(subject, Meeting):
        rows = AnnualPlan.objects.visible_to(actor).in_force().filter(sessions__slot__meeting=subject)
        yield from (Related("年度预安排方案", plan.get_absolute_url()) for plan in rows)
    if isinstance(subject, Document) and subject.kind == DOCUMENT and subject.subject_id:
        for plan in AnnualPlan.objects.visible_to(actor).filter(pk=subject.subject_id):
            yield Related("打开方案", plan.get_absolute_url(), is_next=plan.state == states.APPROVED)


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    """This year's sessions: planned, held, late; and bodies without a plan."""
    plans = list(with_sessions(AnnualPlan.objects.visible_to(actor).in_force().filter(year=on.year)))
    fixed = [one for plan in plans for one in sessions_of(plan) if not one.is_extra or one.has_live_meeting]
    held = sum(1 for one in fixed if one.slot.meeting and one.slot.meeting.state == MeetingState.CLOSED)
    late = sum(1 for plan in plans for _, line in _open_lines(plan, on) if line.is_late)
    listed = f"{reverse('town_sessions_list')}?year={on.year}"
    yield Figure("本年计划会议", len(fixed), f"{on.year}年现行方案安排的会议次数,视情召开的以已生成会议的为准", listed)
    yield Figure("按方案已开会议", held, f"{on.year}年现行方案中已闭会的会议次数", listed)
    yield Figure("逾期的会前准备", late, "现行方案中通知、材料、会前活动、会议应办未办且已过期的项数", listed, late > 0)


def _own(actor: Actor) -> PlanQuerySet:
    """Plans of a member's bodies, or of an office's very own area."""
    plans = AnnualPlan.objects.visible_to(actor)
    return plans.filter(body__area__path=actor.area_path) if actor.sees_area else plans


def _missing(actor: Actor, on: date) -> Iterator[TodoItem]:
    for term, year, due in _unplanned(on, Q(body__area__path=actor.area_path)):
        title = f"拟定{year}年度预安排方案:{term.body.name}"
        yield TodoItem(title, reverse("town_sessions_new"), due, "主席团讨论、党委研究后执行", "去拟定")


def _unplanned(on: date, own: Q) -> Iterator[tuple[Term, int, date]]:
    """Congresses without a plan for the year; in December already for the next. With the day it is due."""
    terms = Term.objects.filter(own, ended_on=None, body__kind__in=CONGRESSES).select_related("body__area")
    years = [on.year, on.year + 1] if on.month >= NEXT_YEAR_FROM else [on.year]
    made = set(AnnualPlan.objects.alive().filter(own, year__in=years).values_list("body", "year"))
    missing = [(term, year) for term in terms for year in years if (term.body_id, year) not in made]
    differs = missing and Policy.objects.filter(key=PLAN_DUE).exists()
    for term, year in missing:
        yield term, year, day_in(year, _plan_due(term, on) if differs else policy_keys()[PLAN_DUE].default)


def _plan_due(term: Term, on: date) -> str:
    """Asked place by place only where some place has set a day of its own: reminders read every deadline."""
    return resolve(PLAN_DUE, area=term.body.area, on=on, body_kind=term.body.kind).value


def _open_lines(plan: AnnualPlan, on: date) -> Iterator[tuple[PlanSession, Line]]:
    """What is not done before each session; the notice of a meeting that exists is the meeting's own matter."""
    if plan.state not in states.RUNNING:
        return
    for session in sessions_of(plan):
        for line in deadlines_of(session.standing, plan.measures, on):
            is_its_own = session.has_live_meeting and line.kind in (NOTICE, SESSION)
            if line.is_open and not is_its_own:
                yield session, line


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
