"""The page on the member's phone, the desk and the hall's screen while a sitting goes on."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
import time_machine
from django.http import QueryDict
from django.urls import reverse

from apps.congress.matters.links import source_of
from apps.congress.meetings.models import Speech
from apps.congress.meetings.selectors import (
    followed_version,
    screen_version,
)
from apps.congress.meetings.services import (
    StepLine,
    check_in_by_list,
    programme_save,
    sitting_close,
    sitting_open,
    sitting_turn_to,
    speech_ask,
    speech_call,
)
from apps.portal.selectors import todo_of
from tests.congress.meetings.hall import MORNING, minutes_later
from tests.congress.meetings.phones import HTMX, at, open_with_seven, poll_opened, text


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def opened(hall):
    return open_with_seven(hall)


def asked_again(hall, part="deputy"):
    client = hall.cast.client(part)
    version = followed_version(hall.cast.actor(part), hall.sitting.public_id)
    return client, f"{at('meetings_follow_live', hall)}?v={version}"


@pytest.mark.parametrize("name", ["meetings_follow", "meetings_follow_live"])
def test_members_and_the_area_follow_others_find_nothing(opened, name):
    for part in ("deputy", "staff", "leader", "district_staff"):
        assert opened.cast.client(part).get(at(name, opened)).status_code == 200
    for part in ("other_deputy", "other_staff", "representative"):
        assert opened.cast.client(part).get(at(name, opened)).status_code == 404
    assert opened.cast.client("handler").get(at(name, opened)).status_code == 403


@pytest.mark.parametrize("name", ["meetings_turn", "meetings_speech_add"])
def test_the_floor_is_run_by_the_office_alone(opened, name):
    assert opened.cast.client("deputy").post(at(name, opened)).status_code == 403
    assert opened.cast.client("leader").post(at(name, opened)).status_code == 403
    assert opened.cast.client("other_staff").post(at(name, opened)).status_code == 404
    assert opened.cast.client("staff").get(at(name, opened)).status_code == 405


SPEECH_ACTS = ["meetings_speech_call", "meetings_speech_end", "meetings_speech_move", "meetings_gist"]


@pytest.mark.parametrize("name", SPEECH_ACTS)
def test_turns_are_called_by_the_office_alone(opened, name):
    speech = speech_ask(sitting=opened.sitting, person=opened.members()[0], by=opened.staff, at=MORNING)
    url = reverse(name, args=[speech.public_id])
    assert opened.cast.client("deputy").post(url).status_code == 403
    assert opened.cast.client("leader").post(url).status_code == 403
    assert opened.cast.client("other_staff").post(url).status_code == 404


def test_nothing_new_is_an_empty_answer(opened):
    client, url = asked_again(opened)
    response = client.get(url, headers=HTMX)
    assert (response.status_code, response.content) == (204, b"")


def beat(page):
    return re.search(r'src="([^"]+/pulse/[^"]+)"', page)[1]


def test_a_phone_asks_without_its_session_and_hears_only_whether_something_is_new(
    opened, client, django_assert_num_queries
):
    page = text(opened.cast.client("deputy").get(at("meetings_follow", opened)))
    client.get(beat(page))
    with django_assert_num_queries(1):
        response = client.get(beat(page))
    assert (response.status_code, response.content) == (204, b"")
    speech_ask(sitting=opened.sitting, person=opened.members()[1], by=opened.staff, at=MORNING)
    response = client.get(beat(page))
    assert (response.status_code, response.content) == (200, b"")


def test_a_ticket_that_was_tampered_with_or_is_old_tells_to_load_the_page_anew(opened, client):
    page = text(opened.cast.client("deputy").get(at("meetings_follow", opened)))
    assert client.get(beat(page).replace("/?v=", "x/?v=")).status_code == 200
    with time_machine.travel(MORNING + timedelta(days=2), tick=False):
        assert client.get(beat(page)).status_code == 200


def test_the_version_costs_one_query(opened, django_assert_num_queries):
    actor = opened.cast.actor("deputy")
    with django_assert_num_queries(1):
        followed_version(actor, opened.sitting.public_id)


def test_each_act_that_concerns_the_hall_is_something_new(opened):
    actor, staff, seen = opened.cast.actor("deputy"), opened.staff, []

    def look():
        seen.append(followed_version(actor, opened.sitting.public_id))

    look()
    sitting_turn_to(sitting=opened.sitting, item=opened.meeting.agenda.get(), by=staff, at=MORNING)
    look()
    speech = speech_ask(sitting=opened.sitting, person=opened.members()[1], by=staff, at=MORNING)
    look()
    speech_call(speech=speech, by=staff, at=MORNING)
    look()
    poll_opened(opened)
    look()
    assert len(set(seen)) == 5


def test_somebody_elses_arrival_wakes_the_screen_but_not_three_hundred_phones(opened):
    actor = opened.cast.actor("deputy")
    phone, screen = (
        followed_version(actor, opened.sitting.public_id),
        screen_version(opened.staff, opened.sitting, MORNING),
    )
    check_in_by_list(sitting=opened.sitting, person=opened.members()[8], by=opened.staff, at=MORNING)
    assert followed_version(actor, opened.sitting.public_id) == phone
    assert screen_version(opened.staff, opened.sitting, MORNING) != screen


def test_the_phone_shows_item_speaker_and_time_left(opened):
    sitting_turn_to(sitting=opened.sitting, item=opened.meeting.agenda.get(), by=opened.staff, at=MORNING)
    speech = speech_ask(sitting=opened.sitting, person=opened.members()[1], by=opened.staff, at=MORNING)
    speech_call(speech=speech, by=opened.staff, at=MORNING)
    with time_machine.travel(minutes_later(3), tick=False):
        page = text(opened.cast.client("deputy").get(at("meetings_follow", opened)))
    assert "听取和审议政府工作报告" in page
    assert "白雪" in page
    assert '<speech-timer seconds="300"' in page


def test_who_attends_is_one_tap_from_writing_a_suggestion_for_this_meeting(opened):
    client = opened.cast.client("deputy")
    link = re.search(r'href="([^"]+)">写建议<', text(client.get(at("meetings_follow", opened))))
    assert link
    assert source_of(QueryDict(urlsplit(unescape(link[1])).query)["source"]).id == opened.meeting.pk
    assert client.get(unescape(link[1])).status_code == 200
    assert "写建议<" not in text(opened.cast.client("staff").get(at("meetings_follow", opened)))


def test_one_tap_asks_to_speak_and_the_next_takes_it_back(opened):
    client = opened.cast.client("deputy")
    page = text(client.post(at("meetings_speech_ask", opened), headers=HTMX))
    assert "下一位就是您" in page
    assert "<html" not in page
    speech = Speech.objects.get()
    client.post(reverse("meetings_speech_withdraw", args=[speech.public_id]))
    assert Speech.objects.get().withdrawn_reason == "本人撤回"
    assert "我要发言" in text(client.get(at("meetings_follow", opened)))


def test_nobody_takes_back_anothers_turn(opened):
    speech = speech_ask(sitting=opened.sitting, person=opened.members()[1], by=opened.staff, at=MORNING)
    url = reverse("meetings_speech_withdraw", args=[speech.public_id])
    assert opened.cast.client("deputy").post(url).status_code == 403
    assert opened.cast.client("other_deputy").post(url).status_code == 404
    assert opened.cast.client("leader").post(url).status_code == 403


def test_who_has_not_checked_in_is_not_offered_the_word(hall):
    page = text(hall.cast.client("deputy").get(at("meetings_follow", hall)))
    assert "您还没有签到" in page
    assert "我要发言" not in page
    assert hall.cast.client("deputy").post(at("meetings_speech_ask", hall)).status_code == 422


def test_an_open_poll_leads_straight_to_the_ballot(opened):
    poll = poll_opened(opened)
    page = text(opened.cast.client("deputy").get(at("meetings_follow", opened)))
    assert reverse("ballots_vote", args=[poll.public_id]) in page


def test_to_do_and_notice_lead_to_the_page_while_the_sitting_runs(opened):
    actor, url = opened.cast.actor("deputy"), at("meetings_follow", opened)
    assert [item.title for item in todo_of(actor, MORNING.date()) if item.url == url] == [f"正在开会:{opened.sitting}"]
    notice = reverse("meetings_notice", args=[opened.meeting.public_id])
    assert url in text(opened.cast.client("deputy").get(notice))


def test_the_desk_acts_on_the_list_without_leaving_the_page(opened):
    speech = speech_ask(sitting=opened.sitting, person=opened.members()[1], by=opened.staff, at=MORNING)
    staff = opened.cast.client("staff")
    page = text(staff.post(reverse("meetings_speech_call", args=[speech.public_id]), headers=HTMX))
    assert "结束发言" in page
    assert "<html" not in page
    response = staff.post(reverse("meetings_speech_end", args=[speech.public_id]))
    assert response.url == f"{at('meetings_sitting', opened)}#floor"


def test_a_second_desk_that_calls_is_told_who_speaks(opened):
    first, second = (
        speech_ask(sitting=opened.sitting, person=opened.members()[number], by=opened.staff, at=MORNING)
        for number in (0, 1)
    )
    speech_call(speech=first, by=opened.staff, at=MORNING)
    response = opened.cast.client("staff").post(reverse("meetings_speech_call", args=[second.public_id]), headers=HTMX)
    assert response.status_code == 409
    assert "安然正在发言。请先结束这次发言,再请下一位。" in text(response)


def test_a_gist_over_anothers_is_refused_and_keeps_what_was_typed(opened):
    speech = speech_ask(sitting=opened.sitting, person=opened.members()[0], by=opened.staff, at=MORNING)
    speech_call(speech=speech, by=opened.staff, at=MORNING)
    url, staff = reverse("meetings_gist", args=[speech.public_id]), opened.cast.client("staff")
    saved = staff.post(url, {"gist": "第一稿", "revision": 0}, headers=HTMX)
    assert 'name="revision" value="1"' in text(saved)
    refused = staff.post(url, {"gist": "我的另一稿", "revision": 0})
    assert "刚被其他工作人员改过" in text(refused)
    assert "我的另一稿" in text(refused)
    assert Speech.objects.get().gist == "第一稿"


def test_staff_turn_to_an_item_with_one_tap(opened):
    item = opened.meeting.agenda.get()
    page = text(opened.cast.client("staff").post(at("meetings_turn", opened), {"to": f"item-{item.pk}"}, headers=HTMX))
    assert 'aria-current="step"' in page
    assert opened.cast.client("staff").post(at("meetings_turn", opened), {"to": "item-999999"}).status_code == 422
    assert opened.cast.client("staff").post(at("meetings_turn", opened), {"to": "x"}).status_code == 422


def test_a_step_of_the_programme_is_shown_in_the_words_of_the_programme(opened):
    item = opened.meeting.agenda.get()
    programme_save(
        sitting=opened.sitting, lines=[StepLine("hear", item), StepLine("deliberate", item)], revision=0,
        by=opened.staff, at=MORNING,
    )  # fmt: skip
    step = opened.sitting.programme.get(kind="deliberate")
    page = text(opened.cast.client("staff").post(at("meetings_turn", opened), {"to": f"step-{step.pk}"}, headers=HTMX))
    assert "审议政府工作报告" in page
    assert page.count('aria-current="step"') == 1
    assert "<h2>审议政府工作报告</h2>" in text(opened.cast.client("deputy").get(at("meetings_follow", opened)))


def test_the_screen_shows_the_code_then_the_floor_then_the_poll(hall):
    screen = hall.cast.client("staff")
    assert "用手机扫码签到" in text(screen.get(at("meetings_screen", hall)))
    for person in hall.members()[:7]:
        check_in_by_list(sitting=hall.sitting, person=person, by=hall.staff, at=MORNING)
    sitting_open(sitting=hall.sitting, by=hall.staff, at=MORNING)
    sitting_turn_to(sitting=hall.sitting, item=hall.meeting.agenda.get(), by=hall.staff, at=MORNING)
    assert "当前议程" in text(screen.get(at("meetings_screen", hall)))
    poll = poll_opened(hall)
    assert reverse("ballots_screen", args=[poll.public_id]) in text(screen.get(at("meetings_screen", hall)))


def test_the_screen_is_silent_while_nothing_changes(opened):
    version = screen_version(opened.staff, opened.sitting, MORNING)
    url = f"{at('meetings_screen_live', opened)}?v={version}"
    assert opened.cast.client("staff").get(url, headers=HTMX).status_code == 204
    with time_machine.travel(minutes_later(2), tick=False):
        assert opened.cast.client("staff").get(url, headers=HTMX).status_code == 200


def test_a_sitting_that_is_over_stops_asking(opened):
    sitting_close(sitting=opened.sitting, by=opened.staff, at=MORNING)
    page = text(opened.cast.client("deputy").get(at("meetings_follow", opened)))
    assert "已散会" in page
    assert "<follow-pulse" not in page


def test_following_stays_within_its_budget_of_queries(opened, django_assert_max_num_queries):
    for person in opened.members()[:7]:
        speech_ask(sitting=opened.sitting, person=person, by=opened.staff, at=MORNING)
    client = opened.cast.client("deputy")
    client.get(at("meetings_follow_live", opened))
    with django_assert_max_num_queries(12):
        client.get(at("meetings_follow_live", opened), headers=HTMX)
