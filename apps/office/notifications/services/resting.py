"""A channel that fails again and again is left alone for a while; what waits for it stays, and goes out afterwards."""

from datetime import datetime, timedelta

from django.db.models import F

from apps.office.notifications.models import ChannelRest
from apps.office.notifications.rules.leaving import pause_after

PROBE = timedelta(minutes=3)
"""As long as the one message that tries a paused channel may take."""


def may_pass(channel: str, *, at: datetime) -> bool:
    """Whether a message may leave through the channel now. After a pause one passes alone, to try it."""
    rest = ChannelRest.objects.out_of_order().filter(channel=channel).first()
    if rest is None:
        return True
    return bool(ChannelRest.objects.filter(channel=channel, until__lte=at).update(until=at + PROBE))


def channel_works(channel: str) -> None:
    """A message was taken, or refused for a reason of its own: the channel is in order."""
    ChannelRest.objects.filter(channel=channel, failures__gt=0).update(failures=0, until=None, reason="")


def channel_failed(channel: str, reason: str, *, at: datetime) -> None:
    """One more failure in a row; with enough of them the channel is paused."""
    ChannelRest.objects.bulk_create([ChannelRest(channel=channel)], ignore_conflicts=True)
    row = ChannelRest.objects.filter(channel=channel)
    row.update(failures=F("failures") + 1, reason=reason[:300])
    if pause := pause_after(row.values_list("failures", flat=True).get()):
        row.update(until=at + pause)
