"""Sealing puts each entry into exactly one block; verification names the first thing tampered with."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from threading import Barrier, Thread

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from apps.foundation.audit import rules, services
from apps.foundation.audit.models import Block, Entry, Seal
from apps.foundation.audit.verification import verify
from apps.foundation.core.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(hours=3)


@pytest.fixture
def area(db):
    return make.make_area()


@pytest.fixture
def chain(area):
    """Three blocks of four entries."""
    for _ in range(3):
        record(area, 4)
        services.seal_entries(at=timezone.now())
    return area


def record(area, count=1, **facts):
    return [services.record("test.done", on=area, by=Actor.system(), **facts) for _ in range(count)]


def as_superuser(sql, *params):
    """What somebody with the database's own password can do: no trigger, no constraint stands in the way."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET session_replication_role = origin")


def finding():
    broken = verify(at=timezone.now()).broken
    return broken and (broken.code, broken.block, broken.entry)


def nth(number):
    return Entry.objects.order_by("pk")[number - 1].pk


def test_an_untouched_chain_agrees_and_reports_its_unsealed_tail(chain):
    record(chain, 2)
    report = verify(at=timezone.now())
    assert (report.blocks, report.entries, report.unsealed, report.broken) == (3, 12, 2, None)
    assert report.head == Block.objects.get(number=3).hash


def test_a_changed_entry_is_named(chain):
    as_superuser("UPDATE audit_entry SET facts = '{\"yes\": 41}' WHERE id = %s", nth(6))
    assert finding() == ("entry_changed", 2, nth(6))


@pytest.mark.parametrize("column", ["act", "actor_name", "reason", "area_path", "subject_text"])
def test_every_text_of_an_entry_is_sealed(chain, column):
    as_superuser(f"UPDATE audit_entry SET {column} = 'x' WHERE id = %s", nth(1))
    assert finding() == ("entry_changed", 1, nth(1))


def test_a_moved_moment_is_named(chain):
    as_superuser("UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE id = %s", nth(1))
    assert finding() == ("entry_changed", 1, nth(1))


def test_a_changed_entry_with_its_leaf_recomputed_breaks_the_root(chain):
    as_superuser("UPDATE audit_entry SET reason = 'x' WHERE id = %s", nth(6))
    leaf = rules.leaf_hash(Entry.objects.values(*rules.LEAF_FIELDS).get(pk=nth(6)))
    as_superuser("UPDATE audit_seal SET leaf = %s WHERE entry_id = %s", leaf, nth(6))
    assert finding() == ("root_differs", 2, None)


@pytest.mark.django_db(transaction=True)
def test_a_deleted_entry_is_named(chain):
    gone = nth(7)
    as_superuser("DELETE FROM audit_entry WHERE id = %s", gone)
    assert finding() == ("entry_deleted", 2, gone)


def test_an_entry_deleted_with_its_seal_leaves_its_block_short(chain):
    gone = nth(7)
    as_superuser("DELETE FROM audit_seal WHERE entry_id = %s", gone)
    as_superuser("DELETE FROM audit_entry WHERE id = %s", gone)
    assert finding() == ("size_differs", 2, None)


def test_an_entry_slipped_into_a_sealed_block_is_found(chain):
    (extra,) = record(chain)
    leaf = rules.leaf_hash(Entry.objects.values(*rules.LEAF_FIELDS).get(pk=extra.pk))
    Seal.objects.create(entry=extra, block=Block.objects.get(number=2), leaf=leaf)
    assert finding() == ("size_differs", 2, None)


def test_swapped_blocks_are_found(chain):
    as_superuser("UPDATE audit_block SET number = 9 WHERE number = 2")
    as_superuser("UPDATE audit_block SET number = 2 WHERE number = 3")
    as_superuser("UPDATE audit_block SET number = 3 WHERE number = 9")
    assert finding() == ("chain_broken", 2, None)


@pytest.mark.django_db(transaction=True)
def test_a_block_taken_out_of_the_middle_is_found(chain):
    as_superuser("DELETE FROM audit_block WHERE number = 2")
    assert finding() == ("block_missing", 2, None)


@pytest.mark.django_db(transaction=True)
def test_the_last_block_taken_away_is_found_by_the_seals_it_leaves(chain):
    as_superuser("DELETE FROM audit_block WHERE number = 3")
    assert finding() == ("block_missing", 3, None)


def test_a_tail_cut_off_whole_is_found_by_a_hash_noted_outside(chain):
    noted = Block.objects.get(number=3).hash
    as_superuser("DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_seal WHERE block_id IN "
                 "(SELECT id FROM audit_block WHERE number = 3))")  # fmt: skip
    as_superuser("DELETE FROM audit_seal WHERE block_id IN (SELECT id FROM audit_block WHERE number = 3)")
    as_superuser("DELETE FROM audit_block WHERE number = 3")
    assert finding() is None
    assert verify(at=timezone.now(), noted=noted).broken.code == "noted_missing"


def insert_behind(area, number, at):
    Entry(
        pk=number, at=at, act="test.forged", subject_label="x.y", subject_id=area.pk, subject_text="",
        actor_name="x", actor_role="x",
    ).save(force_insert=True)  # fmt: skip


@pytest.fixture
def gap(area):
    """A free number below entries that were sealed three hours ago."""
    record(area)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('audit_entry', 'id'))")
        number = cursor.fetchone()[0]
    record(area)
    services.seal_entries(at=LONG_AGO)
    return number


