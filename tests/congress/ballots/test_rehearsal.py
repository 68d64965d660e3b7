"""The whole portal is backed up in the middle of a vote, destroyed and put back; then the vote goes on."""

import hashlib
import shutil
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from psycopg import sql

from apps.congress.ballots.keeper import backup as keeper_backup
from apps.congress.ballots.models import IssuedBallot, Poll, SecretBallot
from apps.congress.ballots.rules.cases import recount
from apps.congress.ballots.rules.secrecy import serial_of
from apps.congress.ballots.secret_box import published_serials
from apps.congress.ballots.services.closing import poll_close, poll_void
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.keys import HELD_BEFORE, keeper
from apps.congress.ballots.services.opening import poll_open
from apps.congress.ballots.services.secret import ballot_put
from apps.foundation.audit import services as audit
from apps.foundation.core.backup.postgres import Database
from apps.foundation.core.errors import Conflict, NotReady
from apps.office.documents.models import Document
from apps.office.files.services import attachment_add
from tests.congress.ballots.hall import AT, OPTIONS
from tests.congress.ballots.keeper.conftest import own_keeper
from tests.office.documents.conftest import office
from tests.office.documents.desk import archived

__all__ = ["office", "own_keeper"]
pytestmark = pytest.mark.django_db(transaction=True)
HALF = 5


@pytest.fixture
def place(own_keeper, settings, tmp_path) -> Path:
    """Where the portal of the rehearsal keeps its files; its keeper is its own."""
    settings.KEEPER_SOCKET = str(own_keeper.socket)
    settings.MEDIA_ROOT = tmp_path / "data" / "files"
    settings.MEDIA_ROOT.mkdir(parents=True)
    keeper.cache_clear()
    yield tmp_path
    keeper.cache_clear()


def told(command: str, *options: str) -> str:
    out = StringIO()
    call_command(command, *options, stdout=out, stderr=out)
    return out.getvalue()


def database_copy(place: Path) -> Path:
    told("backup", str(place / "backups"))
    return next((place / "backups").glob("congress-*.tar"))


def vault_copy(own_keeper, place: Path) -> Path:
    assert keeper_backup.main(["make", "--vault", str(own_keeper.vault), str(place / "apart")]) == 0
    return next((place / "apart").glob("keeper-*.tar"))


def put_vault_back(own_keeper, copy: Path) -> None:
    assert keeper_backup.main(["restore", "--vault", str(own_keeper.vault), str(copy)]) == 0
    own_keeper.start()


def figures() -> dict[str, tuple[int, str]]:
    """Rows and a digest over all values of every table, and of every file."""
    found = {}
    with psycopg.connect(**Database(connection.get_connection_params()).params) as server:
        for (table,) in server.execute("select tablename from pg_tables where schemaname = 'public'").fetchall():
            statement = "select count(*), coalesce(md5(string_agg(r::text, '|' order by r::text)), '') from {} r"
            found[table] = server.execute(sql.SQL(statement).format(sql.Identifier(table))).fetchone()
    for file in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
        if file.is_file():
            name = str(file.relative_to(settings.MEDIA_ROOT))
            found[name] = (file.stat().st_size, hashlib.sha256(file.read_bytes()).hexdigest())
    return found


def destroy(own_keeper) -> None:
    """Database, files and vault; the master key lies in the safe."""
    own_keeper.kill()
    connection.close()
    with psycopg.connect(**Database(connection.get_connection_params()).params) as server:
        server.execute("drop schema public cascade; create schema public")
    shutil.rmtree(settings.MEDIA_ROOT)
    shutil.rmtree(own_keeper.vault)


def drawn_ballots(hall, poll):
    """What the phone of every deputy has drawn: the first three for the first option, the others for the second."""
    phone = hall.phone(poll)
    return [phone.draw({"approve": [OPTIONS[0] if number < 3 else OPTIONS[1]]}) for number in range(9)]


def cast_secretly(hall, poll, number: int, drawn) -> str:
    return ballot_put(poll=poll.public_id, ballot=hall.take(poll, number, drawn))


def open_now(hall, poll) -> None:
    roll = hall.roll()
    poll_open(poll=poll, roll=roll, due=len(roll), present=len(roll), by=hall.staff, at=timezone.now())


def counted(hall, poll) -> dict[str, int]:
    hall.count_secret(poll)
    case = {field: value for field, value in poll.count.case.items() if field != "ballots"}
    status, again = recount(case)
    assert status == 0
    assert [one["votes"] for one in again["items"]] == [one["votes"] for one in poll.count.outcome["items"]]
    return {item["name"]: item["votes"] for item in poll.count.outcome["items"]}


