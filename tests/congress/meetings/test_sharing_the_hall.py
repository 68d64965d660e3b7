"""What everybody in the hall sees alike is read once for all phones; what is one's own stays one's own."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.selectors import follower_of, hall_of, version_for
from apps.congress.meetings.selectors import hall as reading
from apps.congress.meetings.services import speech_ask, speech_call, speech_end, speech_withdraw
from tests.congress.meetings.hall import MORNING, minutes_later
from tests.congress.meetings.phones import HTMX, at, open_with_seven, poll_opened, text


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def opened(hall):
    return open_with_seven(hall)


def page_of(hall, part):
    return text(hall.cast.client(part).get(at("meetings_follow_live", hall), headers=HTMX))


def second_deputy(hall):
    """Another member of the same congress with an account of their own: absent until told otherwise."""
    return hall.members()[8]


def page_for(hall, person):
    client = Client()
    client.force_login(person.user)
    return text(client.get(at("meetings_follow_live", hall), headers=HTMX))


def test_two_deputies_at_the_same_moment_never_see_each_others_part(opened):
    absent = second_deputy(opened)
    poll = poll_opened(opened)
    own = speech_ask(sitting=opened.sitting, person=opened.cast.people["deputy"], by=opened.staff, at=MORNING)
    take_back = reverse("meetings_speech_withdraw", args=[own.public_id])
    vote = reverse("ballots_vote", args=[poll.public_id])
    for _ in range(2):  # whoever comes first and whoever finds the hall read already
        mine, theirs = page_of(opened, "deputy"), page_for(opened, absent)
        assert "您已于 08:30 签到" in mine
        assert take_back in mine
        assert vote in mine
        assert "您还没有签到" in theirs
        assert "您已于" not in theirs
        assert take_back not in theirs
        assert vote not in theirs
        assert "<li>安然" in mine
        assert "<li>安然" in theirs


def test_a_vote_that_was_cast_is_gone_from_the_own_page_alone(opened):
    poll, other = poll_opened(opened), opened.members()[1]
    vote = reverse("ballots_vote", args=[poll.public_id])
    assert vote in page_for(opened, other)
    ballot_cast(poll=poll, marks=Marks(approve=("修路",)), by=opened.cast.actor("deputy"), at=MORNING)
    assert vote not in page_of(opened, "deputy")
    assert vote in page_for(opened, other)


def test_outsiders_find_nothing_while_members_share_the_hall(opened):
    assert "会议正在进行" in page_of(opened, "deputy")
    for part in ("other_deputy", "other_staff", "representative"):
        assert opened.cast.client(part).get(at("meetings_follow_live", opened)).status_code == 404


def test_each_change_shows_at_once_to_everybody(opened):
    other = opened.members()[1]
    assert "白雪" not in page_of(opened, "deputy")
    speech = speech_ask(sitting=opened.sitting, person=other, by=opened.staff, at=MORNING)
    assert "<li>白雪" in page_of(opened, "deputy")
    assert "下一位就是您" in page_for(opened, other)
    speech_call(speech=speech, by=opened.staff, at=MORNING)
    assert "<strong>白雪</strong>" in page_of(opened, "deputy")
    assert "请您发言" in page_for(opened, other)
    speech_end(speech=speech, by=opened.staff, at=MORNING)
    assert "白雪" not in page_of(opened, "deputy")


def test_the_time_left_is_that_of_the_moment_of_asking(opened):
    speech = speech_ask(sitting=opened.sitting, person=opened.members()[1], by=opened.staff, at=MORNING)
    speech_call(speech=speech, by=opened.staff, at=MORNING)
    assert '<speech-timer seconds="480"' in page_of(opened, "deputy")
    with time_machine.travel(minutes_later(3), tick=False):
        assert '<speech-timer seconds="300"' in page_of(opened, "deputy")


def test_the_hall_is_read_once_for_all_phones(opened, django_assert_num_queries):
    for person in opened.members()[:7]:
        speech_ask(sitting=opened.sitting, person=person, by=opened.staff, at=MORNING)
    page_of(opened, "staff")
    actor, sitting_id = opened.cast.actor("deputy"), opened.sitting.public_id
    with django_assert_num_queries(2):  # the version, the own seat
        follower_of(hall_of(sitting_id, version_for(actor, sitting_id), MORNING), actor.person_id)


def test_what_changes_while_the_hall_is_read_is_not_kept_for_an_older_version(opened, monkeypatch):
    actor, sitting_id, read = opened.cast.actor("deputy"), opened.sitting.public_id, reading._read
    before = version_for(actor, sitting_id)
    asked = []

    def read_late(*args):
        asked.append(speech_ask(sitting=opened.sitting, person=opened.members()[1], by=opened.staff, at=MORNING))
        return read(*args)

    with monkeypatch.context() as patched:
        patched.setattr(reading, "_read", read_late)
        assert [row.name for row in hall_of(sitting_id, before, MORNING).floor.waiting] == ["白雪"]
    speech_withdraw(speech=asked[0], reason="本人撤回", by=opened.staff, at=MORNING)
    again = version_for(actor, sitting_id)
    assert again == before
    assert hall_of(sitting_id, again, MORNING).floor.waiting == []


def test_before_the_sitting_begins_a_new_place_shows_at_once(noticed):
    assert "镇政府三楼会议室" in page_of(noticed, "deputy")
    Sitting.objects.filter(pk=noticed.sitting.pk).update(place="影剧院")
    assert "影剧院" in page_of(noticed, "deputy")
