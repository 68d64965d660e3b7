"""Stops guessing: counts failures by address, so that what succeeds is never slowed."""

from contextlib import suppress
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most `limit` failures from one address within `seconds`."""

    scope: str
    limit: int
    seconds: int

    def is_closed(self, request: HttpRequest) -> bool:
        """Whether this address has used its failures up."""
        return cache.get(self._key(request), 0) >= self.limit

    def count_failure(self, request: HttpRequest) -> None:
        """One more failure from this address."""
        key = self._key(request)
        if not cache.add(key, 1, self.seconds):
            with suppress(ValueError):  # it lapsed in between
                cache.incr(key)

    def _key(self, request: HttpRequest) -> str:
        return f"throttle:{self.scope}:{get_adapter().get_client_ip(request)}"
