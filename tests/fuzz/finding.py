"""Addresses of real rows for a URL name, and who may have to do with them."""

from collections.abc import Iterator
from functools import cache
from random import Random
from uuid import UUID

from django.test import Client

from apps.foundation.core.actors import GUEST
from apps.foundation.core.audiences import audience_of
from tests.fuzz.addresses import Address, Behind, addresses_of, blank, model_behind
from tests.fuzz.asking import Answer, ask_either_way
from tests.fuzz.by_hand import AT_HAND
from tests.fuzz.things import HOMES, Around, area_named, around, home_of, rows_to_ask_for
from tests.fuzz.visitors import COLUMNS, DISTRICT, Visitors

TRIED = 4


class Finding:
    """Of one URL name. Who asks for what is not there learns which rows the page is of."""

    def __init__(self, name: str, visitors: Visitors) -> None:
        self.name, self.visitors = name, visitors
        declared = audience_of(name) or frozenset()
        self.declared = [part for part in COLUMNS if part in declared or GUEST in declared]

    def addresses(self) -> list[Address]:
        if self.name in AT_HAND:
            return [
                Address(self.name, tuple(kwargs.items()), thing, home_of(thing) if thing else None)
                for kwargs, thing in AT_HAND[self.name]()
            ]
        empty = blank(self.name)
        return addresses_of(empty, self._behind(empty)) if empty else []

    def browsers(self, address: Address, order: Random) -> Iterator[Client]:
        """The first of each declared audience, of the row's place; where it has none, of a town and of the district."""
        homes = [address.home] if address.home else [area_named(HOMES[0]), self.visitors.district]
        for part in order.sample(self.declared, len(self.declared)):
            for home in homes:
                yield from self.visitors.own(part, home, around_of(address.thing))[:1]

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
                    yield ask_either_way(browser, address.url, listen=True)


@cache
def around_of(thing) -> Around:
    return around(thing)
