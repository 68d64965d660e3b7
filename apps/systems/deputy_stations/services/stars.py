"""Stars: given by a decision, ended by the next one, taken down before their time."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse

from apps.congress.supervision.selectors.organs import supervising_organ
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day, months_after
from apps.foundation.core.errors import Conflict, DomainError, required
from apps.foundation.organisations.models import Area, AreaKind
from apps.foundation.people.selectors import handlers_of
from apps.foundation.policies.selectors import paths_to
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import StepDraft, request_open
from apps.office.files.services import attachment_add
from apps.office.notifications.services import notice_send
from apps.systems.deputy_stations.models import (
    LoweringState,
    RatingRound,
    RatingState,
    Star,
    StarLowering,
    StationRating,
)
from apps.systems.deputy_stations.rules import rating as rules
from apps.systems.deputy_stations.selectors.rating import LOWERING
from apps.systems.deputy_stations.selectors.stars import issues_before_naming
from apps.systems.deputy_stations.services.records import key_of, record
from apps.systems.deputy_stations.services.rounds import record_round, round_locked

CHUNK = 500


@transaction.atomic
def round_name(*, round_: RatingRound, number: str, starts_on: date, by: Actor, at: datetime) -> RatingRound:
    """命名授牌: the stations of this batch have their stars from `starts_on`; what held before ends.

    Raises NotReady before the public notice is concluded and while an objection that holds was not followed.
    """
    round_ = round_locked(round_.pk)
    state = rules.move_round(round_.state, "name", issues_before_naming(round_))
    number = required(number, "请填写命名决定的文号。")
    if round_.studied_on and starts_on < round_.studied_on:
        raise DomainError(f"生效日期不能早于主任会议研究之日({chinese_date(round_.studied_on)}),请核对年份。")
    batch = list(round_.ratings.filter(batch=round_.batch, state=RatingState.SCORED).with_all())  # type: ignore[attr-defined]
    _before_end([rating.station_id for rating in batch], starts_on)
    until = months_after(starts_on, 12 * round_.standard.validity_years)
    Star.objects.bulk_create(
        Star(
            station=rating.station, stars=rating.stars, rating=rating, starts_on=starts_on, until=until,
            decision_number=number, created_at=at,
        )
        for rating in batch
        if rating.stars
    )  # fmt: skip
    StationRating.objects.filter(pk__in=[rating.pk for rating in batch]).update(
        state=rules.move(RatingState.SCORED, "settle")
    )
    rest = round_.ratings.exclude(state__in=(RatingState.SETTLED, RatingState.DROPPED)).exists()  # type: ignore[attr-defined]
    round_.state = rules.move_round(round_.state, "reopen") if rest else state
    round_.decision_number, round_.named_at = number, at
    round_.save(update_fields=["state", "decision_number", "named_at"])
    starred = sum(bool(rating.stars) for rating in batch)
    record_round("deputy_stations.round.named", round_, by, stations=len(batch), starred=starred, number=number)
    _named_tell(round_, batch, by, at)
    return round_


def _before_end(stations: Sequence[int], starts_on: date) -> None:
    """Stars of an earlier decision end where the new ones begin, or where a station has none any more."""
    held = list(
        Star.objects.select_for_update(of=("self",))
        .filter(Q(until__isnull=True) | Q(until__gt=starts_on), station__in=stations)
        .select_related("station")
    )
    for star in held:
        if star.starts_on > starts_on:
            raise DomainError(f"{star.station}现有星级自{chinese_date(star.starts_on)}起生效,命名的生效日期不能更早。")
        star.until, star.ended_reason = starts_on, "复评后重新评定"
    Star.objects.bulk_update(held, ["until", "ended_reason"], batch_size=CHUNK)


@transaction.atomic
def lowering_propose(
    *, star: Star, to_stars: int, trigger: str, reason: str, files: Sequence[UploadedFile] = (), by: Actor, at: datetime
) -> StarLowering:
    """Propose 降级 or 摘牌 to the 主任会议. Raises Conflict while another proposal waits."""
    star = Star.objects.select_for_update(of=("self",)).select_related("station__area").get(pk=star.pk)
    on = local_day(at)
    if not star.in_force(on):
        raise DomainError("这个星级已经失效,不需要降级。")
    if not 0 <= to_stars < star.stars:
        raise DomainError(f"现为{star.stars}星,请选择更低的星级,或者摘牌。")
    lowering = StarLowering(
        star=star, to_stars=to_stars, trigger=trigger, reason=required(reason, "请写明事实和理由。"),
        proposed_by=by.name, proposed_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            lowering.save()
    except IntegrityError as error:
        raise Conflict("这个家站已有降级建议在研究中,请刷新页面查看。") from error
    for upload in files:
        attachment_add(parent=lowering, upload=upload, by=by, at=at, area_path=star.station.area.path)
    office = office_of(star)
    organ = supervising_organ(office, on)
    request_open(
        subject=lowering, kind=LOWERING, title=f"{star.station}{lowering.act}", area=office,
        url=lowering.get_absolute_url(), steps=[StepDraft("主任会议研究", organ=organ)], by=by, at=at,
    )  # fmt: skip
    record("deputy_stations.star.lowering_proposed", star, by, reason=lowering.reason, to=lowering.act)
    return lowering


@transaction.atomic
def lowering_decided(*, request: ApprovalRequest, by: Actor, at: datetime) -> None:
    """The 主任会议 agreed: the star ends on that day, a lower one holds for the rest of its time."""
    lowering, step = _lowering(request), request.current_step
    star = Star.objects.select_for_update(of=("self",)).select_related("station__area").get(pk=lowering.star_id)
    day = max(step.decided_on or local_day(at), star.starts_on)
    if not star.in_force(day):
        raise DomainError("这个星级在决定之日已经失效,请退回这项建议。")
    until, star.until, star.ended_reason = star.until, day, lowering.act
    star.save(update_fields=["until", "ended_reason"])
    if lowering.to_stars:
        Star.objects.create(
            station=star.station, stars=lowering.to_stars, starts_on=day, until=until,
            decision_number=step.document_number, created_at=at,
        )  # fmt: skip
    lowering.state, lowering.decision_number, lowering.decided_on = LoweringState.DECIDED, step.document_number, day
    lowering.save(update_fields=["state", "decision_number", "decided_on"])
    record(
        "deputy_stations.star.lowered", star, by, reason=lowering.reason, to=lowering.act, number=step.document_number
    )
    notice_send(
        recipients=handlers_of([star.station.unit_id], local_day(at)),
        key=key_of("deputy_stations.star.lowered", lowering, at), text="stations.star_lowered",
        values={"station": star.station.name, "act": lowering.act, "number": step.document_number},
        area=star.station.area, url=star.station.get_absolute_url(), by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def lowering_returned(*, request: ApprovalRequest, reason: str, by: Actor, at: datetime) -> None:
    lowering = _lowering(request)
    lowering.state = LoweringState.RETURNED
    lowering.save(update_fields=["state"])
    record("deputy_stations.star.lowering_returned", lowering.star, by, reason=reason, to=lowering.act)


def office_of(star: Star) -> Area:
    """The district in which its station lies."""
    area = star.station.area
    return Area.objects.filter(path__in=paths_to(area.path), kind=AreaKind.DISTRICT).first() or area


def _lowering(request: ApprovalRequest) -> StarLowering:
    rows = StarLowering.objects.select_for_update(of=("self",)).select_related("star__station__area")
    return rows.get(pk=request.subject_id)


def _named_tell(round_: RatingRound, batch: Sequence[StationRating], by: Actor, at: datetime) -> None:
    """Liaison officers, each once: the result is on their page."""
    units = [rating.station.unit_id for rating in batch]
    notice_send(
        recipients=handlers_of(units, local_day(at)), key=key_of("deputy_stations.round.named", round_, at),
        text="stations.star_named", values={"title": round_.title, "number": round_.decision_number},
        area=round_.office, url=reverse("deputy_stations_ratings"), by=by, at=at,
    )  # fmt: skip
