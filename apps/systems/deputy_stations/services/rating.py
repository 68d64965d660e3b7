"""One station in a round: by itself, by its town or street, by raters on the spot; sent back, left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, NotAllowed, WrongState, require_newest, require_ready, required
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import handlers_of, staff_by_area
from apps.office.files.services import attachment_add
from apps.office.notifications.services import notice_send
from apps.systems.deputy_stations.models import (
    ItemScore,
    RatingRater,
    RatingRound,
    RatingState,
    Stage,
    StationRating,
)
from apps.systems.deputy_stations.rules import marking
from apps.systems.deputy_stations.rules import rating as rules
from apps.systems.deputy_stations.rules.marking import Mark
from apps.systems.deputy_stations.rules.standards import issues_with_raters
from apps.systems.deputy_stations.selectors.marks import given_to
from apps.systems.deputy_stations.selectors.rating import item_of, items_of, place_of, places_under, rater_facts
from apps.systems.deputy_stations.services.records import key_of, record
from apps.systems.deputy_stations.services.rounds import record_round, round_locked

HANDED_IN = {Stage.SELF: "deputy_stations.rating.self", Stage.FIRST: "deputy_stations.rating.first"}
WRITTEN = ["points", "reason", "scored_by", "scored_at"]


@dataclass(frozen=True, slots=True)
class Scoring:
    """What one hand typed: item number -> mark, and photos of evidence."""

    marks: Mapping[int, Mark]
    photos: Mapping[int, UploadedFile] = field(default_factory=dict)


@transaction.atomic
def self_score(
    *, rating: StationRating, scoring: Scoring, revision: int, hand_in: bool, by: Actor, at: datetime
) -> StationRating:
    """自评: saved, or handed in to the town or street. Raises Conflict, NotReady with every item that is wrong."""
    return _stage_score(rating, Stage.SELF, scoring, revision, hand_in, by, at)


@transaction.atomic
def first_score(
    *, rating: StationRating, scoring: Scoring, revision: int, hand_in: bool, by: Actor, at: datetime
) -> StationRating:
    """初审 by the town or street."""
    return _stage_score(rating, Stage.FIRST, scoring, revision, hand_in, by, at)


def _stage_score(
    rating: StationRating, stage: Stage, scoring: Scoring, revision: int, hand_in: bool, by: Actor, at: datetime
) -> StationRating:
    rating = rating_locked(rating.pk)
    require_workable(rating)
    state = rules.move(rating.state, stage)
    require_newest(revision, rating.revision)
    _marks_keep(rating, stage, None, scoring, hand_in, by, at)
    rating.revision += 1
    if hand_in:
        rating.state = state
        setattr(rating, f"{stage}_at", at)
        setattr(rating, f"{stage}_by", by.name)
        record(HANDED_IN[stage], rating, by)
    rating.save()
    return rating


@transaction.atomic
def site_score(
    *, rating: StationRating, scoring: Scoring, revision: int, hand_in: bool, by: Actor, at: datetime
) -> StationRating:
    """复核 by one rater; once all have handed in, the station is rated. Raises NotAllowed for anybody else."""
    rating = rating_locked(rating.pk)
    require_workable(rating)
    rules.move(rating.state, "site")
    rater = rating.raters.filter(person=by.person_id or 0).first()  # type: ignore[attr-defined]
    if rater is None:
        raise NotAllowed("您不是这个家站的评审员,不能评分。")
    if rater.submitted_at:
        raise WrongState("您的评分已经提交,不能再改。确需修改的,请区(县)人大工作人员退回。")
    require_newest(revision, rater.revision)
    _marks_keep(rating, Stage.SITE, by.person_id, scoring, hand_in, by, at)
    rater.revision += 1
    rater.submitted_at = at if hand_in else None
    rater.save(update_fields=["revision", "submitted_at"])
    if hand_in:
        record("deputy_stations.rating.site", rating, by)
        if not rating.raters.filter(submitted_at__isnull=True).exists():  # type: ignore[attr-defined]
            rating.state = rules.move(rating.state, "scored")
            rating.save(update_fields=["state"])
    return rating


@transaction.atomic
def final_score(*, rating: StationRating, scoring: Scoring, revision: int, by: Actor, at: datetime) -> StationRating:
    """核定: the office settles items otherwise than the raters' average, each with its reason."""
    rating = rating_locked(rating.pk)
    require_workable(rating)
    rules.move(rating.state, "final")
    require_newest(revision, rating.revision)
    _marks_keep(rating, Stage.FINAL, None, scoring, True, by, at)
    rating.revision += 1
    rating.save(update_fields=["revision"])
    told = [f"第{number}项:{mark.reason}" for number, mark in sorted(scoring.marks.items()) if mark.reason]
    record("deputy_stations.rating.final", rating, by, reason=";".join(told)[:500])
    return rating


