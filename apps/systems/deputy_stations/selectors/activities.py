"""Activities of stations: who comes, what the year's plan asks for, the year in numbers."""

import calendar
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Debrief,
    DutySlot,
    PlannedActivity,
    Presence,
    SignUp,
    SlotState,
    Station,
    StationOpinion,
    YearPlan,
)
from apps.systems.deputy_stations.rules import tiers
from apps.systems.deputy_stations.rules.activity_policies import PLAN_MONTH
from apps.systems.deputy_stations.selectors.duty import colleagues, value_here, year_ends

TAKEN = ~Q(sign_ups__state=Presence.WITHDRAWN) & Q(sign_ups__isnull=False)


def listed_activities(actor: Actor) -> QuerySet[Activity]:
    """With `taken` (who signed up or came) and `came`."""
    rows = Activity.objects.filter(pk__in=Activity.objects.visible_to(actor).order_by().values("pk"))
    return rows.select_related("station__area").annotate(
        taken=Count("sign_ups", filter=TAKEN), came=Count("sign_ups", filter=Q(sign_ups__state=Presence.PRESENT))
    )


def sign_ups_of(activity: Activity) -> list[SignUp]:
    rows = activity.sign_ups.exclude(state=Presence.WITHDRAWN).select_related("person")  # type: ignore[attr-defined]
    return list(rows.order_by("person__pinyin", "person_id"))


def own_sign_up(activity: Activity, person_id: int | None) -> SignUp | None:
    rows = activity.sign_ups.exclude(state=Presence.WITHDRAWN)  # type: ignore[attr-defined]
    return rows.filter(person=person_id).first() if person_id else None


def people_for(activity: Activity) -> list[Person]:
    """Deputies of the station on the day, and whoever signed up besides."""
    on = local_day(activity.starts_at)
    signed = Person.objects.filter(station_sign_ups__activity=activity)
    stationed = colleagues(activity.station, on)
    return list(
        Person.objects.filter(Q(pk__in=stationed.values("pk")) | Q(pk__in=signed.values("pk"))).order_by("pinyin", "pk")
    )


def debriefs_of(activity: Activity, actor: Actor) -> list[Debrief]:
    rows = Debrief.objects.filter(activity=activity).select_related("person", "poll")
    if actor.is_member:
        rows = rows.filter(pk__in=Debrief.objects.visible_to(actor).values("pk"))
    return list(rows.order_by("person__pinyin", "person_id"))


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of a plan and what became of it."""

    line: PlannedActivity
    activities: Sequence[Activity]

    @property
    def held(self) -> bool:
        return any(one.state == ActivityState.HELD for one in self.activities)


@dataclass(frozen=True, slots=True)
class PlanPage:
    """`least` activities a year are asked for by the tier; `due_on` is the last day to publish the plan."""

    lines: Sequence[PlanLine]
    unplanned: Sequence[Activity]
    least: int
    due_on: date

    @property
    def held(self) -> int:
        every = [one for line in self.lines for one in line.activities] + list(self.unplanned)
        return sum(1 for one in every if one.state == ActivityState.HELD)

    @property
    def lacking(self) -> int:
        """Lines that the plan lacks."""
        return max(0, self.least - len(self.lines))

    @property
    def to_hold(self) -> int:
        return max(0, self.least - self.held)


def plan_page(plan: YearPlan, on: date) -> PlanPage:
    begins, ends = year_ends(plan.year)
    rows = Activity.objects.filter(station=plan.station_id, starts_at__gte=begins, starts_at__lt=ends)
    activities = list(rows.exclude(state=ActivityState.CANCELLED).order_by("starts_at"))
    lines = list(plan.lines.order_by("month", "pk"))  # type: ignore[attr-defined]
    return PlanPage(
        [PlanLine(line, [one for one in activities if one.planned_id == line.pk]) for line in lines],
        [one for one in activities if one.planned_id not in {line.pk for line in lines}],
        int(value_here(plan.station, tiers.activities_key(plan.station.tier), on)), plan_due(plan.station, plan.year),
    )  # fmt: skip


def plan_due(station: Station, year: int) -> date:
    month = int(value_here(station, PLAN_MONTH, date(year, 1, 1)))
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A station's year in numbers."""

    duties: int
    held: int
    deputies: int
    opinions: int
    activities: int
    by_kind: Sequence[tuple[str, int]]
    guests: int


def year_facts(station: Station, year: int) -> YearFacts:
    begins, ends = year_ends(year)
    slots = DutySlot.objects.filter(station=station, starts_at__gte=begins, starts_at__lt=ends)
    due = slots.filter(state__in=(SlotState.HELD, SlotState.MISSED))
    held = due.filter(state=SlotState.HELD)
    opinions = StationOpinion.objects.filter(station=station, received_on__year=year)
    done = Activity.objects.filter(
        station=station, state=ActivityState.HELD, starts_at__gte=begins, starts_at__lt=ends
    ).order_by()
    kinds = Counter(done.values_list("kind", flat=True))
    return YearFacts(
        due.count(), held.count(), held.order_by().values("deputy").distinct().count(), opinions.count(),
        sum(kinds.values()), [(kind.label, kinds[kind]) for kind in ActivityKind if kinds[kind]],
        done.aggregate(total=Sum("guests"))["total"] or 0,
    )  # fmt: skip


def summary_draft_of(plan: YearPlan, on: date) -> str:
    """The beginning of a 年度总结, from what happened up to now."""
    facts, page = year_facts(plan.station, plan.year), plan_page(plan, on)
    kinds = "、".join(f"{title}{count}次" for title, count in facts.by_kind)
    return (
        f"{plan.year}年,{plan.station}组织代表接待群众{facts.held}人次(应接待{facts.duties}人次),"
        f"{facts.deputies}名代表进站履职,收到群众意见建议{facts.opinions}件。\n"
        f"开展活动{facts.activities}次{f'({kinds})' if kinds else ''},参加群众(企业){facts.guests}人次。"
        f"年度计划{len(page.lines)}项,已完成{sum(1 for line in page.lines if line.held)}项。"
    )
