"""What approvals tell the floors above, inside the transaction of the act; receivers only write rows.

Each also carries `by: Actor, at: datetime` of that act.
"""

from django.dispatch import Signal

step_ready = Signal()  # request: ApprovalRequest, step: ApprovalStep; also when a step was handed to somebody else
request_approved = Signal()  # request: ApprovalRequest
request_returned = Signal()  # request: ApprovalRequest, reason: str
request_withdrawn = Signal()  # request: ApprovalRequest, reason: str
