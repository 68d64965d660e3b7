"""Nobody who has the whole database, its dumps at every step, its write-ahead log and the logs can tell who voted what.

The same attack first breaks a naive design with two tables, so that it is known to work.
"""

import json
import logging
import os
import random
import re
import secrets
import subprocess
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from shutil import which

import pgtrigger
import pytest
from django.db import connection
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from apps.congress.ballots.models import OpenedBox
from apps.congress.ballots.rules.rolls import RollMember
from apps.congress.ballots.services.secret import SealedBallot, ballot_issue, ballot_put
from apps.foundation.core.actors import Actor
from benchmarks.support.full_house import deputies
from tests.congress.ballots.linking import Evidence, chance, far_above, hits, orders_by

pytestmark = pytest.mark.django_db(transaction=True)
RUNS, VOTERS = int(os.environ.get("LINKING_RUNS", "20")), 200
CHOICES = ("道路硬化", "饮水改造", "路灯安装")
NAIVE = """
    CREATE TABLE naive_voted (voter int PRIMARY KEY);
    CREATE TABLE naive_ballot (id serial PRIMARY KEY, choice text);
"""
SYSTEM_COLUMNS = "ctid::text, xmin::text"


@pytest.fixture(autouse=True)
def _empty_files(transactional_db):
    """Rows lie in the order in which they came: no test before left holes that a new row might fill."""
    with pgtrigger.ignore():
        rows("TRUNCATE ballots_issuedballot, ballots_secretballot CASCADE")


