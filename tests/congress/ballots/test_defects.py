"""Defects that other voting systems had and that no other test here rules out: each is named in
docs/reference/secret-ballots.md.
"""

import hashlib
import json
from base64 import b64encode
from datetime import timedelta
from itertools import chain, permutations
from uuid import UUID

import pytest
from celery.app.task import Task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.congress.ballots.keeper.vault import Vault, master_key
from apps.congress.ballots.models import Poll
from apps.congress.ballots.secret_box import files_of
from apps.congress.ballots.services import keys as keys_service
from apps.congress.ballots.services import secret as secret_service
from apps.congress.ballots.services.closing import poll_announce, polls_close_run_out
from apps.congress.ballots.services.signing import result_sign
from apps.foundation.core.models import OutboxTask
from tests.congress.ballots.hall import OPTIONS, Hall
from tests.congress.ballots.keeper.conftest import own_keeper
from tests.congress.ballots.test_linking import dump, wal_bytes
from tests.congress.ballots.test_pages import url

__all__ = ["own_keeper"]
pytestmark = pytest.mark.django_db(transaction=True)


def signed_and_announced(hall: Hall, poll: Poll) -> Poll:
    for number, officer in enumerate(poll.officers.filter(duty__contains="scrutineer").order_by("person__pinyin")):
        result_sign(officer=officer, by=hall.deputy(number), at=timezone.now())
    return poll_announce(poll=Poll.objects.get(pk=poll.pk), by=hall.staff, at=timezone.now())


def spellings(number: int) -> set[bytes]:
    """A secret number as a table could hold it."""
    raw = number.to_bytes((number.bit_length() + 7) // 8)
    return {raw, raw.hex().encode(), raw.hex().upper().encode(), b64encode(raw), str(number).encode()}


def test_the_private_keys_of_a_poll_are_nowhere_in_the_database(hall, own_keeper, monkeypatch):
    """Helios kept the trustee's key in the database that held the ballots."""
    for service in (keys_service, secret_service):
        monkeypatch.setattr(service, "keeper", lambda: own_keeper.client)
    poll = hall.open_secret()
    hall.vote_secretly(poll, 0, OPTIONS[0])
    private = Vault(own_keeper.vault, master_key(own_keeper.master_key, own_keeper.vault))
    kept = private.keys(UUID(str(poll.public_id)))
    numbers = kept.signing.private_numbers()
    sealing, head = (int.from_bytes(key.private_bytes_raw()) for key in (kept.sealing, private.head_key))
    secrets = [numbers.p, numbers.q, numbers.d, sealing, head]
    secrets.append(int.from_bytes(own_keeper.master_key.read_bytes()))
    stored, logged = dump(), wal_bytes()
    assert bytes(poll.keys.signing_key).hex().encode() in stored  # the public half is there, so this would find one
    for secret in chain.from_iterable(map(spellings, secrets)):
        assert secret not in stored
        assert secret not in logged


def test_nothing_published_can_be_computed_from_a_voter(hall):
    """Decidim published an unsalted hash of who voted: whoever knew the register could link it again."""
    poll = hall.open_secret()
    for number in range(9):
        hall.vote_secretly(poll, number, OPTIONS[0])
    hall.count_secret(poll)
    published = b"\n".join(files_of(poll).values())
    for entry in poll.roll.select_related("person__user"):
        person = entry.person
        known = [
            entry.name, entry.pk, entry.number, person.pk, person.public_id, person.user_id, person.user.username,
            poll.public_id, poll.pk,
        ]  # fmt: skip
        texts = {str(value) for value in known}
        texts |= {glue.join(pair) for pair in permutations(texts, 2) for glue in ("", ":", "-", "|")}
        for text in texts:
            for kind in ("sha256", "sha1", "md5"):
                assert hashlib.new(kind, text.encode()).hexdigest().encode() not in published
        assert entry.name.encode() not in published


@pytest.fixture
def nobody_works(monkeypatch):
    """No worker, no timetable, no broker."""

    def refuse(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr(Task, "apply_async", refuse)


def test_without_a_worker_a_secret_vote_is_counted_and_declared_and_what_was_queued_waits(hall, nobody_works):
    """Helios queued the votes themselves: without a worker they were never counted, and nobody was told."""
    poll = hall.open_secret()
    for number in range(9):
        hall.vote_secretly(poll, number, OPTIONS[number % 3])
    hall.count_secret(poll)
    announced = signed_and_announced(hall, poll)
    assert (announced.state, announced.count.outcome["turnout"]["received"]) == ("announced", 9)
    waiting = [(task.name, task.args) for task in OutboxTask.objects.all()]
    assert ("ballots.keys_destroy", [str(poll.public_id)]) in waiting


def test_where_nothing_closes_a_poll_that_ran_out_staff_read_so_and_nobody_votes_late(hall, nobody_works):
    poll = hall.open_secret(closes_at=timezone.now() + timedelta(hours=1))
    page = hall.cast.client("staff")
    assert "自动截止没有运行" not in page.get(url(poll, "live")).content.decode()
    later = timezone.now() + timedelta(hours=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("apps.congress.ballots.views.live.timezone.now", lambda: later)
        assert "自动截止没有运行,请点“截止投票”" in page.get(url(poll, "live")).content.decode()
    assert polls_close_run_out(at=later) == 1


def test_the_keeper_s_socket_is_all_the_portal_knows_of_the_keys():
    """No setting leads the portal's own processes to vault or master key."""
    named = {name: str(getattr(settings, name)) for name in dir(settings) if name.startswith("KEEPER")}
    assert list(named) == ["KEEPER_SOCKET"]
    assert "vault" not in json.dumps(named)
