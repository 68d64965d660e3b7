"""A task is queued with its act or not at all; a broker that is down costs nobody anything."""

import socket
from datetime import timedelta
from threading import Barrier, Thread
from time import monotonic

import pytest
from celery import current_app, shared_task
from django.conf import settings
from django.db import OperationalError as DatabaseAway
from django.db import connections, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.foundation.core import outbox
from apps.foundation.core.models import OutboxTask, SentTask
from apps.foundation.core.outbox import poke

NAME = "test.noted"


@shared_task(name=NAME)
def noted(number):
    return number


@pytest.fixture
def sent(monkeypatch):
    """What the broker was given."""
    given = []
    monkeypatch.setattr(current_app.tasks[NAME], "apply_async", lambda args, **_: given.append(tuple(args)))
    return given


@pytest.fixture
def broker_down(monkeypatch):
    def refuse(args, **_):
        raise OperationalError("connection refused")

    monkeypatch.setattr(current_app.tasks[NAME], "apply_async", refuse)


@pytest.fixture
def broker_at():
    """Lets the real broker connection point somewhere else."""
    with pytest.MonkeyPatch.context() as patch:

        def point(url):
            patch.setattr(current_app.conf, "broker_url", url)
            current_app.amqp._producer_pool = None
            current_app._pool = None

        yield point
    current_app._pool = current_app.amqp._producer_pool = None


def waiting():
    return [tuple(row.args) for row in OutboxTask.objects.order_by("pk")]


def test_it_refuses_an_unknown_task_at_once(db):
    with pytest.raises(KeyError):
        outbox.send("core.no_such_task", 1)
    assert waiting() == []


def test_it_refuses_arguments_the_task_does_not_take(db):
    with pytest.raises(TypeError):
        outbox.send(NAME, 1, 2)


@pytest.mark.django_db(transaction=True)
def test_a_row_that_fits_no_task_does_not_hold_up_the_others(sent):
    OutboxTask.objects.create(name="gone.task", args=[])
    outbox.send(NAME, 1)
    assert (sent, waiting()) == ([(1,)], [()])


@pytest.mark.django_db(transaction=True)
def test_a_rollback_queues_nothing(sent):
    with transaction.atomic():
        outbox.send(NAME, 1)
        transaction.set_rollback(True)
    assert (sent, waiting()) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_before_the_commit(sent):
    with transaction.atomic():
        outbox.send(NAME, 1)
        assert sent == []
    assert (sent, waiting()) == ([(1,)], [])


@pytest.mark.django_db(transaction=True)
def test_many_tasks_of_one_act_cost_one_insert_and_one_poke(sent, monkeypatch, django_assert_num_queries):
    pokes = []
    monkeypatch.setattr(outbox, "poke", lambda: pokes.append(1))
    with transaction.atomic():
        with django_assert_num_queries(1):
            outbox.send_many(NAME, [(number,) for number in range(200)])
        outbox.send(NAME, 200)
    assert len(pokes) == 1
    assert outbox.relay() == 201
    assert len(sent) == 201


@pytest.mark.django_db(transaction=True)
def test_with_the_broker_down_the_act_succeeds_and_the_task_waits(broker_down):
    with transaction.atomic():
        outbox.send(NAME, 7)
    assert waiting() == [(7,)]


@pytest.mark.django_db(transaction=True)
def test_what_waited_is_sent_when_the_broker_is_back(broker_down, monkeypatch):
    outbox.send(NAME, 7)
    given = []
    monkeypatch.setattr(current_app.tasks[NAME], "apply_async", lambda args, **_: given.append(tuple(args)))
    assert outbox.relay() == 1
    assert (given, waiting()) == ([(7,)], [])


