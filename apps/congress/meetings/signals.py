"""What meetings tell the floors above, inside the transaction of the act; receivers only write rows."""

from django.dispatch import Signal

meeting_noticed = Signal()  # meeting: Meeting
sitting_opened = Signal()  # sitting: Sitting
sitting_closed = Signal()  # sitting: Sitting
meeting_closed = Signal()  # meeting: Meeting
resolution_decided = Signal()  # resolution: Resolution, by: Actor, at: datetime
