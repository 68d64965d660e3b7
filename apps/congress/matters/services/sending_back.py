"""退回重办: the answer to what a body saw on inspection is not enough; it is handled again as after a bad rating."""

from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Matter
from apps.congress.matters.rules.deadlines import RATE
from apps.congress.matters.rules.rating import DISSATISFIED, act_after, issues_before_sending_back
from apps.congress.matters.rules.states import move
from apps.congress.matters.selectors.deadlines import due
from apps.congress.matters.selectors.sending_back import is_checked
from apps.congress.matters.services.matter_records import matter_locked, record, tell_proposer
from apps.congress.matters.services.matter_telling import tell_office
from apps.congress.matters.services.rehandling import round_begin
from apps.congress.matters.signals import matter_reopened
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import WrongState

DISPUTED = "对重新办理的答复仍不满意,由人大召集承办单位协调,提出处理意见。"


@transaction.atomic
def answer_send_back(*, matter: Matter, reason: str, by: Actor, at: datetime) -> Matter:
    """The first answer is handled again, the second is brought to mediation.

    Raises WrongState where there is no such answer, NotReady without a reason or after the days of rating.
    """
    matter, reason = matter_locked(matter), reason.strip()
    if matter.replied_at is None or not is_checked(matter):
        raise WrongState("只有视察调研意见已经反馈、还没有协调处理的答复可以退回,请刷新页面查看。")
    last = due(matter, RATE, local_day(matter.replied_at))
    issues = issues_before_sending_back(reason, on=local_day(at), due_on=last.on, ground=last.ground)
    act = act_after(DISSATISFIED, matter.round)
    matter.state, matter.closed_at = move(matter.state, act, issues), None
    record("matters.matter.sent_back", matter, by, reason=reason, round=matter.round)
    if act == "rehandle":
        round_begin(matter, reason, requirements=f"退回重办:{reason}"[:500], by=by, at=at)
    else:
        matter.save()
        tell_proposer(matter, DISPUTED, by=by, at=at)
        tell_office(matter, "matters.disputed", by=by, at=at)
    matter_reopened.send(sender=Matter, matter=matter, by=by, at=at)
    return matter
