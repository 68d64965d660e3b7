"""What scrutineers see on their phones: one step at a time; what staff see and record."""

import pytest
import time_machine
from django.test import Client

from apps.congress.ballots.models import Poll, Presence
from tests.congress.ballots.hall import AT
from tests.congress.ballots.test_pages import url
from tests.congress.ballots.test_scrutiny import begun, election, secret


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(AT, tick=False):
        yield


def phone(hall, number) -> Client:
    client = Client()
    client.force_login(hall.cast.deputies()[number].user)
    return client


def page(client, poll) -> str:
    return client.get(url(poll, "scrutiny")).content.decode()


def test_who_may_open_the_page(hall):
    poll = begun(hall)
    parts = ("staff", "deputy", "leader", "other_staff", "other_deputy")
    assert [hall.cast.client(part).get(url(poll, "scrutiny")).status_code for part in parts] == [
        200, 200, 403, 404, 404,
    ]  # fmt: skip
    assert phone(hall, 7).get(url(poll, "scrutiny")).status_code == 403
    assert Client().get(url(poll, "scrutiny")).status_code == 302


def test_the_home_page_leads_to_each_step(hall):
    poll = election(hall, method="secret")
    hall.officers(poll, sworn=False)
    poll.officers.update(passed_at=AT)
    client = phone(hall, 0)
    assert url(poll, "scrutiny") in client.get("/").content.decode()
    assert "本人不是候选人,也不是候选人的近亲属" in page(client, poll)
    officer = {"officer": hall.cast.deputies()[0].public_id}
    assert client.post(url(poll, "scrutiny") + "declare/", officer).status_code == 302
    assert "投票开始前,请确认您已到场监票" in page(client, poll)
    assert client.post(url(poll, "scrutiny") + "present/", {"stage": "open"}).status_code == 302
    assert "您现在没有要办的事" in page(client, poll)
    assert url(poll, "scrutiny") not in client.get("/").content.decode()
    Poll.objects.filter(pk=poll.pk).update(state="open", opened_at=AT)
    client.post(url(poll, "scrutiny") + "present/", {"stage": "close", "note": "一人手机故障"})
    assert "安然记载:一人手机故障" in page(client, poll)
    Poll.objects.filter(pk=poll.pk).update(state="counted")
    assert url(poll, "sign") in page(client, poll)


def test_staff_record_what_was_declared_in_the_hall(hall):
    poll = election(hall)
    hall.officers(poll, sworn=False)
    client = hall.cast.client("staff")
    assert "登记口头声明" in page(client, poll)
    client.post(url(poll, "scrutiny") + "declare/", {"officer": hall.cast.deputies()[1].public_id})
    assert "已声明(会场口头)" in page(client, poll)


@pytest.mark.parametrize("officer", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_declaration_of_nobody_is_no_page(hall, officer):
    poll = election(hall)
    hall.officers(poll, sworn=False)
    client = hall.cast.client("staff")
    assert client.post(url(poll, "scrutiny") + "declare/", {"officer": officer}).status_code == 404


@pytest.mark.parametrize("data", [{}, {"stage": "x"}, {"stage": "open", "note": "长" * 301}])
def test_a_confirmation_that_cannot_be_read_is_refused_in_a_sentence(hall, data):
    poll = secret(hall)
    response = phone(hall, 0).post(url(poll, "scrutiny") + "present/", data)
    assert response.status_code == 422
    assert not Presence.objects.exists()


def test_staff_cannot_confirm_for_a_scrutineer(hall):
    poll = secret(hall)
    response = hall.cast.client("staff").post(url(poll, "scrutiny") + "present/", {"stage": "open"})
    assert response.status_code == 403


def test_the_poll_page_says_what_scrutineers_still_have_to_do(hall):
    poll = secret(hall)
    client = hall.cast.client("staff")
    assert "现有0名。请监票人打开首页待办" in client.get(url(poll, "poll")).content.decode()
    hall.present(poll, "open")
    assert "设置已齐备" in client.get(url(poll, "poll")).content.decode()


def test_staff_have_several_lists_passed_at_once(hall):
    polls = [hall.draft(method="paper", title=title) for title in ("甲票", "乙票")]
    for poll in polls:
        hall.officers(poll, sworn=False)
    client = hall.cast.client("staff")
    vote = url(polls[0], "officers") + "vote/"
    assert "乙票" in client.get(vote).content.decode()
    response = client.post(vote, {"others": [polls[1].public_id]})
    hands = Poll.objects.get(method="show_of_hands")
    assert response.url == url(hands, "poll")
    assert list(hands.passes_officers_of.values_list("poll__title", flat=True)) == ["甲票", "乙票"]
    assert client.post(vote, {"others": ["x"]}).status_code == 200
    assert [hall.cast.client(part).get(vote).status_code for part in ("deputy", "leader", "other_staff")] == [
        403, 403, 404,
    ]  # fmt: skip
