"""编组进站: every deputy in one station, moved, taken out; who is missing."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from apps.foundation.core.errors import Conflict, DomainError
from apps.foundation.people.models import Mandate, Person
from apps.systems.deputy_stations.models import DeputyPage, Stationing
from apps.systems.deputy_stations.selectors import coverage
from apps.systems.deputy_stations.services import stationing as services
from tests import factories as make
from tests.factories.stations import make_station, make_stationing
from tests.racing import at_once

NOW = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY, LATER = date(2026, 3, 20), date(2026, 4, 1)


def seats_of(cast) -> list[Mandate]:
    return list(Mandate.objects.filter(term=cast.term).select_related("person", "term__body"))


def station_all(cast, station, seats, **given):
    values = {"station": station, "mandates": seats, "starts_on": TODAY, "by": cast.actor("staff"), "at": NOW}
    return services.mandates_station(**{**values, **given})


def test_everybody_of_the_roster_is_put_into_a_station_with_level_and_code(cast):
    made = station_all(cast, make_station(cast.town), seats_of(cast))
    assert len(made) == 10
    assert {one.level for one in made} == {"town"}
    assert DeputyPage.objects.count() == 10


def test_sent_again_it_changes_nothing(cast):
    station = make_station(cast.town)
    station_all(cast, station, seats_of(cast))
    assert station_all(cast, station, seats_of(cast)) == []


def test_whoever_is_put_into_another_station_leaves_the_first(cast):
    first, second = make_station(cast.town), make_station(cast.town, "石门村代表活动站")
    seat = seats_of(cast)[0]
    before = make_stationing(first, seat.person)
    station_all(cast, second, [seat])
    before.refresh_from_db()
    assert before.until == TODAY
    assert Stationing.objects.on(TODAY).get(person=seat.person).station == second


def test_a_chain_may_come_beside_the_main_station(cast):
    first, second = make_station(cast.town), make_station(cast.town, "农机点", "point")
    seat = seats_of(cast)[0]
    station_all(cast, first, [seat])
    station_all(cast, second, [seat], is_main=False)
    assert Stationing.objects.on(TODAY).filter(person=seat.person).count() == 2


def test_whoever_is_promised_elsewhere_is_named(cast):
    first, second = make_station(cast.town), make_station(cast.town, "石门村代表活动站")
    seat = seats_of(cast)[0]
    make_stationing(second, seat.person, starts_on=LATER)
    with pytest.raises(Conflict, match=seat.person.name):
        station_all(cast, first, seats_of(cast))
    assert Stationing.objects.on(TODAY).count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_offices_at_once_leave_a_deputy_in_one(cast):
    first, second = make_station(cast.town), make_station(cast.town, "石门村代表活动站")
    seat = seats_of(cast)[0]
    at_once(lambda: station_all(cast, first, [seat]), lambda: station_all(cast, second, [seat]))
    assert Stationing.objects.on(TODAY).filter(person=seat.person, is_main=True).count() == 1


def test_a_city_deputy_is_entered_by_name(cast):
    station = make_station(cast.town)
    made = services.person_station(
        station=station, name=" 罗远航 ", level="city", starts_on=TODAY, by=cast.actor("staff"), at=NOW
    )
    assert (made.person.name, made.mandate, made.level) == ("罗远航", None, "city")


def test_a_known_person_is_not_entered_twice(cast):
    person = make.make_person(cast.town, "罗远航")
    services.person_station(
        station=make_station(cast.town), name="", person=person, level="nation", starts_on=TODAY,
        by=cast.actor("staff"), at=NOW,
    )  # fmt: skip
    assert Person.objects.filter(name="罗远航").count() == 1


def test_representatives_come_from_the_roster(cast):
    with pytest.raises(DomainError, match="名册"):
        services.person_station(
            station=make_station(cast.street), name="某", level="representative", starts_on=TODAY,
            by=cast.actor("street_staff"), at=NOW,
        )  # fmt: skip


def test_coverage_says_who_is_missing(cast):
    station_all(cast, make_station(cast.town), seats_of(cast)[:4])
    seats = coverage.seats(cast.town.path, TODAY)
    assert seats.count() == 10
    assert coverage.in_station(seats, TODAY, is_in=False).count() == 6
    assert coverage.stationed_by_area(cast.district.path, TODAY) == {cast.town.pk: 4}


def test_a_representative_of_a_street_is_no_gap(cast):
    assert coverage.seats(cast.street.path, TODAY).count() == 0


def test_a_village_is_served_by_open_stations_alone(cast):
    village, other = (make.make_area(name, "village", cast.town) for name in ("新民村", "红星村"))
    make_station(cast.town).serves.add(village)
    make_station(cast.town, "筹建中的站", opened_on=None).serves.add(other)
    places = coverage.communities(cast.town.path, TODAY)
    assert list(coverage.served(places, TODAY)) == [village]
    assert list(coverage.served(places, TODAY, is_served=False)) == [other]
