"""Acts that start together, each in a thread with its own connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from apps.foundation.core.errors import DomainError


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; each gives its value or its refusal, in their order."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refusals(results: list[object]) -> list[str]:
    """The kinds of refusal among the results."""
    return sorted(type(result).__name__ for result in results if isinstance(result, DomainError))
