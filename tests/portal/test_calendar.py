"""One's calendar address: secret, renewable, and showing every role's events and nothing more."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from apps.foundation.core import registry
from apps.foundation.core.errors import NotAllowed
from apps.foundation.core.registry import Deadline, Event, System
from apps.office.notifications.models import CalendarFeed
from apps.office.notifications.services import feed_renew
from apps.portal.views.calendar import UNKNOWN_FEEDS
from tests import factories as make

NOW = timezone.now()
BEGINS = datetime(2026, 3, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def register():
    """Registers systems for one test only."""
    added = []

    def add(**values):
        added.append(registry.register(System(slug=f"sample{len(added)}", title="示例", **values)))

    yield add
    for system in added:
        registry.unregister(system.slug)


def address(cast, part="deputy"):
    return f"/calendar/{feed_renew(by=cast.actor(part), at=NOW).token}.ics"


def entries(path):
    response = Client().get(path)
    assert response.status_code == 200
    return Calendar.from_ical(response.content).walk("VEVENT")


def sitting(actor, on):
    return [Event("one", "全体会议", BEGINS, None, "礼堂", "/meetings/1/")]


def test_it_needs_no_sign_in_and_is_not_kept_by_proxies(cast):
    response = Client().get(address(cast))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"].startswith("private")
    assert response.cookies == {}


def test_an_event_shows_title_time_place_and_link_and_nothing_else(cast, register, settings):
    settings.PUBLIC_URL = "https://portal.example"
    register(events=sitting)
    (entry,) = entries(address(cast))
    assert {str(name) for name in entry} == {
        "UID", "DTSTAMP", "SUMMARY", "URL", "DTSTART", "DTEND", "STATUS", "LOCATION",
    }  # fmt: skip
    assert (entry["SUMMARY"], entry["LOCATION"], entry["URL"]) == (
        "全体会议", "礼堂", "https://portal.example/meetings/1/",
    )  # fmt: skip
    assert entry["UID"] == "one@portal.example"
    assert entry.decoded("DTSTART") == BEGINS


def test_a_deadline_takes_its_whole_day(cast, register):
    person, day = cast.people["deputy"].pk, timezone.localdate() + timedelta(days=3)
    both = [Deadline("答复", day, "/a/", (person,)), Deadline("别人的", day, "/b/", (0,))]
    register(deadlines=lambda on, watch: both)
    (entry,) = entries(address(cast))
    assert (entry["SUMMARY"], entry.decoded("DTSTART")) == ("答复", day)
    assert type(entry.decoded("DTSTART")) is date


def test_a_deadline_that_moves_stays_the_same_entry(cast, register):
    person, days = cast.people["deputy"].pk, [timezone.localdate() + timedelta(days=3)]
    register(deadlines=lambda on, watch: [Deadline("答复", days[0], "/a/", (person,))])
    path = address(cast)
    before = entries(path)[0]["UID"]
    days[0] += timedelta(days=1)
    assert entries(path)[0]["UID"] == before


def test_what_is_called_off_is_marked(cast, register):
    register(events=lambda actor, on: [Event("one", "全体会议", BEGINS, is_cancelled=True)])
    assert entries(address(cast))[0]["STATUS"] == "CANCELLED"


def test_it_shows_every_role_of_the_person_and_common_events_once(cast, register):
    make.make_role(cast.people["deputy"], "staff", cast.town)
    register(events=lambda actor, on: [Event(actor.role, f"作为{actor.role}", BEGINS), Event("all", "共同", BEGINS)])
    assert sorted(entry["SUMMARY"] for entry in entries(address(cast))) == ["作为deputy", "作为staff", "共同"]


def test_a_seat_that_ended_takes_its_events_along(cast, register):
    register(events=sitting)
    path = address(cast)
    cast.people["deputy"].mandates.get().statuses.update(state="ended")
    assert entries(path) == []


def test_a_title_cannot_add_lines_of_its_own(cast, register):
    register(events=lambda actor, on: [Event("one", "会\r\nATTENDEE:mailto:a@b\r\nX:1", BEGINS)])
    (entry,) = entries(address(cast))
    assert "ATTENDEE" not in entry


def test_the_old_address_stops_when_it_is_renewed(cast):
    old = address(cast)
    new = address(cast)
    assert old != new
    assert [Client().get(path).status_code for path in (old, new)] == [404, 200]
    assert CalendarFeed.objects.count() == 1


def test_the_token_is_in_no_table(cast):
    token = feed_renew(by=cast.actor("deputy"), at=NOW).token
    assert len(token) == 43
    with connection.cursor() as cursor:
        for table in ("notifications_calendarfeed", "audit_entry"):
            cursor.execute(f"SELECT count(*) FROM {table} AS row WHERE row::text LIKE %s", [f"%{token}%"])
            assert cursor.fetchone() == (0,)


def test_another_key_of_the_installation_ends_every_address(cast, settings):
    path = address(cast)
    settings.FIELD_KEY = "another key"
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 43, "%00", "a" * 3000])
def test_a_guess_finds_nothing(db, token):
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_guessing_is_stopped_and_keeps_nobody_of_the_same_office_from_their_calendar(cast):
    path = address(cast)
    for number in range(UNKNOWN_FEEDS.limit):
        assert Client().get(f"/calendar/guess{number}.ics").status_code == 404
    assert Client().get("/calendar/guess.ics").status_code == 429
    assert Client().get(path).status_code == 200
    cache.clear()
    assert Client().get(path).status_code == 200


def test_a_closed_account_has_no_calendar(cast):
    path = address(cast)
    user = cast.people["deputy"].user
    user.is_active = False
    user.save()
    assert Client().get(path).status_code == 404


def test_an_account_without_a_person_gets_no_address(cast):
    user = cast.actor("deputy")
    with pytest.raises(NotAllowed, match="没有对应的人员"):
        feed_renew(by=type(user)(name="无", role="operator"), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_clicks_at_once_leave_one_address_that_works(cast):
    actor, barrier, tokens = cast.actor("deputy"), Barrier(3), []

    def renew():
        try:
            barrier.wait()
            tokens.append(feed_renew(by=actor, at=NOW).token)
        finally:
            connections.close_all()

    threads = [Thread(target=renew) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Client().get(f"/calendar/{token}.ics").status_code for token in tokens) == [200, 404, 404]


def test_looking_at_the_page_opens_nothing(cast):
    assert "开通日历订阅" in cast.client("deputy").get("/me/calendar/").content.decode()
    assert not CalendarFeed.objects.exists()


def test_the_page_shows_the_address_a_code_and_how_to_add_it(cast, settings):
    settings.PUBLIC_URL = "https://portal.example"
    client = cast.client("deputy")
    client.post("/me/calendar/renew/")
    token = CalendarFeed.objects.get().token
    response = client.get("/me/calendar/")
    page = response.content.decode()
    assert f'value="https://portal.example/calendar/{token}.ics"' in page
    assert f'href="webcal://portal.example/calendar/{token}.ics"' in page
    assert "data:image/svg+xml" in page
    assert "苹果手机" in page
    assert "no-store" in response.headers["Cache-Control"]


def test_opening_and_renewing_are_on_record(cast):
    for _ in range(2):
        feed_renew(by=cast.actor("deputy"), at=NOW)
    page = cast.client("operator").get(reverse("audit_entry_list")).content.decode()
    assert "安然开通日历订阅" in page
    assert "安然更换日历订阅地址" in page


@pytest.mark.parametrize(("part", "most"), [("deputy", 19), ("handler", 29), ("staff", 49)])
def test_a_fetch_stays_within_its_budget_of_queries(cast, part, most, django_assert_max_num_queries):
    path = address(cast, part)
    with django_assert_max_num_queries(most):
        Client().get(path)
