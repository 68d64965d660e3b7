"""SMS gateways and group bots: an attempt is stored before sending, and what is not known is not sent again."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, Event, Thread

import pytest
import time_machine
from celery import current_app
from django.db import connections

from apps.foundation.core import outbox
from apps.foundation.core.errors import WrongState
from apps.foundation.core.models import OutboxTask
from apps.office.notifications import channels, selectors, services
from apps.office.notifications.channels import Gateway
from apps.office.notifications.checks import channel_issues
from apps.office.notifications.models import DeliveryAttempt, Notice
from apps.office.notifications.services.delivering import PATIENCE
from tests import factories as make
from tests.office.notifications.conftest import NOON

NOW = NOON
PHONE = "13800000001"


class Receiver(ThreadingHTTPServer):
    """A gateway on this machine: what it was sent, and how it answers."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken, self.status, self.hang, self.drop = [], 200, Event(), False

    @property
    def address(self):
        return f"json://127.0.0.1:{self.server_port}/secret-key/{{phone}}/?rto=0.5&cto=0.5"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((self.path, json.loads(body)))
        if self.server.drop:
            self.connection.close()
            return
        if self.server.hang.is_set():
            Event().wait(1.5)
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def receiver():
    server = Receiver()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def sms(receiver, settings):
    """The receiver as the channel 短信."""
    settings.NOTICE_CHANNELS = [f"sms={receiver.address}"]
    return receiver


@pytest.fixture
def reader(cast):
    """A deputy with a phone."""
    person = cast.people["deputy"]
    person.phone = "138-0000 0001"
    person.save()
    return person


def send(cast, *ids, text="sample.urgent", key="move:1", title="会场变更"):
    return services.notice_send(
        recipients=ids, key=key, text=text, values={"title": title, "place": "礼堂"}, url="/meetings/1/",
        by=cast.actor("staff"), at=NOW,
    )  # fmt: skip


@pytest.fixture
def notice(cast, sms, reader):
    send(cast, reader.pk)
    return Notice.objects.get()


def deliver(notice, number=1, through="sms"):
    attempt = services.notice_deliver(notice_id=notice.pk, through=through, number=number, at=NOW)
    return attempt and attempt.state


def queued():
    return [tuple(args) for args in OutboxTask.objects.order_by("pk").values_list("args", flat=True)]