def rows(statement: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def seen(table: str, key: str, where: str = "true", *values, columns: str = "") -> dict:
    """A table as the administrator sees it: key -> place on disk, transaction, and further columns."""
    extra = [name.strip() for name in columns.split(",") if name.strip()]
    statement = f"SELECT {key}, {SYSTEM_COLUMNS} {''.join(', ' + name for name in extra)} FROM {table} WHERE {where}"
    found = {}
    for key, ctid, xmin, *more in rows(statement, *values):
        place = tuple(int(part) for part in ctid.strip("()").split(","))
        found[key] = {"ctid": place, "xmin": int(xmin), **dict(zip(extra, more, strict=True))}
    return found


class Dumps:
    """A dump after every step, reduced to what matters: in which one a row appears first."""

    def __init__(self, statement: str, *values) -> None:
        self.statement, self.values = statement, values
        self.known: set = {row[0] for row in rows(statement, *values)}
        self.first_seen: dict = {}

    def take(self, step: int) -> None:
        for (key,) in rows(self.statement, *self.values):
            if key not in self.known:
                self.known.add(key)
                self.first_seen[key] = step


def test_the_attack_breaks_two_naive_tables():
    rows(NAIVE)
    try:
        right = Counter()
        for run in range(3):
            rows("TRUNCATE naive_voted, naive_ballot")
            voters = random.Random(run).sample(range(1000), VOTERS)
            truth = {voter: random.Random(run * 1000 + voter).choice(CHOICES) for voter in voters}
            for voter in voters:
                rows("INSERT INTO naive_voted VALUES (%s)", voter)
                rows("INSERT INTO naive_ballot (choice) VALUES (%s)", truth[voter])
            shown = dict(rows("SELECT id, choice FROM naive_ballot"))
            ballots = seen("naive_ballot", "id", columns="id")
            right += hits(Evidence(orders_by(seen("naive_voted", "voter")), orders_by(ballots), shown=shown), truth)
        best, number = right.most_common(1)[0]
        print(f"naive tables: {number / (3 * VOTERS):.1%} linked by {best}")
        assert number / (3 * VOTERS) >= 0.95
    finally:
        rows("DROP TABLE naive_voted, naive_ballot")


def vote_of_everybody(phone, poll, actors, truth) -> tuple[Dumps, Dumps, dict[int, str]]:
    """One after the other, which makes it easiest to link; a dump after every step. Also whose serial is which."""
    issued = Dumps(
        "SELECT entry_id FROM ballots_issuedballot JOIN ballots_rollentry ON id = entry_id WHERE poll_id = %s", poll.pk
    )
    cast = Dumps("SELECT serial FROM ballots_secretballot WHERE poll_id = %s", poll.pk)
    serials = {}
    for step, (entry, choice) in enumerate(truth.items()):
        drawn = phone.draw({"approve": [choice]})
        answer = ballot_issue(poll=poll.public_id, blinded=drawn.blinded, by=actors[entry], at=timezone.now())
        issued.take(step)
        sealed = SealedBallot(drawn.token, drawn.randomizer, drawn.signature(answer), drawn.sealed)
        serials[entry] = ballot_put(poll=poll.public_id, ballot=sealed)
        cast.take(step)
    return issued, cast, serials


def wal_position() -> str:
    return rows("SELECT pg_current_wal_insert_lsn()::text")[0][0]


def pg_waldump() -> str | None:
    """The server's own: beside its program on this machine, else on PATH; None where its disk is not ours.

    On a machine whose log can be read it must be there: without it the strongest evidence would be left out.
    """
    [(directory,)] = rows("SHOW data_directory")
    if not os.access(directory, os.R_OK):
        return None
    server = Path(directory, "postmaster.pid").read_text().split()[0]
    with suppress(OSError):
        beside = Path(f"/proc/{server}/exe").readlink().with_name("pg_waldump")
        if beside.exists():
            return str(beside)
    found = which("pg_waldump")
    assert found, f"pg_waldump is missing: install the client tools of the server whose data lie in {directory}"
    return found


def inserts_logged(table: str, since: str) -> dict[tuple[int, int], int]:
    """Place of a row on disk -> its number in the write-ahead log, as `pg_waldump` tells it; empty without it."""
    [(directory, filenode)] = rows("SELECT current_setting('data_directory'), pg_relation_filenode(%s)", table)
    program = pg_waldump()
    if program is None:
        return {}
    rows("SELECT pg_switch_wal()")
    command = [program, "--path", f"{directory}/pg_wal", "--start", since, "--rmgr", "Heap"]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.findall(rf"desc: INSERT(?:\+INIT)? off:? (\d+).*?rel \d+/\d+/{filenode} blk (\d+)", told)
    return {(int(block), int(offset)): number for number, (offset, block) in enumerate(found)}


def evidence_of(poll, issued: Dumps, cast: Dumps, since: str) -> Evidence:
    entries = "entry_id IN (SELECT id FROM ballots_rollentry WHERE poll_id = %s)"
    voters = seen("ballots_issuedballot", "entry_id", entries, poll.pk, columns="blinded")
    ballots = seen(
        "ballots_secretballot", "serial", "poll_id = %s", poll.pk,
        columns="serial, sealed, signature, randomizer, length(sealed)",
    )  # fmt: skip
    for key, step in issued.first_seen.items():
        voters[key]["dump"] = step
    for key, step in cast.first_seen.items():
        ballots[key]["dump"] = step
    for table, found in (("ballots_issuedballot", voters), ("ballots_secretballot", ballots)):
        logged = inserts_logged(table, since)
        for row in found.values() if logged else ():
            row["write-ahead log"] = logged[row["ctid"]]
    box = OpenedBox.objects.get(poll=poll)
    choices = {
        "list": [choice[0] for choice in box.choices],
        "case": [choice[0] for choice in poll.count.case["ballots"]],
    }
    choices |= {f"{name} backwards": order[::-1] for name, order in choices.items()}
    order = orders_by(ballots)
    order["published"] = [line[0] for line in box.serials]
    return Evidence(orders_by(voters), order, choices)


def test_the_write_ahead_log_is_among_the_evidence():
    """Visible where it is not: a skip is listed, evidence left out in silence would not be."""
    if pg_waldump() is None:
        pytest.skip("the server's disk is not readable here: the linking test runs WITHOUT the write-ahead log")
    rows(NAIVE)
    try:
        since = wal_position()
        rows("INSERT INTO naive_ballot (choice) VALUES ('a'), ('b'), ('c')")
        assert list(inserts_logged("naive_ballot", since).values()) == [0, 1, 2]
    finally:
        rows("DROP TABLE naive_voted, naive_ballot")


def sequences() -> list[tuple]:
    return rows("SELECT sequencename, last_value FROM pg_sequences ORDER BY sequencename")


def wal_bytes() -> bytes:
    """The write-ahead log as it lies on disk; empty on a server whose disk is not ours."""
    [(directory,)] = rows("SHOW data_directory")
    segments = sorted(Path(directory, "pg_wal").glob("0000*")) if os.access(directory, os.R_OK) else []
    return b"".join(segment.read_bytes() for segment in segments)


def dump() -> bytes:
    known = connection.get_connection_params()
    parts = ("host", "port", "user", "password", "dbname")
    where = make_conninfo(**{name: known[name] for name in parts if known.get(name)})
    return subprocess.run(["pg_dump", "--dbname", where], capture_output=True, check=True).stdout


def test_nobody_links_a_secret_ballot(hall, caplog):
    caplog.set_level(logging.DEBUG)
    right, owned, luck = Counter(), Counter(), []
    mandates = deputies(hall.cast.term, hall.cast.town, VOTERS)
    for run in range(RUNS):
        chosen = random.Random(run)
        order = chosen.sample(mandates, VOTERS)
        roll = [RollMember(mandate.pk, mandate.person_id, mandate.person.name) for mandate in mandates]
        poll = hall.open_secret(roll=roll, options=CHOICES, seats=1)
        entries = dict(poll.roll.values_list("person_id", "pk"))
        actors = {
            entries[mandate.person_id]: Actor(
                name=mandate.person.name, role="deputy", person_id=mandate.person_id, user_id=mandate.person.user_id,
                body_ids=(hall.cast.congress.pk,), role_title="代表",
            )
            for mandate in order
        }  # fmt: skip
        truth = {entry: chosen.choices(CHOICES, weights=(5, 3, 2))[0] for entry in actors}
        before, since = sequences(), wal_position()
        issued, cast, serials = vote_of_everybody(hall.phone(poll), poll, actors, truth)
        assert sequences() == before
        hall.count_secret(poll)
        evidence = evidence_of(poll, issued, cast, since)
        assert Counter(evidence.choices["list"]) == Counter(truth.values())
        right += hits(evidence, truth)
        owned += hits(replace(evidence, choices={}, shown={one: one for one in serials.values()}), serials)
        luck.append(chance(truth))
    blind = sum(luck) / RUNS
    best, number = right.most_common(1)[0]
    share = number / (RUNS * VOTERS)
    logged = any("write-ahead log" in name for name in right)
    assert logged == bool(pg_waldump())
    assert owned.most_common(1)[0][1] == RUNS * VOTERS  # the attack is strong: it knows who cast which sealed ballot
    print(f"{len(right)} ways of linking, best {share:.1%} ({best}); a blind guess gets {blind:.1%}")
    print("with the write-ahead log" if logged else "WITHOUT the write-ahead log: its disk is not readable here")
    assert share < far_above(blind, RUNS * VOTERS)


def test_no_choice_is_readable_anywhere_before_the_box_is_opened(hall, caplog):
    """Written-in names are unmistakable: none is in a dump, in the write-ahead log or in a log before the close."""
    caplog.set_level(logging.DEBUG)
    poll = hall.open_secret(options=("甲某某", "乙某某"), model="election", seats=1)
    run = 10**6 + secrets.randbelow(10**6)  # the log still holds the names of the last run
    marked = [f"另选人物{run}{number}号" for number in range(10)]
    for number, name in enumerate(marked):
        hall.vote_secretly(poll, number, name, oppose=["甲某某"])
    logged, told = wal_bytes(), "\n".join(record.getMessage() for record in caplog.records).encode()
    assert not logged or "甲某某".encode() in logged
    dumped = dump()
    assert "甲某某".encode() in dumped
    for name in marked:
        for content in (dumped, logged, told):
            assert name.encode() not in content
            assert json.dumps(name).encode() not in content
    hall.count_secret(poll)
    assert sorted(item["name"] for item in poll.count.case["items"] if item.get("write_in")) == sorted(marked)
