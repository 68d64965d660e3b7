"""What proposers are told, in plain words, at each turn of their sentence; one function a turn.

Merging is told by `submission_merge` itself, to both. Whoever was merged reads what the other is told.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from apps.congress.matters.services import submission_tell
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date
from apps.systems.livelihood_projects.models import Clue, Project, ProjectState, Season
from apps.systems.livelihood_projects.selectors import session_of


def tell_accepted(clue: Clue, *, by: Actor, at: datetime) -> None:
    _tell(clue, f"您反映的事情已收入{clue.season}线索库。征集结束后逐件论证、会商,每一步结果都会写在这里。", by, at)


def tell_rejected(clue: Clue, *, where: str, by: Actor, at: datetime) -> None:
    instead = f"您可以{where}。" if where else ""
    _tell(clue, f"您反映的事情没有列入{clue.season},原因:{_ended(clue.reason)}{instead}", by, at, is_final=True)


def tell_diverted(clue: Clue, *, where: str, by: Actor, at: datetime) -> None:
    sentence = f"您反映的事情不属于年度民生实事项目的范围,已转{where}办理。{_ended(clue.reason)}"
    _tell(clue, sentence, by, at, is_final=True)


def tell_study(clue: Clue, *, unit: str, by: Actor, at: datetime) -> None:
    _tell(clue, f"您反映的事情已交{unit}论证是否可行。", by, at)


def tell_preliminary(clue: Clue, *, held_on: date, by: Actor, at: datetime) -> None:
    sentence = f"经{chinese_date(held_on)}会商,您反映的事情列入{clue.season}初选名单,将报{clue.season.words.study}。"
    _tell(clue, sentence, by, at)


def tell_not_preliminary(clue: Clue, *, by: Actor, at: datetime) -> None:
    sentence = f"经研究,您反映的事情没有列入{clue.season}初选名单,原因:{_ended(clue.reason)}"
    _tell(clue, sentence, by, at, is_final=True)


def tell_candidate(clue: Clue, project: Project, *, by: Actor, at: datetime) -> None:
    words = clue.season.words
    _tell(clue, f"您反映的事情已列为{clue.season}候选项目“{project}”,将由{words.member}{words.vote}。", by, at)


def tell_off_the_list(clue: Clue, project: Project, *, reason: str, by: Actor, at: datetime) -> None:
    _tell(clue, f"候选项目“{project}”已撤下,原因:{_ended(reason)}您反映的事情仍在初选名单中。", by, at)


def tell_put_to_vote(season: Season, *, by: Actor, at: datetime) -> None:
    for project, clues in _clues_by_project(season, [ProjectState.CANDIDATE]):
        _tell_all(clues, f"候选项目“{project}”已提交{session_of(season)}{season.words.vote}。", by, at)


def tell_decided(season: Season, *, by: Actor, at: datetime | None) -> None:
    """Chosen, or not chosen and kept in the reserve pool. Without a moment nothing has been announced yet."""
    words = season.words
    if at is None:
        return
    for project, clues in _clues_by_project(season, [ProjectState.VOTED_IN, ProjectState.VOTED_OUT]):
        head = f"经{session_of(season)}{words.vote},“{project}”"
        if project.state == ProjectState.VOTED_IN:
            _tell_all(clues, f"{head}被{words.settle}为{season.year}年民生实事项目。", by, at)
        else:
            kept = f"没有被{words.settle}为{season.year}年民生实事项目,已存入储备项目库,以后年度可以再列为候选。"
            _tell_all(clues, head + kept, by, at, is_final=True)


def tell_announced(season: Season, *, by: Actor, at: datetime) -> None:
    for project, clues in _clues_by_project(season, [ProjectState.VOTED_IN]):
        sentence = (
            f"{season}{season.words.vote}结果已经公布,“{project}”在公布的名单中,由{project.responsible_unit}负责实施。"
        )
        _tell_all(clues, sentence, by, at)


def tell_handed_over(season: Season, *, by: Actor, at: datetime) -> None:
    for project, clues in _clues_by_project(season, [ProjectState.VOTED_IN]):
        until = f"{project.finishes_on.year}年{project.finishes_on.month}月"
        asked = f"“{project}”已正式交{project.responsible_unit}办理,计划{until}完成"
        sentence = f"{asked},{season.words.member}将跟踪监督。"
        _tell_all(clues, sentence, by, at)


def _clues_by_project(season: Season, states: Iterable[str]) -> Iterable[tuple[Project, list[Clue]]]:
    """Candidates with the clues they came from, also those of the year from whose reserve they were taken."""
    for project in season.projects.filter(state__in=list(states)).select_related("responsible_unit"):
        came_from = (
            Q(project=project) | Q(project=project.taken_from_id) if project.taken_from_id else Q(project=project)
        )
        yield project, list(Clue.objects.filter(came_from, submission__withdrawn=False).with_all())


def _tell_all(clues: Iterable[Clue], sentence: str, by: Actor, at: datetime, *, is_final: bool = False) -> None:
    for clue in clues:
        _tell(clue, sentence, by, at, is_final=is_final)


def _tell(clue: Clue, sentence: str, by: Actor, at: datetime, *, is_final: bool = False) -> None:
    submission_tell(submission=clue.submission, sentence=sentence[:500], by=by, at=at, is_final=is_final)


def _ended(reason: str) -> str:
    """A reason as a sentence of its own."""
    return reason if reason.endswith(("。", "!", "?", "!", "?")) else f"{reason}。"
