"""The keys of a secret poll end with its signature or its annulment, whatever else fails, with the real keeper."""

import pytest
from celery import current_app
from django.utils import timezone

from apps.congress.ballots.keeper import acts
from apps.congress.ballots.keeper.refusals import NO_ROOM, NoRoom
from apps.congress.ballots.services.closing import poll_void
from apps.congress.ballots.services.keys import keeper, keys_destroy_of_finished
from apps.congress.ballots.services.signing import result_sign
from apps.foundation.core.errors import WrongState
from tests.congress.ballots.hall import OPTIONS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queued(monkeypatch):
    """The tasks that were queued meanwhile, by name and arguments."""
    sent = []
    monkeypatch.setattr(
        "apps.congress.ballots.services.keys.outbox.send", lambda name, *arguments: sent.append((name, arguments))
    )
    return sent


def signed(hall):
    poll = hall.open_secret()
    hall.vote_secretly(poll, 0, OPTIONS[0])
    hall.count_secret(poll)
    for number, officer in enumerate(poll.officers.filter(duty__contains="scrutineer").order_by("person__pinyin")):
        result_sign(officer=officer, by=hall.deputy(number), at=timezone.now())
    return poll


def voided(hall):
    poll = hall.open_secret()
    hall.vote_secretly(poll, 0, OPTIONS[0])
    return poll_void(poll=poll, reason="设置有误", by=hall.staff, at=timezone.now())


def are_gone(poll) -> bool:
    if poll.public_id in keeper().living():
        return False
    with pytest.raises(WrongState, match=acts.DESTROYED):
        keeper().sign(poll.public_id, bytes(256))
    return True


@pytest.mark.parametrize("finished", [signed, voided])
def test_the_act_itself_queues_the_end_of_the_keys(hall, queued, finished):
    poll = finished(hall)
    assert not are_gone(poll)
    assert queued == [("ballots.keys_destroy", (str(poll.public_id),))]
    for name, arguments in queued * 2:
        current_app.tasks[name](*arguments)
    assert are_gone(poll)


@pytest.mark.parametrize("finished", [signed, voided])
def test_the_timetable_ends_what_the_queue_lost_and_no_others(hall, queued, finished):
    poll, going_on = finished(hall), hall.open_secret()
    assert current_app.tasks["ballots.keys_destroy_due"]() == 1
    assert are_gone(poll)
    assert not are_gone(going_on)
    assert current_app.tasks["ballots.keys_destroy_due"]() == 0


class OutOfRoomOnce:
    """The real keeper, whose disk is full for the first poll it is asked to destroy."""

    def __init__(self) -> None:
        self.refused = False

    def living(self):
        return keeper().living()

    def destroy(self, poll) -> None:
        if not self.refused:
            self.refused = True
            raise NoRoom(NO_ROOM)
        keeper().destroy(poll)


def test_keys_that_cannot_be_destroyed_keep_no_others_alive(hall, queued, monkeypatch):
    polls, full = [voided(hall) for _ in range(3)], OutOfRoomOnce()
    with monkeypatch.context() as patch:
        patch.setattr("apps.congress.ballots.services.keys.keeper", lambda: full)
        with pytest.raises(NoRoom):
            keys_destroy_of_finished()
    assert sorted(map(are_gone, polls)) == [False, True, True]
    assert keys_destroy_of_finished() == 1
    assert all(map(are_gone, polls))


def test_where_no_secret_poll_is_over_the_keeper_is_not_asked(hall, queued, monkeypatch):
    hall.open_secret()
    poll_void(poll=hall.open(), reason="设置有误", by=hall.staff, at=timezone.now())
    monkeypatch.setattr("apps.congress.ballots.services.keys.keeper", hall.keeper_down)
    assert keys_destroy_of_finished() == 0
