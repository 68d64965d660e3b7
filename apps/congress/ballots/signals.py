"""What ballots tell the floors above, inside the transaction of the act; receivers only write rows."""

from django.dispatch import Signal

poll_opened = Signal()  # poll: Poll
poll_officers_set = Signal()  # poll: Poll
poll_closed = Signal()  # poll: Poll
poll_counted = Signal()  # poll: Poll, outcome: dict
poll_announced = Signal()  # poll: Poll, outcome: dict
poll_voided = Signal()  # poll: Poll, reason: str
officer_vote_prepared = Signal()  # hands: Poll, polls: Sequence[Poll], by: Actor, at: datetime
