"""What lists tell the log of acts, which stands above them and listens: see `audit/receivers.py`."""

from django.dispatch import Signal

exported = Signal()  # request: HttpRequest, title: str, rows: int
