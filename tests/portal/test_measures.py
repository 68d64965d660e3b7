"""Every number of every measure equals the list behind it, for every area and whoever may look."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from apps.congress.matters.models import Matter, PlaceTally
from apps.congress.matters.models.place_tallies import CONDITIONS
from apps.foundation.accounts.models import User
from apps.foundation.core import registry
from apps.foundation.organisations.models import ABOVE_TOWNS, PLACES, Area
from apps.foundation.organisations.selectors import OwnWork
from tests.congress.matters.writing import submitted

WATCHERS = ("quwei", "qinghe", "binjiang", "lingdao")


def _client(username):
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def _rows(client, url):
    """How many rows a list says it has."""
    response = client.get(url)
    assert response.status_code == 200, url
    context = response.context
    return context["keyset"].total.count if "keyset" in context else context["page"].paginator.count


def _column(client, url, heading):
    """What a column of a list adds up to, by its file."""
    file = b"".join(client.get(f"{url}&export=xlsx").streaming_content)
    head, *rows = load_workbook(BytesIO(file)).active.values
    return sum(Decimal(str(row[head.index(heading)])) for row in rows)


def _areas_of(client):
    actor = client.get("/").wsgi_request.actor
    return Area.objects.visible_to(actor).filter(kind__in=PLACES)


@pytest.mark.parametrize("username", WATCHERS)
def test_every_number_equals_the_list_behind_it(demo_district, username):
    client, today = _client(username), timezone.localdate()
    differing = []
    for area in _areas_of(client):
        own = [OwnWork(area)] if area.kind in ABOVE_TOWNS else []
        for measure in registry.measures().values():
            counted = measure.count(area.path, today)
            for place in (area, *own):
                number = sum(counted.values()) if place is area else counted.get(area.pk, 0)
                url = measure.list_url(place)
                behind = _column(client, url, measure.sums) if measure.sums else _rows(client, url)
                if number != behind:
                    differing.append((measure.slug, place.name, number, behind))
    assert differing == []


def test_what_a_report_quotes_of_a_red_list_is_that_list(demo_district):
    today = timezone.localdate()
    red = [one for one in registry.measures().values() if one.alarm]
    alarms = [one for one in red if one.rows]
    assert [one.slug for one in red if not one.rows and not one.sums] == []
    for area in Area.objects.filter(kind__in=PLACES):
        for measure in alarms:
            rows = list(measure.rows(area.path, today))
            assert len(rows) == sum(measure.count(area.path, today).values()), (measure.slug, area.name)
            assert all(measure.line(row) for row in rows[:5])


def test_the_district_does_something_of_its_own(demo_district):
    district, today = Area.objects.get(kind="district"), timezone.localdate()
    own = [slug for slug, one in registry.measures().items() if one.count(district.path, today).get(district.pk)]
    assert own


NEW = ("meetings_due", "meetings_present", "polls_held", "inspections_held", "motions", "suggestions_received")


def test_what_was_held_and_brought_has_numbers_in_the_demo_district(demo_district):
    district, today, known = Area.objects.get(kind="district"), timezone.localdate(), registry.measures()
    numbers = {slug: sum(known[slug].count(district.path, today).values()) for slug in NEW}
    assert [slug for slug, number in numbers.items() if not number] == []
    assert numbers["meetings_present"] <= numbers["meetings_due"]


def test_most_measures_have_something_to_count_in_the_demo_district(demo_district):
    district, today = Area.objects.get(kind="district"), timezone.localdate()
    empty = [slug for slug, one in registry.measures().items() if not any(one.count(district.path, today).values())]
    assert len(empty) <= len(registry.measures()) // 3


def test_a_measure_looks_no_further_than_its_area(demo_district):
    town, today = Area.objects.filter(kind="town").first(), timezone.localdate()
    inside = set(Area.objects.filter(path__startswith=town.path).values_list("pk", flat=True))
    for measure in registry.measures().values():
        assert measure.count(town.path, today).keys() <= inside, measure.slug


def test_a_measure_is_one_or_two_queries(demo_district, django_assert_max_num_queries):
    district, today = Area.objects.get(kind="district"), timezone.localdate()
    for measure in registry.measures().values():
        with django_assert_max_num_queries(4 if measure.slug == "plans_on_time" else 2):
            measure.count(district.path, today)


def test_a_share_is_a_share_of_something_that_is_measured():
    known = registry.measures()
    assert [one.slug for one in known.values() if one.base and one.base not in known] == []


def test_the_tally_of_places_says_what_is_there(demo_district):
    def tallied(aspect):
        return {area.pk: PlaceTally.objects.within(area.path).filter(aspect=aspect).total() for area in areas}

    areas = list(Area.objects.filter(kind__in=PLACES))
    for aspect, condition in CONDITIONS.items():
        there = {area.pk: Matter.objects.handed_in(area.path).filter(condition).count() for area in areas}
        assert tallied(aspect) == there, aspect
    PlaceTally.objects.fold()
    assert tallied("open") == {area.pk: Matter.objects.handed_in(area.path).open().count() for area in areas}
    assert not PlaceTally.objects.filter(count__lte=0).exists()
    assert PlaceTally.objects.fold() == 0


def test_it_counts_an_answer_by_the_local_day(cast):
    """Half past midnight in the office is still the day before in Greenwich."""
    matter = submitted(cast)
    answered = timezone.make_aware(datetime(2026, 4, 2, 0, 30))
    Matter.objects.filter(pk=matter.pk).update(replied_at=answered, reply_due_on=date(2026, 4, 1))
    assert PlaceTally.objects.filter(aspect="on_time").total() == 0
    assert PlaceTally.objects.filter(aspect="too_late").total() == 1
    Matter.objects.filter(pk=matter.pk).update(reply_due_on=date(2026, 4, 2))
    assert PlaceTally.objects.filter(aspect="on_time").total() == 1
    assert PlaceTally.objects.filter(aspect="too_late").total() == 0
