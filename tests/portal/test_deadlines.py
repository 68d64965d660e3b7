"""A person's dates are found by the database: the same as the stream for all has for them, without others' rows."""

from datetime import timedelta
from itertools import chain

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.foundation.core import registry
from apps.foundation.core.registry import EVERYBODY
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import watch_of
from tests.congress.matters.writing import submitted

AHEAD, MOST = timedelta(days=60), 9


def _dates(on, watch):
    return list(chain.from_iterable(one.deadlines(on, watch) for one in registry.systems() if one.deadlines))


def _watch(person, on):
    return watch_of(person, on, on + AHEAD)


def test_everybodys_own_dates_are_those_of_the_stream(demo_district):
    today = timezone.localdate()
    stream = _dates(today, EVERYBODY)
    told = sorted({person for item in stream for person in item.recipient_ids})
    assert len(told) >= 5
    found = 0
    for person in told:
        watch = _watch(person, today)
        own = [item for item in _dates(today, watch) if watch.is_shown(item)]
        assert sorted(own, key=_key) == sorted(filter(watch.is_shown, stream), key=_key), person
        found += len(own)
    assert found > 30


def _key(item):
    return (item.key, item.on)


def test_every_system_of_the_stream_is_among_those_compared(demo_district):
    """What the demo district has no date of is compared nowhere."""
    today = timezone.localdate()
    silent = {one.slug for one in registry.systems() if one.deadlines and not list(one.deadlines(today, EVERYBODY))}
    assert silent == set()


def test_who_is_told_nothing_asks_little_and_reads_nothing(demo_district, django_assert_max_num_queries):
    """Their roles, and in each list that names a person whether it names them."""
    today = timezone.localdate()
    told = {person for item in _dates(today, EVERYBODY) for person in item.recipient_ids}
    nobody = Person.objects.exclude(pk__in=told).exclude(role_assignments__isnull=False).first()
    with django_assert_max_num_queries(MOST):
        assert _dates(today, _watch(nobody.pk, today)) == []


def test_a_reader_is_given_no_date_of_others(demo_district):
    today = timezone.localdate()
    for person in {person for item in _dates(today, EVERYBODY) for person in item.recipient_ids}:
        others = [item.title for item in _dates(today, _watch(person, today)) if person not in item.recipient_ids]
        assert others == [], person


def test_what_others_have_to_do_costs_a_reader_nothing(cast, django_assert_num_queries):
    today = timezone.localdate()
    watch = _watch(cast.people["other_staff"].pk, today)
    with CaptureQueriesContext(connection) as before:
        own = _dates(today, watch)
    for _ in range(5):
        submitted(cast)
    assert [item.key for item in _dates(today, EVERYBODY) if item.key.startswith("matters.hand_over")][4:]
    with django_assert_num_queries(len(before)):
        assert _dates(today, watch) == own
