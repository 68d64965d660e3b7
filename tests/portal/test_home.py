"""The portal's own pages: to-do first, search over all systems, the acting role."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.foundation.core import registry
from apps.foundation.core.registry import Deadline, Figure, Hit, System, TodoItem
from apps.portal.selectors import deadlines_of, figures_of, hits_of, todo_of
from tests import factories as make
from tests.cast import TODAY


@pytest.fixture
def register():
    """Registers systems for one test only."""
    added = []

    def add(**values):
        system = registry.register(System(slug=f"sample{len(added)}", title=values.pop("title", "示例"), **values))
        added.append(system)

    yield add
    for system in added:
        registry.unregister(system.slug)


def test_it_sends_a_guest_to_sign_in(db):
    response = Client().get("/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/accounts/login/?next=/"


def test_it_puts_the_most_urgent_first_and_what_has_no_limit_last(cast, register):
    register(todo=lambda actor, on: [TodoItem("不限期", "/a/"), TodoItem("四月", "/b/", date(2026, 4, 1))])
    register(todo=lambda actor, on: [TodoItem("三月", "/c/", date(2026, 3, 1))])
    titles = [item.title for item in todo_of(cast.actor("staff"), TODAY)]
    assert titles.index("三月") < titles.index("四月") < titles.index("不限期")


def test_it_shows_an_overdue_item_in_red(cast, register):
    register(todo=lambda actor, on: [TodoItem("答复建议", "/a/", date(2020, 1, 1), "二十年前的事")])
    page = cast.client("staff").get("/").content.decode()
    assert "答复建议" in page
    assert 'badge bg-red-lt">已逾期' in page


def test_it_escapes_what_a_system_brings(cast, register):
    register(todo=lambda actor, on: [TodoItem("<script>alert(1)</script>", "/a/")])
    assert "<script>alert(1)" not in cast.client("staff").get("/").content.decode()


def test_it_says_what_to_do_when_the_account_has_no_role(cast):
    client = Client()
    client.force_login(make.make_user(make.make_person(cast.town, "路人"), "nobody"))
    assert "您的账号今天没有身份" in client.get("/").content.decode()


def test_it_shows_a_person_only_their_own_dates(cast, register):
    person = cast.people["deputy"].pk
    register(
        deadlines=lambda on, watch: [
            Deadline("别人的会", date(2026, 3, 25), "/a/", (person + 100000,)),
            Deadline("我的会", date(2026, 3, 26), "/b/", (person,)),
            Deadline("过去的会", date(2026, 3, 19), "/c/", (person,)),
        ]
    )
    titles = [item.title for item in deadlines_of(cast.actor("deputy"), TODAY)]
    assert "我的会" in titles
    assert not {"别人的会", "过去的会"} & set(titles)


def test_it_shows_the_nearest_dates_and_counts_the_rest(cast, register):
    person, today = cast.people["deputy"].pk, timezone.localdate()
    register(
        deadlines=lambda on, watch: [
            Deadline(f"第{days:02}件", today + timedelta(days=days), "/a/", (person,)) for days in range(30, 0, -1)
        ]
    )
    page = cast.client("deputy").get("/").content.decode()
    assert "第01件" in page
    assert "第12件" in page
    assert "第13件" not in page
    assert "另有18项" in page


def test_it_gives_figures_only_to_those_who_see_an_area(cast, register):
    register(figures=lambda actor, on: [Figure("在任代表", 10, "今日在任", alarm=True)])
    assert "在任代表" in [figure.title for figure in figures_of(cast.actor("leader"), TODAY)]
    assert figures_of(cast.actor("deputy"), TODAY) == []


def test_it_lists_at_most_twenty_hits_of_a_system_and_says_so(cast, register):
    register(title="档案", search=lambda actor, text: (Hit(f"{text}{i}", "/x/", "件") for i in range(30)))
    group = next(group for group in hits_of(cast.actor("staff"), " 王 ") if group.title == "档案")
    assert len(group.hits) == 20
    assert group.more is True


def test_it_asks_no_system_for_nothing(cast, register):
    register(search=lambda actor, text: [Hit("全部", "/x/", "件")])
    assert hits_of(cast.actor("staff"), "  ") == []


def test_it_switches_to_another_role_of_the_same_person(cast):
    person = cast.people["staff"]
    second = make.make_role(person, "leader", cast.town)
    client = cast.client("staff")
    assert client.post("/me/", {"choice": str(second.pk)}).status_code == 302
    assert client.get("/").wsgi_request.actor.role == "leader"


def test_it_refuses_a_role_of_somebody_else(cast):
    foreign = cast.people["leader"].role_assignments.get()
    client = cast.client("staff")
    response = client.post("/me/", {"choice": str(foreign.pk)})
    assert response.status_code == 403
    assert "您今天不具有这个身份" in response.content.decode()
    assert client.get("/").wsgi_request.actor.role == "staff"


def test_an_unknown_address_gets_a_chinese_page_in_the_shell(cast):
    response = cast.client("staff").get("/no/such/page/")
    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()
