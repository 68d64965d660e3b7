"""A season's vote: its rounds, what they left open, the result as it may be shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from apps.congress.ballots.models import Count as PollCount
from apps.congress.ballots.models import Poll, PollModel, PollState
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.models import Project, ProjectState, Season, SeasonPoll, SeasonState


def season_of_poll(poll: Poll) -> Season | None:
    """The season a poll decides; a run-off or second round belongs to the season of the poll it repeats."""
    link = SeasonPoll.objects.filter(poll=poll).select_related("season__term__body__area").first()
    if link:
        return link.season
    return season_of_poll(poll.run_off_of) if poll.run_off_of else None


def polls_of(season: Season) -> list[Poll]:
    """Every round of the vote, voided ones left out, first to last."""
    rounds: list[Poll] = []
    found = list(Poll.objects.filter(livelihood_link__season=season).select_related("body__area").order_by("pk"))
    while found:
        rounds += found
        found = list(Poll.objects.filter(run_off_of__in=found).select_related("body__area").order_by("pk"))
    return [poll for poll in rounds if poll.state != PollState.VOIDED]


def poll_to_cast(season: Season, person_id: int | None) -> Poll | None:
    """The open round in which the person may still vote by phone."""
    if person_id is None:
        return None
    rounds = [poll.pk for poll in polls_of(season) if poll.state == PollState.OPEN]
    return Poll.objects.to_cast_by(person_id).filter(pk__in=rounds).first() if rounds else None


def result_rounds(polls: Sequence[Poll]) -> list[tuple[Poll, PollCount]]:
    """The announced rounds with their counts."""
    announced = {poll.pk: poll for poll in polls if poll.state == PollState.ANNOUNCED}
    counts = PollCount.objects.filter(poll__in=announced).order_by("poll__round", "poll_id")
    return [(announced[count.poll_id], count) for count in counts]


def is_left_open(season: Season, polls: Sequence[Poll]) -> bool:
    """Whether every round was announced and still candidates wait for a decision (tie, second round)."""
    if season.state != SeasonState.VOTING or not polls:
        return False
    return all(poll.state == PollState.ANNOUNCED for poll in polls)


def open_seats(season: Season) -> int:
    """How many projects may still be chosen."""
    return season.to_choose - season.projects.filter(state=ProjectState.VOTED_IN).count()


def session_of(season: Season) -> str:
    """The full name of the session that voted, as the notice quotes it."""
    return season.meeting.title if season.meeting else f"{season.body}会议"


def announcement_of(season: Season) -> str:
    """The public notice as it reads, or would read today."""
    if season.announcement:
        return season.announcement
    chosen = season.projects.filter(state=ProjectState.VOTED_IN).values_list("name", flat=True)
    return rules.announcement(session=session_of(season), year=season.year, names=list(chosen), words=season.words)


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One candidate in one round; counts are None where they are not shown."""

    rank: int
    project: Project
    votes: int | None = None
    percent: str = ""
    top: int = 1


@dataclass(frozen=True, slots=True)
class ResultRound:
    """One announced round: by votes where counts are shown, else in the order of the list."""

    poll: Poll
    lines: tuple[ResultLine, ...]
    turnout: dict[str, Any]
    shows_counts: bool


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """The result of a season as the person in front of it may see it."""

    rounds: tuple[ResultRound, ...]
    headings: tuple[str, ...] = ("轮次", "名次", "序号", "项目名称", "结果", "得票", "占比(%)", "计算基数")

    def rows(self) -> Iterator[tuple[Any, ...]]:
        for held in self.rounds:
            base = held.poll.get_base_display() if held.shows_counts else ""
            for line in held.lines:
                project = line.project
                yield (held.poll.round, line.rank, project.number, project.name, project.state_label, line.votes,
                       line.percent, base)  # fmt: skip


def result_sheet(season: Season, polls: Sequence[Poll], *, sees_counts: bool) -> ResultSheet:
    """The announced rounds; counts only if the rule of the place publishes them, or for who keeps the season."""
    projects = {project.name: project for project in season.projects.standing()}
    for project in projects.values():
        project.season = season
    rounds = [_round(poll, count, projects, sees_counts or poll.publish_counts) for poll, count in result_rounds(polls)]
    return ResultSheet(tuple(rounds))


def _round(poll: Poll, count: PollCount, projects: dict[str, Project], shows_counts: bool) -> ResultRound:
    items = [item for item in count.outcome["items"] if item["name"] in projects]
    if not shows_counts:
        listed = sorted((projects[item["name"]] for item in items), key=lambda project: project.number)
        lines = [ResultLine(rank, project) for rank, project in enumerate(listed, start=1)]
        return ResultRound(poll, tuple(lines), {}, shows_counts)
    is_score = poll.model == PollModel.PREFERENCE
    top = max((item["votes"] if is_score else item["base"] for item in items), default=1)
    ranked = sorted(items, key=lambda item: -item["votes"])
    lines = [
        ResultLine(_rank(ranked, item), projects[item["name"]], item["votes"], item["percent"], top) for item in ranked
    ]
    return ResultRound(poll, tuple(lines), count.outcome["turnout"], shows_counts)


def _rank(ranked: Sequence[dict[str, Any]], item: dict[str, Any]) -> int:
    """Equal votes share a place."""
    return 1 + sum(other["votes"] > item["votes"] for other in ranked)
