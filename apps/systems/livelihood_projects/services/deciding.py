"""The vote and its result (domain rules §3.1 steps 7 and 8)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.congress.ballots.models import Poll
from apps.congress.ballots.services.setting_up import OptionDraft, PollDraft, options_set, poll_create
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.services import sitting_poll_create
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, WrongState, require_ready
from apps.foundation.people.selectors import serving_members
from apps.foundation.policies.selectors import frozen, resolve_many
from apps.systems.livelihood_projects import rules, selectors
from apps.systems.livelihood_projects.models import Project, ProjectState, Season, SeasonPoll
from apps.systems.livelihood_projects.services.records import record, season_locked
from apps.systems.livelihood_projects.services.telling import tell_result
from apps.systems.livelihood_projects.services.telling_proposers import tell_announced, tell_decided, tell_put_to_vote


@transaction.atomic
def vote_prepare(*, season: Season, draft: PollDraft, sitting: Sitting, by: Actor, at: datetime) -> Poll:
    """Put the candidates to the vote at a sitting of the season's body, as a poll that staff then open there.

    Raises NotReady where the list reached the members too late, WrongState where a vote is under way.
    """
    season = season_locked(season.pk)
    state = rules.move(season.state, "put_to_vote")
    if sitting.meeting.term_id != season.term_id:
        raise Conflict("请选择本机关本届的会议。")
    require_ready(selectors.issues_before_voting(season, sitting, local_day(at)))
    poll = poll_create(body=season.body, draft=draft, by=by, at=at)
    options = [OptionDraft(project.name, project.summary) for project in selectors.candidates_of(season)]
    options_set(poll=poll, options=options, by=by, at=at)
    sitting_poll_create(sitting=sitting, poll=poll, by=by, at=at)
    SeasonPoll.objects.create(season=season, poll=poll)
    season.state, season.meeting = state, sitting.meeting
    season.save(update_fields=["state", "meeting"])
    record("livelihood_projects.season.put_to_vote", season, by, title=poll.title, vote=season.words.vote)
    tell_put_to_vote(season, by=by, at=at)
    return poll


@transaction.atomic
def vote_void(*, poll: Poll, reason: str) -> None:
    """A voided first vote brings the season back to where a new vote may be held; run-offs are repeated as such."""
    link = SeasonPoll.objects.filter(poll=poll).first()
    if link is not None:
        _vote_undo(season_locked(link.season_id), reason)


@transaction.atomic
def result_adopt(*, poll: Poll, outcome: Mapping[str, Any], by: Actor) -> None:
    """Write an announced result onto the candidates; those it leaves open wait for what decides them.

    A vote that counted as invalid (more received than issued, no quorum) decided nothing and is held again.
    """
    found = selectors.season_of_poll(poll)
    if found is None:
        return
    season = season_locked(found.pk)
    if not outcome["valid"] and poll.run_off_of_id is None:
        _vote_undo(season, "".join(reason["sentence"] for reason in outcome["reasons"]))
        return
    votes = {item["name"]: item["votes"] for item in outcome["items"]}
    for project in season.projects.filter(state=ProjectState.CANDIDATE, name__in=votes):
        _settle(project, rules.fate_of(project.name, outcome), votes[project.name])
    _decide_when_settled(season, by, poll.announced_at)


@transaction.atomic
def undecided_settle(*, season: Season, chosen: Sequence[Project], reason: str, by: Actor, at: datetime) -> Season:
    """Settle by a decision of the presidium what the vote left open; `reason` names the decision.

    Used for a tie the presidium decides, or where no second round is held. Those not chosen go to the reserve.
    """
    season = season_locked(season.pk)
    if not selectors.is_left_open(season, selectors.polls_of(season)):
        raise WrongState("目前没有须由会议决定的未决项目;已安排再次投票的,请先完成再次投票。")
    undecided = set(season.projects.filter(state=ProjectState.CANDIDATE))
    if not undecided.issuperset(chosen):
        raise Conflict("所选项目中有已经产生结果的,请刷新页面后重选。")
    open_seats = selectors.open_seats(season)
    require_ready(rules.issues_before_settling(chosen=len(chosen), open_seats=open_seats, reason=reason))
    for project in undecided:
        _settle(project, rules.VOTED_IN if project in chosen else rules.VOTED_OUT, project.votes)
    season.settled_by = reason.strip()
    season.save(update_fields=["settled_by"])
    record("livelihood_projects.season.settled", season, by, reason=season.settled_by, chosen=len(chosen))
    _decide_when_settled(season, by, at)
    return season


@transaction.atomic
def season_announce(*, season: Season, by: Actor, at: datetime) -> Season:
    """Publish the chosen projects in the words of the public notice, and tell the members."""
    season = season_locked(season.pk)
    season.state = rules.move(season.state, "announce")
    season.announced_at, season.announcement = at, selectors.announcement_of(season)
    closing = resolve_many(selectors.CLOSING_RULES, area=season.body.area, on=local_day(at), body_kind=season.body.kind)
    season.frozen_rules = season.frozen_rules | frozen(closing)
    season.save(update_fields=["state", "announced_at", "announcement", "frozen_rules"])
    record("livelihood_projects.season.announced", season, by, vote=season.words.vote)
    people = serving_members(season.term, local_day(at)).values_list("person_id", flat=True)
    tell_result(season, people, by=by, at=at)
    tell_announced(season, by=by, at=at)
    return season


def _vote_undo(season: Season, reason: str) -> None:
    season.state = rules.move(season.state, "void")
    season.save(update_fields=["state"])
    record("livelihood_projects.season.vote_voided", season, Actor.system(), reason=reason, vote=season.words.vote)


def _settle(project: Project, fate: str | None, votes: int | None) -> None:
    """`votes` of the first round stay; a run-off only brings the fate."""
    project.votes = votes if project.votes is None else project.votes
    project.state = fate or project.state
    project.save(update_fields=["state", "votes"])


def _decide_when_settled(season: Season, by: Actor, at: datetime | None) -> None:
    if season.projects.filter(state=ProjectState.CANDIDATE).exists():
        return
    season.state, season.decided_at = rules.move(season.state, "decide"), at
    season.save(update_fields=["state", "decided_at"])
    chosen = season.projects.filter(state=ProjectState.VOTED_IN).count()
    record("livelihood_projects.season.decided", season, by, chosen=chosen, vote=season.words.vote)
    tell_decided(season, by=by, at=at)
