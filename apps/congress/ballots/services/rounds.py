"""What follows a count that left seats open: a run-off of exactly the tied, or a second round among the rest."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from apps.congress.ballots import selectors
from apps.congress.ballots.models import Option, Poll, PollOfficer, PollState
from apps.congress.ballots.services.locks import poll_for_change
from apps.congress.ballots.services.records import record
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, WrongState

_COPIED = (
    "body", "held_under", "instructions", "model", "method", "base", "threshold", "quorum", "tie_rule",
    "shortage_rule", "score_rule", "grades", "grade_rule", "publish_counts", "frozen_rules", "of_election",
)  # fmt: skip
# The same people watch the next round of the same candidates: what they declared and that they were passed stands.
_OFFICER_FIELDS = ("person_id", "duty", "passed_at", "declared_at", "declared_in_hall")
COUNTED_STATES = (PollState.COUNTED, PollState.SIGNED, PollState.ANNOUNCED)


@transaction.atomic
def run_off_open(*, poll: Poll, by: Actor, at: datetime) -> Poll:
    """`tied_again` for votes that belong to no election: those are led by the election alone."""
    _require_no_election(poll)
    return tied_again(poll=poll, by=by, at=at)


@transaction.atomic
def tied_again(*, poll: Poll, by: Actor, at: datetime) -> Poll:
    """A draft of the second vote on exactly the tied; the highest votes win the open seats (地方组织法 art. 29)."""
    poll = poll_for_change(poll)
    tied = _outcome(poll)["run_off"]
    if not tied:
        raise WrongState("本次表决没有须再次投票的事项。")
    return _next_round(poll, tied, "再次投票", by, threshold="", equal_slate=False)


@transaction.atomic
def second_round_open(*, poll: Poll, by: Actor, at: datetime) -> Poll:
    """A draft of the second round among those not adopted, for the seats still open, by the same rules."""
    _require_no_election(poll)
    poll = poll_for_change(poll)
    outcome = _outcome(poll)
    if not outcome["second_round"] or poll.by_election_law:
        raise WrongState("按本次表决采用的规则,不再进行第二轮表决。")
    rest = [name for name in selectors.option_names(poll) if name not in outcome["adopted"]]
    return _next_round(poll, rest, "缺额再次表决", by, equal_slate=True)


def _require_no_election(poll: Poll) -> None:
    if poll.of_election:
        raise WrongState("选举的再次投票、再次预选和另行选举,请在“选举”页面办理。")


def _outcome(poll: Poll) -> dict:
    outcome = selectors.result_of(poll).outcome
    if poll.state not in COUNTED_STATES:
        raise WrongState("本次表决已作废,不能据以再次投票。")
    return outcome


def _decided_nothing(poll: Poll) -> bool:
    """Whether it was announced as invalid: it is held again."""
    return poll.state == PollState.ANNOUNCED and not selectors.result_of(poll).outcome["valid"]


def _next_round(poll: Poll, names: Sequence[str], label: str, by: Actor, **changed: str | bool) -> Poll:
    following = poll.run_offs.exclude(state=PollState.VOIDED).first()
    if following is not None and not _decided_nothing(following):
        raise Conflict(f"已据本次表决准备了“{following.title}”,无须再建。")
    adopted = selectors.result_of(poll).outcome["adopted"]
    values = {field: getattr(poll, field) for field in _COPIED} | changed
    number = poll.round + 1
    title = f"{poll.title.split('(第')[0][:100]}(第{number}轮,{label})"
    draft = Poll.objects.create(
        **values, title=title, round=number, run_off_of=poll, seats=(poll.seats or 0) - len(adopted) or None
    )
    details = dict(poll.options.values_list("title", "detail"))
    Option.objects.bulk_create(
        Option(poll=draft, number=place, title=name, detail=details.get(name, ""))
        for place, name in enumerate(names, start=1)
    )
    PollOfficer.objects.bulk_create(
        PollOfficer(poll=draft, **{field: getattr(officer, field) for field in _OFFICER_FIELDS})
        for officer in poll.officers.all()
    )
    record("ballots.round.prepared", on=draft, by=by, number=number, after=poll.title)
    return draft
