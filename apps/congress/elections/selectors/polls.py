"""The polls of an election: both stages, with the run-offs that ballots prepared from them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from apps.congress.ballots.models import Count, Method, Poll, PollState
from apps.congress.ballots.rules.rankings import cut
from apps.congress.elections.models import Election, ElectionPoll, Stage
from apps.congress.elections.rules.slates import candidates_again
from apps.congress.elections.selectors.nominees import candidates_of
from apps.congress.meetings.models import Sitting, SittingState

OPEN_TO_POLLS = (SittingState.PLANNED, SittingState.CHECK_IN, SittingState.OPEN)
NAMED = (Method.NAMED, Method.MIXED, Method.SHOW_OF_HANDS)


def link_of(poll: Poll) -> ElectionPoll | None:
    """The election a poll belongs to; a run-off belongs where the poll it repeats does."""
    found = ElectionPoll.objects.filter(poll=poll).select_related("election__term__body__area").first()
    if found:
        return found
    return link_of(poll.run_off_of) if poll.run_off_of else None


def election_of_poll(poll: Poll) -> Election | None:
    link = link_of(poll)
    return link.election if link else None


def candidate_person_ids(poll: Poll) -> set[int]:
    """People of the register who stand in a poll (candidates, nominees of a preliminary, who is to leave a post).

    They may be neither scrutineers nor tellers of it (选举法 art. 43).
    """
    election = election_of_poll(poll)
    if election is None:
        return set()
    if election.person_id:
        return {election.person_id}
    names = poll.options.values_list("title", flat=True)
    found = election.nominations.filter(name__in=list(names), person__isnull=False, withdrawn_at=None)
    return set(found.values_list("person_id", flat=True))


def every_poll(election: Election, stage: str | None = None) -> list[Poll]:
    """All polls of the election, run-offs included, first to last."""
    links = Poll.objects.filter(election_link__election=election).select_related("body__area").order_by("pk")
    found = list(links.filter(election_link__stage=stage) if stage else links)
    rounds: list[Poll] = []
    while found:
        rounds += found
        found = list(Poll.objects.filter(run_off_of__in=found).select_related("body__area").order_by("pk"))
    return sorted(rounds, key=lambda poll: poll.pk)


def polls_of(election: Election, stage: str) -> list[Poll]:
    """Those that count: neither voided nor announced as invalid."""
    found = [poll for poll in every_poll(election, stage) if poll.state != PollState.VOIDED]
    invalid = set(Count.objects.filter(poll__in=found, outcome__valid=False).values_list("poll_id", flat=True))
    return [poll for poll in found if poll.pk not in invalid or poll.state != PollState.ANNOUNCED]


def latest_poll(election: Election, stage: str) -> Poll | None:
    polls = polls_of(election, stage)
    return polls[-1] if polls else None


def outcome_of(poll: Poll) -> dict[str, Any] | None:
    """What an announced poll decided; None before."""
    if poll.state != PollState.ANNOUNCED:
        return None
    return Count.objects.get(poll=poll).outcome


def votes_in(outcome: dict[str, Any]) -> list[tuple[str, int]]:
    return [(item["name"], item["votes"]) for item in outcome["items"]]


def preliminary_standing(election: Election) -> tuple[list[str], list[str]]:
    """Who has a place after all announced preliminary polls, and who is still level for the last one."""
    chosen: list[str] = []
    tied: list[str] = []
    for poll in polls_of(election, Stage.PRELIMINARY):
        if outcome := outcome_of(poll):
            found = cut(votes_in(outcome), election.candidates_wanted - len(chosen))
            chosen, tied = [*chosen, *found.chosen], list(found.tied)
    return chosen, tied


def coming_sittings(election: Election, on: date) -> QuerySet[Sitting]:
    """Sittings of the term at which a poll can still be held, those of today and later first to last."""
    return (
        Sitting.objects.voting()
        .filter(meeting__term=election.term_id, state__in=OPEN_TO_POLLS, starts_at__date__gte=on)
        .select_related("meeting")
        .order_by("starts_at", "ordinal")
    )


def run_off_names(polls: Sequence[Poll]) -> list[str]:
    """The tied of the last round, while no run-off was prepared; empty otherwise."""
    if not polls:
        return []
    outcome = outcome_of(polls[-1])
    return list(outcome["run_off"]) if outcome else []


def again_names(election: Election) -> list[str]:
    """Who would stand for the open seats by the votes of the first round; empty where no lawful slate comes of it."""
    rounds = polls_of(election, Stage.MAIN)
    outcome = outcome_of(rounds[0]) if rounds else None
    if outcome is None:
        return []
    elected = set(election.elected.values_list("name", flat=True))
    standing = {one.name for one in candidates_of(election)} - elected
    votes = [(name, count) for name, count in votes_in(outcome) if name in standing]
    open_seats = election.seats - len(elected)
    return candidates_again(votes, seats=open_seats, extra=election.extra, lawful=election.lawful)
