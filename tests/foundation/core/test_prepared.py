"""Queries compiled once answer for the values of each call."""

from apps.foundation.core.prepared import Prepared, slot
from apps.foundation.organisations.models import Area

NAMES = Prepared(lambda: Area.objects.filter(kind=slot("kind", "text")).order_by("name").values_list("name"))


def test_it_answers_for_the_values_of_each_call(cast):
    assert NAMES.rows(kind="street") == [("滨江街道",)]
    assert NAMES.rows(kind="town") == [("白沙镇",), ("青禾镇",)]


def test_it_takes_values_as_values(cast):
    assert NAMES.rows(kind="town' OR 'a' = 'a") == []
