"""One place to set up any poll: every method with a line of help, only what applies is kept, the next step first."""

from uuid import uuid4

import pytest
import time_machine

from apps.congress.ballots.models import METHOD_HELP, Method, Poll
from apps.congress.ballots.services.setting_up import poll_create
from apps.foundation.core.once import SAID_OTHERWISE
from tests.congress.ballots.hall import AT, draft
from tests.congress.ballots.test_pages import url
from tests.racing import at_once
from tests.sent import hidden, key_on, sent_twice


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(AT, tick=False):
        yield


def typed(hall, **changes):
    values = {"body": hall.cast.congress.pk, "title": "表决", "held_under": "办法", "model": "choose_up_to"}
    return values | {"method": "named", "seats": "2"} | changes


def posted(hall, **changes):
    return hall.cast.client("staff").post("/ballots/new/", typed(hall, **changes))


def test_every_method_is_offered_with_its_help(hall):
    page = hall.cast.client("staff").get("/ballots/new/").content.decode()
    assert all(f'value="{method.value}"' in page and METHOD_HELP[method] in page for method in Method)
    assert "更多设置" in page


@pytest.mark.parametrize("method", Method)
def test_a_poll_of_every_method_is_set_up(hall, method):
    assert posted(hall, method=method.value).status_code == 302
    assert Poll.objects.get().method == method


def test_an_assessment_asks_for_its_base_and_keeps_what_was_typed(hall):
    response = posted(hall, model="assessment", seats="", grades="好、差")
    page = response.content.decode()
    assert response.status_code == 200
    assert "请选择计算基数" in page
    assert 'value="好、差"' in page
    assert not Poll.objects.exists()
    assert posted(hall, model="assessment", seats="", grades="好、差", base="valid").status_code == 302
    poll = Poll.objects.get()
    assert (poll.base, poll.grades, poll.seats) == ("valid", ["好", "差"], None)


def test_no_base_is_chosen_for_staff(hall):
    page = hall.cast.client("staff").get("/ballots/new/").content.decode()
    assert '<option value="" selected>请按测评办法选择</option>' in page
    poll = hall.draft(model="assessment", seats=None, base="present")
    page = hall.cast.client("staff").get(url(poll, "poll_edit")).content.decode()
    assert '<option value="present" selected>到会代表</option>' in page


@pytest.mark.parametrize("base", ["most", "0", "全体"])
def test_a_base_that_does_not_exist_is_refused(hall, base):
    assert posted(hall, model="assessment", seats="", base=base).status_code == 200
    assert not Poll.objects.exists()


def test_what_does_not_apply_is_not_kept(hall):
    changes = {"model": "whole_list", "seats": "x", "equal_slate": "on", "base": "valid", "grades": "好、差"}
    assert posted(hall, **changes).status_code == 302
    poll = Poll.objects.get()
    assert (poll.seats, poll.equal_slate, poll.base, poll.grades) == (None, False, "all", [])


def test_the_page_says_the_next_step_first_and_where_it_is_done(hall):
    poll = hall.draft(method="secret", options=(), held_under="")
    page = hall.cast.client("staff").get(url(poll, "poll")).content.decode()
    places = [
        page.index(sentence) for sentence in ("尚未填写本次表决依据的办法", "尚未录入表决事项", "尚未确定总监票人")
    ]
    assert places == sorted(places)
    assert "开始表决前还须办理5件事" in page
    for target in ("poll_edit", "options", "officers", "scrutiny"):
        assert f'href="{url(poll, target)}">去办理' in page


@pytest.mark.parametrize(
    "changes", [{}, {"model": "assessment", "seats": "", "grades": "", "base": "valid"}], ids=["choose", "assess"]
)
def test_a_poll_sent_twice_is_set_up_once(hall, changes):
    first, second = sent_twice(hall.cast.client("staff"), "/ballots/new/", typed(hall, **changes))
    assert first == second == url(Poll.objects.get(), "poll")


def test_a_page_that_came_back_and_says_something_else_sets_up_another_poll_on_the_next_save(hall):
    key = str(uuid4())
    posted(hall, key=key)
    refused = posted(hall, key=key, title="另一次表决")
    assert SAID_OTHERWISE in refused.content.decode()
    assert posted(hall, key=key_on(refused), title="另一次表决").status_code == 302
    assert Poll.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_set_up_one_poll(hall):
    new = {"body": hall.cast.congress, "draft": draft(), "key": uuid4(), "by": hall.staff, "at": AT}
    made = at_once(*[lambda: poll_create(**new)] * 2)
    assert {one.pk for one in made} == {Poll.objects.get().pk}


def test_of_two_windows_the_second_reads_what_the_first_saved_before_it_overwrites_it(hall):
    poll, client = hall.draft(), hall.cast.client("staff")
    page = url(poll, "poll_edit")
    seen = hidden(client.get(page), "seen")
    assert client.post(page, typed(hall, title="甲改的票名", seen=seen)).status_code == 302
    refused = client.post(page, typed(hall, held_under="乙改的办法", seen=seen))
    shown = refused.content.decode()
    assert "表决设置刚被他人修改过,没有保存" in shown
    assert 'value="乙改的办法"' in shown
    assert "<span>已保存的是</span>甲改的票名<" in shown
    assert Poll.objects.get().title == "甲改的票名"
    merged = typed(hall, title="甲改的票名", held_under="乙改的办法", seen=hidden(refused, "seen"))
    assert client.post(page, merged).status_code == 302
    assert Poll.objects.get().held_under == "乙改的办法"