def test_backed_up_destroyed_and_restored_in_the_middle_of_a_vote(hall, office, place, own_keeper):
    settings.MEDIA_ROOT = place / "data" / "files"
    document = archived(office)
    upload = SimpleUploadedFile("名单.txt", "青禾镇".encode())
    attachment_add(parent=hall.cast.people["deputy"], upload=upload, by=hall.staff, at=timezone.now())
    named, secret = hall.open(), hall.open_secret()
    for number in range(HALF):
        hall.vote(named, number, OPTIONS[0])
    drawn = drawn_ballots(hall, secret)
    serials = [cast_secretly(hall, secret, number, drawn[number]) for number in range(HALF - 1)]
    vault = vault_copy(own_keeper, place)
    serials.append(cast_secretly(hall, secret, HALF - 1, drawn[HALF - 1]))  # the vault's copy does not know of it
    on_its_way = hall.take(secret, HALF, drawn[HALF])
    audit.seal_entries(at=timezone.now())
    database, before = database_copy(place), figures()

    destroy(own_keeper)
    assert "核对无误" in told("restore", str(database))
    put_vault_back(own_keeper, vault)
    assert figures() == before
    assert Document.objects.get(pk=document.pk).number == document.number
    check = told("polls_check", "--sign-again")
    assert f"收到电子票{HALF}张" in check
    assert f"密钥保管库与数据库相符:签发{HALF + 1}张,票箱{HALF}张" in check

    with pytest.raises(Conflict):
        hall.vote(named, 0, OPTIONS[1])
    with pytest.raises(Conflict, match="一人只有一张票"):
        hall.take(secret, 0, hall.phone(secret).draw({"approve": [OPTIONS[1]]}))
    assert ballot_put(poll=secret.public_id, ballot=hall.take(secret, 0, drawn[0])) == serials[0]
    serials.append(ballot_put(poll=secret.public_id, ballot=on_its_way))
    for number in range(HALF, 9):
        hall.vote(named, number, OPTIONS[1])
    serials += [cast_secretly(hall, secret, number, drawn[number]) for number in range(HALF + 1, 9)]
    assert counted(hall, secret) == {OPTIONS[0]: 3, OPTIONS[1]: 6, OPTIONS[2]: 0}
    assert published_serials(secret) == sorted(serials) == sorted(serial_of(one.token) for one in drawn)
    poll_close(poll=named, by=hall.staff, at=AT)
    outcome = poll_count(poll=named, by=hall.staff, at=AT).outcome
    assert [item["votes"] for item in outcome["items"]] == [5, 4, 0]
    assert "核对无误" in told("audit_verify")


def test_a_vault_older_than_the_database_is_not_counted_before_its_signatures_are_made_up_for(hall, place, own_keeper):
    poll = hall.open_secret()
    drawn = drawn_ballots(hall, poll)
    cast_secretly(hall, poll, 0, drawn[0])
    copy = vault_copy(own_keeper, place)
    for number in range(1, 9):
        cast_secretly(hall, poll, number, drawn[number])
    own_keeper.kill()
    shutil.rmtree(own_keeper.vault)
    put_vault_back(own_keeper, copy)
    with pytest.raises(CommandError, match="1次现在不能计票"):
        told("polls_check")
    hall.close_secret(poll)
    with pytest.raises(NotReady, match="polls_check --sign-again"):
        hall.count_secret_closed(poll)
    assert "签发9张,票箱9张" in told("polls_check", "--sign-again")
    hall.count_secret_closed(poll)
    assert poll.count.outcome["turnout"]["received"] == 9


def test_a_database_older_than_the_vault_counts_nothing_and_says_that_the_poll_is_void(hall, place, own_keeper):
    """Whoever took a ballot after the backup could take another: the portal counts neither."""
    poll = hall.open_secret()
    drawn = drawn_ballots(hall, poll)
    cast_secretly(hall, poll, 0, drawn[0])
    copy = database_copy(place)
    forgotten = hall.take(poll, 1, drawn[1])
    told("restore", str(copy), "--replace")
    assert (IssuedBallot.objects.count(), SecretBallot.objects.count()) == (1, 1)
    out = StringIO()
    with pytest.raises(CommandError, match="1次现在不能计票"):
        call_command("polls_check", stdout=out)
    assert "有1张在数据库里没有取票记录" in out.getvalue()
    ballot_put(poll=poll.public_id, ballot=forgotten)
    cast_secretly(hall, poll, 1, hall.phone(poll).draw({"approve": [OPTIONS[2]]}))
    cast_secretly(hall, poll, 2, drawn[2])
    hall.close_secret(poll)
    with pytest.raises(NotReady) as refused:
        hall.count_secret_closed(poll)
    assert "宣布本次表决无效后重新表决" in str(refused.value)
    assert Poll.objects.get().state == "closed"
    assert poll_void(poll=poll, reason="数据库恢复到较早的备份", by=hall.staff, at=timezone.now()).state == "voided"


def test_a_poll_that_was_opened_after_the_backup_is_not_opened_under_its_old_keys(hall, place, own_keeper):
    poll = hall.draft(method="secret")
    hall.officers(poll)
    hall.present(poll, "open", at=timezone.now())
    copy = database_copy(place)
    open_now(hall, poll)
    hall.take(poll, 0, hall.phone(poll).draw({"approve": [OPTIONS[0]]}))
    told("restore", str(copy), "--replace")
    with pytest.raises(Conflict, match=HELD_BEFORE[:20]):
        open_now(hall, Poll.objects.get())
    assert Poll.objects.get().state == "draft"
