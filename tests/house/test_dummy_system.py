"""A new system is one folder and nothing else: `tests/dummy_system` uses everything and shows up everywhere."""

import importlib
import sys
from dataclasses import MISSING, fields
from datetime import date, timedelta

import pytest
from celery import Celery
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import clear_url_caches
from django.utils import timezone

from apps.foundation.audit.selectors import history_of
from apps.foundation.core import health, registry
from apps.foundation.core.models import OutboxTask
from apps.foundation.core.registry import System
from apps.foundation.people.models import Person
from apps.foundation.policies.selectors import resolve
from apps.office.notifications.models import Notice
from apps.office.notifications.services import feed_renew
from congress_portal import urls
from congress_portal.celery import set_timetable
from congress_portal.discovery import apps_in
from tests import factories as make
from tests.house.plan import ROOT
from tests.house.test_addresses import all_views

NAME = "tests.dummy_system"
LIST = "/dummy/"


@pytest.fixture
def dummy(db, settings):
    """The folder installed as a system of its own, for one test: app, table, registration and addresses."""
    with override_settings(INSTALLED_APPS=[*settings.INSTALLED_APPS, NAME]):
        importlib.reload(urls)
        clear_url_caches()
        call_command("migrate", "dummy_system", verbosity=0)
        yield next(system for system in registry.systems() if system.slug == "dummy_system")
        registry.unregister("dummy_system")
        del sys.modules[f"{NAME}.system"]
    health.migrations_here.cache_clear()  # a status page has counted the dummy's
    importlib.reload(urls)
    clear_url_caches()


@pytest.fixture
def note(dummy, cast):
    """A note of the town's staff, due tomorrow."""
    model = importlib.import_module(f"{NAME}.models").Note
    due = timezone.localdate() + timedelta(days=1)
    return model.objects.create(person=cast.people["staff"], title="核对名册", due=due)


def page(client, path="/"):
    return client.get(path).content.decode()


def test_it_is_found_by_its_folder_alone():
    assert apps_in(ROOT / "tests") == [NAME]


def test_the_real_systems_are_found_the_same_way(settings):
    assert "apps.systems.livelihood_projects" in settings.INSTALLED_APPS
    assert set(apps_in(ROOT / "apps" / "systems")) <= set(settings.INSTALLED_APPS)


def test_it_goes_on_where_a_thing_of_a_lower_floor_stops(dummy, cast):
    pages = registry.related_to(cast.people["deputy"], cast.actor("staff"))
    assert [(page.title, page.url) for page in pages] == [("示例事项", LIST)]


def test_it_uses_every_field_of_the_registration(dummy):
    unused = [field.name for field in fields(System) if getattr(dummy, field.name) == _default_of(field)]
    assert unused == []


def _default_of(field):
    return field.default if field.default_factory is MISSING else field.default_factory()


def test_it_is_gone_when_its_folder_is_not_installed(cast):
    assert cast.client("staff").get(LIST).status_code == 404
    assert "示例系统" not in page(cast.client("staff"))


def test_it_stands_in_the_menu_of_its_audience_only(dummy, cast):
    assert f'href="{LIST}"' in page(cast.client("staff"))
    assert f'href="{LIST}"' not in page(cast.client("deputy"))


def test_its_public_page_is_offered_before_the_sign_in(dummy, cast):
    assert 'href="/dummy/open/"' in Client().get("/accounts/login/").content.decode()
    assert Client().get("/dummy/open/").content.decode() == "示例公开页"


def test_its_pages_open_to_the_declared_audience_only(dummy, cast):
    assert cast.client("staff").get(LIST).status_code == 200
    for part in ("operator", "leader", "handler", "deputy", "representative"):
        assert cast.client(part).get(LIST).status_code == 403
    assert Client().get(LIST).headers["Location"] == f"/accounts/login/?next={LIST}"


def test_its_addresses_are_in_the_audience_matrix(dummy):
    assert {"dummy_system_note_list", "dummy_system_note_finish"} <= {name for name, _ in all_views()}


def test_a_role_it_brings_can_be_given_and_lets_people_in(dummy, cast):
    person = make.make_person(cast.town, "观察者")
    make.make_role(person, "observer", cast.town)
    client = Client()
    client.force_login(make.make_user(person, "observer"))
    assert client.get(LIST).status_code == 200
    assert "青禾镇 观察员" in page(client)


def test_its_to_do_and_its_dates_stand_on_the_home_page(note, cast):
    home = page(cast.client("staff"))
    assert "核对名册</strong>" in home
    assert "还有1天" in home
    assert "核对名册到期" in home


def test_its_figures_are_shown_to_a_leader(note, cast):
    assert "未办结的示例事项" in page(cast.client("leader"))


def test_its_measures_are_shown_on_the_dashboard(note, cast):
    assert "未办结事项" in page(cast.client("leader"), "/dashboard/")


def test_its_things_are_found_by_those_who_may_see_them(note, cast):
    assert "核对名册" in page(cast.client("staff"), "/search/?q=名册")
    assert "核对名册" not in page(cast.client("other_staff"), "/search/?q=名册")


def test_its_act_is_permitted_audited_and_told_as_a_sentence(note, cast):
    path = f"{LIST}{note.public_id}/finish/"
    assert cast.client("other_staff").post(path).status_code == 404
    assert cast.client("staff").post(path).status_code == 302
    assert [line.sentence for line in history_of(note)] == ["示例staff办结了“核对名册”"]
    assert cast.client("staff").post(path).status_code == 409


def test_its_notice_is_sent_in_its_own_words_and_listed_for_the_office(note, cast):
    cast.client("staff").post(f"{LIST}{note.public_id}/finish/")
    notice = Notice.objects.get()
    assert (notice.title, notice.body) == ("核对名册已办结", "由示例staff办结。")
    assert "示例事项办结" in page(cast.client("staff"), "/notices/texts/?q=示例事项")
    assert "核对名册已办结" in page(cast.client("staff"), "/notices/texts/dummy_system.finished/")


def test_its_events_and_dates_stand_in_the_calendar(note, cast):
    feed = feed_renew(by=cast.actor("staff"), at=timezone.now())
    file = page(Client(), f"/calendar/{feed.token}.ics")
    assert "SUMMARY:办理核对名册\r\n" in file
    assert "SUMMARY:核对名册到期\r\n" in file


def test_its_act_queues_its_task(note, cast):
    cast.client("staff").post(f"{LIST}{note.public_id}/finish/")
    assert list(OutboxTask.objects.values_list("name", flat=True)) == ["dummy_system.count_notes"]


def test_its_rule_has_a_value_everywhere(dummy, cast):
    assert resolve("dummy_system.days", area=cast.town, on=date(2026, 3, 20)).value == 7


def test_its_part_of_the_installation_is_looked_at(dummy, cast):
    assert "示例正常。" in page(cast.client("operator"), "/status/")


def test_its_unrecorded_page_leaves_no_trace(dummy, cast):
    assert "X-Request-ID" in Client().get("/accounts/login/")
    assert "X-Request-ID" not in Client().get("/dummy/open/")


def test_its_task_stands_in_the_timetable_of_the_beat(dummy):
    app = Celery("timetable", set_as_current=False)
    set_timetable(app)
    assert app.conf.beat_schedule["dummy_system.count_notes"]["schedule"] == timedelta(hours=1)


def test_its_part_of_the_demo_district_is_written(dummy, cast):
    for write in registry.demo_parts():
        if write.__module__ == f"{NAME}.system":
            write(timezone.now())
    model = importlib.import_module(f"{NAME}.models").Note
    assert model.objects.get().person == Person.objects.order_by("pk").first()
