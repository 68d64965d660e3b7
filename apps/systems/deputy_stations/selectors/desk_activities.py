"""What activities put on everybody's desk."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.congress.ballots.models import Poll
from apps.foundation.core.actors import HANDLER, STAFF, Actor
from apps.foundation.core.dates import chinese_date, chinese_datetime, local_day
from apps.foundation.core.registry import EVERYBODY, Deadline, Event, Figure, Hit, Related, TodoItem, Watch
from apps.foundation.people.selectors import asked, handlers_by_unit, staff_by_area
from apps.systems.deputy_stations.models import Activity, ActivityState, Debrief, Presence, SignUp, YearPlan
from apps.systems.deputy_stations.selectors.activities import plan_due
from apps.systems.deputy_stations.selectors.desk_duty import figures_of, own_stations
from apps.systems.deputy_stations.selectors.measures_duty import ACTIVITY_MEASURES

SINCE, SOON, MOST, LIMIT = timedelta(days=60), timedelta(days=30), 50, 10


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Deputies: sign up, write a report. Who runs stations: register what is over, publish the year's plan."""
    if actor.is_member and actor.person_id:
        yield from _open_to(actor, on)
        yield from _reports(actor.person_id, on)
    elif actor.role in (STAFF, HANDLER):
        yield from _over(actor, on)
        yield from _plans(actor, on)


def _open_to(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Those with a last day to sign up; where there is none, nobody must do anything."""
    rows = Activity.objects.visible_to(actor).filter(
        state=ActivityState.PLANNED, sign_up_until__gte=timezone.make_aware(datetime.combine(on, time()))
    )
    answered = SignUp.objects.filter(person=actor.person_id).values("activity")
    for one in rows.exclude(pk__in=answered).select_related("station").order_by("sign_up_until")[:MOST]:
        detail = f"{one.station},{chinese_datetime(one.starts_at)}"
        yield TodoItem(
            f"报名参加:{one.title}",
            one.get_absolute_url(),
            local_day(one.sign_up_until or one.starts_at),
            detail,
            "去报名",
        )


def _reports(person_id: int, on: date) -> Iterator[TodoItem]:
    rows = Debrief.objects.filter(person=person_id, report="", activity__state=ActivityState.PLANNED)
    for one in rows.select_related("activity"):
        due = local_day(one.activity.starts_at)
        yield TodoItem(f"填写述职报告:{one.activity}", one.activity.get_absolute_url(), due, "", "去填写")


def _over(actor: Actor, on: date) -> Iterator[TodoItem]:
    rows = Activity.objects.filter(
        station__in=own_stations(actor), state=ActivityState.PLANNED, ends_at__lt=timezone.now()
    )
    for one in rows.select_related("station").order_by("ends_at")[:MOST]:
        url = reverse("deputy_stations_activity_hold", args=[one.public_id])
        yield TodoItem(f"登记活动情况:{one.title}", url, None, f"{one.station},{chinese_date(one.starts_at)}", "去登记")


def _plans(actor: Actor, on: date) -> Iterator[TodoItem]:
    stations = own_stations(actor).open_on(on).select_related("area")
    made = YearPlan.objects.filter(year=on.year)
    for station in stations.exclude(pk__in=made.values("station")).order_by("name")[:MOST]:
        url = reverse("deputy_stations_year_plan_new", args=[station.public_id])
        yield TodoItem(f"编制年度活动计划:{station}", url, plan_due(station, on.year), f"{on.year}年", "去编制")
    drafts = made.filter(station__in=stations, published_at__isnull=True).select_related("station__area")
    for plan in drafts[:MOST]:
        yield TodoItem(f"公布年度活动计划:{plan}", plan.get_absolute_url(), plan_due(plan.station, plan.year))


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The year's plan for who runs the station; the reports of those who are to give account."""
    drafts = YearPlan.objects.filter(published_at__isnull=True, year=on.year).select_related("station__area")
    plans = list(drafts.filter(asked(watch, area="station__area", unit="station__unit")))
    handlers = handlers_by_unit([plan.station.unit_id for plan in plans], on)
    staff = staff_by_area([plan.station.area_id for plan in plans], on)
    for plan in plans:
        people = handlers.get(plan.station.unit_id, set()) | staff.get(plan.station.area_id, set())
        url, key = plan.get_absolute_url(), f"deputy_stations.year_plan:{plan.public_id}"
        yield Deadline(f"公布{plan}", plan_due(plan.station, plan.year), url, tuple(sorted(people)), key)
    rows = Debrief.objects.filter(report="", activity__state=ActivityState.PLANNED).select_related("activity")
    for one in rows.filter(asked(watch, person="person")):
        due, key = local_day(one.activity.starts_at), f"deputy_stations.debrief:{one.public_id}"
        yield Deadline(f"填写述职报告:{one.activity}", due, one.activity.get_absolute_url(), (one.person_id,), key)


def events(actor: Actor, on: date) -> Iterator[Event]:
    """A deputy's own activities, or those of the stations one runs."""
    rows = Activity.objects.filter(starts_at__gte=timezone.make_aware(datetime.combine(on - SINCE, time())))
    if actor.is_member:
        going = SignUp.objects.filter(person=actor.person_id or 0, state__in=(Presence.SIGNED, Presence.PRESENT))
        spoken = Debrief.objects.filter(person=actor.person_id or 0)
        rows = rows.filter(Q(pk__in=going.values("activity")) | Q(pk__in=spoken.values("activity")))
    else:
        rows = rows.filter(station__in=own_stations(actor))
    for one in rows.order_by("starts_at", "pk"):
        yield Event(
            uid=f"station-activity-{one.public_id}", title=one.title, starts_at=one.starts_at, ends_at=one.ends_at,
            place=one.place, url=one.get_absolute_url(), is_cancelled=one.state == ActivityState.CANCELLED,
        )  # fmt: skip


def search(actor: Actor, text: str) -> Iterator[Hit]:
    rows = Activity.objects.filter(pk__in=Activity.objects.visible_to(actor).order_by().values("pk"))
    rows = rows.filter(Q(title__icontains=text) | Q(place__icontains=text)).select_related("station")
    for one in rows[:LIMIT]:
        detail = f"{one.station} {chinese_date(one.starts_at)} {one.get_state_display()}"
        yield Hit(one.title, one.get_absolute_url(), "家站活动", detail)


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From the poll that assesses to the debriefs it assesses."""
    if isinstance(subject, Poll):
        rows = Activity.objects.visible_to(actor).filter(debriefs__poll=subject)
        for one in rows.distinct():
            yield Related("打开述职活动", one.get_absolute_url())


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    yield from figures_of(ACTIVITY_MEASURES, actor, on)
