"""A notice stands in the inbox exactly once; a mail is never sent twice by itself."""

import smtplib
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail as outbound
from django.core.mail.backends.locmem import EmailBackend
from django.db import connections, transaction

from apps.foundation.audit.selectors import history_of
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState
from apps.foundation.core.models import OutboxTask
from apps.office.notifications import selectors, services
from apps.office.notifications.models import DeliveryAttempt, Notice
from tests import factories as make
from tests.office.notifications.conftest import NOON

NOW = NOON


@pytest.fixture
def reader(cast):
    """A deputy with a mail address."""
    person = cast.people["deputy"]
    person.email = "anran@example.com"
    person.save()
    return person


@pytest.fixture
def notice(cast, reader):
    send(cast, reader.pk)
    return Notice.objects.get()


def send(cast, *ids, key="meeting:1", title="会议通知"):
    by = cast.actor("staff") if cast else Actor.system()
    return services.notice_send(
        recipients=ids, key=key, text="sample.plain", values={"title": title, "place": "礼堂"}, url="/meetings/1/",
        by=by, at=NOW,
    )  # fmt: skip


def deliver(notice, number=1, at=NOW):
    attempt = services.notice_deliver(notice_id=notice.pk, through="mail", number=number, at=at)
    return attempt and attempt.state


def click(cast, part, notice, channel="mail"):
    return cast.client(part).post(f"/notices/deliveries/{notice.public_id}/resend/", {"channel": channel})


def states():
    return list(DeliveryAttempt.objects.order_by("number").values_list("number", "state"))


def breaking(monkeypatch, step, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(EmailBackend, step, fail)


def test_the_same_occasion_is_told_once(cast, reader):
    assert send(cast, reader.pk, reader.pk) == 1
    assert send(cast, reader.pk, cast.people["leader"].pk) == 1
    assert Notice.objects.filter(recipient=reader).count() == 1


def test_another_occasion_is_told_again(cast, reader):
    send(cast, reader.pk)
    assert send(cast, reader.pk, key="meeting:2") == 1


def test_only_people_with_an_address_get_a_mail_and_only_once(cast, reader):
    send(cast, reader.pk, cast.people["leader"].pk)
    send(cast, reader.pk)
    assert list(OutboxTask.objects.values_list("name", "args")) == [
        ("notifications.deliver", [Notice.objects.get(recipient=reader).pk, "mail", 1])
    ]


def test_two_hundred_people_cost_a_handful_of_queries(cast, django_assert_max_num_queries):
    ids = [make.make_person(cast.town, f"代表{number}", email=f"d{number}@example.com").pk for number in range(200)]
    with django_assert_max_num_queries(8):
        assert send(None, *ids) == 200
    assert OutboxTask.objects.count() == 200


@pytest.mark.django_db(transaction=True)
def test_parallel_sends_leave_one_notice_and_one_mail():
    person = make.make_person(make.make_area(), email="a@example.com")
    barrier, told = Barrier(4), []

    def tell():
        try:
            barrier.wait()
            with transaction.atomic():
                told.append(send(None, person.pk))
        finally:
            connections.close_all()

    threads = [Thread(target=tell) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [0, 0, 0, 1]
    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_before_the_try_is_committed():
    person = make.make_person(make.make_area(), email="a@example.com")
    send(None, person.pk)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        deliver(Notice.objects.get())
    assert outbound.outbox == []


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_tells_nobody():
    person = make.make_person(make.make_area(), email="a@example.com")
    with transaction.atomic():
        send(None, person.pk)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not OutboxTask.objects.exists()


def test_a_mail_is_sent_and_says_where_to_go(notice, settings):
    settings.PUBLIC_URL = "https://portal.example"
    assert deliver(notice) == "sent"
    (message,) = outbound.outbox
    assert (message.to, message.subject) == (["anran@example.com"], "会议通知")
    assert "https://portal.example/meetings/1/" in message.body


def test_a_task_run_twice_sends_once(notice):
    assert deliver(notice) == "sent"
    assert deliver(notice) is None
    assert len(outbound.outbox) == 1
    assert states() == [(1, "sent")]


def test_a_kill_between_attempt_and_send_leaves_it_unknown_and_never_sends_by_itself(notice, monkeypatch):
    with monkeypatch.context() as patch:
        breaking(patch, "send_messages", SystemExit())
        with pytest.raises(SystemExit):
            deliver(notice)
    assert states() == [(1, "sending")]
    assert deliver(notice, at=NOW + timedelta(seconds=10)) is None
    assert states() == [(1, "sending")]
    assert deliver(notice, at=NOW + timedelta(minutes=3)) is None
    assert states() == [(1, "unknown")]
    assert outbound.outbox == []


def test_the_timetable_settles_what_nobody_ended(notice):
    DeliveryAttempt.objects.update(state="sending", started_at=NOW)
    assert services.attempts_settle(at=NOW + timedelta(seconds=119)) == 0
    assert services.attempts_settle(at=NOW + timedelta(seconds=121)) == 1
    assert states() == [(1, "unknown")]


def test_a_mail_server_that_is_down_is_a_failure_with_its_reason(notice, monkeypatch):
    breaking(monkeypatch, "open", ConnectionRefusedError("Connection refused"))
    assert deliver(notice) == "failed"
    assert DeliveryAttempt.objects.get().reason == "连不上邮件服务器:Connection refused"


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")}), "failed"),
        (smtplib.SMTPDataError(554, b"spam"), "failed"),
        (smtplib.SMTPServerDisconnected("gone"), "unknown"),
        (TimeoutError("timed out"), "unknown"),
    ],
)
def test_what_the_server_said_decides_between_failed_and_unknown(notice, monkeypatch, error, state):
    breaking(monkeypatch, "send_messages", error)
    assert deliver(notice) == state


