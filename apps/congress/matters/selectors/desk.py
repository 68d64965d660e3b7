"""What matters put on everybody's desk: of submissions, and of each stage of a matter."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from apps.congress.matters.selectors import inbox, outcome_desk, submissions
from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import Deadline, Figure, TodoItem

TODO = (submissions.todo, inbox.todo, outcome_desk.todo)
DEADLINES = (inbox.deadlines, outcome_desk.deadlines)
FIGURES = (submissions.figures, outcome_desk.figures)


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    return chain.from_iterable(items(actor, on) for items in TODO)


def deadlines(on: date) -> Iterator[Deadline]:
    return chain.from_iterable(items(on) for items in DEADLINES)


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    return chain.from_iterable(items(actor, on) for items in FIGURES)
