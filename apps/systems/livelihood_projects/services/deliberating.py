"""Members read the list and say what they think of it (domain rules §3.1 steps 5 and 6)."""

from datetime import datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from apps.foundation.people.models import Group
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.models import (
    CandidateReceipt,
    GroupOpinion,
    Project,
    Season,
    SeasonState,
)
from apps.systems.livelihood_projects.services.records import record, season_locked
from apps.systems.livelihood_projects.services.telling import tell_candidates

DELIBERATING = {SeasonState.SENT, SeasonState.VOTING}


def candidates_read(*, season: Season, by: Actor, at: datetime) -> None:
    """Note when a member first opened the list. A second look changes nothing."""
    if season.state != SeasonState.DRAFTING and season.term.body_id in by.body_ids and by.person_id:
        CandidateReceipt.objects.bulk_create(
            [CandidateReceipt(season=season, person_id=by.person_id, read_at=at)], ignore_conflicts=True
        )


@transaction.atomic
def unread_remind(*, season: Season, by: Actor, at: datetime) -> int:
    """Remind who has not opened the list, once a day at most; returns how many were told now."""
    season, today = season_locked(season.pk), local_day(at)
    if season.state not in DELIBERATING:
        raise WrongState("只有已送达、尚未有结果的候选项目才需要提醒阅读。")
    people = selectors.unread_people(season, today)
    if not people:
        raise Conflict("全体成员都已阅读,无须提醒。")
    told = tell_candidates(season, people, key=f"remind:{today:%Y%m%d}", reminder=True, by=by, at=at)
    if not told:
        raise Conflict("今天已经提醒过未阅读的成员,请明天再提醒。")
    record("livelihood_projects.season.reminded", season, by, members=told)
    return told


@transaction.atomic
def opinion_record(
    *, season: Season, text: str, project: Project | None = None, group: Group | None = None,
    person_id: int | None = None, by: Actor, at: datetime,
) -> GroupOpinion:  # fmt: skip
    """Write down what was said on a candidate, or on the list as a whole; by a group or by one member."""
    season = season_locked(season.pk)
    words = season.words
    if season.state not in DELIBERATING:
        raise WrongState(f"候选项目送达代表之后、{words.vote}结果产生之前才能记录{words.opinions}。")
    if not text.strip():
        raise DomainError("请填写意见内容。")
    if (project and project.season_id != season.pk) or (group and group.term_id != season.term_id):
        raise Conflict("所选项目或团组不属于本次民生实事项目,请刷新页面后重选。")
    opinion = GroupOpinion.objects.create(
        season=season, project=project, group=group, person_id=person_id, text=text.strip(),
        recorded_by=by.name, recorded_at=at,
    )  # fmt: skip
    record("livelihood_projects.opinion.recorded", season, by, on=opinion, opinions=words.opinions)
    return opinion


@transaction.atomic
def opinion_answer(*, opinion: GroupOpinion, answer: str, by: Actor, at: datetime) -> GroupOpinion:
    """Write down the government's explanation to an opinion; once given it stands."""
    opinion = GroupOpinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    if opinion.answer:
        raise Conflict("这条意见已有说明,不能覆盖;如需补充,请另行记录。")
    if not answer.strip():
        raise DomainError("请填写说明内容。")
    opinion.answer = answer.strip()
    opinion.save(update_fields=["answer"])
    record("livelihood_projects.opinion.answered", season_locked(opinion.season_id), by, on=opinion)
    return opinion
