"""The city that benchmarks measure is built of what the portal's tables ask for today, and is counted rightly."""

from datetime import date

from apps.congress.matters.models import Matter
from apps.congress.supervision.models import Assignment
from apps.foundation.core.registry import measures
from apps.foundation.organisations.models import Area
from benchmarks.support import many_matters, many_places

TODAY = date(2026, 3, 20)


def test_a_small_one_can_be_filled_and_its_numbers_are_those_of_its_rows(db, monkeypatch):
    monkeypatch.setattr(many_matters, "POOL", 50)
    many_places.city(offices=7, matters=300, deputies=14, assignments=70, today=TODAY)
    city = Area.objects.get(kind="city").path

    def number(slug: str) -> int:
        return sum(measures()[slug].count(city, TODAY).values())

    assert (Matter.objects.count(), Assignment.objects.count(), number("people_serving")) == (300, 70, 14)
    assert 0 < number("matters_late") == Matter.objects.handed_in(city).late(TODAY).count()
    assert 0 < number("supervision_red") == Assignment.objects.shining("red", TODAY).count()
    assert number("supervision_open") == Assignment.objects.open().count()