def test_an_entry_inserted_behind_is_found_before_and_after_it_is_sealed(area, gap):
    insert_behind(area, gap, LONG_AGO)
    assert finding() == ("inserted_behind", None, gap)
    services.seal_entries(at=timezone.now())
    assert finding() == ("inserted_behind", 2, gap)


def test_a_new_entry_with_an_old_moment_is_found(area):
    record(area)
    services.seal_entries(at=LONG_AGO)
    Entry.objects.create(
        at=LONG_AGO - timedelta(days=1), act="test.forged", subject_label="x.y", subject_id=1, subject_text="",
        actor_name="x", actor_role="x",
    )  # fmt: skip
    forged = Entry.objects.latest("pk").pk
    assert finding() == ("inserted_behind", None, forged)


def test_the_command_names_the_break_and_fails(chain):
    as_superuser("UPDATE audit_entry SET reason = 'x' WHERE id = %s", nth(6))
    with pytest.raises(CommandError, match=rf"记录 {nth(6)}\(第 2 块\)的内容被改动") as error:
        call_command("audit_verify", stdout=StringIO())
    assert error.value.returncode == 1


def test_the_command_prints_json(chain):
    out = StringIO()
    call_command("audit_verify", json=True, stdout=out)
    head = Block.objects.get(number=3).hash
    assert json.loads(out.getvalue()) == {
        "blocks": 3, "entries": 12, "unsealed": 0, "turned_back": 0, "head": head, "broken": None,
    }  # fmt: skip


def test_sealing_again_seals_nothing(chain):
    assert services.seal_entries(at=timezone.now()) == 0
    assert Block.objects.count() == 3


def test_a_long_run_is_cut_into_blocks(area, monkeypatch):
    monkeypatch.setattr(services, "BLOCK_SIZE", 3)
    record(area, 7)
    assert services.seal_entries(at=timezone.now()) == 7
    assert list(Block.objects.values_list("size", flat=True)) == [3, 3, 1]
    assert finding() is None


def test_verification_reads_in_chunks_and_loses_no_row(area, monkeypatch):
    monkeypatch.setattr("apps.foundation.audit.verification.CHUNK", 5)
    record(area, 13, note="中文", number=1.5, nothing=None)
    services.seal_entries(at=timezone.now())
    report = verify(at=timezone.now())
    assert (report.entries, report.broken) == (13, None)


def in_thread(work):
    def run():
        try:
            work()
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_seal_each_entry_once(monkeypatch):
    monkeypatch.setattr(services, "BLOCK_SIZE", 5)
    record(make.make_area(), 60)
    barrier, counts = Barrier(2, timeout=60), []

    def seal():
        barrier.wait()
        counts.append(services.seal_entries(at=timezone.now()))

    for thread in [in_thread(seal), in_thread(seal)]:
        thread.join()
    services.seal_entries(at=timezone.now())
    assert sum(counts) <= 60
    assert Seal.objects.count() == 60
    assert verify(at=timezone.now()).broken is None


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_is_sealed_later():
    area = make.make_area()
    recorded, sealed = Barrier(2, timeout=60), Barrier(2, timeout=60)

    def slow_act():
        with transaction.atomic():
            record(area)
            recorded.wait()
            sealed.wait()

    thread = in_thread(slow_act)
    recorded.wait()
    record(area)
    assert services.seal_entries(at=timezone.now()) == 1
    sealed.wait()
    thread.join()
    assert services.seal_entries(at=timezone.now()) == 1
    assert verify(at=timezone.now()).broken is None
    assert Entry.objects.order_by("pk").first().seal.block.number == 2


def test_the_frequent_search_leaves_old_entries_to_the_nightly_one(area):
    record(area)
    assert services.seal_entries(at=timezone.now(), since=timezone.now() + timedelta(seconds=1)) == 0
    assert services.seal_entries(at=timezone.now()) == 1


def test_the_tree_is_that_of_rfc_6962():
    a, b, c = (rules.leaf_hash({"n": n}) for n in (1, 2, 3))
    assert rules.canonical({"b": 1, "a": "中"}) == '{"a":"中","b":1}'.encode()
    assert a == "fb5d93e6cf90bc9470cd9ea9d9e12348993db3e854ab2b7660e3594767045f6c"
    assert rules.merkle_root([a]) == a
    assert rules.merkle_root([a, b, c]) == rules.merkle_root([rules.merkle_root([a, b]), c])
    assert rules.merkle_root([a, b]) != rules.merkle_root([b, a])


def test_moments_are_spelt_in_utc():
    assert rules.canonical({"at": datetime(2026, 3, 1, tzinfo=UTC)}) == b'{"at":"2026-03-01T00:00:00.000000+00:00"}'


def test_a_clock_that_was_set_back_is_told_and_is_no_forgery(area):
    now = timezone.now()
    for moment in (now, now + timedelta(hours=3), now - timedelta(days=1), now + timedelta(hours=4)):
        with time_machine.travel(moment, tick=False):
            record(area, 2)
            services.seal_entries(at=moment)
    report = verify(at=now + timedelta(hours=6))
    assert (report.broken, report.blocks, report.turned_back) == (None, 4, 1)
    out = StringIO()
    with time_machine.travel(now + timedelta(hours=6)):
        call_command("audit_verify", stdout=out)
    assert "有 1 块的封存时间早于前一块:服务器时钟曾被调回。" in out.getvalue()
