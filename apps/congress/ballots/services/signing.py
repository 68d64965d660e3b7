"""Scrutineers sign the result; when the last has signed, it may be announced."""

from datetime import datetime

from django.db import transaction

from apps.congress.ballots.models import SIGNING_DUTIES, Poll, PollOfficer
from apps.congress.ballots.rules.states import Act, State, move
from apps.congress.ballots.selectors.scrutiny import is_watched, unsworn_issues
from apps.congress.ballots.services.keys import keys_destroy_soon
from apps.congress.ballots.services.locks import poll_for_change
from apps.congress.ballots.services.records import record
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, NotAllowed, WrongState, require_ready
from apps.foundation.core.permissions import require


@transaction.atomic
def result_sign(*, officer: PollOfficer, by: Actor, at: datetime) -> Poll:
    """A scrutineer signs; where somebody else acts for them, they have signed the printed result sheet by hand."""
    poll = poll_for_change(officer.poll)
    officer = PollOfficer.objects.select_for_update(of=("self",)).select_related("person").get(pk=officer.pk)
    if officer.duty not in SIGNING_DUTIES:
        raise NotAllowed("只有监票人签字确认结果,计票人不签字。")
    if officer.person_id != by.person_id:
        require(by, "ballots.run_poll", poll)
    if officer.signed_at is not None:
        raise Conflict(f"{officer.person.name}已经签字,无须再签。")
    if poll.state != State.COUNTED:
        raise WrongState("计票完成、尚未宣布的结果才能签字。请刷新页面,按当前状态办理。")
    require_ready(unsworn_issues(officer, poll))
    officer.signed_at = at
    officer.signed_on_paper = officer.person_id != by.person_id
    officer.save(update_fields=["signed_at", "signed_on_paper"])
    act = "ballots.result.signed_on_paper" if officer.signed_on_paper else "ballots.result.signed"
    record(act, on=poll, by=by, name=officer.person.name, duty=officer.get_duty_display())
    sign_off_when_complete(poll)
    return poll


def sign_off_when_complete(poll: Poll) -> None:
    """Move a counted poll on when no scrutineer is left to sign (a vote that nobody watches has nobody to wait for)."""
    signing = list(poll.officers.filter(duty__in=SIGNING_DUTIES))
    if any(officer.signed_at is None for officer in signing) or (is_watched(poll) and not signing):
        return
    poll.state = move(poll.state, Act.SIGN)
    poll.save(update_fields=["state"])
    keys_destroy_soon(poll)
