"""What all systems together have for one person: loops over the registry, names no system."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from apps.foundation.accounts.models import User
from apps.foundation.core import registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import Deadline, Event, Figure, Hit, TodoItem
from apps.foundation.people.selectors import acting_roles, actor_of, watch_of

AHEAD = timedelta(days=60)
HITS_PER_SYSTEM = 20
FIGURES = 8


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
    if actor.person_id is None:
        return []
    watch = watch_of(actor.person_id, on, on + AHEAD)
    dates = (item for system in registry.systems() if system.deadlines for item in system.deadlines(on, watch))
    return sorted(filter(watch.is_shown, dates), key=lambda item: item.on)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What stands in a person's calendar."""

    events: tuple[Event, ...]
    deadlines: tuple[Deadline, ...]


def agenda_of(user: User, on: date) -> Agenda:
    """Events and deadlines of the account's holder in every role held on `on`; without a role there are none."""
    held = (actor_of(user, role.choice, on) for role in acting_roles(user, on))
    actors = [actor for actor in held if actor]
    events: dict[str, Event] = {}
    for events_of in (system.events for system in registry.systems() if system.events):
        for actor in actors:
            events.update((event.uid, event) for event in events_of(actor, on))
    ordered = sorted(events.values(), key=lambda event: event.starts_at)
    return Agenda(tuple(ordered), tuple(deadlines_of(actors[0], on)) if actors else ())


def figures_of(actor: Actor, on: date) -> list[Figure]:
    """A few numbers for those who see an area, what is red first; the dashboard has all."""
    if not actor.sees_area:
        return []
    figures = [figure for system in registry.systems() if system.figures for figure in system.figures(actor, on)]
    return sorted(figures, key=lambda figure: not figure.alarm)[:FIGURES]


def hits_of(actor: Actor, text: str) -> list[HitGroup]:
    """What each system found for `text`, at most 20 each."""
    text = text.strip()
    searching = [system for system in registry.systems() if system.search] if text else []
    groups = (_group(system.title, system.search(actor, text)) for system in searching if system.search)
    return [group for group in groups if group.hits]


def _group(title: str, found: Iterable[Hit]) -> HitGroup:
    hits = tuple(islice(found, HITS_PER_SYSTEM + 1))
    return HitGroup(title, hits[:HITS_PER_SYSTEM], len(hits) > HITS_PER_SYSTEM)
