"""What everybody gets at every address of the portal: the generated matrix."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from uuid import UUID

from django.test import Client

from apps.foundation.core.actors import DEPUTY, GUEST, HANDLER, LEADER, REPRESENTATIVE, STAFF
from apps.foundation.core.audiences import audience_of, may_enter
from apps.foundation.organisations.models import Area
from apps.office.notifications.models import Notice
from tests.access.addresses import Address, Behind, addresses_of, blank, model_behind
from tests.access.asking import (
    HIDES,
    NOBODY_THERE,
    OPENS,
    RANK,
    REFUSALS,
    REFUSES,
    SIGN_IN,
    UNDECLARED,
    Answer,
    ask,
)  # fmt: skip
from tests.access.by_hand import AT_HAND
from tests.access.planting import planted_words_in
from tests.access.things import HOMES, Around, area_named, around, home_of, rows_to_ask_for
from tests.access.visitors import COLUMNS, DISTRICT, MANY, NOBODY, Visitors

SECRETS = "a word of another place in "
TRIED = 4
TRIES = 6
"""So many people and objects are tried until one opens."""
READING = {STAFF, HANDLER, DEPUTY, REPRESENTATIVE, NOBODY}
"""Whose pages are drawn and read; leaders see no more than staff, and the others are of the whole district."""
IN_PUBLIC = (STAFF, GUEST)
"""Who asks for a public page, in the name of all."""
NAMED = {HANDLER, DEPUTY, REPRESENTATIVE}
OF_A_PLACE = {STAFF, LEADER, HANDLER, DEPUTY, REPRESENTATIVE, NOBODY}


@dataclass
class Cell:
    own: str = NOBODY_THERE
    other: str = NOBODY_THERE

    def __str__(self) -> str:
        return f"{self.own or ' '}{self.other}" if self.other else self.own


@dataclass
class Row:
    """A URL name; `faults` are the laws that an answer broke."""

    name: str
    cells: dict[str, Cell] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    asked: int = 0
    found: int = 0


class Asking:
    """Asks for one URL name as everybody."""

    def __init__(self, name: str, visitors: Visitors) -> None:
        self.row, self.name, self.visitors = Row(name), name, visitors
        self.by = "get"
        self.hides = name not in AT_HAND
        """Whether what is not there is "not found", as on most pages."""
        declared = audience_of(name) or frozenset()
        self.declared = [part for part in COLUMNS if part in declared or GUEST in declared]

    def everybody(self) -> Row:
        empty = blank(self.name)
        addresses = self.addresses()
        self.row.found = len(addresses)
        asked = IN_PUBLIC if GUEST in self.declared else COLUMNS
        cells = {part: self._cell(part, addresses, empty) for part in asked}
        self.row.cells = {part: cells.get(part) or cells[GUEST] for part in COLUMNS}
        return self.row

    def addresses(self) -> list[Address]:
        """Of what is there; who asks for what is not there learns which rows the page is of."""
        if self.name in AT_HAND:
            return [
                Address(self.name, tuple(kwargs.items()), thing, home_of(thing) if thing else None)
                for kwargs, thing in AT_HAND[self.name]()
            ]
        empty = blank(self.name)
        return addresses_of(empty, self._behind(empty)) if empty else []

    def _behind(self, empty: Address) -> Behind:
        """Argument -> the model and column in which the page looks for it, one argument after the other."""
        found, tried = Behind(), [empty]
        for name, value in empty.kwargs:
            if not isinstance(value, UUID):
                continue
            answers = (answer for address in tried for answer in self._nothing_for(address))
            hit = next((hit for answer in answers if (hit := model_behind(value, answer))), None)
            if hit is None:
                break
            found[name] = hit
            rows = rows_to_ask_for(hit[0])
            tried = [one.with_value(name, getattr(row, hit[1])) for one in tried for row in rows][:TRIED]
        return found

    def _nothing_for(self, address: Address) -> Iterator[Answer]:
        for place in (*HOMES, DISTRICT):
            for part in self.declared if GUEST not in self.declared else (GUEST,):
                for browser in self.visitors.own(part, area_named(place), Around())[:1]:
                    answer = self._ask(browser, address, listen=True, draw=False)
                    self.hides = self.hides and answer.meaning == HIDES
                    yield answer

    def _ask(self, browser: Client, address: Address, **how) -> Answer:
        """By GET or, where the address only takes what is submitted, by POST with nothing in it."""
        self.row.asked += 1
        answer = ask(browser, address.url, by=self.by, **how)
        if answer.status == 405 and self.by == "get":
            self.by = "post"
            return self._ask(browser, address, **how)
        return answer

    def _cell(self, part: str, addresses: list[Address], empty: Address | None) -> Cell:
        if part not in self.declared:
            return self._undeclared(part, (addresses or [empty])[0])
        if not addresses:
            return Cell()
        if addresses[0].thing is None:
            return Cell(self._plain(part, addresses[0]))
        cell = Cell()
        for address, browser in islice(self._tries(part, list(addresses)), TRIES):
            outcome = self._own(part, browser, address)
            if outcome != cell.own and _better(outcome, cell.own) == outcome:
                cell.own = outcome
                addresses.remove(address)
                addresses.insert(0, address)  # which the next audience tries first
            if cell.own == OPENS:
                break
        cell.other = self._other(part, addresses[0])
        return cell

    def _tries(self, part: str, addresses: list[Address]) -> Iterator[tuple[Address, Client]]:
        """For every object the nearest person first, then the others."""
        people = {}
        for place in range(MANY):
            for address in addresses:
                if address not in people:
                    people[address] = self._people(part, address)
                if place < len(people[address]):
                    yield address, people[address][place]

    def _people(self, part: str, address: Address) -> list[Client]:
        return self.visitors.own(part, address.home or self.visitors.district, _near(part, address))

    def _own(self, part: str, browser: Client, address: Address) -> str:
        answer = self._ask(browser, address, draw=part in READING)
        self._look(part, address.home or self.visitors.district, answer)
        return answer.meaning

    def _plain(self, part: str, address: Address) -> str:
        """A page of no row: of the town, the street or the district, whoever is let in first."""
        best = NOBODY_THERE
        for home in (*(area_named(name) for name in HOMES), self.visitors.district):
            for browser in self.visitors.own(part, home, Around())[:1]:
                answer = self._ask(browser, address, draw=part in READING)
                self._look(part, home, answer)
                best = _better(best, answer.meaning)
            if best == OPENS:
                break
        return best

    def _other(self, part: str, address: Address) -> str:
        home = address.home or self.visitors.district
        worst = NOBODY_THERE
        for browser in self.visitors.others(part, home, _near(part, address)):
            answer = self._ask(browser, address, draw=REFUSALS)
            worst = _better(worst, answer.meaning)
            if answer.meaning not in (OPENS, SIGN_IN):
                self._compare(part, browser, address, answer)
        return worst

    def _compare(self, part: str, browser: Client, address: Address, answer: Answer) -> None:
        """What is not visible answers like what is not there."""
        nothing = address.of_nothing
        given = (id(browser), *answer.without(address.url, *address.keys))
        if nothing == address or (self.hides and given in self.visitors.nothing):
            return
        missing = self._ask(browser, nothing, draw=REFUSALS)
        of_nothing = (id(browser), *missing.without(nothing.url, *nothing.keys))
        if given != of_nothing:
            self.row.faults.append(
                f"{part}: {answer.status} for what is another's, {missing.status} for what is not there"
            )
        elif missing.meaning == HIDES:
            self.visitors.nothing.add(given)

    def _undeclared(self, part: str, address: Address | None) -> Cell:
        """The door is one and looks at nothing else: one of those it is closed to knocks, another at every URL."""
        closed = [one for one in COLUMNS if one not in self.declared]
        if address is not None and part == closed[len(self.name) % len(closed)]:
            browser = next(iter(self.visitors.own(part, self.visitors.district, Around())), None)
            answer = self._ask(browser, address, draw=False) if browser else None
            if answer and answer.meaning != (SIGN_IN if part == GUEST else REFUSES):
                self.row.faults.append(f"{part}: {answer.status} though the audience is not declared")
        if may_enter(part, self.name):
            self.row.faults.append(f"{part}: may enter though the audience is not declared")
        return Cell(SIGN_IN if part == GUEST else UNDECLARED)

    def _look(self, part: str, home: Area, answer: Answer) -> None:
        if answer.status >= 500:
            self.row.faults.append(f"{part}: {answer.status} {' '.join(answer.raised.split()[-40:])}")
        asked = home.name in HOMES and part in OF_A_PLACE and GUEST not in self.declared  # the public sees all places
        if asked and (found := planted_words_in(answer)):
            self.row.faults.append(f"{part}: {SECRETS}{found}")


def _better(one: str, other: str) -> str:
    """The more open of two outcomes."""
    known = [outcome for outcome in (one, other) if outcome]
    return min(known, key=lambda outcome: RANK.index(outcome) if outcome in RANK else -1)


def _near(part: str, address: Address) -> Around:
    """Whom the object names, which decides for units and members alone; a notice is its recipient's."""
    return around_of(address.thing) if part in NAMED or isinstance(address.thing, Notice) else Around()


@cache
def around_of(thing) -> Around:
    return around(thing)
