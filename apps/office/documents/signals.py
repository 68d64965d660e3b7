"""What documents tell the floors above, inside the transaction of the act; receivers only write rows.

Each also carries `by: Actor, at: datetime` of that act.
"""

from django.dispatch import Signal

document_issued = Signal()  # document: Document
document_withdrawn = Signal()  # document: Document
document_discarded = Signal()  # document: Document, reason: str; a draft was given up
