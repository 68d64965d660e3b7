"""Walks the portal as everybody, reads the forms of what opens, and attacks them until the time is up."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlsplit

from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.fuzz import hostile
from tests.fuzz.addresses import Address, arguments
from tests.fuzz.attacks import Fault, Request, form_attacks, get_attacks, post_attacks, sent
from tests.fuzz.finding import Finding
from tests.fuzz.forms import Form, forms_of
from tests.fuzz.visitors import Visitors

TRIED = 5
"""Rows asked for before a page counts as closed."""
NUMBERED = re.compile(r"[0-9a-f-]{32,}|\d+")


@dataclass
class Campaign:
    """`seconds` for all, 0 for as long as it takes; `examples` hostile requests for each form and page, as each of so
    many people before each of so many rows.
    """

    visitors: Visitors
    seed: str
    seconds: float
    examples: int
    people: int = 1
    rows: int = 1
    urls: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    forms: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    requests: int = 0
    faults: dict[str, Fault] = field(default_factory=dict)

    def __str__(self) -> str:
        counted = f"{len(self.urls)} URLs, {len(self.opened)} opened, {len(self.forms)} forms, {self.requests} requests"
        return f"{counted}, {len(self.faults)} faults"

    def over(self, names: Sequence[str]) -> None:
        """Attacks these URL names, as far as the time goes."""
        ends = time.perf_counter() + self.seconds
        for name in names:
            if self.seconds and time.perf_counter() > ends:
                return
            self.against(name)

    def against(self, name: str) -> None:
        finding = Finding(name, self.visitors)
        rows = 0
        for address in finding.addresses()[:TRIED]:
            rows += self._of_row(name, address, finding)
            if rows == self.rows:
                return

    def _of_row(self, name: str, address: Address, finding: Finding) -> bool:
        """Whether the page opens to anybody in the state in which the row is."""
        opened = 0
        for browser in finding.browsers(address, Random(f"{self.seed} {name}")):
            opened += self._page(name, browser, address)
            if opened == self.people:
                break
        if opened:
            self.opened.add(name)
        return opened > 0

    def _page(self, name: str, browser: Client, address: Address) -> bool:
        """Whether the address does anything for this person; what refuses is attacked in its words alone."""
        self.urls.add(name)
        answer = self._send(browser, ("get", address.url, None, ""), name)
        if answer.status == 405:
            self._attack(post_attacks(address.url), browser, name)
            return True
        if answer.status != 200:
            return False
        self._attack(_path_attacks(address), browser, name)
        is_page = "text/html" in answer.kind
        forms = forms_of(answer.body.decode(errors="replace"), address.url) if is_page else []
        filters = tuple(field for form in forms if form.method == "get" for field in form.fields)
        self._attack(get_attacks(address.url, filters), browser, name)
        for form in forms:
            if form.method == "post" and self._is_new(form):
                self._attack(form_attacks(form), browser, name)
        return True

    def _is_new(self, form: Form) -> bool:
        """The same form of another row is none; nobody is signed out."""
        path = urlsplit(form.action).path
        known = (NUMBERED.sub("", path), tuple(NUMBERED.sub("", one) for one in form.fields))
        is_new = known not in self.forms
        self.forms.add(known)
        return is_new and "/logout/" not in path

    def _attack(self, attacks: SearchStrategy[Request] | None, browser: Client, name: str) -> None:
        if attacks is None:
            return

        @seed(f"{self.seed} {name} {self.requests}")
        @settings(
            max_examples=self.examples, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(attacks)
        def attack(request: Request) -> None:
            self._send(browser, request, name)

        attack()

    def _send(self, browser: Client, request: Request, name: str):
        self.requests += 1
        answer, fault = sent(browser, request, name)
        if fault and _last_line(fault.what) not in self.faults:
            self.faults[_last_line(fault.what)] = fault
            print(fault, flush=True)
        return answer


def _last_line(text: str) -> str:
    """By which two faults are the same: the exception and where it was raised."""
    lines = text.strip().splitlines()
    return " ".join(line.strip() for line in lines[-3:])[:300]


def _path_attacks(address: Address) -> SearchStrategy[Request] | None:
    """Other words in the address, where it has any."""
    words = [name for name, is_key in arguments(address.name).items() if not is_key]
    if not words:
        return None
    values = st.sampled_from([text for text in (*hostile.TEXTS, *hostile.NUMBERS, *hostile.DAYS) if "/" not in text])
    return st.tuples(st.sampled_from(words), values).map(lambda pair: _with_word(address, *pair))


def _with_word(address: Address, name: str, value: str) -> Request:
    """Built from the pattern, since `reverse` would refuse what the address does not take."""
    old = str(dict(address.kwargs)[name])
    head, found, tail = address.url.rpartition(old)
    return "get", f"{head}{hostile.escaped(value[:1000])}{tail}" if found else address.url, None, ""
