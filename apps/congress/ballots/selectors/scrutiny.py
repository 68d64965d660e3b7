"""Reads on scrutineers: the list, who is present at the box, what each has to do next."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from apps.congress.ballots.models import (
    SIGNING_DUTIES,
    Channel,
    OfficerVote,
    Poll,
    PollOfficer,
    PollState,
    Presence,
    Stage,
)
from apps.congress.ballots.rules.scrutiny import (
    ListFacts,
    OwnFacts,
    Scrutineer,
    Step,
    counts_from,
    issues_with_presence,
    next_step,
)
from apps.congress.ballots.rules.scrutiny import Stage as RuleStage
from apps.congress.ballots.rules.sheets import issues_with_few_on_paper
from apps.foundation.core import registry
from apps.foundation.core.errors import Issue

MUST_PASS, SCRUTINEERS_PRESENT = "ballots.officers_passed", "ballots.present_scrutineers"
LEAST_ON_PAPER = "ballots.least_on_paper"
WATCHED_STATES = (PollState.DRAFT, PollState.OPEN, PollState.CLOSED, PollState.COUNTED)


def rule_of(poll: Poll, key: str) -> Any:
    """A rule as frozen into the poll; the product's default for a poll that was prepared before the rule was."""
    frozen = poll.frozen_rules.get(key)
    return frozen["value"] if frozen else registry.policy_keys()[key].default


def scrutineers_of(poll: Poll) -> QuerySet[PollOfficer]:
    """The chief scrutineer and the scrutineers, with their people."""
    return poll.officers.filter(duty__in=SIGNING_DUTIES).select_related("person")


def is_watched(poll: Poll) -> bool:
    """Whether scrutineers watch this vote: a secret one, by phone or on paper."""
    return poll.is_secret or poll.votes_on_paper


def must_pass(poll: Poll) -> bool:
    """Whether the sitting must have passed the list: by law in an election, else where the place demands it."""
    return is_watched(poll) and rule_of(poll, MUST_PASS)


def must_declare(poll: Poll) -> bool:
    """Whether the vote is on people, to whom no scrutineer may be near (选举法 art. 43)."""
    return poll.by_election_law and is_watched(poll)


def list_facts(poll: Poll) -> ListFacts:
    """The list of scrutineers as opening judges it."""
    declares = must_declare(poll)
    return ListFacts(
        scrutineers=tuple(
            Scrutineer(
                name=one.person.name,
                has_passed=one.passed_at is not None,
                has_declared=one.declared_at is not None,
                has_account=one.person.user_id is not None,
            )
            for one in scrutineers_of(poll)
        ),
        must_pass=must_pass(poll),
        must_declare=declares,
        accounts_needed=rule_of(poll, SCRUTINEERS_PRESENT) if poll.is_secret else 0,
        candidates=frozenset(poll.options.values_list("title", flat=True)) if declares else (),
    )


def unsworn_issues(officer: PollOfficer, poll: Poll) -> list[Issue]:
    """Why this scrutineer neither stands by the box nor signs yet."""
    issues = []
    if officer.passed_at is None and must_pass(poll):
        issues.append(Issue("not_passed", f"监票人名单中{officer.person.name}一项尚未经会议举手通过,请先举手通过。"))
    if officer.declared_at is None and must_declare(poll):
        sentence = f"{officer.person.name}尚未声明本人不是候选人,也不是候选人的近亲属,请先声明。"
        issues.append(Issue("not_declared", sentence))
    return issues


def present_now(poll: Poll, stage: Stage, at: datetime) -> dict[int, datetime]:
    """Person id of each scrutineer whose confirmation still counts -> when they confirmed last."""
    confirmed = Presence.objects.filter(poll=poll, stage=stage).of_officers().between(counts_from(at), at)
    return dict(confirmed.order_by("at").values_list("person", "at"))


