"""Walks the portal as everybody, reads the forms of what opens, and attacks them until the time is up."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.access.addresses import Address, arguments
from tests.access.asking import OPENS
from tests.access.matrix import Asking, around_of
from tests.access.visitors import Visitors
from tests.fuzz import hostile
from tests.fuzz.attacks import Fault, Request, form_attacks, get_attacks, post_attacks, sent
from tests.fuzz.forms import Form, forms_of

PEOPLE = 2


@dataclass
class Campaign:
    """`seconds` for all; `examples` hostile requests for each form and page."""

    visitors: Visitors
    seed: int
    seconds: float
    examples: int
    pages: set[str] = field(default_factory=set)
    forms: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    requests: int = 0
    faults: dict[str, Fault] = field(default_factory=dict)

    def over(self, names: list[str]) -> None:
        """Attacks these URL names in an order of the seed's."""
        ends, names = time.perf_counter() + self.seconds, list(names)
        Random(self.seed).shuffle(names)
        for name in names:
            if time.perf_counter() > ends:
                return
            self.against(name)

    def against(self, name: str) -> None:
        asking = Asking(name, self.visitors)
        for address in list(asking.addresses())[:3]:
            for browser in self._people(asking, address):
                self._page(name, browser, address)

    def _people(self, asking: Asking, address: Address) -> Iterator[Client]:
        """The first of each declared audience to whom the address opens or could."""
        home = address.home or self.visitors.district
        for part in Random(self.seed).sample(asking.declared, min(PEOPLE, len(asking.declared))):
            yield from self.visitors.own(part, home, around_of(address.thing))[:1]

    def _page(self, name: str, browser: Client, address: Address) -> None:
        self.pages.add(name)
        answer = self._send(browser, ("get", address.url, None, ""), name)
        if answer.status == 405:
            self._attack(post_attacks(address.url), browser, name)
            return
        self._attack(_path_attacks(address), browser, name)
        if answer.meaning != OPENS or "text/html" not in answer.kind:
            return
        forms = forms_of(answer.body.decode(errors="replace"), address.url)
        filters = tuple(field for form in forms if form.method == "get" for field in form.fields)
        self._attack(get_attacks(address.url, filters), browser, name)
        for form in forms:
            if form.method == "post" and self._is_new(form):
                self._attack(form_attacks(form), browser, name)

    def _is_new(self, form: Form) -> bool:
        known = (form.action, tuple(form.fields))
        is_new = known not in self.forms
        self.forms.add(known)
        return is_new and "/logout/" not in form.action

    def _attack(self, attacks: SearchStrategy[Request] | None, browser: Client, name: str) -> None:
        if attacks is None:
            return

        @seed(self.seed)
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
        if fault:
            self.faults.setdefault(_last_line(fault.what), fault)
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
