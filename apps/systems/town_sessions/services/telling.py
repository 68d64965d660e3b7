"""Members are told of the year's sessions, and again when the plan was changed."""

from datetime import datetime

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.people.selectors import serving_members
from apps.office.notifications.services import notice_send
from apps.systems.town_sessions.models import AnnualPlan
from apps.systems.town_sessions.selectors.plans import sessions_of


def tell_members(plan: AnnualPlan, *, by: Actor, at: datetime) -> int:
    """Everybody serving today, once a version; returns how many were told now."""
    sessions = sessions_of(plan)
    people = serving_members(plan.term, local_day(at)).order_by().values_list("person", flat=True)
    return notice_send(
        recipients=list(people), key=f"town_sessions.in_force:{plan.pk}",
        text="town_sessions.amended" if plan.is_amendment else "town_sessions.in_force",
        values={
            "plan": str(plan),
            "count": str(len(sessions)),
            "sessions": ";".join(f"{one.name}:{one.when},{one.theme}" for one in sessions),
            "reason": plan.reason,
        },
        area=plan.body.area, url=plan.get_absolute_url(), by=by, at=at,
    )  # fmt: skip