def presence_issues(poll: Poll, stage: Stage, at: datetime) -> list[Issue]:
    """Why this stage of a secret poll must wait for scrutineers; empty for polls that are not secret."""
    if not poll.is_secret:
        return []
    present = len(present_now(poll, stage, at))
    return issues_with_presence(RuleStage(stage), present=present, needed=rule_of(poll, SCRUTINEERS_PRESENT))


def issues_before_closing(poll: Poll) -> list[Issue]:
    """Why a person should not close a secret poll yet: too few paper ballots to hide what each says."""
    if not (poll.is_secret and poll.is_mixed):
        return []
    on_paper = poll.roll.filter(channel=Channel.PAPER).count()
    return issues_with_few_on_paper(on_paper=on_paper, least=rule_of(poll, LEAST_ON_PAPER))


def step_of(officer: PollOfficer, at: datetime) -> Step | None:
    """What this scrutineer has to do next."""
    poll = officer.poll
    stages = [stage for stage in Stage if officer.person_id in present_now(poll, stage, at)] if poll.is_secret else []
    return next_step(
        OwnFacts(
            state=poll.state,
            is_secret=poll.is_secret,
            has_passed=officer.passed_at is not None or not must_pass(poll),
            must_declare=must_declare(poll),
            has_declared=officer.declared_at is not None,
            present=stages,
            has_signed=officer.signed_at is not None,
        )
    )


def steps_for(person_id: int, at: datetime) -> Iterator[tuple[Poll, Step]]:
    """Every poll in which something waits for this scrutineer, with what it is."""
    officers = PollOfficer.objects.filter(
        person=person_id, duty__in=SIGNING_DUTIES, poll__state__in=WATCHED_STATES
    ).select_related("poll__body")
    for officer in officers:
        step = step_of(officer, at)
        if step is not None:
            yield officer.poll, step


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Who stood at the box at one stage, in order of confirmation, and what they noted."""

    label: str
    names: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]


def witnesses_of(poll: Poll) -> list[Witnesses]:
    """For the result sheet: who confirmed before opening, and who between opening and the count."""
    if not poll.is_secret or poll.opened_at is None:
        return []
    counted_at = getattr(getattr(poll, "count", None), "counted_at", None)
    opening = poll.presences.filter(stage=Stage.OPEN).between(counts_from(poll.opened_at), poll.opened_at)
    closing = poll.presences.filter(stage=Stage.CLOSE)
    if counted_at is not None:
        closing = closing.between(poll.opened_at, counted_at)
    return [_witnesses(Stage.OPEN, opening), _witnesses(Stage.CLOSE, closing)]


def _witnesses(stage: Stage, presences: QuerySet[Presence]) -> Witnesses:
    rows = list(presences.select_related("person").order_by("pk"))
    names = dict.fromkeys(row.person.name for row in rows)
    return Witnesses(stage.label, tuple(names), tuple((row.person.name, row.note) for row in rows if row.note))


def standing_vote(poll: Poll) -> Poll | None:
    """The show of hands on this poll's list that is prepared, under way or done."""
    vote = OfficerVote.objects.filter(poll=poll).exclude(hands__state=PollState.VOIDED).select_related("hands").last()
    return vote.hands if vote else None


def other_drafts(poll: Poll) -> QuerySet[Poll]:
    """Other prepared polls of the body with scrutineers, whose lists the same show of hands may pass."""
    served = OfficerVote.objects.exclude(hands__state=PollState.VOIDED).values("poll")
    drafts = Poll.objects.filter(body=poll.body_id, state=PollState.DRAFT, officers__duty__in=SIGNING_DUTIES)
    return drafts.exclude(pk=poll.pk).exclude(pk__in=served).distinct().order_by("pk")


def names_on_list(officers: Collection[PollOfficer]) -> list[str]:
    """The list as it is put to the vote, each once: 总监票人 first."""
    ordered = sorted(officers, key=lambda officer: SIGNING_DUTIES.index(officer.duty))
    return list(dict.fromkeys(list_line(officer) for officer in ordered))


def list_line(officer: PollOfficer) -> str:
    """`总监票人 安然`."""
    return f"{officer.get_duty_display()} {officer.person.name}"
