"""One question to the portal, which leaves nothing behind."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.test import Client


@dataclass
class Answer:
    status: int
    body: bytes
    kind: str = ""
    statements: list[tuple[str, tuple]] = field(default_factory=list)
    raised: str = ""


def ask(
    browser: Client, url: str, data: Any = None, *,
    by: str = "get", listen: bool = False, **how: Any,
) -> Answer:  # fmt: skip
    """Whatever it changes is taken back, signing in and out included."""
    cookies = dict(browser.cookies)
    cache.clear()
    raised: list[str] = []

    def hear(**signal: Any) -> None:
        raised.append(traceback.format_exc(limit=-3))

    got_request_exception.connect(hear)
    with undone(), _heard(listen) as statements:
        if isinstance(data, bytes):  # as they are: the client would encode them anew
            response = browser.generic(by.upper(), url, data, **how)
        else:
            response = getattr(browser, by)(url, data, **how)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        response.close()
    browser.cookies.clear()
    browser.cookies.update(cookies)
    return Answer(response.status_code, body, response.headers.get("Content-Type", ""), statements, "".join(raised))


def ask_either_way(browser: Client, url: str, **how: Any) -> Answer:
    """By GET or, where the address only takes what is submitted, by POST with nothing in it."""
    answer = ask(browser, url, **how)
    return ask(browser, url, by="post", **how) if answer.status == 405 else answer


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that is rolled back; durable blocks may stand in it."""
    atomic = transaction.atomic()
    atomic._from_testcase = True
    with atomic:
        yield
        transaction.set_rollback(True)


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
