"""What all systems together have for one person: loops over the registry, names no system."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from apps.foundation.core import registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import Deadline, Figure, Hit, TodoItem

AHEAD = timedelta(days=60)
HITS_PER_SYSTEM = 20


@dataclass(frozen=True, slots=True)
class HitGroup:
    """What one system found; `more` where it found more than is shown."""

    title: str
    hits: tuple[Hit, ...]
    more: bool


def todo_of(actor: Actor, on: date) -> list[TodoItem]:
    """Everything the acting person has to do, the most urgent first, without a limit last."""
    items = [item for system in registry.systems() if system.todo for item in system.todo(actor, on)]
    return sorted(items, key=lambda item: item.due or date.max)


def deadlines_of(actor: Actor, on: date) -> list[Deadline]:
    """Dates of the next 60 days that concern the acting person, in order."""
    dates = [item for system in registry.systems() if system.deadlines for item in system.deadlines(on)]
    own = (item for item in dates if actor.person_id in item.recipient_ids and on <= item.on <= on + AHEAD)
    return sorted(own, key=lambda item: item.on)


def figures_of(actor: Actor, on: date) -> list[Figure]:
    """Numbers for those who see an area; nobody else gets any."""
    if not actor.sees_area:
        return []
    return [figure for system in registry.systems() if system.figures for figure in system.figures(actor, on)]


def hits_of(actor: Actor, text: str) -> list[HitGroup]:
    """What each system found for `text`, at most 20 each."""
    text = text.strip()
    searching = [system for system in registry.systems() if system.search] if text else []
    groups = (_group(system.title, system.search(actor, text)) for system in searching if system.search)
    return [group for group in groups if group.hits]


def _group(title: str, found: Iterable[Hit]) -> HitGroup:
    hits = tuple(islice(found, HITS_PER_SYSTEM + 1))
    return HitGroup(title, hits[:HITS_PER_SYSTEM], len(hits) > HITS_PER_SYSTEM)
