"""Redis comes and goes; sessions, throttles and pages go on."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache.backends.redis import RedisCacheClient
from django.urls import reverse
from redis.exceptions import ConnectionError as RedisAway

from apps.foundation.core import cache as spareable
from apps.foundation.core.cache import SpareableRedisCache


@pytest.fixture
def redis(monkeypatch):
    """Takes the Redis of the tests away and gives it back: `redis(away=True)`."""
    reach, state = RedisCacheClient.get_client, {"away": False}

    def get_client(self, key=None, *, write=False):
        if state["away"]:
            raise RedisAway("connection refused")
        return reach(self, key, write=write)

    monkeypatch.setattr(RedisCacheClient, "get_client", get_client)
    monkeypatch.setattr(spareable, "PAUSE", 0)
    return lambda *, away: state.update(away=away)


@pytest.fixture
def made(redis):
    def make(**options):
        address = settings.REDIS_URL.replace("redis+socket://", "unix://")
        return SpareableRedisCache(address, {"KEY_PREFIX": str(uuid4()), "OPTIONS": options})

    return make


def test_values_are_in_redis_while_it_is_there(made):
    cache = made()
    cache.set("a", {"b": 1}, 60)
    assert (cache.get("a"), cache.has_key("a"), cache.get_many(["a", "z"])) == ({"b": 1}, True, {"a": {"b": 1}})
    cache.delete("a")
    assert cache.get("a", "none") == "none"


def test_counters_go_on_in_this_process(made, redis):
    cache = made()
    redis(away=True)
    assert cache.add("failures", 1, 60)
    assert not cache.add("failures", 1, 60)
    assert cache.incr("failures") == 2
    assert cache.get("failures") == 2


def test_a_session_is_not_kept_by_one_process_alone(made, redis):
    cache = made(stand_in=False)
    redis(away=True)
    cache.set("session", {"user": 1}, 60)
    assert cache.get("session") is None
    assert not cache.has_key("session")


def test_a_session_that_was_ended_meanwhile_does_not_come_back_with_redis(made, redis):
    cache = made(stand_in=False)
    cache.set("session", {"user": 1}, 60)
    redis(away=True)
    cache.delete("session")
    redis(away=False)
    assert cache.get("session") is None


def test_a_redis_that_is_away_is_not_asked_by_every_page(made, redis, monkeypatch):
    monkeypatch.setattr(spareable, "PAUSE", 60)
    cache, asked = made(), []
    redis(away=True)
    monkeypatch.setattr(RedisCacheClient, "get", lambda *_: asked.append(1))
    monkeypatch.setattr(cache._cache._outage, "until", spareable.monotonic() + 60)
    assert cache.get("a") is None
    assert asked == []


def test_people_sign_in_work_and_sign_out_without_redis(client, cast, settings):
    nobody = {"BACKEND": "apps.foundation.core.cache.SpareableRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": nobody, "sessions": nobody | {"OPTIONS": {"stand_in": False}}}
    user = cast.people["staff"].user
    user.set_password("a long enough password")
    user.save()
    answer = client.post(reverse("account_login"), {"login": user.username, "password": "a long enough password"})
    assert answer.status_code == 302
    assert client.get("/").status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/").status_code == 302