def _marks_keep(
    rating: StationRating, stage: Stage, rater_id: int | None, scoring: Scoring, whole: bool, by: Actor, at: datetime
) -> None:
    """One row for each item; photos hang on the row of their item."""
    rows = items_of(rating.round.standard)
    given = given_to(rating, rows, stage)
    items = [item_of(row) for row in rows]
    require_ready(marking.issues_with_marks(items, scoring.marks, given, whole=whole))
    kept = {row.pk: marking.kept(scoring.marks.get(row.number, Mark(None)), given[row.number]) for row in rows}
    scores = _scores_write(rating, stage, rater_id, kept, by, at)
    for row in rows:
        if upload := scoring.photos.get(row.number):
            path = rating.station.area.path
            attachment_add(parent=scores[row.pk], upload=upload, by=by, at=at, area_path=path)


def _scores_write(
    rating: StationRating, stage: Stage, rater_id: int | None, marks: Mapping[int, Mark], by: Actor, at: datetime
) -> dict[int, ItemScore]:
    """Item id -> its row; those that say something else than before are changed, the others keep who wrote them."""
    hand = {"rating": rating, "stage": stage, "rater_id": rater_id}
    scores = {score.item_id: score for score in ItemScore.objects.filter(**hand)}
    changed = []
    for item_id, mark in marks.items():
        score = scores.setdefault(item_id, ItemScore(item_id=item_id, **hand))
        if score.pk is None or (score.points, score.reason) != (mark.points, mark.reason.strip()):
            score.points, score.reason, score.scored_by, score.scored_at = mark.points, mark.reason.strip(), by.name, at
            changed.append(score)
    ItemScore.objects.bulk_create([score for score in changed if score.pk is None])
    ItemScore.objects.bulk_update([score for score in changed if score.pk], WRITTEN)
    return scores


@transaction.atomic
def raters_set(
    *, round_: RatingRound, ratings: Sequence[StationRating], people: Sequence[Person], by: Actor, at: datetime
) -> int:
    """Ask raters for several stations, instead of those asked before. How many stations were given theirs.

    Raises NotReady where they are too few or of a town or street they would rate; what a rater has handed in stays.
    """
    round_, on = round_locked(round_.pk), local_day(at)
    rules.move_round(round_.state, "work")
    places = places_under(round_.office)
    theirs = {place_of(rating.station.area.path, places) for rating in ratings} - {None}
    named = {place.path: place.name for place in theirs if place}
    require_ready(issues_with_raters(rater_facts(people, on), named, round_.standard.raters_least))
    held = StationRating.objects.select_for_update(of=("self",)).with_all()
    free = list(held.filter(pk__in=[rating.pk for rating in ratings], state__in=rules.AT_WORK))
    handed_in = RatingRater.objects.filter(rating__in=free, submitted_at__isnull=False).values_list("rating", flat=True)
    free = [rating for rating in free if rating.pk not in set(handed_in)]
    if not free:
        raise DomainError("所选家站都已经评分,不能再改评审员。")
    RatingRater.objects.filter(rating__in=free).delete()
    RatingRater.objects.bulk_create(RatingRater(rating=rating, person=person) for rating in free for person in people)
    names = "、".join(person.name for person in people)
    record_round("deputy_stations.round.raters_set", round_, by, stations=len(free), raters=names)
    values = {"title": round_.title, "count": len(free), "due": chinese_date(round_.site_due)}
    notice_send(
        recipients=[person.pk for person in people], key=key_of("deputy_stations.raters", round_, at),
        text="stations.rater_asked", values=values, area=round_.office, url=reverse("deputy_stations_ratings"),
        due=round_.site_due, by=by, at=at,
    )  # fmt: skip
    return len(free)