def test_a_title_with_a_line_break_cannot_add_a_header(cast, reader):
    send(cast, reader.pk, title="通知\nBcc: x@example.com")
    assert deliver(Notice.objects.get()) == "sent"
    assert outbound.outbox[0].subject == "通知 Bcc: x@example.com"


def test_a_failed_mail_is_sent_again_by_a_click(cast, notice, monkeypatch):
    with monkeypatch.context() as patch:
        breaking(patch, "open", ConnectionRefusedError())
        deliver(notice)
    OutboxTask.objects.all().delete()
    response = click(cast, "staff", notice)
    assert response.status_code == 302
    assert OutboxTask.objects.get().args == [notice.pk, "mail", 2]
    assert deliver(notice, number=2) == "sent"
    assert states() == [(1, "failed"), (2, "sent")]
    assert history_of(notice)[0].sentence == "示例staff要求重新发送“会议通知”(邮件第2次)"


def test_two_clicks_send_one_mail(cast, notice, monkeypatch):
    with monkeypatch.context() as patch:
        breaking(patch, "open", ConnectionRefusedError())
        deliver(notice)
    numbers = [services.notice_resend(notice=notice, through="mail", by=cast.actor("staff"), at=NOW) for _ in range(2)]
    assert numbers == [2, 2]
    assert [deliver(notice, number=number) for number in numbers] == ["sent", None]
    assert len(outbound.outbox) == 1


def test_it_refuses_to_send_again_what_was_sent(cast, notice):
    deliver(notice)
    with pytest.raises(WrongState, match="无须重发"):
        services.notice_resend(notice=notice, through="mail", by=cast.actor("staff"), at=NOW)
    assert click(cast, "staff", notice).status_code == 409


@pytest.mark.parametrize(("part", "status"), [("staff", 409), ("other_staff", 404), ("leader", 403), ("deputy", 403)])
def test_who_may_ask_for_another_try(cast, notice, part, status):
    assert click(cast, part, notice).status_code == status


@pytest.mark.parametrize(("part", "status"), [("deputy", 200), ("staff", 404), ("other_deputy", 404)])
def test_a_notice_is_read_by_its_recipient_alone(cast, notice, part, status):
    assert cast.client(part).get(f"/notices/{notice.public_id}/").status_code == status
    assert cast.client(part).post(f"/notices/{notice.public_id}/read/").status_code == (302 if status == 200 else 404)


def test_reading_a_notice_takes_it_off_the_badge(cast, notice):
    assert selectors.unread_count(cast.actor("deputy")) == 1
    client = cast.client("deputy")
    client.get(f"/notices/{notice.public_id}/")
    assert selectors.unread_count(cast.actor("deputy")) == 1
    client.post(f"/notices/{notice.public_id}/read/")
    assert selectors.unread_count(cast.actor("deputy")) == 0


def test_the_inbox_shows_unread_first_and_marks_all_read(cast, reader):
    send(cast, reader.pk, key="1", title="旧消息")
    services.notice_read(notice=Notice.objects.get(), by=cast.actor("deputy"), at=NOW)
    Notice.objects.update(created_at=NOW + timedelta(hours=1))
    send(cast, reader.pk, key="2", title="新消息")
    client = cast.client("deputy")
    page = client.get("/notices/").content.decode()
    assert page.index("新消息") < page.index("旧消息")
    client.post("/notices/read/")
    assert "全部标为已读" not in client.get("/notices/").content.decode()


def test_staff_see_what_was_sent_in_their_area_and_what_is_in_trouble(cast, notice, monkeypatch):
    breaking(monkeypatch, "open", ConnectionRefusedError())
    deliver(notice)
    assert "需要处理" in cast.client("staff").get("/notices/deliveries/").content.decode()
    other = cast.client("other_staff").get("/notices/deliveries/").content.decode()
    assert "安然" not in other
    assert selectors.todo(cast.actor("staff"), NOW.date())[0].title == "1 条对外通知发送失败或结果未知"
    assert selectors.todo(cast.actor("leader"), NOW.date()) == []


def test_html_in_a_notice_is_shown_as_text(cast, reader):
    send(cast, reader.pk, title="<script>alert(1)</script>")
    notice = Notice.objects.get()
    for path in ("/notices/", f"/notices/{notice.public_id}/"):
        assert "<script>alert" not in cast.client("deputy").get(path).content.decode()


def test_pages_stay_within_their_budget_of_queries(cast, reader, django_assert_max_num_queries):
    for number in range(30):
        send(cast, reader.pk, key=str(number))
    for part, path in (("deputy", "/notices/"), ("staff", "/notices/deliveries/")):
        client = cast.client(part)
        with django_assert_max_num_queries(14):
            client.get(path)
