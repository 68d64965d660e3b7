"""The demo district: twelve stations, every deputy in one, papers and measures that agree with their lists."""

from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine

from apps.foundation.organisations.models import Area
from apps.foundation.people import demo as people
from apps.office.documents import demo as documents
from apps.office.documents.rendering.pdf import pdf_of
from apps.systems.deputy_stations.demo import stations as demo
from apps.systems.deputy_stations.models import Chain, Station, Stationing
from apps.systems.deputy_stations.papers.stations import sample_trees
from apps.systems.deputy_stations.selectors import coverage
from apps.systems.deputy_stations.selectors.station_measures import STATION_MEASURES

AT = datetime(2026, 10, 9, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_the_demo_district_has_twelve_stations_and_every_deputy_in_one(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    with time_machine.travel(AT, tick=False):
        people.load(AT)
        documents.load(AT)
        demo.load(AT)
        district, on = Area.objects.get(depth=1), AT.date()
        assert Station.objects.open_on(on).count() == 12
        seats = coverage.seats(district.path, on)
        assert coverage.in_station(seats, on, is_in=False).count() == 0
        assert Stationing.objects.on(on).filter(is_main=False).count() == 4
        assert Chain.objects.count() == 2
        gaps = coverage.served(coverage.communities(district.path, on), on, is_served=False)
        assert [area.name for area in gaps] == ["光明村"]
        counted = {measure.slug: sum(measure.count(district.path, on).values()) for measure in STATION_MEASURES}
        assert counted["stations_open"] == 12
        assert counted["stations_open_home"] == 8
        assert counted["stations_seats"] == counted["stations_stationed"] == 200 + 60 + 52 + 78 + 45
        assert counted["stations_communities"] - counted["stations_served"] == 1
        assert pdf_of(next(sample_trees())).content.startswith(b"%PDF")
