"""HTTP clients on one event loop: prepared requests, raw answers, so that measuring itself costs little."""

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

TOKEN = "a" * 32


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status (0: no answer), body, seconds."""

    status: int
    body: bytes
    seconds: float


def post(path: str, session: str, fields: Sequence[tuple[str, str]] = ()) -> bytes:
    """A signed-in POST as htmx sends it."""
    body = urlencode(fields).encode()
    head = [
        f"POST {path} HTTP/1.1",
        "Host: localhost",
        "Connection: close",
        "HX-Request: true",
        f"Cookie: sessionid={session}; csrftoken={TOKEN}",
        f"X-CSRFToken: {TOKEN}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def run(port: int, requests: Sequence[bytes], clients: int) -> tuple[list[Answer], float]:
    """Send every request once by so many clients at a time; the answers in order, and the seconds it all took."""
    with ThreadPoolExecutor(1) as thread:  # the caller may have an event loop of its own (a browser test)
        return thread.submit(asyncio.run, _run(port, requests, clients)).result()


async def _run(port: int, requests: Sequence[bytes], clients: int) -> tuple[list[Answer], float]:
    answers: list[Answer] = [Answer(0, b"", 0.0)] * len(requests)
    waiting = iter(range(len(requests)))

    async def client() -> None:
        for index in waiting:
            answers[index] = await _ask(port, requests[index])

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return answers, time.perf_counter() - began


async def _ask(port: int, request: bytes) -> Answer:
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
