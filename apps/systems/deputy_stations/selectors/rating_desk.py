"""What the star rating puts on everybody's desk: to-do, deadlines, search, ways back."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from apps.foundation.core.actors import HANDLER, STAFF, Actor
from apps.foundation.core.permissions import may
from apps.foundation.core.registry import EVERYBODY, Deadline, Hit, Related, TodoItem, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.organisations.models import Area
from apps.foundation.people.selectors import asked, handlers_by_unit, staff_by_area
from apps.foundation.policies.selectors import resolve
from apps.office.documents.models import Document
from apps.office.public_notices.models import NoticeState
from apps.systems.deputy_stations.models import (
    RatingRater,
    RatingRound,
    RatingState,
    Star,
    Station,
    StationRating,
)
from apps.systems.deputy_stations.rules import rating as rules
from apps.systems.deputy_stations.rules.rating_policies import AGAIN_FROM
from apps.systems.deputy_stations.selectors.rating import due_of, place_of, places_under
from apps.systems.deputy_stations.selectors.rounds import DECISION, NOTICE
from apps.systems.deputy_stations.selectors.stars import notice_of, starred

LIMIT, RATE = 10, "deputy_stations.rate"


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Liaison officers: their self-rating. Raters: their stations. Offices: first reviews, the next step of a round."""
    yield from _to_rate(actor)
    if actor.role == HANDLER:
        for rating in _waiting(actor, RatingState.SELF)[:LIMIT]:
            url = _score_url(rating, "self")
            yield TodoItem(f"星级自评:{rating.station}", url, rating.round.self_due, rating.round.title, "去自评")
    if actor.role == STAFF:
        yield from _first_reviews(actor)
        yield from _of_rounds(actor)
        yield from _again(actor, on)


def _waiting(actor: Actor, state: str) -> Any:
    return StationRating.objects.visible_to(actor).filter(state=state, round__state=rules.OPEN).with_all()


def _score_url(rating: StationRating, stage: str) -> str:
    return reverse("deputy_stations_score", args=[rating.public_id, stage])


def _to_rate(actor: Actor) -> Iterator[TodoItem]:
    if not actor.person_id:
        return
    asked = RatingRater.objects.filter(
        person=actor.person_id, submitted_at__isnull=True, rating__state=RatingState.SITE,
        rating__round__state__in=(rules.OPEN, rules.PUBLISHED),
    ).select_related("rating__station", "rating__round")  # fmt: skip
    for rater in asked[:LIMIT]:
        rating = rater.rating
        yield TodoItem(
            f"复核评分:{rating.station}", _score_url(rating, "site"), rating.round.site_due, rating.round.title,
            "去评分",
        )  # fmt: skip


def _first_reviews(actor: Actor) -> Iterator[TodoItem]:
    """The town's or street's own office reviews; the district's reads how far it is on the page of the round."""
    rows = _waiting(actor, RatingState.FIRST).filter(station__area__path__startswith=actor.area_path)
    own = rows.exclude(round__office__path__startswith=actor.area_path)
    for round_ in RatingRound.objects.filter(pk__in=own.values("round")):
        count = own.filter(round=round_).count()
        url = f"{reverse('deputy_stations_ratings')}?round={round_.public_id}&state=first"
        yield TodoItem(f"星级初审{count}个家站", url, round_.first_due, round_.title, "去初审")


def _of_rounds(actor: Actor) -> Iterator[TodoItem]:
    rounds = RatingRound.objects.filter(office__path=actor.area_path).exclude(
        state__in=(rules.NAMED, rules.ABANDONED, rules.STUDY)
    )
    for round_ in rounds:
        if step := _next_step(round_):
            yield TodoItem(f"{step}:{round_}", round_.get_absolute_url(), round_.site_due)


def _again(actor: Actor, on: date) -> Iterator[TodoItem]:
    """复评: stars of an earlier year are rated again every year, however long they hold; once a round has begun, that
    round says what comes next."""
    if not may(actor, RATE) or RatingRound.objects.filter(_this_year(actor, on)).exists():
        return
    office = Area.objects.get(path=actor.area_path)
    count = starred(office.path, on).filter(starts_on__year__lt=on.year).count()
    if count and on.month >= int(resolve(AGAIN_FROM, area=office, on=on).value):
        title, told = (
            f"启动{on.year}年度复评:{count}个星级家站",
            "往年命名的星级每年复评一次,确定保留、升降或者摘牌",
        )
        yield TodoItem(title, reverse("deputy_stations_round_new"), date(on.year, 12, 31), told, "去启动")


def _this_year(actor: Actor, on: date) -> Q:
    return Q(office__path=actor.area_path, year=on.year) & ~Q(state=rules.ABANDONED)


