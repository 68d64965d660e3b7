"""One hostile request after the other, each taken back, and what no answer may be."""

import re
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client
from hypothesis import strategies as st

from tests.fuzz import hostile
from tests.fuzz.asking import Answer, ask
from tests.fuzz.forms import Form

CHINESE = re.compile(r"[一-龥]")
TOLD_TOO_MUCH = re.compile(
    r"Traceback \(most recent|psycopg|site-packages|django\.[a-z]+\.|SELECT [\"*]|INSERT INTO|/apps/[a-z]+/"
)
MESSAGES = re.compile(r"(?:invalid-feedback|errorlist|alert-danger)[^>]*>(.*?)</(?:div|ul|span|p)>", re.DOTALL)
SLOW = 20
PARAMETERS = (
    "q", "page", "sort", "size", "export", "year", "month", "date", "day", "area", "unit", "kind", "state", "term",
    "meeting",
    "body", "next", "after", "before", "from", "to", "of", "tab", "v", "key", "ids", "office", "person", "slug",
    "agenda-TOTAL_FORMS",
)  # fmt: skip
POSTED = (
    "reason", "revision", "number", "name", "key", "officer", "organ", "people", "matter", "question", "read", "row",
    "channel", "direction", "project", "state", "text", "code", "answer", "choice", "act", "token", "back", "v", "here",
)  # fmt: skip
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x--x"
TYPES = (
    FORM,
    FORM,
    FORM,
    FORM,
    PARTS,
    "application/json",
    "text/plain",
    f"{FORM}; charset=bogus",
    "multipart/form-data",
    "x",
)
Request = tuple[str, str, Any, str]


@dataclass
class Fault:
    """What went wrong, by whom and by which request."""

    what: str
    where: str
    request: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}\n    {self.request[:400]}"


def sent(browser: Client, request: Request, name: str) -> tuple[Answer, Fault | None]:
    """`request` is method, address, content and content type."""
    method, url, content, kind = request
    began = time.perf_counter()
    try:
        how: dict[str, Any] = {"content_type": kind} if method == "post" else {}
        answer = ask(browser, url, content, by=method, **how)
        wrong = answer.raised or wrong_with(answer, time.perf_counter() - began)
    except Exception:  # past every middleware
        answer, wrong = Answer(500, b""), traceback.format_exc(limit=-4)
    return answer, Fault(wrong, name, f"{method} {url} {kind} {content!r}") if wrong else None


def wrong_with(answer: Answer, seconds: float) -> str:
    """The first thing that no answer may do; "" where all is well."""
    if answer.status >= 500 and answer.status != 503:
        return f"answers {answer.status}"
    if seconds > SLOW:
        return f"takes {seconds:.0f} seconds"
    if "text/html" not in answer.kind:
        return ""
    text = answer.body.decode(errors="replace")
    if found := TOLD_TOO_MUCH.search(text):
        return f"tells of its inside: {found[0]}"
    if hostile.MARK in text:
        return "echoes a script"
    if answer.status >= 400 and not CHINESE.search(text):
        return f"refuses with {answer.status} without a Chinese sentence"
    for message in MESSAGES.findall(text):
        words = re.sub(r"<[^>]*>", "", message).strip()
        if words and not CHINESE.search(words):
            return f"says {words[:60]!r}"
    return ""


@st.composite
def get_attacks(draw: Callable, url: str, names: tuple[str, ...]) -> Request:
    """The page with one to three parameters of its own filters or of other pages."""
    listed = st.sampled_from(names or PARAMETERS) | st.sampled_from(PARAMETERS)
    pairs = draw(st.lists(st.tuples(listed, hostile.anything), min_size=1, max_size=3))
    return "get", f"{url}?{hostile.urlencoded([(name, value[:2000]) for name, value in pairs])}", None, ""


@st.composite
def form_attacks(draw: Callable, form: Form) -> Request:
    """The form as filled in, but for one to three of its fields."""
    values = {one.name: one.filled for one in form.fields.values()}
    buttons = dict([draw(st.sampled_from(form.buttons))] if form.buttons else [])
    names = [one for one in values if one != "csrfmiddlewaretoken"]
    for name in draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) if names else ():
        one = form.fields[name]
        values[name] = draw(
            st.lists(hostile.BY_TYPE.get(one.type, hostile.texts), max_size=2)
            | st.lists(st.sampled_from(one.options or [""]), max_size=3)
        )
    pairs = [(name, value) for name, given in values.items() for value in given] + list(buttons.items())
    files = [one.name for one in form.fields.values() if one.type == "file"]
    kind = PARTS if files or form.is_multipart else draw(st.sampled_from(TYPES))
    attached = [(name, draw(hostile.files)) for name in files for _ in range(draw(st.integers(0, 2)))]
    if kind.startswith("multipart"):
        return "post", form.action, hostile.multipart(pairs, attached), kind
    return "post", form.action, hostile.urlencoded(pairs).encode(), kind


BODIES = (
    "", "{}", "[]", "null", "1e999", '{"answers": {"1": ["\\ud800"]}}', '{"answers": [[1]], "v": NaN}', "{" * 2000,
    "[" * 100_000,
    '{"key": "\\u0000"}', "\x00", "a=1&a=2&" * 1500, '{"choices": "x", "blinded": "zz", "serial": -1}',
)  # fmt: skip


@st.composite
def post_attacks(draw: Callable, url: str) -> Request:
    """An address that takes what a dialog or a script sends."""
    if draw(st.integers(0, 3)):
        names = draw(st.lists(st.sampled_from(POSTED), min_size=1, max_size=4))
        return "post", url, hostile.urlencoded([(name, draw(hostile.anything)) for name in names]).encode(), FORM
    kind = draw(st.sampled_from((FORM, "application/json", "text/plain")))
    return "post", url, draw(st.sampled_from(BODIES)).encode(), kind
