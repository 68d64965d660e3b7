"""Where an opinion goes: answered at the station, to a village, to units, to a deputy above, or elsewhere.

Whatever is decided is told to the resident in one sentence; who received it hears the same (`Submission.collected_by`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Matter, MatterKind, Refusal
from apps.congress.matters.rules.refusals import ELSEWHERE
from apps.congress.matters.selectors import office_of
from apps.congress.matters.services import submission_tell
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.opening import MatterDraft, matter_accept_directly
from apps.congress.matters.services.routing import matter_pass_to_deputy
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, WrongState, required
from apps.foundation.people.models import Mandate
from apps.systems.deputy_stations.models import OpinionRoute, StationOpinion
from apps.systems.deputy_stations.rules import opinions as rules
from apps.systems.deputy_stations.selectors.opinions import term_of
from apps.systems.deputy_stations.services.records import record

ANSWERED = "当场答复:{answer}"
DECLINED = "不属于代表家站受理的范围({ground})。{sentence}"
CITY = "已请市人大代表{name}向有关方面反映,有结果会写在这里。"
CITY_OUTCOME = "市人大代表{name}反映的结果:{sentence}"
LIMIT = 400


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """As the office puts it for who answers it."""

    title: str
    text: str
    category: str = ""


@transaction.atomic
def opinion_answer(*, opinion: StationOpinion, answer: str, by: Actor, at: datetime) -> StationOpinion:
    """当场答复: it ends with what was said, which the resident reads by their code and rates."""
    opinion, answer = waiting(opinion), _said(answer, "请写明答复了什么。")
    opinion.answer = answer
    _route(opinion, OpinionRoute.SPOT, by, at, closed=True)
    _tell(opinion, ANSWERED.format(answer=answer), by, at, is_final=True)
    return opinion


@transaction.atomic
def opinion_decline(
    *, opinion: StationOpinion, ground: str, sentence: str = "", by: Actor, at: datetime
) -> StationOpinion:
    """不予受理 on a ground of the regulation, with where to go instead."""
    opinion = waiting(opinion)
    sentence = _said(sentence or ELSEWHERE.get(ground, ""), "请写明可以到哪里反映。")
    opinion.answer, opinion.refusal = sentence, Refusal(ground)
    _route(opinion, OpinionRoute.ELSEWHERE, by, at, closed=True)
    told = DECLINED.format(ground=opinion.get_refusal_display(), sentence=sentence)
    _tell(opinion, told, by, at, is_final=True)
    return opinion


@transaction.atomic
def opinion_hand_on(
    *, opinion: StationOpinion, route: str, draft: RequestDraft, parts: Sequence[PartDraft] = (), by: Actor,
    at: datetime,
) -> Matter:  # fmt: skip
    """交村(社区)办理, 交镇街办理: a matter of kind 群众诉求, handed over at once where units are named."""
    if route == OpinionRoute.VILLAGE and not parts:
        raise DomainError("请选择由哪个村(社区)办理。")
    opinion = waiting(opinion)
    matter = _opened(opinion, draft, by, at)
    _route(opinion, OpinionRoute(route), by, at)
    if parts:
        return matter_hand_over(matter=matter, parts=parts, by=by, at=at)
    _tell(opinion, "已立案办理,正在确定承办单位。", by, at)
    return matter


@transaction.atomic
def opinion_pass_to_deputy(
    *, opinion: StationOpinion, deputy: Mandate, draft: RequestDraft, note: str = "", by: Actor, at: datetime
) -> Matter:
    """由区(县)人大代表提出建议: the deputy gets the draft, whose answer closes what the resident brought."""
    opinion = waiting(opinion)
    matter = _opened(opinion, draft, by, at)
    _route(opinion, OpinionRoute.DISTRICT_DEPUTY, by, at)
    return matter_pass_to_deputy(matter=matter, deputy=deputy, note=note, by=by, at=at)


@transaction.atomic
def opinion_pass_to_city(*, opinion: StationOpinion, name: str, by: Actor, at: datetime) -> StationOpinion:
    """请市人大代表反映: whose congress this portal does not keep: name and outcome are written down."""
    opinion = waiting(opinion)
    opinion.carried_by = required(name, "请填写请哪位市人大代表反映。")[:60]
    _route(opinion, OpinionRoute.CITY_DEPUTY, by, at)
    _tell(opinion, CITY.format(name=opinion.carried_by), by, at)
    return opinion


@transaction.atomic
def opinion_city_outcome(*, opinion: StationOpinion, sentence: str, by: Actor, at: datetime) -> StationOpinion:
    """What came of it, as the deputy above or the letter says."""
    opinion, sentence = opinion_locked(opinion), _said(sentence, "请写明反映的结果。")
    if opinion.route != OpinionRoute.CITY_DEPUTY or opinion.closed_at is not None:
        raise WrongState("这件不是请市人大代表反映的,或者结果已经登记。请刷新页面。")
    opinion.answer, opinion.closed_at = sentence, at
    opinion.told_deputy_at = at if opinion.deputy_id else None
    opinion.save(update_fields=["answer", "closed_at", "told_deputy_at"])
    record("deputy_stations.opinion.city_answered", opinion, by, reason=sentence, name=opinion.carried_by)
    _tell(opinion, CITY_OUTCOME.format(name=opinion.carried_by, sentence=sentence), by, at, is_final=True)
    return opinion


def opinion_locked(opinion: StationOpinion) -> StationOpinion:
    """The row for this transaction, with what decides about it."""
    rows = StationOpinion.objects.select_for_update(of=("self",))
    return rows.select_related("submission", "station__area", "station__unit", "deputy").get(pk=opinion.pk)


def waiting(opinion: StationOpinion) -> StationOpinion:
    """Locked; raises WrongState where it went somewhere already, was taken back or goes on in another one."""
    opinion = opinion_locked(opinion)
    number = opinion.submission.number
    if not opinion.submission.stands:
        raise WrongState(f"{number}号已由反映人撤回或者并入另一件,不用再办理。")
    if not rules.may_route(opinion.route, opinion.grade):
        raise WrongState(f"{number}号已经确定办理路径({opinion.get_route_display()}),请刷新页面查看。")
    return opinion


def _opened(opinion: StationOpinion, draft: RequestDraft, by: Actor, at: datetime) -> Matter:
    term = term_of(office_of(opinion.submission.area))
    made = MatterDraft(
        MatterKind.REQUEST, draft.title, draft.text, opinion.submission.proposer, draft.category, source=opinion,
        source_url=opinion.get_absolute_url(),
    )  # fmt: skip
    body = term.body if term else None
    return matter_accept_directly(submission=opinion.submission, body=body, term=term, draft=made, by=by, at=at)


def _route(opinion: StationOpinion, route: OpinionRoute, by: Actor, at: datetime, *, closed: bool = False) -> None:
    opinion.route, opinion.routed_at, opinion.routed_by = route, at, by.name
    opinion.closed_at = at if closed else None
    opinion.told_deputy_at = at if closed and opinion.deputy_id else None
    opinion.save()
    record("deputy_stations.opinion.routed", opinion, by, reason=opinion.answer, route=route.label)


def _tell(opinion: StationOpinion, sentence: str, by: Actor, at: datetime, *, is_final: bool = False) -> None:
    submission_tell(submission=opinion.submission, sentence=sentence[:500], by=by, at=at, is_final=is_final)


def _said(text: str, otherwise: str) -> str:
    text = required(text, otherwise)
    if len(text) > LIMIT:
        raise DomainError(f"最多{LIMIT}字,现有{len(text)}字,请精简。")
    return text
