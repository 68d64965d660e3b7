"""Casting goes on side by side, closing waits for it: advisory locks, because row locks would write the poll row
on every ballot and let casters overtake the closer. State is always read in a new statement after the lock.
"""

from django.db import connection

from apps.congress.ballots.models import Poll

_NAMESPACE = 0x62616C6C  # "ball": keeps the keys apart from any other advisory lock (also in migration 0008)


def hold_for_casting(poll_id: int) -> None:
    """Shared until the transaction ends."""
    _execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", poll_id)


def hold_against_casting(poll_id: int) -> None:
    """Exclusive until the transaction ends: waits for ballots on their way, keeps new ones waiting."""
    _execute("SELECT pg_advisory_xact_lock(%s, %s)", poll_id)


def poll_for_change(poll: Poll) -> Poll:
    """The poll as it is now, its row locked until the transaction ends."""
    return Poll.objects.select_for_update(of=("self",)).select_related("body__area").get(pk=poll.pk)


def _execute(statement: str, poll_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_NAMESPACE, poll_id])
