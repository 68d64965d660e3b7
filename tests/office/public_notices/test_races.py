"""Two at once: a notice ends one time, and no objection slips past its end."""

import pytest

from apps.foundation.audit.models import Entry
from apps.office.public_notices.models import Objection, PublicNotice
from apps.office.public_notices.services import notice_withdraw
from tests.office.public_notices.board import moment
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_clerks_conclude_once(board):
    notice = board.publish()
    results = at_once(*[lambda: board.conclude(notice)] * 3)
    assert refusals(results) == ["WrongState", "WrongState"]
    assert Entry.objects.filter(act="public_notices.notice.concluded").count() == 1


def test_two_windows_publish_once(board):
    assert refusals(at_once(*[board.publish] * 3)) == ["Conflict", "Conflict"]
    assert PublicNotice.objects.count() == 1


def test_concluded_and_withdrawn_at_once_is_one_of_them(board):
    notice, staff = board.publish(), board.staff
    results = at_once(
        lambda: board.conclude(notice),
        lambda: notice_withdraw(notice=notice, reason="名单有误", by=staff, at=moment(28)),
    )
    assert refusals(results) == ["WrongState"]


def test_a_letter_written_down_while_somebody_concludes_is_never_left_unanswered(board):
    notice, staff = board.publish(), board.staff
    results = at_once(
        lambda: board.object(notice, channel="letter", by=staff, at=moment(28)), lambda: board.conclude(notice)
    )
    notice.refresh_from_db()
    assert len(refusals(results)) == 1
    assert (notice.state, Objection.objects.count()) in {("concluded", 0), ("published", 1)}


def test_an_objection_of_the_last_second_is_in_before_it_can_be_concluded(board):
    notice = board.publish()
    results = at_once(
        lambda: board.object(notice, at=moment(27, 23, 59, 59)),
        lambda: board.conclude(notice, at=moment(27, 23, 59, 59)),
    )
    assert refusals(results) == ["NotReady"]
    assert Objection.objects.count() == 1


def test_a_double_tap_at_once_is_heard_once(board):
    notice = board.publish()
    at_once(*[lambda: board.object(notice)] * 3)
    assert Objection.objects.count() == 1


def test_two_clerks_answer_once(board):
    objection = board.object(board.publish())
    results = at_once(*[lambda upheld=upheld: board.settle(objection, upheld=upheld) for upheld in (True, False)])
    assert refusals(results) == ["Conflict"]
    assert Entry.objects.filter(act="public_notices.objection.settled").count() == 1
