"""Reads across a season: the facts that its rules judge, who has read the list, the frozen rule values."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from apps.congress.ballots.models import Poll
from apps.foundation.people.models import Mandate
from apps.foundation.people.selectors import serving_members
from apps.foundation.policies.selectors import resolve_many
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.models import (
    CandidateReceipt,
    Project,
    ProjectState,
    ScopeQuestion,
    Season,
    SeasonPoll,
)

RULES_FOR_SENDING = ("livelihood.min_differential_percent", "livelihood.allow_equal", "livelihood.sent_days_before")


def words_of(season: Season) -> rules.Words:
    """The verbs this season's body may use."""
    return rules.words_for(season.body.is_street_body)


def candidates_of(season: Season) -> QuerySet[Project]:
    """Candidates that were not withdrawn, in order of the list, with scope answers and responsible unit."""
    live = season.projects.exclude(state=ProjectState.WITHDRAWN)
    return live.select_related("responsible_unit").prefetch_related("scope_checks")


def slate_facts(season: Season, values: dict[str, Any]) -> rules.SlateFacts:
    """The facts for `issues_before_sending`; `values` are rule values by key."""
    return rules.SlateFacts(
        candidates=[_candidate_facts(project) for project in candidates_of(season)],
        to_choose=season.to_choose,
        min_differential_percent=values["livelihood.min_differential_percent"],
        allow_equal=values["livelihood.allow_equal"],
        equal_slate_reason=season.equal_slate_reason,
    )


def rule_values(season: Season, on: date) -> dict[str, Any]:
    """Values in force for the season: the frozen ones once it was sent, today's before."""
    if season.frozen_rules:
        return {key: item["value"] for key, item in season.frozen_rules.items()}
    resolved = resolve_many(RULES_FOR_SENDING, area=season.body.area, on=on, body_kind=season.body.kind)
    return {key: item.value for key, item in resolved.items()}


def _candidate_facts(project: Project) -> rules.CandidateFacts:
    checks = {check.question: check for check in project.scope_checks.all()}
    return rules.CandidateFacts(
        name=project.name,
        unanswered=[question.label for question in ScopeQuestion if question not in checks],
        unmet=[(check.get_question_display(), check.reason) for check in checks.values() if not check.met],
        spans_years=project.starts_on.year != project.finishes_on.year,
        yearly_goal=project.yearly_goal,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """Who has opened the candidate list, and who has not."""

    read: list[Mandate]
    unread: list[Mandate]


def reading_of(season: Season, on: date) -> Reading:
    """Read receipts of today's serving members."""
    readers = set(CandidateReceipt.objects.filter(season=season).values_list("person_id", flat=True))
    members = list(serving_members(season.term, on))
    return Reading(
        [member for member in members if member.person_id in readers],
        [member for member in members if member.person_id not in readers],
    )


def season_of_poll(poll: Poll) -> Season | None:
    """The season a poll decides; a run-off or second round belongs to the season of the poll it repeats."""
    link = SeasonPoll.objects.filter(poll=poll).select_related("season__term__body__area").first()
    if link:
        return link.season
    return season_of_poll(poll.run_off_of) if poll.run_off_of else None