@pytest.mark.django_db(transaction=True)
def test_two_relays_at_once_send_each_task_once(monkeypatch):
    given, meeting = [], Barrier(2, timeout=10)
    monkeypatch.setattr(outbox, "BATCH", 5)

    def slow(args, **_):
        if not given or args[0] == 5:
            meeting.wait()
        given.append(args[0])

    monkeypatch.setattr(current_app.tasks[NAME], "apply_async", slow)
    OutboxTask.objects.bulk_create(OutboxTask(name=NAME, args=[number]) for number in range(10))
    threads = [Thread(target=_in_thread, args=(outbox._relay_batch,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(10))
    assert waiting() == []


def _in_thread(work):
    try:
        work()
    finally:
        connections.close_all()


def seconds_of(url, broker_at, monkeypatch):
    """How long the person who acts waits, with the poke of production."""
    broker_at(url)
    monkeypatch.setattr(outbox, "poke", poke)
    began = monotonic()
    with transaction.atomic():
        outbox.send(NAME, 1)
    waited = monotonic() - began
    assert outbox._at_work.acquire(timeout=20)
    outbox._at_work.release()
    return waited


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_broker_that_refuses(broker_at, monkeypatch):
    assert seconds_of("redis://127.0.0.1:1/0", broker_at, monkeypatch) < 0.5
    assert waiting() == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_broker_that_says_nothing(broker_at, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        assert seconds_of(url, broker_at, monkeypatch) < 0.5
    assert waiting() == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_a_relay_gives_a_silent_broker_up_after_some_seconds(broker_at):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        broker_at(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        OutboxTask.objects.create(name=NAME, args=[1])
        began = monotonic()
        assert outbox.relay() == 0
        assert monotonic() - began < 8


@pytest.mark.django_db(transaction=True)
def test_the_poke_of_production_sends_from_its_own_thread(sent, monkeypatch):
    monkeypatch.setattr(outbox, "poke", poke)
    outbox.send(NAME, 3)
    assert outbox._at_work.acquire(timeout=10)
    outbox._at_work.release()
    assert (sent, waiting()) == ([(3,)], [])


def handed_over(number=1, minutes_ago=5):
    """A task that the broker was given."""
    OutboxTask.objects.create(name=NAME, args=[number])
    outbox.relay()
    SentTask.objects.update(sent_at=timezone.now() - timedelta(minutes=minutes_ago))
    return f"{outbox.ID}{SentTask.objects.get().pk}"


def not_done():
    return [tuple(row.args) for row in SentTask.objects.all()]


def test_what_was_sent_is_remembered_until_it_is_done(db, sent):
    task = handed_over()
    assert (sent, not_done()) == ([(1,)], [(1,)])
    outbox.note_done(task_id=task, state="RETRY", retval=None)
    assert not_done() == [(1,)]
    outbox.note_done(task_id=task, state="SUCCESS", retval=None)
    assert not_done() == []


def test_a_task_that_failed_for_good_is_not_tried_again(db, sent):
    outbox.note_done(task_id=handed_over(), state="FAILURE", retval=ValueError())
    assert not_done() == []


def test_a_task_that_met_a_database_that_was_away_is_sent_again(db, sent, monkeypatch):
    outbox.note_done(task_id=handed_over(), state="FAILURE", retval=DatabaseAway("server closed the connection"))
    monkeypatch.setattr(outbox, "_ids_at_the_broker", set)
    assert outbox.send_lost_again() == 1
    assert sent == [(1,), (1,)]
    assert outbox.send_lost_again() == 0  # for a minute


def test_a_task_that_a_worker_holds_or_that_was_sent_too_often_is_not_sent_again(db, sent, monkeypatch):
    task = handed_over()
    monkeypatch.setattr(outbox, "_ids_at_the_broker", lambda: {task})
    assert outbox.send_lost_again() == 0
    monkeypatch.setattr(outbox, "_ids_at_the_broker", set)
    SentTask.objects.update(times=outbox.MOST_TIMES)
    assert outbox.send_lost_again() == 0
    assert not_done() == [(1,)]


@pytest.fixture
def real_queue(broker_at):
    """The queue at the Redis of the tests, which nobody else uses."""
    broker_at(settings.CELERY_BROKER_URL)
    name = current_app.conf.task_default_queue
    with current_app.connection_for_write() as broker:
        redis = broker.default_channel.client
        redis.delete(name)
        yield redis, name
        redis.delete(name)


def test_a_redis_that_was_flushed_is_given_the_tasks_again(db, real_queue):
    redis, queue = real_queue
    handed_over()
    assert redis.llen(queue) == 1
    assert outbox.send_lost_again() == 0
    redis.delete(queue)
    assert outbox.send_lost_again() == 1
    assert redis.llen(queue) == 1
