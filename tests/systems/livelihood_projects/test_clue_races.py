"""Two people at once before the same call, clue and table."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from apps.foundation.core.errors import DomainError
from apps.office.documents.models import Document
from apps.systems.livelihood_projects.models import Clue, Project
from apps.systems.livelihood_projects.services import collecting, consulting, nominating, sorting
from tests.systems.livelihood_projects.place import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts in threads of their own; `done` or `refused` for each, sorted."""

    def attempt(act: Callable[[], object]) -> str:
        try:
            act()
            return "done"
        except DomainError:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as workers:
        return sorted(workers.map(attempt, acts))


def test_a_consultation_that_two_close_at_once_is_closed_once(pool):
    clue = pool.studied()
    held = pool.consultation()
    pool.conclude(held, clue, "keep")

    def close():
        consulting.consultation_close(consultation=held, by=pool.place.staff, at=NOON)

    assert at_once(close, close) == ["done", "refused"]
    assert Document.objects.count() == 1
    assert sum("初选名单" in sentence for sentence in pool.told(clue)) == 1


def test_a_clue_that_two_nominate_at_once_becomes_one_candidate(pool):
    clue = pool.kept()
    acts = [
        lambda name=name: nominating.project_from_clue(clue=clue, name=name, by=pool.place.staff, at=NOON)
        for name in ("照明", "路灯")
    ]
    assert at_once(*acts) == ["done", "refused"]
    assert Project.objects.count() == 1


def test_two_clues_that_are_merged_into_each_other_at_once_do_not_both_end(pool):
    first, second = pool.clue(title="甲"), pool.clue(title="乙")

    def merge(clue, into):
        return lambda: sorting.clue_merge(clue=clue, into=into, reason="重复", by=pool.place.staff, at=NOON)

    assert at_once(merge(first, second), merge(second, first)) == ["done", "refused"]
    assert Clue.objects.filter(state="merged").count() == 1


def test_a_call_that_two_close_at_once_is_closed_once(pool):
    def close():
        collecting.collection_close(collection=pool.call, by=pool.place.staff, at=NOON)

    assert at_once(close, close) == ["done", "refused"]


def test_who_hands_in_while_the_call_is_closed_is_either_in_or_told(pool):
    def close():
        collecting.collection_close(collection=pool.call, by=pool.place.staff, at=NOON)

    answers = at_once(close, *[lambda: pool.clue(at=NOON)] * 3)
    assert answers.count("done") - 1 == Clue.objects.count()
