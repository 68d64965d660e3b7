"""Typing in what was counted by hand: paper ballots by two tellers, a show of hands by staff."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.congress.ballots import selectors
from apps.congress.ballots.models import PAPER_METHODS, Count, Duty, Method, PaperTally, Poll, PollState
from apps.congress.ballots.rules.sheets import Sheet, hands_sheet
from apps.congress.ballots.services.closing import poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.locks import poll_for_change
from apps.congress.ballots.services.records import record
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, NotAllowed, WrongState, require_ready


@transaction.atomic
def tally_enter(*, poll: Poll, sheet: Sheet, by: Actor, at: datetime) -> PaperTally:
    """A teller types in the paper box. When the two tallies differ, both are typed in again as the next attempt."""
    poll = poll_for_change(poll)
    if poll.state != PollState.CLOSED or poll.method not in PAPER_METHODS:
        raise WrongState("投票截止以后、计票以前才能录入纸质票。请刷新页面,按当前状态办理。")
    if not poll.officers.filter(person=by.person_id, duty=Duty.TELLER).exists():
        raise NotAllowed("只有本次表决的计票人可以录入纸质票。")
    require_ready(selectors.issues_with_sheet(poll, sheet, selectors.option_names(poll)))
    attempt = _attempt(poll, by)
    tally = _save(poll, sheet, by, at, attempt)
    record("ballots.tally.entered", on=poll, by=by, attempt=attempt)
    return tally


def _attempt(poll: Poll, by: Actor) -> int:
    """The attempt this tally belongs to; an agreed count is final, and nobody types in twice for one attempt."""
    paper = selectors.paper_state(poll)
    if paper.agreed is not None:
        raise Conflict("两名计票人的录入已经一致,无须再录入,请计票。")
    if len(paper.tallies) == 2:
        return paper.attempt + 1
    if any(tally.teller_id == by.person_id for tally in paper.tallies):
        raise Conflict("您已录入,请由另一名计票人独立录入后比对。")
    return paper.attempt


@transaction.atomic
def hands_record(*, poll: Poll, items: Sequence[Mapping[str, Any]], by: Actor, at: datetime) -> Count:
    """Type in a show of hands; voting ends with it and the result is counted at once.

    `items` give the hands raised per option (`{"name", "approve", "oppose"}` or `{"name", "counts"}`); who raised
    no hand abstained.
    """
    poll = poll_for_change(poll)
    if poll.method != Method.SHOW_OF_HANDS or poll.state != PollState.OPEN:
        raise WrongState("正在进行的举手表决才能录入人数。请刷新页面,按当前状态办理。")
    sheet = hands_sheet(selectors.counting_rules(poll), items, present=poll.present or 0)
    require_ready(selectors.issues_with_sheet(poll, sheet, selectors.option_names(poll)))
    _save(poll, sheet, by, at, attempt=1)
    poll_close(poll=poll, by=by, at=at)
    record("ballots.hands.recorded", on=poll, by=by)
    return poll_count(poll=poll, by=by, at=at)


def _save(poll: Poll, sheet: Sheet, by: Actor, at: datetime, attempt: int) -> PaperTally:
    if by.person_id is None:
        raise NotAllowed("录入票数须由具体人员办理,请用本人账号登录。")
    return PaperTally.objects.create(
        poll=poll, teller_id=by.person_id, attempt=attempt, entered_at=at, **selectors.sheet_dict(sheet)
    )
