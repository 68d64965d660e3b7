"""What matters tell the floors above, inside the transaction of the act; receivers only write rows.

Each also carries `by: Actor, at: datetime` of that act.
"""

from django.dispatch import Signal

matter_replied = Signal()  # matter: Matter, as soon as every unit that answers has answered in this round
matter_reopened = Signal()  # matter: Matter, closed with its answer, which is sent back
submission_rated = Signal()  # submission: Submission, rating: SubmissionRating, of what ended without a matter
matter_closed = Signal()  # matter: Matter, whatever ended it: answered, rated, mediated, settled, refused, withdrawn
