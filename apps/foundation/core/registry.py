"""What each system shows and brings; the portal, the beat timetable and the policy pages read it here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Issue
from apps.foundation.core.vitals import Vital


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A line of the navigation; shown to the audiences of its URL. `folded`: behind 更多, for what is seldom opened.

    `unit_kind`: of those who act for a unit, only to those of one of this kind.
    """

    title: str
    url_name: str
    icon: str = "point"
    folded: bool = False
    unit_kind: str = ""


@dataclass(frozen=True, slots=True)
class TodoItem:
    """Something the acting person has to do now. `due` is a local date, or None where there is no limit."""

    title: str
    url: str
    due: date | None = None
    detail: str = ""
    action: str = "去办理"


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result."""

    title: str
    url: str
    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """A page of one system that goes on where a thing of a lower floor stops; `is_next`: that is the next step."""

    title: str
    url: str
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One number for a leader, with its definition and the list behind it."""

    title: str
    value: int
    definition: str
    url: str = ""
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of every place, which leaders read, compare and follow over time.

    `count` is given the path of an area and a day, and answers with area id -> number for the areas on or below it
    that have any, as they stand now and judged by that day; a few milliseconds for a city, so from an index or a
    summary table. `list_url` leads to the list behind the number of an area and all below: it has exactly so many
    rows or, where `sums` names one of its columns, that column adds up to the number. `base` is the slug of the measure
    of which this one is a part: shown as a share of it. `alarm`: above nought it is red. Money is in yuan (unit `元`).
    `rows` is that list for the path of an area and a day, what presses most first, and `line` how one of it reads in
    a report.
    """

    slug: str
    title: str
    definition: str
    count: Callable[[str, date], Mapping[int, int]]
    list_url: Callable[[Any], str]
    unit: str = "件"
    base: str = ""
    alarm: bool = False
    sums: str = ""
    rows: Callable[[str, date], Any] | None = None
    line: Callable[[Any], str] = str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which somebody must act. `key` names what is due, and stays the same when its day moves."""

    title: str
    on: date
    url: str
    recipient_ids: tuple[int, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """Whose dates are asked for: everybody's of all days, or those of one person from `since` to `until`.

    The person is told as themself, as staff of `area_ids` and as one who answers for `unit_ids`.
    """

    person_id: int | None = None
    area_ids: frozenset[int] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    since: date = date.min
    until: date = date.max

    def is_shown(self, deadline: Deadline) -> bool:
        """Whether the date is one that was asked for."""
        is_told = self.person_id is None or self.person_id in deadline.recipient_ids
        return is_told and self.since <= deadline.on <= self.until


EVERYBODY = Watch()


@dataclass(frozen=True, slots=True)
class Event:
    """Something at an hour, for calendars. `uid` stays the same when it moves; `url` is a path of the portal."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    url: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The words of one kind of notice, until an office sets its own.

    `subject` and `body` hold `{field}` for each field they quote; `fields` explains every one of them, and `samples`
    are values to look at. `outside`: must be acted on by a date or is urgent, and so goes out by SMS and the like too.
    `urgent`: goes out in the hours of rest as well.
    """

    slug: str
    title: str
    subject: str
    body: str
    fields: Mapping[str, str]
    samples: Mapping[str, str] = field(default_factory=dict)
    outside: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Timed:
    """A task the beat runs: `task` is its registered name, `every` the interval or a crontab."""

    task: str
    every: timedelta | Any


@dataclass(frozen=True, slots=True)
class Role:
    """A role an account may be given, in an area or for one unit."""

    slug: str
    title: str
    scope: str = "area"


@dataclass(frozen=True, slots=True)
class PolicyKey:
    """A rule value that differs by place.

    `standing` is `fixed_by_law`, `legal_minimum` (an override may only be stricter) or `free`.
    `kind` is `int`, `choice`, `bool` or `text`; `choices` are (value, label) pairs.
    `source` names the article or says that the value is the product's default. `check` gives what is wrong with a
    text that has a form of its own.
    """

    key: str
    title: str
    default: Any
    kind: str
    standing: str
    source: str
    choices: tuple[tuple[str, str], ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""
    check: Callable[[str], Iterable[Issue]] | None = None


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document the system issues.

    `suffix` is the 文种代字 of its number (发, 函, 纪 …; none: not numbered); `per_term` numbers it within the term
    of office (公告〔二十届〕第4号) instead of the year. `is_public`: everybody may read the issued text by its code.
    `source`: the page that its text is made from, where alone it is changed and sent to be signed. `readers`: the
    roles of the organ's area that alone draft and read it, besides who is asked to sign it; it is sent to no unit.
    `samples` makes (file name, content) pairs and `trees` makes document trees from what the demo district holds.
    """

    slug: str
    title: str
    samples: Callable[[], Iterable[tuple[str, bytes]]] | None = None
    trees: Callable[[], Iterable[Any]] | None = None
    suffix: str = ""
    per_term: bool = False
    is_public: bool = False
    source: str = ""
    readers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """Everything the rest of the portal may know of a system or of an app of a lower floor.

    `audiences` maps URL names (or patterns such as `admin:*`) to the roles that may enter; a URL without one
    is closed to everybody. `deadlines` streams everybody's dates, or reads one person's rows alone; what else it then
    gives is left out by who asked. `events` are those of the acting person around a day. `related` names pages for
    any thing it is shown, such as a poll. `acts` maps audit act codes to Chinese sentence templates. `demo` writes
    the system's part of the demo district as of a moment; parts are written in the order of the floors. `vitals` are
    parts of the installation that operators look at. `unrecorded`: names of pages that leave no trace in logs, metrics
    and error reports.
    """

    slug: str
    title: str
    urls: tuple[str, str] | None = None
    menu: Sequence[MenuItem] = ()
    public_pages: Sequence[MenuItem] = ()
    todo: Callable[[Actor, date], Iterable[TodoItem]] | None = None
    deadlines: Callable[[date, Watch], Iterable[Deadline]] | None = None
    events: Callable[[Actor, date], Iterable[Event]] | None = None
    search: Callable[[Actor, str], Iterable[Hit]] | None = None
    related: Callable[[Any, Actor], Iterable[Related]] | None = None
    figures: Callable[[Actor, date], Iterable[Figure]] | None = None
    measures: Sequence[Measure] = ()
    schedule: Sequence[Timed] = ()
    roles: Sequence[Role] = ()
    policies: Sequence[PolicyKey] = ()
    documents: Sequence[DocumentKind] = ()
    notice_texts: Sequence[NoticeText] = ()
    audiences: Mapping[str, frozenset[str]] = field(default_factory=dict)
    acts: Mapping[str, str] = field(default_factory=dict)
    vitals: Sequence[Vital] = ()
    unrecorded: frozenset[str] = frozenset()
    demo: Callable[[datetime], None] | None = None
    order: int = 50


Part = Callable[..., Iterator[Any]]
"""A hook of a system that has many: each is asked the same."""
_systems: dict[str, System] = {}


def all_of(parts: Sequence[Part]) -> Part:
    """What every part has to say to the same question, one after the other."""

    def answer(*question: Any) -> Iterator[Any]:
        for part in parts:
            yield from part(*question)

    return answer


def register(system: System) -> System:
    """Add a system; its slug must be free. Raises ValueError on a second registration of another system."""
    known = _systems.get(system.slug)
    if known is not None and known is not system:
        raise ValueError(f"slug {system.slug!r} is registered twice")
    _systems[system.slug] = system
    systems.cache_clear()
    return system


def unregister(slug: str) -> None:
    """Take a system out again (tests)."""
    _systems.pop(slug, None)
    systems.cache_clear()


@cache
def systems() -> tuple[System, ...]:
    """All registered systems in menu order; asked for every line of every menu."""
    return tuple(sorted(_systems.values(), key=lambda system: (system.order, system.slug)))


def demo_parts() -> list[Callable[[datetime], None]]:
    """Writers of the demo district, lower floors first (registration follows INSTALLED_APPS)."""
    return [system.demo for system in _systems.values() if system.demo]


def act_sentences() -> dict[str, str]:
    """Act code -> Chinese sentence template, over all systems."""
    return {code: text for system in systems() for code, text in system.acts.items()}


def related_to(subject: Any, actor: Actor) -> list[Related]:
    """Pages of all systems that go on where `subject` stops."""
    return [page for system in systems() if system.related for page in system.related(subject, actor)]


def vitals() -> list[Vital]:
    """Parts of the installation that are looked at, what others rest on first."""
    found = [vital for system in systems() for vital in system.vitals]
    return sorted(found, key=lambda vital: (not vital.needed, bool(vital.rests_on)))


def policy_keys() -> dict[str, PolicyKey]:
    """Policy key -> its definition, over all systems."""
    return {policy.key: policy for system in systems() for policy in system.policies}


def measures() -> dict[str, Measure]:
    """Slug -> measure, over all systems in menu order."""
    return {measure.slug: measure for system in systems() for measure in system.measures}


def public_pages() -> list[MenuItem]:
    """What somebody without an account may do here, over all systems."""
    return [page for system in systems() for page in system.public_pages]


def document_kinds() -> dict[str, DocumentKind]:
    """Document slug -> kind, over all systems."""
    return {kind.slug: kind for system in systems() for kind in system.documents}


def notice_texts() -> dict[str, NoticeText]:
    """Slug -> text of a notice, over all systems."""
    return {text.slug: text for system in systems() for text in system.notice_texts}


def roles() -> dict[str, Role]:
    """Role slug -> role, over all systems."""
    return {role.slug: role for system in systems() for role in system.roles}
