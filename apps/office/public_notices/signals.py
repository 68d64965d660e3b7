"""What public notices tell the floors above, inside the transaction of the act; receivers only write rows.

Each also carries `by: Actor, at: datetime` of that act.
"""

from django.dispatch import Signal

notice_concluded = Signal()  # notice: PublicNotice, upheld_count: int
notice_withdrawn = Signal()  # notice: PublicNotice, reason: str
