"""HTTP clients on one event loop: prepared requests, raw answers, so that measuring itself costs little."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import urlencode

TOKEN = "a" * 32
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status (0: no answer), body, seconds."""

    status: int
    body: bytes
    seconds: float


def post(path: str, session: str, fields: Sequence[tuple[str, str]] = ()) -> bytes:
    """A signed-in POST as htmx sends it."""
    return _request(
        path, urlencode(fields).encode(), ["HX-Request: true", f"Content-Type: {FORM}", *_signed_in(session)]
    )


def get(path: str, session: str = "") -> bytes:
    """A GET as htmx sends it; without a session it carries no cookie."""
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close"]
    lines += ["HX-Request: true", *_signed_in(session)] if session else []
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def post_json(path: str, values: Mapping[str, str], session: str = "") -> bytes:
    """A POST of JSON as a page's script sends it; without a session it carries no cookie."""
    head = ["Content-Type: application/json", *(_signed_in(session) if session else ())]
    return _request(path, json.dumps(values).encode(), head)


def _signed_in(session: str) -> list[str]:
    return [f"Cookie: sessionid={session}; csrftoken={TOKEN}", f"X-CSRFToken: {TOKEN}"]


def _request(path: str, body: bytes, head: Sequence[str]) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Connection: close", *head, f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def run(port: int, requests: Sequence[bytes], clients: int) -> tuple[list[Answer], float]:
    """Send every request once by so many clients at a time; the answers in order, and the seconds it all took."""
    with ThreadPoolExecutor(1) as thread:  # the caller may have an event loop of its own (a browser test)
        return thread.submit(asyncio.run, _run(port, requests, clients)).result()


def run_pairs(
    port: int, first: Sequence[bytes], second: Sequence[Callable[[Answer], bytes]], clients: int
) -> tuple[list[Answer], float]:
    """Like `run`, each request followed by the one made from its answer; the seconds of an answer are those of both."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _run_pairs(port, first, second, clients)).result()


async def _run_pairs(
    port: int, first: Sequence[bytes], second: Sequence[Callable[[Answer], bytes]], clients: int
) -> tuple[list[Answer], float]:
    async def both(index: int) -> Answer:
        answer = await ask(port, first[index])
        if answer.status != HTTPStatus.OK:
            return answer
        following = await ask(port, second[index](answer))
        return replace(following, seconds=answer.seconds + following.seconds)

    return await _by_clients(len(first), clients, both)


async def _run(port: int, requests: Sequence[bytes], clients: int) -> tuple[list[Answer], float]:
    return await _by_clients(len(requests), clients, lambda index: ask(port, requests[index]))


async def _by_clients(number: int, clients: int, ask: Callable[[int], Awaitable[Answer]]) -> tuple[list[Answer], float]:
    answers: list[Answer] = [Answer(0, b"", 0.0)] * number
    waiting = iter(range(number))

    async def client() -> None:
        for index in waiting:
            answers[index] = await ask(index)

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return answers, time.perf_counter() - began


async def ask(port: int, request: bytes) -> Answer:
    """One request on a connection of its own."""
    began = time.perf_counter()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        raw = await reader.read(-1)
        writer.close()
    except OSError:
        return Answer(0, b"", time.perf_counter() - began)
    head, _, body = raw.partition(b"\r\n\r\n")
    status = head[9:12]
    return Answer(int(status) if status.isdigit() else 0, body, time.perf_counter() - began)
