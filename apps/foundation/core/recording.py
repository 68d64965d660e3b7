"""One line of the log for each request and task, and a number by which both are found; nothing of a person in it.

Pages that a system declares `unrecorded` (secret ballots, seats of an exam) leave nothing at all: no line, no number,
no figure, no report of an error.
"""

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from django.http import HttpRequest, HttpResponse

from apps.foundation.core.audiences import is_unrecorded
from apps.foundation.core.metrics import count_request

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is misheard or misread on the telephone
HEADER, TASK_HEADER = "X-Request-ID", "portal_request"
logger = logging.getLogger("portal.requests")


@dataclass(slots=True)
class Record:
    """What a request or task leaves: its number and the numbers of the entries it made in the log of acts."""

    number: str = ""
    acts: list[int] = field(default_factory=list)
    silent: bool = False


_current: ContextVar[Record | None] = ContextVar("record", default=None)


def current() -> Record | None:
    return _current.get()


def current_number() -> str:
    """The number of the request or task at work; "" outside of any and where nothing is recorded."""
    record = _current.get()
    return "" if record is None or record.silent else record.number


def note_act(entry_id: int) -> None:
    """The work at hand left an entry in the log of acts."""
    if record := _current.get():
        record.acts.append(entry_id)


def begin(number: str = "") -> Record:
    """What is done from now on is one piece of work; without a number it gets a new one, such as `7KQ4M2XA`."""
    record = Record(number or "".join(LETTERS[byte % len(LETTERS)] for byte in secrets.token_bytes(8)))
    _current.set(record)
    return record


def end() -> None:
    """A thread that goes on to other work takes nothing with it."""
    _current.set(None)


class RecordingMiddleware:
    """Stands before all others, so that their refusals and failures are recorded as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        request.record = record = begin()
        try:
            response = self.get_response(request)
            if record.silent:
                return response
            response[HEADER] = record.number
            if request.resolver_match or response.status_code >= 400:  # a static file is nobody's act
                _keep(request, response, record, perf_counter() - began)
            return response
        finally:
            end()

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        request.record.silent = is_unrecorded(request.resolver_match.view_name)


def _keep(request: HttpRequest, response: HttpResponse, record: Record, seconds: float) -> None:
    """Never the path: it may hold a code. Never who: the entries in the log of acts say so to whoever may read them."""
    page = request.resolver_match.view_name if request.resolver_match else "-"
    count_request(page, response.status_code, seconds)
    if not logger.isEnabledFor(logging.INFO):
        return
    actor = getattr(request, "actor", None)
    facts = {
        "page": page, "method": request.method, "status": response.status_code, "ms": round(seconds * 1000, 1),
        "role": actor.role if actor else "-", "acts": record.acts,
    }  # fmt: skip
    logger.info("request", extra={"facts": facts})
