"""A rating that does not come: the proposer is reminded once, and after the last day the matter closes unrated.

It then stands as 未评价 and is not counted in any rate (重庆市代表建议工作条例第二十九条).
"""

from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Matter
from apps.congress.matters.rules.rating import has_lapsed, is_to_be_reminded
from apps.congress.matters.rules.states import move
from apps.congress.matters.selectors.deadlines import remind_days
from apps.congress.matters.selectors.outcome_desk import to_be_followed
from apps.congress.matters.services.matter_records import matter_locked, record, tell_proposer
from apps.congress.matters.services.matter_telling import tell_members
from apps.congress.matters.signals import matter_closed
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day

LAPSED = "评价期限已过,没有收到您的评价,这件事情按“未评价”办结。仍有问题的,可以重新提出。"
REMINDED = "这件事情已经答复,请在{due}前评价;逾期未评价的,按“未评价”办结。"


def ratings_follow(*, at: datetime) -> int:
    """Remind of what is about to lapse and close what has lapsed; how many were. Safe to run at any time, and twice."""
    return sum(rating_follow(matter=matter, at=at) for matter in to_be_followed(local_day(at)))


@transaction.atomic
def rating_follow(*, matter: Matter, at: datetime) -> bool:
    """One matter: looked at again once it is locked, since its proposer may have rated it meanwhile."""
    matter, on, by = matter_locked(matter), local_day(at), Actor.system()
    if not (matter.allows("rate") and matter.is_rated_by_proposer and matter.due_on):
        return False
    reminded_on = local_day(matter.reminded_at) if matter.reminded_at else None
    if has_lapsed(matter.due_on, reminded_on, on):
        _lapse(matter, by, at)
        return True
    if reminded_on is None and is_to_be_reminded(matter.due_on, remind_days(matter), on):
        _remind(matter, by, at)
        return True
    return False


def _remind(matter: Matter, by: Actor, at: datetime) -> None:
    matter.reminded_at = at
    matter.save(update_fields=["reminded_at"])
    due = chinese_date(matter.due_on or local_day(at))
    record("matters.matter.reminded", matter, by, due=due)
    if matter.lead_id:
        tell_members(matter, [matter.lead_id], "matters.rate_reminder", by=by, at=at, due=due)
    else:
        tell_proposer(matter, REMINDED.format(due=due), by=by, at=at)


def _lapse(matter: Matter, by: Actor, at: datetime) -> None:
    matter.state, matter.closed_at, matter.due_on = move(matter.state, "close"), at, None
    matter.save()
    record("matters.matter.lapsed", matter, by)
    tell_proposer(matter, LAPSED, by=by, at=at, is_final=True)
    matter_closed.send(sender=Matter, matter=matter, by=by, at=at)
