"""Notices that go with activities."""

from collections.abc import Iterable
from datetime import datetime

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_datetime, local_day
from apps.office.notifications.services import notice_send
from apps.systems.deputy_stations.models import Activity, Debrief, Presence, YearPlan
from apps.systems.deputy_stations.selectors.duty import colleagues
from apps.systems.deputy_stations.services.records import key_of


def tell_arranged(activity: Activity, *, by: Actor, at: datetime) -> None:
    """The deputies of the station, once."""
    people = colleagues(activity.station, local_day(activity.starts_at)).values_list("pk", flat=True)
    due = local_day(activity.sign_up_until) if activity.sign_up_until else None
    _tell("stations.activity_arranged", f"stations.activity:{activity.public_id}", activity, people, due, by, at)


def tell_changed(activity: Activity, *, by: Actor, at: datetime) -> None:
    text = "stations.activity_changed"
    _tell(text, key_of(text, activity, at), activity, _signed(activity), None, by, at)


def tell_cancelled(activity: Activity, *, by: Actor, at: datetime) -> None:
    text = "stations.activity_cancelled"
    _tell(text, key_of(text, activity, at), activity, _signed(activity), None, by, at)


def tell_debrief(activity: Activity, people: Iterable[int], *, by: Actor, at: datetime) -> None:
    """Who is to report, once for each activity."""
    text = "stations.debrief_asked"
    _tell(text, f"{text}:{activity.public_id}", activity, people, local_day(activity.starts_at), by, at)


def tell_grade(debrief: Debrief, *, by: Actor, at: datetime) -> None:
    values = {"activity": debrief.activity.title, "grade": debrief.grade}
    notice_send(
        recipients=[debrief.person_id], key=f"stations.debrief_graded:{debrief.public_id}",
        text="stations.debrief_graded", values=values, area=debrief.activity.station.area,
        url=debrief.activity.get_absolute_url(), by=by, at=at,
    )  # fmt: skip


def tell_year_plan(plan: YearPlan, *, by: Actor, at: datetime) -> None:
    people = colleagues(plan.station, local_day(at)).values_list("pk", flat=True)
    values = {"station": plan.station.name, "year": plan.year, "activities": plan.lines.count()}  # type: ignore[attr-defined]
    notice_send(
        recipients=people, key=f"stations.year_plan:{plan.public_id}", text="stations.year_plan_published",
        values=values, area=plan.station.area, url=plan.get_absolute_url(), by=by, at=at,
    )  # fmt: skip


def _signed(activity: Activity) -> list[int]:
    rows = activity.sign_ups.filter(state__in=(Presence.SIGNED, Presence.PRESENT))  # type: ignore[attr-defined]
    return list(rows.values_list("person", flat=True))


def _tell(text: str, key: str, activity: Activity, people: Iterable[int], due: object, by: Actor, at: datetime) -> None:
    until = chinese_datetime(activity.sign_up_until) if activity.sign_up_until else "不限"
    values = {
        "activity": activity.title, "kind": activity.get_kind_display(), "station": activity.station.name,
        "time": chinese_datetime(activity.starts_at), "place": activity.place, "until": until,
        "reason": activity.reason,
    }  # fmt: skip
    notice_send(
        recipients=people, key=key, text=text, values=values, area=activity.station.area,
        url=activity.get_absolute_url(), due=due, by=by, at=at,  # type: ignore[arg-type]
    )  # fmt: skip
