"""公告 and 交办函 as drafts; 核稿 and 签发 are the documents' own (domain rules §3.1 steps 8 and 9)."""

from datetime import datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, WrongState
from apps.foundation.organisations.selectors import executive_of, standing_organ
from apps.office.documents.models import Document, DocumentState
from apps.office.documents.selectors import live_document
from apps.office.documents.services.drafting import only_document_draft
from apps.systems.livelihood_projects import closing_papers, selectors
from apps.systems.livelihood_projects.models import Season, SeasonState
from apps.systems.livelihood_projects.services.records import record, season_locked


@transaction.atomic
def notice_draft(*, season: Season, by: Actor, at: datetime) -> Document:
    """拟公告: the result in the words of the law, as a draft of the presidium (street: 工委). One at a time."""
    season = _announced(season)
    organ = standing_organ(season.body, local_day(at))
    document = only_document_draft(
        subject=season, organ=organ, kind=selectors.NOTICE, tree=closing_papers.notice(season, organ), by=by, at=at
    )
    record("livelihood_projects.season.notice_drafted", season, by)
    return document


@transaction.atomic
def hand_over_draft(*, season: Season, by: Actor, at: datetime) -> Document:
    """拟交办函: to the government (street: 办事处), with the list of projects. One at a time.

    Raises DomainError where nothing was chosen or the place has no government.
    """
    season, on = _announced(season), local_day(at)
    executive = executive_of(season.body.area, on)
    if executive is None:
        raise DomainError("本区划还没有登记人民政府或街道办事处,请先在“单位”中登记,再拟交办函。")
    if not selectors.chosen_of(season):
        raise DomainError("没有项目入选,无须交办。")
    organ = standing_organ(season.body, on)
    public = live_document(season, selectors.NOTICE)
    number = public.number if public and public.state == DocumentState.ISSUED else ""
    tree = closing_papers.hand_over(season, organ, executive, number)
    document = only_document_draft(subject=season, organ=organ, kind=selectors.HAND_OVER, tree=tree, by=by, at=at)
    record("livelihood_projects.season.hand_over_drafted", season, by)
    return document


def _announced(season: Season) -> Season:
    season = season_locked(season.pk)
    if season.state != SeasonState.ANNOUNCED:
        raise WrongState("结果公布以后才能拟公告和交办函,请先公布结果。")
    return season