@transaction.atomic
def rating_send_back(*, rating: StationRating, reason: str, by: Actor, at: datetime) -> StationRating:
    """One stage back, with a reason. While results are shown to the public it leaves its batch and is rated again."""
    round_ = round_locked(rating.round_id)
    rating = rating_locked(rating.pk)
    rules.move_round(round_.state, "send_back")
    rating.reason = required(reason, "请写明退回的理由。")
    before, rating.state = rating.state, rules.move(rating.state, "back")
    if rating.batch is not None:
        rating.sent_back_in, rating.batch = rating.batch, None
    rating.total = rating.band = rating.stars = rating.room = None
    rating.vetoes = ""
    rating.revision += 1
    rating.save()
    if before in (RatingState.SITE, RatingState.SCORED):
        _given_again(rating)
    record("deputy_stations.rating.sent_back", rating, by, reason=rating.reason, to=rating.get_state_display())
    if round_.state == rules.PUBLISHED and not round_.ratings.filter(batch=round_.batch).exists():  # type: ignore[attr-defined]
        round_.state = rules.move_round(round_.state, "reopen")
        round_.save(update_fields=["state"])
    _sent_back_tell(rating, by, at)
    return rating


def _given_again(rating: StationRating) -> None:
    """Raters may change what they handed in; what the office settled upon it holds no more, the log keeps it."""
    rating.raters.update(submitted_at=None)  # type: ignore[attr-defined]
    rating.scores.filter(stage=Stage.FINAL).update(points=None, reason="")  # type: ignore[attr-defined]


@transaction.atomic
def rating_drop(*, rating: StationRating, reason: str, by: Actor, at: datetime) -> StationRating:
    """不参评, with a reason."""
    rating = rating_locked(rating.pk)
    require_workable(rating)
    rating.state = rules.move(rating.state, "drop")
    rating.reason = required(reason, "请写明不参评的理由。")
    rating.save(update_fields=["state", "reason"])
    record("deputy_stations.rating.dropped", rating, by, reason=rating.reason)
    return rating


def rating_locked(pk: int) -> StationRating:
    return StationRating.objects.select_for_update(of=("self",)).with_all().get(pk=pk)


def require_workable(rating: StationRating) -> None:
    """Raises WrongState while the round, or this station's result, is in other hands."""
    rules.move_round(rating.round.state, "work")
    if rating.batch is not None:
        raise WrongState("这个家站的结果正在研究或者公示,不能改动。需要重评的,请先退回。")


def _sent_back_tell(rating: StationRating, by: Actor, at: datetime) -> None:
    on: date = local_day(at)
    if rating.state == RatingState.SELF:
        people = handlers_of([rating.station.unit_id], on)
    elif rating.state == RatingState.FIRST:
        place = place_of(rating.station.area.path, places_under(rating.round.office))
        people = sorted(staff_by_area([place.pk], on).get(place.pk, ())) if place else []
    else:
        people = list(rating.raters.values_list("person", flat=True))  # type: ignore[attr-defined]
    notice_send(
        recipients=people, key=key_of("deputy_stations.rating.sent_back", rating, at), text="stations.rating_sent_back",
        values={"station": rating.station.name, "stage": rating.get_state_display(), "reason": rating.reason},
        area=rating.round.office, url=rating.get_absolute_url(), by=by, at=at,
    )  # fmt: skip
