"""What matters put on everybody's desk: of submissions, and of each stage of a matter."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any

from apps.congress.matters.selectors import inbox, outcome_desk, submissions, writing_desk
from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import EVERYBODY, Deadline, Figure, Hit, Related, TodoItem, Watch

TODO = (submissions.todo, writing_desk.todo, inbox.todo, outcome_desk.todo)
DEADLINES = (writing_desk.deadlines, inbox.deadlines, outcome_desk.deadlines)
FIGURES = (submissions.figures, writing_desk.figures, outcome_desk.figures)
SEARCH = (writing_desk.search, inbox.search, submissions.search)
RELATED = (writing_desk.related, inbox.related)


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    return chain.from_iterable(items(actor, on) for items in TODO)


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    return chain.from_iterable(items(on, watch) for items in DEADLINES)


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    return chain.from_iterable(items(actor, on) for items in FIGURES)


def search(actor: Actor, text: str) -> Iterator[Hit]:
    return chain.from_iterable(hits(actor, text) for hits in SEARCH)


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    return chain.from_iterable(pages(subject, actor) for pages in RELATED)
