"""Acts on accounts. The log of acts stands one floor higher and listens: see `audit/receivers.py`.

Sent inside the transaction of the act with `act`, `subject` (a saved row), `by` (an Actor) and `facts`.
"""

from django.dispatch import Signal

acted = Signal()
