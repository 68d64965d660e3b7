"""The cache in Redis, which the portal can do without: while Redis is away every page goes on.

Counters (throttles) are then kept in the memory of each process, sessions come from the database alone. What could not
be written is removed from Redis as soon as it answers again: it may have kept a session that was ended meanwhile.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

TIMEOUT = 1  # seconds; a Redis that takes longer is away
PAUSE = 3  # seconds before it is asked again
logger = logging.getLogger(__name__)


@dataclass
class _Outage:
    """What all threads of this process know of one Redis."""

    until: float = 0
    stale: set[str] = field(default_factory=set)

    @property
    def lasts(self) -> bool:
        return monotonic() < self.until

    def begin(self) -> None:
        self.until = monotonic() + PAUSE


_outages: dict[str, _Outage] = {}


class _Client(RedisCacheClient):
    """Asks a stand-in where Redis does not answer."""

    def __init__(self, servers: list[str], *, stand_in: bool = True, **options: Any) -> None:
        known = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT, "retry": Retry(NoBackoff(), 1)}
        super().__init__(servers, **known | options)
        name = f"{servers[0]} {stand_in}"
        self._outage = _outages.setdefault(name, _Outage())
        self._stand_in: BaseCache = LocMemCache(name, {}) if stand_in else DummyCache(name, {})

    def _ask(self, act: Callable[[], Any], instead: Callable[[], Any], changed: Collection[str] = ()) -> Any:
        if not self._outage.lasts:
            try:
                self._remove_stale()
                return act()
            except RedisError as error:
                logger.warning("cache unreachable, going on without it: %s", error)
                self._outage.begin()
        self._outage.stale.update(changed)
        return instead()

    def _remove_stale(self) -> None:
        if stale := tuple(self._outage.stale):
            super().delete_many(stale)
            self._outage.stale.difference_update(stale)

    def add(self, key: str, value: Any, timeout: int | None) -> bool:
        return self._ask(
            partial(super().add, key, value, timeout), partial(self._stand_in.add, key, value, timeout), [key]
        )

    def get(self, key: str, default: Any) -> Any:
        return self._ask(partial(super().get, key, default), partial(self._stand_in.get, key, default))

    def set(self, key: str, value: Any, timeout: int | None) -> None:
        self._ask(partial(super().set, key, value, timeout), partial(self._stand_in.set, key, value, timeout), [key])

    def touch(self, key: str, timeout: int | None) -> bool:
        return self._ask(partial(super().touch, key, timeout), partial(self._stand_in.touch, key, timeout))

    def delete(self, key: str) -> bool:
        return self._ask(partial(super().delete, key), partial(self._stand_in.delete, key), [key])

    def get_many(self, keys: Collection[str]) -> dict[str, Any]:
        return self._ask(partial(super().get_many, keys), partial(self._stand_in.get_many, keys))

    def has_key(self, key: str) -> bool:
        return self._ask(partial(super().has_key, key), partial(self._stand_in.has_key, key))

    def incr(self, key: str, delta: int) -> int:
        return self._ask(partial(super().incr, key, delta), partial(self._stand_in.incr, key, delta), [key])

    def set_many(self, data: dict[str, Any], timeout: int | None) -> None:
        self._ask(partial(super().set_many, data, timeout), partial(self._stand_in.set_many, data, timeout), data)

    def delete_many(self, keys: Collection[str]) -> None:
        self._ask(partial(super().delete_many, keys), partial(self._stand_in.delete_many, keys), keys)


class SpareableRedisCache(RedisCache):
    """`OPTIONS["stand_in"]`: whether values are kept in this process while Redis is away (False: they are not kept)."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _Client
