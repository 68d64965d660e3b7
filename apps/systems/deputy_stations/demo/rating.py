"""The star rating of 示例区: last year's, finished with stars and one of them lowered, and one that is running."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve
from apps.office.documents.demo import demo_actor
from apps.office.public_notices.services import notice_conclude
from apps.systems.deputy_stations.models import (
    ItemKind,
    RatingRound,
    Scoring,
    StandardItem,
    Star,
    Station,
    StationRating,
    Tier,
)
from apps.systems.deputy_stations.papers.rating import notice_body
from apps.systems.deputy_stations.rules.marking import Mark
from apps.systems.deputy_stations.rules.rating import RoundDays
from apps.systems.deputy_stations.rules.standards import is_of_place
from apps.systems.deputy_stations.selectors.rating import (
    items_of,
    place_of,
    places_under,
    possible_raters,
    rater_facts,
)
from apps.systems.deputy_stations.services import rating as hands
from apps.systems.deputy_stations.services.rounds import RoundDraft, round_open, round_publish, round_submit
from apps.systems.deputy_stations.services.standards import standard_draft, standard_put_in_force
from apps.systems.deputy_stations.services.stars import lowering_propose, round_name

DAY = timedelta(days=1)
DISTRICT, USERNAME = "示例区", "quwei"
PERCENTS = (98, 97, 95, 94, 92, 88, 86, 84, 80, 76, 72, 66)
"""What the raters find of the whole at one station after the other."""
CHECKED = "现场核实"


def load(at: datetime) -> None:
    """Write both rounds; nothing where the demo district has no stations."""
    if not Station.objects.filter(area__is_demo=True, opened_on__isnull=False).exists():
        return
    clerk, office = demo_actor(USERNAME, at), Area.objects.get(name=DISTRICT, is_demo=True)
    begun = at - 160 * DAY
    standard_put_in_force(standard=standard_draft(office=office, by=clerk, at=begun), by=clerk, at=begun)
    _finished(office, clerk, begun)
    _running(office, clerk, at)
    _lowered(clerk, at)


def _open(office: Area, title: str, first: datetime, self_days: int, clerk: Actor) -> RatingRound:
    on = local_day(first)
    days = RoundDays(on - 364 * DAY, on, *(on + number * DAY for number in (self_days, self_days + 8, self_days + 25)))
    draft = RoundDraft(title, on.year, tuple(Tier.values), days)
    round_ = round_open(office=office, draft=draft, by=clerk, at=first)
    return RatingRound.objects.select_related("office", "standard").get(pk=round_.pk)


def _finished(office: Area, clerk: Actor, begun: datetime) -> None:
    """All stages, 主任会议, 公示, 命名; everything within ten weeks."""
    round_ = _open(office, f"{begun.year}年上半年代表家站星级评定", begun, 10, clerk)
    for number, rating in enumerate(_ratings(round_)):
        _site(rating, PERCENTS[number % len(PERCENTS)], clerk, begun + 5 * DAY, raters=2)
    round_submit(round_=round_, by=clerk, at=begun + 40 * DAY)
    decided = begun + 44 * DAY
    _agree(ApprovalRequest.objects.of(round_)[0], f"示例人常主纪〔{decided.year}〕9号", clerk, decided)
    round_.refresh_from_db()
    notice = round_publish(round_=round_, body=notice_body(round_, clerk), by=clerk, at=begun + 46 * DAY)
    ended = begun + ((notice.ends_on - local_day(begun)).days + 1) * DAY
    notice_conclude(notice=notice, conclusion="公示期满,没有收到异议。", by=clerk, at=ended)
    round_name(
        round_=round_, number=f"示例人常发〔{ended.year}〕16号", starts_on=local_day(ended + 2 * DAY), by=clerk,
        at=ended + 2 * DAY,
    )  # fmt: skip


def _running(office: Area, clerk: Actor, at: datetime) -> None:
    """In every stage, some of them late."""
    begun = at - 18 * DAY
    round_ = _open(office, f"{at.year}年代表家站星级评定", begun, 14, clerk)
    ratings = _ratings(round_)
    for number, rating in enumerate(ratings):
        percent, stage = PERCENTS[(number + 4) % len(PERCENTS)], number * 4 // max(len(ratings), 1)
        if stage == 0:
            _site(rating, percent, clerk, begun + 3 * DAY, raters=2)
        elif stage == 1:
            _site(rating, percent, clerk, begun + 3 * DAY, raters=1)
        elif stage == 2:
            _self(rating, _marks(rating, percent + 3), clerk, begun + 3 * DAY)


def _ratings(round_: RatingRound) -> list[StationRating]:
    return list(round_.ratings.with_all().order_by("station__pk"))  # type: ignore[attr-defined]


def _self(rating: StationRating, scoring: hands.Scoring, clerk: Actor, at: datetime) -> StationRating:
    return hands.self_score(rating=rating, scoring=scoring, revision=rating.revision, hand_in=True, by=clerk, at=at)


def _site(rating: StationRating, percent: int, clerk: Actor, at: datetime, *, raters: int) -> None:
    """Self-rating, first review, and so many of the two raters."""
    rating = _self(rating, _marks(rating, percent + 2), clerk, at)
    rating = hands.first_score(
        rating=rating, scoring=_marks(rating, percent + 1), revision=rating.revision, hand_in=True, by=clerk,
        at=at + DAY,
    )  # fmt: skip
    people = _two(rating, at)
    hands.raters_set(round_=rating.round, ratings=[rating], people=people, by=clerk, at=at + 2 * DAY)
    for number, person in enumerate(people[:raters]):
        by = demo_actor(person.user.username, at) if person.user else clerk
        hands.site_score(
            rating=rating, scoring=_marks(rating, percent - number), revision=0, hand_in=True, by=by, at=at + 3 * DAY
        )


def _two(rating: StationRating, at: datetime) -> Sequence[Person]:
    """Two raters who are not of its town or street."""
    on, office = local_day(at), rating.round.office
    place = place_of(rating.station.area.path, places_under(office))
    people = list(possible_raters(office, on))
    free = [
        one.person_id for one in rater_facts(people, on) if not place or not is_of_place(one.place_paths, place.path)
    ]
    return [person for person in people if person.pk in free][:2]


def _marks(rating: StationRating, percent: int) -> hands.Scoring:
    """So many percent of every item, in whole steps; nobody triggers a veto."""
    return hands.Scoring({row.number: _mark(row, min(percent, 100)) for row in items_of(rating.round.standard)})


def _mark(row: StandardItem, percent: int) -> Mark:
    if row.kind in (ItemKind.VETO, ItemKind.DEDUCTION):
        return Mark(Decimal(0), CHECKED)
    if row.kind == ItemKind.BONUS:
        return Mark(Decimal(2 if percent > 90 else 0), CHECKED)
    if row.scoring == Scoring.BOOLEAN:
        return Mark(row.points if percent >= 70 else Decimal(0), CHECKED)
    return Mark((row.points * percent / 100).quantize(Decimal("0.1")), CHECKED)


def _agree(request: ApprovalRequest, number: str, clerk: Actor, at: datetime) -> None:
    step_approve(
        request=request, step_number=1, opinion="同意。", decided_on=local_day(at), document_number=number, by=clerk,
        at=at,
    )  # fmt: skip


def _lowered(clerk: Actor, at: datetime) -> None:
    """One of four stars lowered upon a complaint that held."""
    star = Star.objects.on(local_day(at)).filter(stars=4, station__area__is_demo=True).order_by("pk").last()
    if star is None:
        return
    proposed = at - 20 * DAY
    lowering = lowering_propose(
        star=star, to_stars=3, trigger="other", reason="群众反映接待日无人值守,经核查属实。", by=clerk, at=proposed
    )
    _agree(ApprovalRequest.objects.of(lowering)[0], f"示例人常主纪〔{proposed.year}〕14号", clerk, proposed + 5 * DAY)
