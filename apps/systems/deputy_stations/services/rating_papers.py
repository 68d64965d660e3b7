"""Documents of a round: 结果通报 and 命名决定, drafted from what was agreed."""

from datetime import datetime

from django.db import transaction

from apps.congress.supervision.selectors.organs import supervising_organ
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import WrongState
from apps.office.documents.models import Document
from apps.office.documents.rules.tree import Tree
from apps.office.documents.services.drafting import only_document_draft
from apps.systems.deputy_stations.models import RatingRound
from apps.systems.deputy_stations.papers.rating import decision_paper, notice_paper
from apps.systems.deputy_stations.rules import rating as rules
from apps.systems.deputy_stations.selectors.rounds import DECISION, NOTICE
from apps.systems.deputy_stations.services.rounds import record_round, round_locked


@transaction.atomic
def notice_draft(*, round_: RatingRound, by: Actor, at: datetime) -> Document:
    """拟结果通报; one at a time, once the 主任会议 has agreed."""
    round_ = _agreed(round_)
    document = _draft(round_, NOTICE, notice_paper(round_, by, local_day(at)), by, at)
    record_round("deputy_stations.round.notice_drafted", round_, by)
    return document


@transaction.atomic
def decision_draft(*, round_: RatingRound, by: Actor, at: datetime) -> Document:
    """拟命名决定; one at a time, once the 主任会议 has agreed."""
    round_ = _agreed(round_)
    document = _draft(round_, DECISION, decision_paper(round_, by, local_day(at)), by, at)
    record_round("deputy_stations.round.decision_drafted", round_, by)
    return document


def _agreed(round_: RatingRound) -> RatingRound:
    round_ = round_locked(round_.pk)
    if round_.state not in rules.DECIDED:
        raise WrongState("主任会议同意以后才能拟文。请先提请研究、登记结果。")
    return round_


def _draft(round_: RatingRound, kind: str, tree: Tree, by: Actor, at: datetime) -> Document:
    organ = supervising_organ(round_.office, local_day(at))
    return only_document_draft(subject=round_, organ=organ, kind=kind, tree=tree, by=by, at=at)
