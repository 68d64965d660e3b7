"""What many tests start from is written once and kept below them; each works above it in a savepoint of its own.

    @pytest.fixture
    @kept
    def hall(cast): ...

The fixture may ask for `db` and for other kept fixtures only, and takes its moments from nowhere but its own text.
Tests that commit and tests that ask for nothing kept find an empty database as ever: the ground is rolled back first.
"""

from collections.abc import Callable
from copy import deepcopy
from functools import wraps
from inspect import signature

import pytest
from django.db import connection, transaction
from pytest_django.plugin import blocking_manager_key

COMMITTING = {"transactional_db", "live_server"}


class Ground:
    """Layers in the order of their building, each in a transaction around those above it."""

    def __init__(self) -> None:
        self.layers: dict[Callable, tuple[transaction.Atomic, dict]] = {}
        self.copies: dict[Callable, object] = {}

    def settle(self, wanted: dict[Callable, list[Callable]]) -> None:
        """Stand on these builders, in this order; each is given what the builders listed for it have made."""
        if self.layers and connection.connection is not self.session:
            self.abandon()
        standing = list(self.layers)
        while standing != list(wanted)[: len(standing)]:
            self.take_down(standing.pop())
        for build, below in wanted.items():
            if build not in self.layers:
                self.put_up(build, below)
        self.copies = {}

    def abandon(self) -> None:
        """The event loop of a browser came or went, and the connection with it: closed, it forgets the layers."""
        self.session.close()
        self.layers = {}

    def put_up(self, build: Callable, below: list[Callable]) -> None:
        values = self.values()
        atomic = transaction.atomic()
        atomic._from_testcase = True  # so that durable blocks of a test may stand on it
        atomic.__enter__()
        self.layers[build], self.session = (atomic, values), connection.connection
        try:
            given = dict.fromkeys(signature(build).parameters) | {one.__name__: values[one] for one in below}
            values[build] = build(**given)
            connection.check_constraints()  # once here instead of at the end of every test
        except BaseException:
            self.take_down(build)
            raise

    def take_down(self, build: Callable) -> None:
        atomic, _ = self.layers.pop(build)
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)

    def values(self) -> dict[Callable, object]:
        """Copies of what all builders have made, which hang together: a hall's cast is the cast."""
        return deepcopy(list(self.layers.values())[-1][1]) if self.layers else {}

    def give(self, build: Callable) -> object:
        self.copies = self.copies or self.values()
        return self.copies[build]


ground = Ground()


def kept(build: Callable) -> Callable:
    """Makes the body of a fixture a layer of the ground."""

    @wraps(build)
    def give(**given: object) -> object:
        return ground.give(build) if build in ground.layers else build(**given)

    give.kept = build
    return give


def layers_of(item: pytest.Item) -> dict[Callable, list[Callable]]:
    """The builders of the kept fixtures of a test, those below first; none where it commits."""
    marker = item.get_closest_marker("django_db")
    if (marker and (marker.args or marker.kwargs)) or COMMITTING & set(item.fixturenames):
        return {}
    wanted: dict[Callable, list[Callable]] = {}

    def visit(name: str) -> Callable | None:
        definition = item._fixtureinfo.name2fixturedefs.get(name, [None])[-1]
        build = definition and getattr(definition.func, "kept", None)
        if build and build not in wanted:
            wanted[build] = [below for below in map(visit, definition.argnames) if below]
            wanted[build] = wanted.pop(build)
        return build

    for name in sorted(item.fixturenames):
        visit(name)
    return wanted


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    """Clears the ground for a test that wants none while its connection is still at hand: a browser brings an event
    loop into this thread, and Django gives another connection there.
    """
    result = yield
    if ground.layers and not (nextitem and layers_of(nextitem)):
        with item.config.stash[blocking_manager_key].unblock():
            ground.settle({})
    return result


@pytest.fixture(scope="session")
def _ground(django_db_setup, django_db_blocker):
    yield ground
    with django_db_blocker.unblock():
        ground.settle({})


@pytest.fixture
def _settled(request, _ground, _plain_files, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        _ground.settle(layers_of(request.node))


@pytest.fixture
def _django_db_helper(_settled, _django_db_helper) -> None:
    """pytest-django's own, which begins the transaction of the test, after the ground below it is settled."""
