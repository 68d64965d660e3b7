"""The demo district: a finished round with stars, one lowered, and one that runs, whatever the day."""

from datetime import datetime

import pytest
import time_machine

from apps.foundation.core import registry
from apps.foundation.people import demo as people
from apps.office.documents import demo as documents
from apps.office.documents.rendering.pdf import pdf_of
from apps.systems.deputy_stations.demo import rating, stations
from apps.systems.deputy_stations.models import RatingRound, Star, StarLowering
from apps.systems.deputy_stations.selectors.rating import recomputed
from tests.systems.deputy_stations.rated import ZONE


@pytest.mark.parametrize("day", [(2026, 1, 5), (2026, 10, 9)])
def test_the_demo_district_stands_on_any_day(db, settings, tmp_path, day):
    settings.DATA_DIR = settings.MEDIA_ROOT = tmp_path
    at = datetime(*day, 10, tzinfo=ZONE)
    with time_machine.travel(at, tick=False):
        for part in (people, documents, stations, rating):
            part.load(at)
        finished, running = RatingRound.objects.get(state="named"), RatingRound.objects.get(state="open")
        assert all(one.is_same for one in recomputed(finished))
        assert {star.stars for star in Star.objects.on(at.date())} >= {5, 4, 3}
        assert StarLowering.objects.get().state == "decided"
        assert set(running.ratings.values_list("state", flat=True)) == {"self", "first", "site", "scored"}
        kinds = [kind for kind in registry.document_kinds().values() if kind.slug.startswith("stations_rating_")]
        assert len(kinds) == 4
        assert all(pdf_of(tree).content.startswith(b"%PDF") for kind in kinds for tree in kind.trees())


def test_nothing_is_written_without_stations(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    rating.load(datetime(2026, 1, 5, 10, tzinfo=ZONE))
    assert not RatingRound.objects.exists()
