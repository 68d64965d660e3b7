"""Stops guessing and flooding: counts by address what fails, or what is let in."""

from contextlib import suppress
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most `limit` failures, or entries, from one address within `seconds`.

    Where failures are counted, what succeeds is never slowed.
    """

    scope: str
    limit: int
    seconds: int

    def is_closed(self, request: HttpRequest) -> bool:
        """Whether this address has used its share up."""
        return cache.get(self._key(request), 0) >= self.limit

    def count_failure(self, request: HttpRequest) -> None:
        """One more failure from this address."""
        self._count(request)

    def admit(self, request: HttpRequest) -> bool:
        """Let one more in, or not: counted and asked in one step, so that many at once are not let in together."""
        return self._count(request) <= self.limit

    def _count(self, request: HttpRequest) -> int:
        key = self._key(request)
        if cache.add(key, 1, self.seconds):
            return 1
        with suppress(ValueError):  # it lapsed in between
            return cache.incr(key)
        return 1

    def _key(self, request: HttpRequest) -> str:
        return f"throttle:{self.scope}:{get_adapter().get_client_ip(request)}"
