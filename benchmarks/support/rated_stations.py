"""A district of many stations with a year of receptions, activities and opinions, and raters who have been to all."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product

from django.db import connection
from django.utils import timezone

from apps.congress.matters.models import NumberSeries, Submission
from apps.foundation.organisations.models import Area, Unit, UnitKind
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models import (
    Activity,
    DutySlot,
    ItemScore,
    RatingRater,
    RatingRound,
    RatingStandard,
    RatingState,
    StandardItem,
    StandardState,
    Station,
    StationCheck,
    StationOpinion,
    StationRating,
)
from apps.systems.deputy_stations.rules.usual_standard import USUAL_ITEMS, usual_head
from apps.systems.deputy_stations.selectors.rating import HEAD, items_of, results_now, room_now

SINCE, YEAR = date(2022, 1, 1), 2025
MONTHS, OPINIONS, RATERS, BATCH = range(1, 13), 10, 2, 5000


def at(month: int, day: int, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime(YEAR, month, day, hour))


def fill(count: int, opened: datetime) -> RatingRound:
    """A round whose figures are still to be taken."""
    district = Area.objects.add_root({"name": "示例区", "kind": "district", "starts_on": SINCE})
    towns = [
        Area.objects.add_child(district, {"name": f"第{number}镇", "kind": "town", "starts_on": SINCE})
        for number in range(max(count // 25, 1))
    ]
    stations = _stations(towns, count, opened)
    deputies = _people(district, [f"代表{number}" for number in range(count)])
    DutySlot.objects.bulk_create(_slots(stations, deputies), BATCH)
    Activity.objects.bulk_create(_activities(stations), BATCH)
    StationCheck.objects.bulk_create(_checks(stations), BATCH)
    _opinions(stations, towns)
    round_ = _round(district, opened)
    StationRating.objects.bulk_create((StationRating(round=round_, station=one) for one in stations), BATCH)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return round_


def _stations(towns: list[Area], count: int, opened: datetime) -> list[Station]:
    units = Unit.objects.bulk_create(
        Unit(area=towns[number % len(towns)], kind=UnitKind.STATION, name=f"{number}号站", starts_on=SINCE)
        for number in range(count)
    )
    return Station.objects.bulk_create(
        Station(
            area=unit.area, unit=unit, name=unit.name, tier="station", code=f"B{number:07}", address="幸福路1号",
            opened_on=SINCE, created_at=opened,
        )
        for number, unit in enumerate(units)
    )  # fmt: skip


def _people(area: Area, names: list[str]) -> list[Person]:
    return Person.objects.bulk_create((Person(area=area, name=name, pinyin="x", initials="x") for name in names), BATCH)


def _slots(stations: list[Station], deputies: list[Person]) -> Iterator[DutySlot]:
    for (number, station), month in product(enumerate(stations), MONTHS):
        moment, state = at(month, 5), "missed" if (number + month) % 7 == 0 else "held"
        yield DutySlot(
            station=station, deputy=deputies[number], starts_at=moment, ends_at=moment + timedelta(hours=2), state=state
        )


def _activities(stations: list[Station]) -> Iterator[Activity]:
    for (number, station), month in product(enumerate(stations), MONTHS):
        if (number + month) % 5:
            moment = at(month, 15)
            yield Activity(
                station=station, kind="research" if month % 4 == 0 else "visit", title=f"{month}月活动", place="站内",
                starts_at=moment, ends_at=moment + timedelta(hours=2), state="held", created_at=moment,
                held_at=moment + timedelta(days=number % 9),
            )  # fmt: skip


def _checks(stations: list[Station]) -> Iterator[StationCheck]:
    for (number, station), kind, line in product(enumerate(stations), ("wall", "equipment", "rules"), range(7)):
        yield StationCheck(
            station=station, kind=kind, item=f"第{line}项", is_met=(number + line) % 6 > 0, checked_by="检查人",
            checked_at=at(3, 1),
        )  # fmt: skip


def _opinions(stations: list[Station], towns: list[Area]) -> None:
    series = {town.pk: NumberSeries.objects.create(area=town, year=YEAR) for town in towns}
    submissions = Submission.objects.bulk_create(
        (
            Submission(
                area=station.area, series=series[station.area_id], number=f"{number:05}{line}", text="路灯不亮",
                channel="scan" if line % 3 == 0 else "visit", proposer_kind="anonymous", received_at=at(line + 1, 7),
                code_index=f"{number}-{line}", bigrams=["路灯"],
            )
            for number, station in enumerate(stations)
            for line in range(OPINIONS)
        ),
        BATCH,
    )  # fmt: skip
    StationOpinion.objects.bulk_create(
        (
            StationOpinion(
                submission=submission,
                station=stations[number // OPINIONS],
                route="spot",
                routed_at=at(12, 1),
                received_on=submission.received_at.date(),
                closed_at=at(12, 1),
            )
            for number, submission in enumerate(submissions)
        ),
        BATCH,
    )


def _round(district: Area, opened: datetime) -> RatingRound:
    head = usual_head("星级评定标准")
    values = {name: getattr(head, name) for name in HEAD}
    standard = RatingStandard.objects.create(office=district, version=1, created_at=opened, **values)
    StandardItem.objects.bulk_create(
        StandardItem(
            standard=standard, number=number, dimension=item.dimension, title=item.title, points=item.points,
            scoring=item.scoring, kind=item.kind, measure=item.measure, target=item.target, evidence=item.evidence,
        )
        for number, item in enumerate(USUAL_ITEMS, start=1)
    )  # fmt: skip
    RatingStandard.objects.update(state=StandardState.IN_FORCE)
    due = opened.date()
    return RatingRound.objects.create(
        office=district, standard=standard, title=f"{YEAR}年星级评定", year=YEAR, starts_on=date(YEAR, 1, 1),
        ends_on=date(YEAR, 12, 31), self_due=due, first_due=due, site_due=due, created_at=opened,
        figures_asked_at=opened,
    )  # fmt: skip


def score(round_: RatingRound) -> None:
    """Two raters for every station: the data where they say something, else most of the points."""
    items = items_of(round_.standard)
    people = _people(round_.office, ["甲", "乙"][:RATERS])
    ratings, at_ = list(StationRating.objects.filter(round=round_)), round_.created_at
    RatingRater.objects.bulk_create(
        (RatingRater(rating=rating, person=person, submitted_at=at_) for rating, person in product(ratings, people)),
        BATCH,
    )
    ItemScore.objects.bulk_create(
        (
            ItemScore(
                rating=rating, item=item, stage="site", rater=person, scored_by=person.name, scored_at=at_,
                points=item.points if item.kind == "normal" and (rating.pk + item.number) % 9 else 0,
                reason="现场核实",
            )
            for rating, item, person in product(ratings, items, people)
        ),
        BATCH,
    )  # fmt: skip
    StationRating.objects.filter(round=round_).update(state=RatingState.SCORED)


def settle(round_: RatingRound) -> None:
    """As when the results are put to the meeting, without an organ to decide them."""
    room, ratings = room_now(round_), []
    for one in results_now(round_):
        rating = one.rating
        rating.total, rating.band, rating.stars, rating.room, rating.batch = (
            one.outcome.total, one.outcome.stars, one.stars, room, 1,
        )  # fmt: skip
        rating.state = RatingState.SETTLED
        ratings.append(rating)
    StationRating.objects.bulk_update(ratings, ["total", "band", "stars", "room", "batch", "state"], batch_size=200)