def together(count, act):
    """`act` in several threads that begin at once; what each returned."""
    barrier, results = Barrier(count), []

    def run():
        try:
            barrier.wait()
            results.append(act())
        finally:
            connections.close_all()

    running = [Thread(target=run) for _ in range(count)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_attempt_send_one_message(cast, notice, sms):
    assert sorted(together(4, lambda: deliver(notice)), key=str) == [None, None, None, "sent"]
    assert len(sms.taken) == 1
    assert DeliveryAttempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_attempt_is_committed_before_the_message_leaves(cast, notice, monkeypatch):
    seen = []

    def look(self, **kwargs):
        seen.extend(together(1, lambda: list(DeliveryAttempt.objects.values_list("channel", "state")))[0])

    monkeypatch.setattr(Gateway, "hand_over", look)
    assert deliver(notice) == "sent"
    assert seen == [("sms", "sending")]


def test_a_kill_between_attempt_and_send_leaves_it_unknown_and_never_sends_by_itself(cast, notice, sms, monkeypatch):
    def die(self, **kwargs):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(Gateway, "hand_over", die)
        with pytest.raises(SystemExit):
            deliver(notice)
    DeliveryAttempt.objects.update(started_at=NOW - PATIENCE * 2)
    assert deliver(notice) is None
    assert DeliveryAttempt.objects.get().state == "unknown"
    assert sms.taken == []
    assert selectors.todo(cast.actor("staff"), NOW.date())[0].title == "1 条对外通知发送失败或结果未知"


def test_an_urgent_notice_goes_to_the_phone_with_its_link(notice, sms, settings):
    settings.PUBLIC_URL = "https://portal.example"
    assert queued() == [(notice.pk, "sms", 1)]
    assert deliver(notice) == "sent"
    ((path, message),) = sms.taken
    assert path == f"/secret-key/{PHONE}/"
    assert message["title"] == "会场变更"
    assert "改在礼堂" in message["message"]
    assert "https://portal.example/meetings/1/" in message["message"]


@time_machine.travel(NOW)
def test_what_is_queued_is_a_task_that_delivers(notice, sms):
    task = OutboxTask.objects.get()
    current_app.tasks[task.name](*task.args)
    assert len(sms.taken) == 1
    assert DeliveryAttempt.objects.get().state == "sent"


def test_an_ordinary_notice_stays_inside_and_in_the_mail(cast, sms, reader):
    reader.email = "a@example.com"
    reader.save()
    send(cast, reader.pk, text="sample.plain")
    assert [through for _, through, _ in queued()] == ["mail"]


def test_markup_in_a_value_arrives_as_it_was_written(cast, sms, reader):
    send(cast, reader.pk, title="<b>换</b> {place}")
    deliver(Notice.objects.get())
    assert sms.taken[0][1]["title"] == "<b>换</b> {place}"


def test_a_person_without_a_phone_is_skipped_and_staff_see_why(cast, sms):
    person = cast.people["deputy"]
    send(cast, person.pk)
    assert queued() == []
    attempt = DeliveryAttempt.objects.get()
    assert (attempt.state, attempt.reason) == ("skipped", "安然没有登记手机号")
    page = cast.client("staff").get(f"/notices/deliveries/{attempt.notice.public_id}/").content.decode()
    assert "安然没有登记手机号" in page
    assert selectors.todo(cast.actor("staff"), NOW.date()) == []


def test_whoever_was_skipped_is_sent_to_once_the_phone_is_known(cast, sms):
    person = cast.people["deputy"]
    send(cast, person.pk)
    notice = Notice.objects.get()
    with pytest.raises(WrongState, match="安然没有登记手机号"):
        services.notice_resend(notice=notice, through="sms", by=cast.actor("staff"), at=NOW)
    person.phone = PHONE
    person.save()
    assert services.notice_resend(notice=notice, through="sms", by=cast.actor("staff"), at=NOW) == 2
    assert deliver(notice, number=2) == "sent"


def test_a_phone_deleted_while_the_message_waits_is_a_skip(notice, reader, sms):
    reader.phone = ""
    reader.save()
    assert deliver(notice) == "skipped"
    assert sms.taken == []


@pytest.mark.parametrize("status", [400, 403, 500])
def test_a_refusal_is_a_failure_with_its_code(notice, sms, status):
    sms.status = status
    assert deliver(notice) == "failed"
    assert DeliveryAttempt.objects.get().reason == f"对方拒收(错误码 {status})"


def test_a_gateway_that_does_not_answer_in_time_leaves_it_unknown(notice, sms):
    sms.hang.set()
    assert deliver(notice) == "unknown"
    assert "没有在规定时间内答复" in DeliveryAttempt.objects.get().reason


def test_a_line_that_breaks_after_the_message_leaves_it_unknown(notice, sms):
    sms.drop = True
    assert deliver(notice) == "unknown"


def test_a_gateway_that_is_down_is_a_failure(notice, settings):
    settings.NOTICE_CHANNELS = ["sms=json://127.0.0.1:9/{phone}/"]
    assert deliver(notice) == "failed"
    assert DeliveryAttempt.objects.get().reason == "连不上对方,或者对方拒收"


def test_an_error_inside_the_library_leaves_it_unknown(notice, monkeypatch):
    def fail(self, *args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("apps.office.notifications.channels.gateway.Apprise.notify", fail)
    assert deliver(notice) == "unknown"


def test_an_address_the_library_does_not_know_is_a_failure(notice, settings):
    settings.NOTICE_CHANNELS = ["sms=nonsense-{phone}"]
    assert deliver(notice) == "failed"
    assert "NOTICE_CHANNELS" in DeliveryAttempt.objects.get().reason


def test_a_channel_switched_off_meanwhile_sends_nothing(cast, notice, sms, settings):
    settings.NOTICE_CHANNELS = []
    assert deliver(notice) == "failed"
    assert DeliveryAttempt.objects.get().reason == "渠道已经停用"
    with pytest.raises(WrongState, match="“短信”渠道已经停用"):
        services.notice_resend(notice=notice, through="sms", by=cast.actor("staff"), at=NOW)


@pytest.mark.parametrize("status", [200, 500])
def test_secrets_of_the_address_are_neither_kept_nor_logged(notice, sms, status, capfd):
    sms.status = status
    deliver(notice)
    attempt = DeliveryAttempt.objects.get()
    assert attempt.address == PHONE
    assert "secret-key" not in attempt.reason + "".join(capfd.readouterr())


def test_a_failed_message_is_sent_again_by_a_click(cast, notice, sms):
    sms.status = 500
    deliver(notice)
    sms.status = 200
    path = f"/notices/deliveries/{notice.public_id}/resend/"
    client = cast.client("staff")
    assert 'value="sms"' in client.get("/notices/deliveries/").content.decode()
    assert client.post(path, {"channel": "mail"}).status_code == 409
    assert client.post(path, {"channel": "sms"}).status_code == 302
    assert queued()[-1] == (notice.pk, "sms", 2)
    assert deliver(notice, number=2) == "sent"
    assert selectors.todo(cast.actor("staff"), NOW.date()) == []


def test_each_channel_counts_its_own_attempts(cast, sms, reader):
    reader.email = "a@example.com"
    reader.save()
    send(cast, reader.pk)
    notice = Notice.objects.get()
    assert [deliver(notice, through=name) for name in ("mail", "sms")] == ["sent", "sent"]
    page = cast.client("staff").get("/notices/deliveries/").content.decode()
    assert "邮件已发出、短信已发出" in page


def test_the_list_of_sent_notices_is_filtered_by_how_it_went(cast, notice, sms):
    sms.status = 500
    deliver(notice)
    client = cast.client("staff")
    assert "安然" in client.get("/notices/deliveries/?state=failed").content.decode().split('id="register"')[1]
    assert "没有符合条件的记录" in client.get("/notices/deliveries/?state=sent").content.decode()


def group(settings, receiver):
    settings.NOTICE_CHANNELS = [f"feishu={receiver.address.replace('{phone}/', '')}"]


def test_a_group_hears_an_occasion_once_and_without_a_name(cast, receiver, settings):
    group(settings, receiver)
    people = [person.pk for person in cast.deputies()]
    send(cast, *people[:5])
    send(cast, *people)
    ((pk, through, number),) = queued()
    assert (through, number) == ("feishu", 1)
    assert deliver(Notice.objects.get(pk=pk), through="feishu") == "sent"
    message = receiver.taken[0][1]["message"]
    assert not [person.name for person in cast.deputies() if person.name in message]


def test_a_message_to_a_group_that_failed_is_shown_as_one_to_the_group(cast, receiver, settings):
    group(settings, receiver)
    send(cast, *[person.pk for person in cast.deputies()])
    receiver.status = 500
    assert deliver(Notice.objects.order_by("pk")[0], through="feishu") == "failed"
    assert "致 飞书群" in cast.client("staff").get("/notices/deliveries/").content.decode()


def test_a_group_hears_nothing_that_was_told_to_one_person(cast, receiver, settings):
    group(settings, receiver)
    send(cast, cast.deputies()[0].pk)
    assert queued() == []


@pytest.mark.django_db(transaction=True)
def test_tellers_of_one_occasion_at_once_reach_the_group_once(cast, receiver, settings, monkeypatch):
    monkeypatch.setattr(outbox, "poke", lambda: None)
    group(settings, receiver)
    people = [person.pk for person in cast.deputies()]
    shares = [people[:4], people[4:7], people[7:]]
    assert sum(together(3, lambda: send(cast, *shares.pop()))) == 10
    assert [through for _, through, _ in queued()] == ["feishu"]


def test_two_hundred_people_cost_a_handful_of_queries(cast, sms, django_assert_max_num_queries):
    ids = [make.make_person(cast.town, f"代表{number}", phone=f"138{number:08}").pk for number in range(200)]
    by = cast.actor("staff")
    with django_assert_max_num_queries(10):
        services.notice_send(
            recipients=ids, key="k", text="sample.urgent", values={"title": "a", "place": "b"}, by=by, at=NOW
        )
    assert OutboxTask.objects.count() == 200


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["sms"], "名称=地址"),
        (["mail=json://127.0.0.1/{phone}"], "mail"),
        (["a=json://127.0.0.1/{phone}", "a=json://127.0.0.1/"], "重复"),
        (["sms=nonsense"], "不是 apprise 认得的地址"),
    ],
)
def test_the_check_finds_what_is_wrong_with_the_setting(settings, lines, words):
    settings.NOTICE_CHANNELS = lines
    assert words in channel_issues()[0].msg


def test_the_check_is_content_with_good_lines(settings):
    settings.NOTICE_CHANNELS = ["sms=json://127.0.0.1/{phone}", "feishu=feishu://token0000token"]
    assert channel_issues() == []
    assert [each.is_group for each in channels.gateways()] == [False, True]
