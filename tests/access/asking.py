"""One question to the portal, which leaves nothing behind; and what its answer means."""

import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.template.backends.django import Template
from django.test import Client

OPENS, STOPS, REFUSES, HIDES, SIGN_IN, UNDECLARED, NOBODY_THERE = "●", "◐", "✕", "○", "→", "·", ""
RANK = (OPENS, STOPS, REFUSES, HIDES, SIGN_IN, UNDECLARED)
REFUSALS = {"404.html", "403.html", "refused.html", "components/refusal.html"}
STOPPED = {400, 409, 410, 422, 429, 503}
TOKENS = re.compile(r'(name="csrfmiddlewaretoken" value|X-CSRFToken[^:]*)[^>]*', re.IGNORECASE)


@dataclass
class Answer:
    status: int
    body: bytes
    location: str = ""
    kind: str = ""
    statements: list[tuple[str, tuple]] = field(default_factory=list)
    raised: str = ""

    @property
    def meaning(self) -> str:
        """The symbol of the page; "500" where the portal broke."""
        if self.status in (301, 302, 303):
            return SIGN_IN if self.location.startswith("/accounts/login/") else OPENS
        if self.status in STOPPED:
            return STOPS
        return {200: OPENS, 204: OPENS, 403: REFUSES, 404: HIDES}.get(self.status, str(self.status))

    def without(self, *addresses: str) -> tuple[int, str, str]:
        """The answer as it reads whatever its address was, for comparing two."""
        text, location = self.body.decode(errors="replace"), self.location
        for address in addresses:
            text, location = text.replace(address, ""), location.replace(address, "")
        return self.status, TOKENS.sub("", text), location


def ask(
    browser: Client, url: str, data: Any = None, *,
    by: str = "get", listen: bool = False, draw: bool | set[str] = True, **how: Any,
) -> Answer:  # fmt: skip
    """Whatever it changes is taken back, signing in and out included. `draw`: everything, or these templates alone."""
    cookies = dict(browser.cookies)
    cache.clear()
    raised: list[str] = []

    def hear(**signal: Any) -> None:
        raised.append(traceback.format_exc(limit=-3))

    got_request_exception.connect(hear)
    with undone(), _drawn(draw), _heard(listen) as statements:
        response = getattr(browser, by)(url, data, **how)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    browser.cookies.clear()
    browser.cookies.update(cookies)
    location, kind = response.headers.get("Location", ""), response.headers.get("Content-Type", "")
    return Answer(response.status_code, body, location, kind, statements, "".join(raised))


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that is rolled back; durable blocks may stand in it."""
    atomic = transaction.atomic()
    atomic._from_testcase = True
    with atomic:
        yield
        transaction.set_rollback(True)


@contextmanager
def _drawn(wanted: bool | set[str]) -> Iterator[None]:
    """What is drawn and not looked at costs most of the time."""
    if wanted is True:
        yield
        return
    draw = Template.render

    def draw_wanted(template: Template, *given: Any, **named: Any) -> str:
        return draw(template, *given, **named) if wanted and template.template.name in wanted else ""

    with patch.object(Template, "render", draw_wanted):
        yield


@contextmanager
def _heard(listen: bool) -> Iterator[list[tuple[str, tuple]]]:
    """Every statement sent to the database meanwhile, with its values."""
    heard: list[tuple[str, tuple]] = []

    def hear(execute: Callable, sql: Any, params: Any, many: bool, context: dict) -> Any:
        if params and not many and isinstance(sql, str):
            heard.append((sql, tuple(params)))
        return execute(sql, params, many, context)

    if not listen:
        yield heard
        return
    with connection.execute_wrapper(hear):
        yield heard
