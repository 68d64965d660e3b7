"""Twelve stations in two towns and a street, what happened in them in 2025, and hands that rate them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import acting_roles, actor_of
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve
from apps.office.public_notices.models import PublicNotice
from apps.office.public_notices.services import notice_conclude
from apps.systems.deputy_stations.models import (
    Activity,
    RatingRound,
    RatingStandard,
    Station,
    StationCheck,
    StationRating,
    StationStaff,
)
from apps.systems.deputy_stations.rules.marking import Mark
from apps.systems.deputy_stations.rules.rating import RoundDays
from apps.systems.deputy_stations.selectors.marks import given_to
from apps.systems.deputy_stations.selectors.rating import items_of
from apps.systems.deputy_stations.services.rating import Scoring, first_score, raters_set, self_score, site_score
from apps.systems.deputy_stations.services.rounds import RoundDraft, round_open, round_publish, round_submit
from apps.systems.deputy_stations.services.standards import standard_draft, standard_put_in_force
from apps.systems.deputy_stations.services.stars import round_name
from tests import factories as make
from tests.cast import Cast
from tests.factories.stations import make_station

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 3, 20)
DAYS = RoundDays(date(2025, 1, 1), date(2025, 12, 31), date(2026, 3, 31), date(2026, 4, 10), date(2026, 4, 30))
STUDIED, NAMED = "示例人常纪〔2026〕3号", "示例人发〔2026〕8号"
BY_HAND = {9: 3, 13: 6, 22: 0, 23: 0, 24: 0, 25: 0, 26: 0}
"""Numbers of the usual items that no data decides: the points of an ordinary station."""


def at(day: date = TODAY, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def marks(**changes: object) -> dict[int, Mark]:
    """What is given where the data say nothing, besides whatever item they lack; `i9=2` changes the ninth."""
    points = {**BY_HAND, **{int(name[1:]): value for name, value in changes.items()}}
    return {number: Mark(Decimal(str(value)), "现场核查") for number, value in points.items()}


@dataclass
class Rated:
    cast: Cast
    stations: list[Station]
    raters: list[Person] = field(default_factory=list)

    @property
    def by(self) -> Actor:
        return self.cast.actor("district_staff")

    def liaison(self, station: Station) -> Actor:
        return Actor(name="联络员", role=HANDLER, unit_id=station.unit_id, area_path=station.area.path)

    def rater(self, person: Person) -> Actor:
        found = actor_of(person.user, acting_roles(person.user, TODAY)[0].choice, TODAY)
        assert found is not None
        return found

    def standard(self) -> RatingStandard:
        return standard_put_in_force(
            standard=standard_draft(office=self.cast.district, by=self.by, at=at()), by=self.by, at=at()
        )

    def round(self, title: str = "2025年度星级评定", on: date = TODAY) -> RatingRound:
        tiers = ("home", "station", "point", "practice")
        return round_open(office=self.cast.district, draft=RoundDraft(title, 2025, tiers, DAYS), by=self.by, at=at(on))

    def rating(self, round_: RatingRound, station: Station) -> StationRating:
        return StationRating.objects.with_all().get(round=round_, station=station)

    def lacking(self, rating: StationRating, given: dict[int, Mark]) -> Scoring:
        """`given`, and nought wherever else the data say nothing."""
        known = given_to(rating, items_of(rating.round.standard), "self")
        rest = {number: Mark(Decimal(0), "没有材料") for number, points in known.items() if points is None}
        return Scoring({**rest, **given})

    def to_site(self, rating: StationRating, given: dict[int, Mark] | None = None) -> StationRating:
        scoring = self.lacking(rating, given or marks())
        rating = self_score(
            rating=rating, scoring=scoring, revision=rating.revision, hand_in=True, by=self.liaison(rating.station),
            at=at(),
        )  # fmt: skip
        return first_score(rating=rating, scoring=scoring, revision=rating.revision, hand_in=True, by=self.by, at=at())

    def scored(self, rating: StationRating, *hands: dict[int, Mark]) -> StationRating:
        """Through every stage; each hand is what one rater gives."""
        self.to_site(rating)
        raters_set(round_=rating.round, ratings=[rating], people=self.raters[: len(hands)], by=self.by, at=at())
        for person, given in zip(self.raters, hands, strict=False):
            rating = site_score(
                rating=rating, scoring=self.lacking(rating, given), revision=0, hand_in=True, by=self.rater(person),
                at=at(),
            )  # fmt: skip
        return rating

    def studied(self, round_: RatingRound, on: date = TODAY) -> RatingRound:
        round_ = round_submit(round_=round_, by=self.by, at=at(on))
        step_approve(
            request=ApprovalRequest.objects.of(round_)[0], step_number=1, opinion="同意", decided_on=on,
            document_number=STUDIED, by=self.by, at=at(on),
        )  # fmt: skip
        return RatingRound.objects.get(pk=round_.pk)

    def published(self, round_: RatingRound, on: date = TODAY) -> PublicNotice:
        return round_publish(round_=round_, body="公示内容。", by=self.by, at=at(on))

    def concluded(self, notice: PublicNotice, on: date | None = None) -> PublicNotice:
        end = on or notice.ends_on + timedelta(days=1)
        return notice_conclude(notice=notice, conclusion="公示期满。", by=self.by, at=at(end))

    def named(self, round_: RatingRound, starts_on: date = date(2026, 4, 1), number: str = NAMED) -> RatingRound:
        return round_name(round_=round_, number=number, starts_on=starts_on, by=self.by, at=at(starts_on))


def rated_of(cast: Cast) -> Rated:
    """Station 1 is the best, station 12 did nothing at all; everything in between is done by its number."""
    make.make_unit(cast.district, "standing_committee", "示例区人大常委会")
    make.make_unit(cast.district, "district_congress", "示例区人民代表大会")
    areas = [cast.town, cast.other_town, cast.street]
    stations = [
        make_station(areas[number % 3], f"{number + 1:02}号代表活动站", "station", address="幸福路1号", phone="12345")
        for number in range(12)
    ]
    raters = [cast.people["district_staff"]]
    for name in ("评一", "评二"):
        person = make.make_person(cast.district, name)
        make.make_user(person)
        make.make_role(person, "staff", cast.district)
        raters.append(person)
    for number, station in enumerate(stations):
        _live(station, 12 - number)
    return Rated(cast, stations, raters)


def _live(station: Station, months: int) -> None:
    """Checked, staffed, and active in so many months of 2025; the last of the stations in none."""
    begun = at(date(2025, 1, 10))
    StationCheck.objects.bulk_create(
        StationCheck(
            station=station, kind=kind, item=f"{kind}{line}", is_met=line <= months, checked_by="检查人",
            checked_at=begun,
        )
        for kind in ("wall", "equipment", "rules")
        for line in (1, 4, 7, 10)
    )  # fmt: skip
    StationStaff.objects.create(station=station, title="head", name="站长", starts_on=date(2024, 1, 1))
    for month in range(1, months if months > 1 else 0):
        moment = at(date(2025, month, 15))
        Activity.objects.create(
            station=station, kind="research" if month % 3 == 0 else "group", title=f"{month}月活动", place="站内",
            starts_at=moment, ends_at=moment + timedelta(hours=2), state="held", created_at=moment,
            held_at=moment + timedelta(days=1),
        )  # fmt: skip