def _next_step(round_: RatingRound) -> str:
    """What the office does next, "" while others are at work."""
    if round_.state == rules.AGREED:
        return "公示评定结果"
    if round_.state == rules.PUBLISHED:
        notice = notice_of(round_)
        return "登记命名决定" if notice and notice.state == NoticeState.CONCLUDED else ""
    counts = dict(round_.ratings.order_by().values_list("state").annotate(Count("pk")))  # type: ignore[attr-defined]
    if round_.ratings.filter(state=RatingState.SITE, raters__isnull=True).exists():  # type: ignore[attr-defined]
        return "安排评审员"
    at_work = sum(counts.get(state, 0) for state in rules.AT_WORK)
    return "提请主任会议研究" if counts.get(RatingState.SCORED) and not at_work else ""


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The last day of the stage of every station, for those whose turn it is; the last day of stars for the office."""
    at_work = StationRating.objects.filter(round__state__in=(rules.OPEN, rules.PUBLISHED), state__in=rules.AT_WORK)
    at_work = at_work.filter(_asked(watch))
    for round_ in RatingRound.objects.filter(pk__in=at_work.values("round")).select_related("office"):
        yield from _of_ratings(round_, at_work.filter(round=round_), on)
    yield from _of_stars(on, watch)


def _asked(watch: Watch) -> Q:
    """Whose turn it is: the station or its town, the town, or the raters who have not handed in."""
    if watch.person_id is None:
        return Q()
    own = asked(watch, unit="station__unit", otherwise="station__area")
    rated = RatingRater.objects.filter(person=watch.person_id, submitted_at__isnull=True).values("rating")
    return (
        Q(own, state=rules.SELF)
        | Q(asked(watch, area="station__area"), state=rules.FIRST)
        | Q(state=rules.SITE, pk__in=rated)
    )


def _of_ratings(round_: RatingRound, rows: QuerySet[StationRating], on: date) -> Iterator[Deadline]:
    places = places_under(round_.office)
    staff = staff_by_area([round_.office_id, *(place.pk for place in places)], on)
    for chunk in in_chunks(rows.select_related("station__area").order_by("pk").iterator(CHUNK), CHUNK):
        handlers = handlers_by_unit([one.station.unit_id for one in chunk], on)
        raters: dict[int, set[int]] = {}
        waiting = RatingRater.objects.filter(rating__in=[one.pk for one in chunk], submitted_at__isnull=True)
        for rating_id, person in waiting.values_list("rating", "person"):
            raters.setdefault(rating_id, set()).add(person)
        for rating in chunk:
            place = place_of(rating.station.area.path, places)
            town = staff.get(place.pk if place else round_.office_id, set())
            people = {
                rules.SELF: handlers.get(rating.station.unit_id) or town, rules.FIRST: town,
                rules.SITE: raters.get(rating.pk, set()),
            }[rating.state]  # fmt: skip
            title = f"星级评定{rules.RATING_LABELS[rating.state]}:{rating.station}"
            key = f"stations.rating:{rating.public_id}:{rating.state}"
            url = rating.get_absolute_url()
            yield Deadline(title, due_of(round_, rating.state), url, tuple(sorted(people)), key)


def _of_stars(on: date, watch: Watch) -> Iterator[Deadline]:
    """One for each round and its last day: the office rates again before its stars run out."""
    ending = Star.objects.on(on).filter(until__isnull=False, rating__isnull=False, station__closed_on__isnull=True)
    ending = ending.order_by()
    ending = ending.filter(asked(watch, due="until", area="rating__round__office"))
    ends = ending.values_list("rating__round", "until").annotate(Count("pk"))
    rounds = RatingRound.objects.select_related("office").in_bulk([round_id for round_id, _, _ in ends])
    staff = staff_by_area([round_.office_id for round_ in rounds.values()], on)
    for round_id, until, count in ends:
        round_ = rounds[round_id]
        people = tuple(sorted(staff.get(round_.office_id, ())))
        title, key = f"{count}个家站星级到期,请组织复评({round_})", f"stations.stars_end:{round_.public_id}:{until}"
        yield Deadline(title, until, reverse("deputy_stations_rounds"), people, key)


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Rounds by title or the number of their decision."""
    rounds = RatingRound.objects.visible_to(actor)
    for round_ in rounds.filter(Q(title__icontains=text) | Q(decision_number__icontains=text))[:LIMIT]:
        yield Hit(round_.title, round_.get_absolute_url(), "星级评定", round_.get_state_display())


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From a document to its round, from a station to its ratings."""
    if isinstance(subject, Document) and subject.kind in (NOTICE, DECISION):
        for round_ in RatingRound.objects.visible_to(actor).filter(pk=subject.subject_id or 0):
            yield Related("打开星级评定", round_.get_absolute_url())
    if isinstance(subject, Station):
        rows = StationRating.objects.visible_to(actor).filter(station=subject).select_related("round", "station")
        for rating in rows[:3]:
            yield Related(f"{rating.round}", rating.get_absolute_url())
