"""A server with the page of a secret ballot, an issuer and a box that fail as they are told."""

import base64
import json
import mimetypes
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from apps.congress.ballots.rules.secrecy import marks_in, serial_of
from tests.congress.ballots.blind_keys import Keys, base64_of, poll_keys

SIZE = 512
PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>投票</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/vendor/tabler/css/tabler.min.css">
<link rel="stylesheet" href="/static/css/portal.css"><link rel="stylesheet" href="/static/ballots/ballots.css">
<script src="/static/ballots/ballot-paper.js" type="module"></script>
<script src="/static/ballots/secret/secret-ballot.js" type="module"></script></head>
<body><main class="portal-main">{}</main></body></html>"""


@dataclass
class SecretPoll:
    """What was asked is in `asked` (path, headers, JSON); `next_answers[path]` is how the next requests fare:
    "lose" (done, but the answer never arrives), "stop" (nothing done), or (status, JSON)."""

    keys: Keys = field(default_factory=poll_keys)
    poll: Any = None
    options: tuple[str, ...] = ("道路硬化", "饮水改造", "路灯安装")
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    next_answers: dict[str, list[Any]] = field(default_factory=dict)
    issued: dict[str, str] = field(default_factory=dict)
    box: dict[str, dict[str, str]] = field(default_factory=dict)
    opened: list[Any] = field(default_factory=list)
    signed_out: int = 0
    url: str = ""

    def __post_init__(self) -> None:
        self.poll = self.poll or new_poll()

    def asked_for(self, path: str) -> list[Any]:
        return [body for asked, _, body in self.asked if asked == path]

    def page(self, query: dict[str, str]) -> str:
        options = [SimpleNamespace(number=at, title=title, detail="") for at, title in enumerate(self.options, 1)]
        secret = {
            "voter": query.get("voter", "voter-1"),
            "issue_url": f"/issue?voter={query.get('voter', 'voter-1')}",
            "box_url": "/box",
            "signing_key": base64_of(self.keys.signing_key),
            "sealing_key": self.keys.sealing_key.hex(),
            "ballot_size": SIZE,
            "tablet": "tablet" in query,
            "taken": "taken" in query,
            "refusal": query.get("refusal", ""),
            "next_url": "/sign-in",
        }
        seen = {
            "poll": self.poll, "page": {"options": options, "write_in_lines": range(self.poll.seats or 1)},
            "secret": secret, "csrf_token": "a-token-of-the-page",
        }  # fmt: skip
        return PAGE.format(render_to_string("ballots/secret_ballot.html", seen))

    def issue(self, voter: str, body: dict[str, str]) -> tuple[int, Any]:
        if self.issued.setdefault(voter, body["blinded"]) != body["blinded"]:
            return 409, {"sentence": "您已在另一台设备上取票,不能再取。"}
        return 200, {"signature": base64_of(self.keys.sign_blinded(base64.b64decode(body["blinded"])))}

    def cast(self, body: dict[str, str]) -> tuple[int, Any]:
        parts = {name: base64.b64decode(value) for name, value in body.items()}
        serial = serial_of(parts["token"])
        self.keys.check(parts["randomizer"] + bytes.fromhex(serial), parts["signature"])
        if self.box.setdefault(serial, body) != body:
            return 409, {"sentence": "这张票已经投过,内容不同。"}
        plain = self.keys.opened(self.poll.public_id, serial, parts["sealed"])
        assert len(plain) == SIZE
        marks = marks_in(plain, serial)
        self.opened.append({"approve": list(marks.approve), "oppose": list(marks.oppose), "grades": dict(marks.grades)})
        return 200, {"serial": serial}


def new_poll(model: str = "choose_up_to", seats: int | None = 2, grades: tuple[str, ...] = ()) -> Any:
    return SimpleNamespace(public_id=uuid4(), model=model, seats=seats, grades=grades, instructions="")


class Handler(BaseHTTPRequestHandler):
    """HTTP/1.0, for over a connection that it keeps a browser repeats a lost request by itself."""

    stub: SecretPoll

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query, keep_blank_values=True).items()}
        if url.path.startswith("/static/"):
            found = finders.find(url.path.removeprefix("/static/"))
            kind = mimetypes.guess_type(url.path)[0] or "application/octet-stream"
            self.answer(200 if found else 404, Path(found).read_bytes() if found else b"", kind)
        elif url.path == "/vote":
            self.answer(200, self.stub.page(query).encode(), "text/html; charset=utf-8")
        else:
            self.answer(200, "<h1>登录</h1>".encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        url = urlsplit(self.path)
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if url.path not in ("/issue", "/box"):
            self.stub.signed_out += 1
            self.answer(200, b"", "text/html")
            return
        body = json.loads(content)
        self.stub.asked.append((url.path, dict(self.headers), body))
        waiting = self.stub.next_answers.get(url.path, [])
        told = waiting.pop(0) if waiting else "do"
        if told == "stop":
            self.hang_up()
            return
        if isinstance(told, tuple):
            status, value = told
        else:
            voter = parse_qs(url.query).get("voter", [""])[0]
            status, value = self.stub.issue(voter, body) if url.path == "/issue" else self.stub.cast(body)
        if told == "lose":
            self.hang_up()
            return
        self.answer(status, json.dumps(value, ensure_ascii=False).encode(), "application/json")

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    def answer(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; font-src 'self' data:")
        self.end_headers()
        self.wfile.write(content)


def served(stub: SecretPoll) -> ThreadingHTTPServer:
    handler = type("Handler", (Handler,), {"stub": stub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    stub.url = f"http://127.0.0.1:{server.server_address[1]}"
    return server
