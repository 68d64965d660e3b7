"""Messages wait as rows: through the night, and while a channel is out of order. None is lost, none is sent twice."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail as outbound
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from apps.foundation.core import registry
from apps.foundation.core.models import OutboxTask
from apps.foundation.core.registry import NoticeText, System
from apps.foundation.policies.models import Policy
from apps.office.notifications import policies, selectors, services
from apps.office.notifications.models import ChannelRest, DeliveryAttempt, Notice
from apps.office.notifications.models.notices import LOST
from apps.office.notifications.rules.leaving import (
    FAILURES,
    PAUSES,
    hours_of,
    issues_with_hours,
    pause_after,
    rest_ends,
)
from apps.office.notifications.services.delivering import PATIENCE
from tests.factories import SINCE
from tests.office.notifications.conftest import FIELDS, NOON
from tests.office.notifications.test_channels import together

NIGHT = NOON.replace(hour=23)
MORNING = (NOON + timedelta(days=1)).replace(hour=8)


def at(hour, minute=0):
    return datetime(2026, 3, 20, hour, minute)


@pytest.fixture
def reader(cast):
    person = cast.people["deputy"]
    person.email, person.phone = "anran@example.com", "13800000001"
    person.save()
    return person


def send(cast, *people, key="k", when=NOON, text="sample.plain"):
    services.notice_send(
        recipients=[person.pk for person in people], key=key, text=text, values={"title": "会议通知", "place": "礼堂"},
        by=cast.actor("staff"), at=when,
    )  # fmt: skip
    return Notice.objects.filter(key=key).first()


def deliver(notice, when, through="mail", number=1):
    attempt = services.notice_deliver(notice_id=notice.pk, through=through, number=number, at=when)
    return attempt and attempt.state


def queued():
    """What workers were told of since the last look."""
    tasks = [tuple(args) for args in OutboxTask.objects.order_by("pk").values_list("args", flat=True)]
    OutboxTask.objects.all().delete()
    return tasks


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        (at(20, 59), None),
        (at(21), at(8) + timedelta(days=1)),
        (at(23, 59), at(8) + timedelta(days=1)),
        (at(0), at(8)),
        (at(7, 59), at(8)),
        (at(8), None),
    ],
)
def test_rest_goes_on_over_midnight(now, ends):
    assert rest_ends(now, (time(21), time(8))) == ends


def test_rest_at_noon_and_none_at_all():
    assert rest_ends(at(12, 30), (time(12), time(14))) == at(14)
    assert rest_ends(at(11, 59), (time(12), time(14))) is None
    assert rest_ends(at(3), None) is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("21:00-8:00", False), ("21:00至08:30", False), ("不设", False), ("", True), ("晚上", True), ("25:00-8:00", True)],
)
def test_hours_of_rest_are_two_times_of_the_day(text, wrong):
    assert bool(list(issues_with_hours(text))) is wrong
    if text.startswith("21"):
        assert hours_of(text)[0] == time(21)


def test_at_night_the_inbox_has_it_at_once_and_the_mail_waits_for_the_morning(cast, reader):
    notice = send(cast, reader, when=NIGHT)
    assert selectors.unread_count(cast.actor("deputy")) == 1
    assert queued() == [(notice.pk, "mail", 1)]
    assert deliver(notice, NIGHT) is None
    attempt = DeliveryAttempt.objects.get()
    assert (attempt.state, attempt.due_at) == ("waiting", MORNING.replace(second=0, microsecond=0))
    assert "免打扰时段" in attempt.reason
    assert services.attempts_queue(at=NIGHT + timedelta(hours=8)) == 0
    assert services.attempts_queue(at=MORNING) == 1
    assert queued() == [(notice.pk, "mail", 1)]
    assert services.attempts_queue(at=MORNING + timedelta(minutes=1)) == 0
    assert deliver(notice, MORNING) == "sent"
    assert len(outbound.outbox) == 1


def test_a_place_without_hours_of_rest_sends_at_night(cast, reader):
    Policy.objects.create(key=policies.QUIET, area=cast.town, value="不设", starts_on=SINCE, source="镇", set_at=NOON)
    assert deliver(send(cast, reader, when=NIGHT), NIGHT) == "sent"


def test_an_urgent_notice_does_not_wait(cast, reader):
    text = NoticeText("late.urgent", "今日会议改地点", "{title}", "改在{place}", FIELDS, outside=True, urgent=True)
    system = registry.register(System(slug="late", title="急事", notice_texts=[text]))
    try:
        assert deliver(send(cast, reader, when=NIGHT, text=text.slug), NIGHT) == "sent"
    finally:
        registry.unregister(system.slug)


def test_what_staff_send_again_by_a_click_does_not_wait(cast, reader):
    notice = send(cast, reader)
    DeliveryAttempt.objects.update(state="failed")
    assert services.notice_resend(notice=notice, through="mail", by=cast.actor("staff"), at=NIGHT) == 2
    assert deliver(notice, NIGHT, number=2) == "sent"


def test_a_queue_that_lost_its_tasks_is_told_again(cast, reader):
    notice = send(cast, reader)
    queued()
    assert services.attempts_queue(at=NOON + LOST / 2) == 0
    assert services.attempts_queue(at=NOON + LOST * 1.1) == 1
    assert queued() == [(notice.pk, "mail", 1)]


def test_pauses_grow_and_stop_growing():
    assert [pause_after(count) for count in (0, FAILURES - 1)] == [None, None]
    assert [pause_after(FAILURES + more) for more in (0, 1, 99)] == [PAUSES[0], PAUSES[1], PAUSES[-1]]


@pytest.fixture
def down(monkeypatch):
    """The mail server takes nothing; `down.undo()` repairs it."""

    def hang(*args, **kwargs):
        raise TimeoutError("timed out")

    monkeypatch.setattr(EmailBackend, "send_messages", hang)
    return monkeypatch


@pytest.fixture
def paused(cast, reader, down):
    """A mail channel that timed out five times running, with two more messages waiting for it."""
    notices = [send(cast, reader, key=str(number)) for number in range(FAILURES + 2)]
    for notice in notices[:FAILURES]:
        assert deliver(notice, NOON) == "unknown"
    queued()
    ChannelRest.objects.update(until=NOON + PAUSES[0])
    return notices


def test_a_channel_that_keeps_timing_out_is_paused_and_what_waits_stays(cast, paused):
    assert deliver(paused[-1], NOON) is None
    attempt = DeliveryAttempt.objects.get(notice=paused[-1])
    assert (attempt.state, attempt.reason) == ("waiting", "邮件渠道暂停,恢复后发送")
    assert services.attempts_queue(at=NOON + PAUSES[0] / 2) == 0
    page = cast.client("staff").get("/notices/deliveries/").content.decode()
    assert "邮件渠道暂停,2条通知等待发送" in page
    assert [item.title[:6] for item in selectors.todo(cast.actor("operator"), NOON.date())][-1] == "邮件渠道暂停"


def test_after_the_pause_one_message_tries_and_when_it_goes_all_go(paused, down):
    later = NOON + PAUSES[0]
    for notice in paused[-2:]:
        deliver(notice, NOON)
    down.undo()
    assert services.attempts_queue(at=later) == 1
    assert queued() == [(paused[-2].pk, "mail", 1)]
    assert deliver(paused[-2], later) == "sent"
    assert not ChannelRest.objects.out_of_order().exists()
    assert services.attempts_queue(at=later) == 1
    assert deliver(paused[-1], later) == "sent"
    assert [message.subject for message in outbound.outbox] == ["会议通知"] * 2


def test_what_may_have_been_sent_stays_unknown_when_the_channel_is_back(paused, down):
    down.undo()
    assert services.attempts_settle(at=NOON + PATIENCE * 2) == 0
    for notice in paused[:FAILURES]:
        assert deliver(notice, NOON + PAUSES[-1]) is None
    assert DeliveryAttempt.objects.filter(state="unknown").count() == FAILURES
    assert outbound.outbox == []


def test_a_channel_still_out_of_order_rests_longer(paused):
    later = NOON + PAUSES[0]
    assert deliver(paused[-1], later) == "unknown"
    rest = ChannelRest.objects.get()
    assert rest.failures == FAILURES + 1
    assert rest.until > timezone.now() + PAUSES[0]


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_tries_a_paused_channel(paused, down):
    later = NOON + PAUSES[0]
    for notice in paused[-2:]:
        deliver(notice, NOON)
    down.undo()
    found = together(4, lambda: deliver(paused[-1], later))
    assert sorted(found, key=str) == [None, None, None, "sent"]


def test_a_refusal_of_one_address_pauses_nothing(cast, reader, monkeypatch):
    def refuse(*args, **kwargs):
        raise ValueError("no such user")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    for number in range(FAILURES + 1):
        assert deliver(send(cast, reader, key=str(number)), NOON) == "failed"
    assert not ChannelRest.objects.out_of_order().exists()


@pytest.mark.parametrize("phone", ["12345", "不详", "023-12345678", "1380000000１2"])
def test_what_is_no_mobile_number_is_skipped_with_the_reason(cast, reader, settings, phone):
    settings.NOTICE_CHANNELS = ["sms=json://127.0.0.1:9/{phone}/"]
    reader.phone = phone
    reader.save()
    send(cast, reader, text="sample.urgent")
    attempt = DeliveryAttempt.objects.get(channel="sms")
    assert (attempt.state, attempt.reason) == ("skipped", f"安然登记的“{phone}”不是11位手机号")


def test_a_form_refuses_what_is_no_mobile_number_and_keeps_what_was_typed(cast, reader):
    page = cast.client("staff").post(f"/people/{reader.public_id}/edit/", {"name": "安然", "phone": "12345"})
    text = page.content.decode()
    assert "不是11位手机号" in text
    assert 'value="12345"' in text


def test_a_digest_is_read_with_everything_in_it(cast, reader):
    with services.gathering("batch:1"):
        parts = [send(cast, reader, key=str(number)) for number in range(3)]
    assert (queued(), selectors.unread_count(cast.actor("deputy"))) == ([], 3)
    services.notices_gather(gather="batch:1", text="notifications.gathered", by=cast.actor("staff"), at=NOON)
    digest = Notice.objects.whole().get()
    assert queued() == [(digest.pk, "mail", 1)]
    client = cast.client("deputy")
    assert client.get("/notices/").content.decode().count("收到3条消息") == 1
    assert "会议通知</a>" in client.get("/notices/?each=1").content.decode()
    assert client.get(f"/notices/{digest.public_id}/").content.decode().count("会议通知</a>") == 3
    client.post(f"/notices/{digest.public_id}/read/")
    assert not Notice.objects.unread().exists()
    page = cast.client("staff").get(f"/notices/deliveries/{parts[0].public_id}/").content.decode()
    assert "收到3条消息" in page


def test_staff_see_the_runs_and_find_their_reminders(cast, reader):
    send(cast, reader)
    services.reminders_run(at=datetime(2026, 3, 20, 8, tzinfo=NOON.tzinfo))
    client = cast.client("staff")
    assert "2026-03-20" in client.get("/notices/reminders/").content.decode()
    assert "没有符合条件的记录" in client.get("/notices/deliveries/?kind=remind&q=会议通知").content.decode()
    assert "会议通知" in client.get("/notices/deliveries/?kind=other&channel=mail&state=waiting").content.decode()
    assert client.get("/notices/reminders/?export=xlsx").headers["Content-Type"].endswith("sheet")
