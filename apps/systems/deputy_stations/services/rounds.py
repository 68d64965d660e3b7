"""A round of the star rating: opened, counted, put to the 主任会议, shown to the public, named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from apps.congress.supervision.selectors.organs import supervising_organ
from apps.foundation.audit import services as audit
from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, WrongState, require_ready, required
from apps.foundation.core.once import made_once
from apps.foundation.organisations.models import Area
from apps.foundation.people.selectors import handlers_of, staff_by_area
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import StepDraft, request_open
from apps.office.notifications.services import notice_send
from apps.office.public_notices.models import PublicNotice
from apps.office.public_notices.services import notice_publish
from apps.systems.deputy_stations.models import ItemScore, RatingRound, RatingState, Stage, Station, StationRating
from apps.systems.deputy_stations.rules import rating as rules
from apps.systems.deputy_stations.selectors.rating import (
    STUDY,
    items_of,
    places_under,
    progress_of,
    results_now,
    room_now,
    standard_in_force,
)
from apps.systems.deputy_stations.selectors.rating_figures import figures_of
from apps.systems.deputy_stations.services.records import key_of

AT_ONCE, CHUNK = 60, 200
TASK = "deputy_stations.rating_figures_run"
STALE = timedelta(minutes=10)
RESULT = ["total", "band", "stars", "vetoes", "room", "batch"]


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """`tiers`: which stations take part; `days`: what is judged, and until when each stage lasts."""

    title: str
    year: int
    tiers: Sequence[str]
    days: rules.RoundDays


@transaction.atomic
def round_open(*, office: Area, draft: RoundDraft, key: UUID | None = None, by: Actor, at: datetime) -> RatingRound:
    """Open a round by the standard in force, for the stations open at the end of the period; figures follow.

    Raises NotReady with what is wrong with the days, DomainError without a standard or without stations.
    """
    on, days = local_day(at), draft.days
    standard = standard_in_force(office)
    if standard is None:
        raise DomainError("还没有启用的评定标准。请先拟定并启用标准,再启动评定。")
    require_ready(rules.issues_with_days(days, on))
    said = {"office": office, "title": required(draft.title, "请填写评定名称。"), "year": draft.year}
    rest = {name: getattr(days, name) for name in ("starts_on", "ends_on", "self_due", "first_due", "site_due")}
    round_, is_new = made_once(
        RatingRound, key, said=said, standard=standard, created_at=at, figures_asked_at=at, **rest
    )
    if not is_new:
        return round_
    stations = Station.objects.open_on(min(days.ends_on, on)).filter(
        area__path__startswith=office.path, tier__in=draft.tiers
    )
    made = StationRating.objects.bulk_create(StationRating(round=round_, station=station) for station in stations)
    if not made:
        raise DomainError("没有符合条件的家站。请核对层级,或者先登记家站的启用日期。")
    record_round("deputy_stations.round.opened", round_, by, stations=len(made))
    _opened_tell(round_, by, at)
    _figures_take(round_, len(made), at)
    return round_


@transaction.atomic
def figures_retake(*, round_: RatingRound, by: Actor, at: datetime) -> RatingRound:
    """Take the figures anew. Raises WrongState once a first review rests on them, or while it is done already."""
    round_ = round_locked(round_.pk)
    rules.move_round(round_.state, "work")
    if round_.is_counting and at - round_.figures_asked_at < STALE:
        raise WrongState("正在取数,请稍候。")
    if ItemScore.objects.filter(rating__round=round_, stage=Stage.FIRST).exists():
        raise WrongState("已有家站完成初审,数据已经固定,不能重新取数。数据有误的,请在评分时写明理由调整。")
    round_.figures_at, round_.figures_asked_at, round_.figures_done = None, at, 0
    round_.save(update_fields=["figures_at", "figures_asked_at", "figures_done"])
    record_round("deputy_stations.round.figures_retaken", round_, by)
    _figures_take(round_, round_.ratings.count(), at)  # type: ignore[attr-defined]
    return round_


def figures_run(*, round_: RatingRound) -> RatingRound:
    """Count what is still to be counted, chunk by chunk, each its own transaction; safe to run twice."""
    while _chunk_run(round_.pk):
        pass
    round_.refresh_from_db()
    return round_


@transaction.atomic
def _chunk_run(pk: int) -> bool:
    round_ = round_locked(pk)
    if round_.figures_at:
        return False
    asked = round_.figures_asked_at
    left = Q(figures_at__isnull=True) | Q(figures_at__lt=asked)
    chunk = list(StationRating.objects.filter(left, round=round_).order_by("pk")[:CHUNK])
    measures = [item.measure for item in items_of(round_.standard) if item.measure]
    found = figures_of(measures, [one.station_id for one in chunk], round_.starts_on, round_.ends_on)
    for one in chunk:
        one.figures, one.figures_at = found[one.station_id], asked
    StationRating.objects.bulk_update(chunk, ["figures", "figures_at"])
    round_.figures_done += len(chunk)
    if len(chunk) < CHUNK:
        round_.figures_at = asked
    round_.save(update_fields=["figures_done", "figures_at"])
    return not round_.figures_at


def figures_resume(*, at: datetime) -> int:
    """Counts that a worker left lying are queued again."""
    left = RatingRound.objects.filter(figures_at__isnull=True, figures_asked_at__lt=at - STALE)
    with transaction.atomic():
        outbox.send_many(TASK, [(key,) for key in left.values_list("pk", flat=True)])
    return left.count()


@transaction.atomic
def round_submit(*, round_: RatingRound, by: Actor, at: datetime) -> RatingRound:
    """提请主任会议研究: totals and stars are kept as they are now. Raises NotReady with what is missing."""
    round_ = round_locked(round_.pk)
    now = progress_of(round_, local_day(at))
    rated = now.counts[RatingState.SCORED]
    issues = rules.issues_before_submitting(at_work=now.at_work, rated=rated, figures_run=round_.is_counting)
    round_.state = rules.move_round(round_.state, "submit", issues)
    round_.batch += 1
    round_.save(update_fields=["state", "batch"])
    _results_keep(round_)
    organ = supervising_organ(round_.office, local_day(at))
    request_open(
        subject=round_, kind=STUDY, title=f"{round_.title}结果", area=round_.office, url=round_.get_absolute_url(),
        steps=[StepDraft("主任会议研究", organ=organ)], by=by, at=at,
    )  # fmt: skip
    record_round("deputy_stations.round.submitted", round_, by, stations=rated)
    return round_


def _results_keep(round_: RatingRound) -> None:
    room, ratings = room_now(round_), []
    for one in results_now(round_):
        rating = one.rating
        rating.total, rating.band, rating.stars = one.outcome.total, one.outcome.stars, one.stars
        rating.vetoes, rating.room, rating.batch = "、".join(one.outcome.vetoes)[:300], room, round_.batch
        ratings.append(rating)
    StationRating.objects.bulk_update(ratings, RESULT, batch_size=CHUNK)


@transaction.atomic
def round_agreed(*, request: ApprovalRequest, by: Actor, at: datetime) -> None:
    """The 主任会议 agreed: what it saw may be shown to the public."""
    round_, step = round_locked(request.subject_id), request.current_step
    round_.state = rules.move_round(round_.state, "agree")
    round_.study_number, round_.studied_on = step.document_number, step.decided_on
    round_.save(update_fields=["state", "study_number", "studied_on"])
    record_round("deputy_stations.round.agreed", round_, by, number=round_.study_number)


@transaction.atomic
def round_returned(*, request: ApprovalRequest, reason: str, by: Actor, at: datetime) -> None:
    """Sent back by the 主任会议 or taken back by the office: scores may be changed again."""
    round_ = round_locked(request.subject_id)
    round_.state = rules.move_round(round_.state, "return")
    round_.save(update_fields=["state"])
    round_.ratings.filter(state=RatingState.SCORED).update(batch=None)  # type: ignore[attr-defined]
    record_round("deputy_stations.round.returned", round_, by, reason=reason)


@transaction.atomic
def round_publish(*, round_: RatingRound, body: str, by: Actor, at: datetime) -> PublicNotice:
    """公示 for the working days that the rule of public notices says; `body` names the stations and their stars."""
    round_ = round_locked(round_.pk)
    round_.state = rules.move_round(round_.state, "publish")
    round_.save(update_fields=["state"])
    notice = notice_publish(
        subject=round_, title=f"{round_.title}结果公示", body=body, area=round_.office, starts_on=local_day(at), by=by,
        at=at, url=round_.get_absolute_url(),
    )  # fmt: skip
    record_round("deputy_stations.round.published", round_, by, until=chinese_date(notice.ends_on))
    return notice


@transaction.atomic
def round_unpublished(*, notice: PublicNotice, reason: str, by: Actor, at: datetime) -> None:
    """The notice was taken down: the results wait for another one."""
    round_ = round_locked(notice.subject_id)
    if round_.state == rules.PUBLISHED:
        round_.state = rules.move_round(round_.state, "unpublish")
        round_.save(update_fields=["state"])
        record_round("deputy_stations.round.unpublished", round_, by, reason=reason)


@transaction.atomic
def round_abandon(*, round_: RatingRound, reason: str, by: Actor, at: datetime) -> RatingRound:
    round_ = round_locked(round_.pk)
    round_.state = rules.move_round(round_.state, "abandon")
    if round_.ratings.filter(state=RatingState.SETTLED).exists():  # type: ignore[attr-defined]
        raise WrongState("已有家站命名,这轮评定不能终止。其余家站不再评定的,请逐个登记不参评。")
    round_.abandon_reason = required(reason, "请写明终止理由。")
    round_.save(update_fields=["state", "abandon_reason"])
    record_round("deputy_stations.round.abandoned", round_, by, reason=round_.abandon_reason)
    return round_


def round_locked(pk: int) -> RatingRound:
    """The row for this transaction; acts on one round wait for each other."""
    return RatingRound.objects.select_for_update(of=("self",)).select_related("office", "standard").get(pk=pk)


def record_round(act: str, round_: RatingRound, by: Actor, *, reason: str = "", **facts: Any) -> None:
    audit.record(act, on=round_, by=by, reason=reason, area_path=round_.office.path, **facts)


def _figures_take(round_: RatingRound, count: int, at: datetime) -> None:
    if count <= AT_ONCE:
        while _chunk_run(round_.pk):
            pass
        round_.refresh_from_db(fields=["figures_at", "figures_done"])
    else:
        outbox.send(TASK, round_.pk)


def _opened_tell(round_: RatingRound, by: Actor, at: datetime) -> None:
    """Liaison officers, and the staff of the towns and streets that review first."""
    on = local_day(at)
    units = round_.ratings.values_list("station__unit", flat=True)  # type: ignore[attr-defined]
    staff = staff_by_area([place.pk for place in places_under(round_.office)], on)
    people = {*handlers_of(units, on), *set().union(*staff.values())}
    values = {"title": round_.title, "due": chinese_date(round_.self_due)}
    notice_send(
        recipients=sorted(people), key=key_of("deputy_stations.round.opened", round_, at),
        text="stations.rating_opened", values=values, area=round_.office,
        url=reverse("deputy_stations_ratings"), due=round_.self_due, by=by, at=at,
    )  # fmt: skip
