"""What supervision tells the floors above, inside the transaction of the act; receivers only write rows.

Each also carries `by: Actor, at: datetime` of that act.
"""

from django.dispatch import Signal

progress_reported = Signal()  # assignment: Assignment, report: ProgressReport
assignment_claimed = Signal()  # assignment: Assignment, the unit says that it is done
assignment_returned = Signal()  # assignment: Assignment, reason: str; to be gone on with
assignment_closed = Signal()  # assignment: Assignment, verified by another body and closed out (销号)
assignment_cancelled = Signal()  # assignment: Assignment, reason: str
