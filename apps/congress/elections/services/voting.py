"""Putting candidates, or a question, to the vote; a run-off of the tied; another election for the open seats."""

from datetime import datetime

from django.db import transaction

from apps.congress.ballots.models import Poll, PollModel
from apps.congress.ballots.services.rounds import tied_again
from apps.congress.ballots.services.setting_up import PollDraft
from apps.congress.elections.models import Answer, Election, Fate, Kind, Nomination, Source, Stage, State
from apps.congress.elections.rules.signing import defence_issue
from apps.congress.elections.rules.states import move
from apps.congress.elections.selectors import nominees, polls
from apps.congress.elections.services.candidates import poll_put
from apps.congress.elections.services.records import election_locked, record
from apps.congress.elections.services.setting_up import ElectionDraft, election_create
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.services import sitting_poll_create
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError, WrongState

CANDIDATES_AGAIN = "另行选举按前次得票确定的候选人不符合差额规定,请选择重新提名。"


@transaction.atomic
def vote_prepare(*, election: Election, method: str, sitting: Sitting | None = None, by: Actor, at: datetime) -> Poll:
    """The poll: candidates by surname strokes and the frozen seats; or one question, approve, oppose or abstain."""
    election = election_locked(election)
    issues = defence_issue(election.defence) if election.kind == Kind.REMOVAL else []
    election.state = move(election.state, "put_question" if election.is_question else "put_to_vote", issues)
    names = [election.question] if election.is_question else [one.name for one in nominees.candidates_of(election)]
    draft = _question_draft(election, method) if election.is_question else _draft(election, method, len(names))
    poll = poll_put(election, draft, names, Stage.MAIN, sitting, by=by, at=at)
    election.save(update_fields=["state"])
    record("elections.vote.prepared", election, by, title=poll.title)
    return poll


def _draft(election: Election, method: str, candidates: int) -> PollDraft:
    return PollDraft(
        title=f"{election.title.removesuffix('选举')}选举票"[:120],
        held_under=election.held_under,
        model=PollModel.ELECTION,
        method=method,
        seats=election.seats,
        equal_slate=candidates == election.seats,
        instructions=f"应选{election.post}{election.seats}名,候选人{candidates}名,按姓氏笔画为序。",
    )


def _question_draft(election: Election, method: str) -> PollDraft:
    return PollDraft(
        title=f"{election.title}表决票"[:120], held_under=election.held_under, model=PollModel.PER_ITEM, method=method
    )


@transaction.atomic
def run_off_prepare(*, election: Election, sitting: Sitting | None = None, by: Actor, at: datetime) -> Poll:
    """The second vote on exactly the tied; the highest votes win (地方组织法 art. 29)."""
    election = election_locked(election)
    rounds = polls.polls_of(election, Stage.MAIN)
    if election.state != State.POLLED or not polls.run_off_names(rounds):
        raise WrongState("目前没有得票相等、须再次投票的候选人。")
    poll = tied_again(poll=rounds[-1], by=by, at=at)
    if sitting is not None:
        sitting_poll_create(sitting=sitting, poll=poll, by=by, at=at)
    record("elections.run_off.prepared", election, by, title=poll.title)
    return poll


@transaction.atomic
def supplementary_create(
    *, election: Election, by_votes: bool, held_under: str, nominate_by: datetime | None = None, by: Actor, at: datetime
) -> Election:
    """另行选举 for the seats left open: candidates by the votes of the first round, or nominated anew (art. 29)."""
    election = election_locked(election)
    open_seats = election.seats - election.elected.count()
    if election.state != State.DECIDED or election.is_question or not open_seats:
        raise WrongState("没有选足应选名额、且已产生结果的选举,才能另行选举。")
    if following := election.followed_by.exclude(state=State.CLOSED).first():
        raise Conflict(f"已据本次选举建立“{following.title}”,无须再建。")
    extra = min(max(election.extra, election.lawful.least), election.lawful.most)
    draft = ElectionDraft(
        title=f"{election.title.split('(另行选举')[0]}(另行选举)"[:100], post=election.post, held_under=held_under,
        nominate_by=nominate_by or at, kind=Kind.SUPPLEMENTARY, rank=election.rank,
        deputies_only=election.deputies_only, seats=open_seats, extra=extra,
    )  # fmt: skip
    if by_votes:
        again = _by_votes(election, draft, by, at)
    else:
        again = election_create(term=election.term, draft=draft, follows=election, by=by, at=at)
    record("elections.supplementary.begun", again, by, after=election.title, seats=open_seats)
    return again


def _by_votes(election: Election, draft: ElectionDraft, by: Actor, at: datetime) -> Election:
    names = polls.again_names(election)
    if not names:
        raise DomainError(CANDIDATES_AGAIN)
    again = Election(
        term=election.term, follows=election, frozen_rules=election.frozen_rules, state=State.CANDIDATES_FIXED,
        **{field: getattr(draft, field) for field in draft.__dataclass_fields__},
    )  # fmt: skip
    again.nominate_by = None
    again.save()
    for one in election.nominations.filter(name__in=names, withdrawn_at=None):
        _stand_again(one, again, at)
    record("elections.candidates.fixed", again, by, names="、".join(names))
    return again


def _stand_again(nomination: Nomination, election: Election, at: datetime) -> None:
    """The same nominee with the same particulars in another election."""
    nomination.pk, nomination.public_id = None, Nomination._meta.get_field("public_id").get_default()
    nomination.election, nomination.source, nomination.lead = election, Source.FIRST_ROUND, None
    nomination.answer, nomination.fate, nomination.nominated_at = Answer.ACCEPTED, Fate.CANDIDATE, at
    nomination._state.adding = True
    nomination.save()
