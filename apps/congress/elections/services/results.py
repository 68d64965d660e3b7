"""What an election does when one of its polls opens, is announced or voided; in that transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apps.congress.ballots.models import Poll
from apps.congress.elections.models import Elected, Election, Kind, Stage, State
from apps.congress.elections.rules.states import move
from apps.congress.elections.selectors import polls
from apps.congress.elections.services.records import election_locked, record
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, Issue, require_ready
from apps.foundation.people.models import MandateState
from apps.foundation.people.rules.mandates import DEPUTY_END_REASONS
from apps.foundation.people.selectors import current_state
from apps.foundation.people.services.mandates import mandate_end
from apps.foundation.people.services.roles import post_end


def officers_check(poll: Poll) -> None:
    """Candidates count nobody's votes: refuses to open a poll, or to name people, where one is scrutineer or teller."""
    people = polls.candidate_person_ids(poll)
    found = poll.officers.filter(person__in=people).select_related("person")
    require_ready(
        Issue("candidate_counts", f"{one.person.name}是候选人(当事人),不能担任{one.get_duty_display()},请更换。")
        for one in found
    )


def result_take(*, poll: Poll, outcome: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Write down what an announced poll decided. An invalid poll decided nothing and is held again."""
    link = polls.link_of(poll)
    if link is None:
        return
    election = election_locked(link.election)
    if not outcome["valid"]:
        _vote_undo(election, link.stage, poll, "".join(reason["sentence"] for reason in outcome["reasons"]), by)
    elif link.stage == Stage.PRELIMINARY:
        record("elections.preliminary.announced", election, by, title=poll.title)
    elif election.is_question:
        _question_settle(election, bool(outcome["adopted"]), by, at)
    else:
        _elected_write(election, poll, outcome, by, at)


def poll_void_take(*, poll: Poll, reason: str, by: Actor) -> None:
    """A voided poll is prepared again from where it came; a voided run-off is prepared again as such."""
    link = polls.link_of(poll)
    if link is not None:
        _vote_undo(election_locked(link.election), link.stage, poll, reason, by)


def _vote_undo(election: Election, stage: str, poll: Poll, reason: str, by: Actor) -> None:
    if not election.is_over and not polls.polls_of(election, stage):
        acts = {Stage.PRELIMINARY: "void_preliminary", Stage.MAIN: "void_vote"}
        act = "void_question" if election.is_question else acts[Stage(stage)]
        election.state = move(election.state, act)
        election.save(update_fields=["state"])
    record("elections.vote.undone", election, by, reason=reason, title=poll.title)


def _elected_write(election: Election, poll: Poll, outcome: Mapping[str, Any], by: Actor, at: datetime) -> None:
    votes = {item["name"]: item["votes"] for item in outcome["items"]}
    nominations = {one.name: one for one in election.nominations.filter(withdrawn_at=None)}
    known = set(election.elected.values_list("name", flat=True))
    Elected.objects.bulk_create(
        Elected(election=election, name=name, nomination=nominations.get(name), votes=votes[name], poll=poll)
        for name in outcome["adopted"]
        if name not in known
    )
    if outcome["run_off"]:
        record("elections.result.tied", election, by, names="、".join(outcome["run_off"]))
        return
    names = list(election.elected.values_list("name", flat=True))
    if election.state == State.POLLED:
        election.state = move(election.state, "decide")
    election.decided_at, election.passed = at, len(names) == election.seats
    election.save(update_fields=["state", "decided_at", "passed"])
    record("elections.result.decided", election, by, names="、".join(names) or "无人", seats=election.seats)


def _question_settle(election: Election, passed: bool, by: Actor, at: datetime) -> None:
    election.state = move(election.state, "decide")
    election.passed, election.decided_at = passed, at
    election.outcome_note = _office_end(election, by, at) if passed else "未获全体代表过半数通过。"
    election.save(update_fields=["state", "passed", "decided_at", "outcome_note"])
    result = "通过" if passed else "未通过"
    record("elections.question.decided", election, by, question=election.question, result=result)


def _office_end(election: Election, by: Actor, at: datetime) -> str:
    """End the post or seat from the day of the decision; says what is left to enter by hand."""
    on, reason = local_day(at), f"{election.get_kind_display()}:{election.title}"
    notes = []
    try:
        if election.post_held and election.post_held.in_force(on):
            post_end(post=election.post_held, on=on, reason=reason, by=by, at=at)
            notes.append(f"已在人员名册中终止{election.post_held}职务。")
        if election.mandate and _still_sits(election, at):
            code = "resigned" if election.kind == Kind.RESIGNATION else "removed"
            mandate_end(mandate=election.mandate, reason=code, document=election.title, on=on, by=by, at=at)
            notes.append(f"代表资格因“{DEPUTY_END_REASONS[code]}”终止。")
    except DomainError as refusal:
        notes.append(f"名册没有改动({refusal.sentence}),请在人员页面办理。")
    return "".join(notes) or "没有关联名册中的职务,请在人员页面办理免职。"


def _still_sits(election: Election, at: datetime) -> bool:
    state = current_state(election.mandate, local_day(at)) if election.mandate else None
    return state is not None and state.state != MandateState.ENDED
