"""What is known of a meeting, as plain values: everything that a record or minutes are composed from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who attends without a vote."""

    name: str
    position: str = ""

    @property
    def titled(self) -> str:
        return f"{self.name}（{self.position}）" if self.position else self.name


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was due at one sitting and came, was excused or stayed away. `present` is the count when it opened."""

    due: int
    present: int
    came: tuple[str, ...] = ()
    on_leave: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    guests: tuple[Guest, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda."""

    key: int
    number: int
    title: str
    reporter: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a sitting, of a kind of `meetings.StepKind`; "": nobody said what was done with the item."""

    kind: str
    text: str = ""
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    name: str
    gist: str = ""
    group: str = ""
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    number: int
    name: str
    text: str
    unit: str
    answered_by: str = ""
    answer: str = ""
    commitment: str = ""
    due_on: date | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    text: str
    group: str = ""
    name: str = ""
    unit: str = ""
    item: int | None = None


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One line of a result: labelled counts (赞成 57) and what became of it."""

    name: str
    counts: tuple[tuple[str, int], ...]
    verdict: str = ""
    is_written_in: bool = False


@dataclass(frozen=True, slots=True)
class Poll:
    """One vote. `turnout` are labelled counts (应到 60 … 废票 0); empty lines: there is no count yet."""

    title: str
    word: str
    method: str
    state: str
    turnout: tuple[tuple[str, int], ...] = ()
    lines: tuple[VoteLine, ...] = ()
    adopted: tuple[str, ...] = ()
    run_off: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    passing: str = ""
    void_reason: str = ""
    by_hands: bool = False
    publishes_counts: bool = True
    is_election: bool = False
    item: int | None = None
    resolution: bool = False
    opened_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether its result stands, or that there is none."""
        return self.state in {"announced", "voided"}


@dataclass(frozen=True, slots=True)
class Elected:
    """Who was elected to which post by a vote of the meeting."""

    name: str
    post: str
    votes: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was adopted or rejected, in the words of the place; its counts."""

    kind: str
    title: str
    state: str
    number: int | None = None
    counts: tuple[tuple[str, int], ...] = ()
    item: int | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting that was held, is running or was called off."""

    key: int
    name: str
    kind: str
    state: str
    place: str
    starts_at: datetime
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    presided_by: str = ""
    call_off_reason: str = ""
    attendance: Attendance = Attendance(0, 0)
    steps: tuple[Step, ...] = ()
    speeches: tuple[Speech, ...] = ()
    questions: tuple[Question, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    polls: tuple[Poll, ...] = ()
    resolutions: tuple[Resolution, ...] = ()

    @property
    def is_held(self) -> bool:
        return self.opened_at is not None and self.state in {"open", "closed"}

    @property
    def is_of_all(self) -> bool:
        """Whether the whole body sat."""
        return self.kind in {"preparatory", "plenary"}


@dataclass(frozen=True, slots=True)
class Brought:
    """Suggestions and opinions of one kind, in the words of the level: brought at the meeting, handed over by now."""

    name: str
    received: int
    handed_over: int
    is_put_together: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, or the part of it that one paper is about, with whoever writes it down."""

    title: str
    body: str
    place: str
    starts_on: date
    ends_on: date
    is_street: bool = False
    number: int = 0
    recorder: str = ""
    presided_by: str = ""
    agenda: tuple[Item, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    questions: tuple[Question, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    elected: tuple[Elected, ...] = field(default=())
    brought: tuple[Brought, ...] = ()

    @property
    def held(self) -> tuple[Sitting, ...]:
        return tuple(sitting for sitting in self.sittings if sitting.is_held)

    @property
    def polls(self) -> Iterator[Poll]:
        return (poll for sitting in self.held for poll in sitting.polls)

    def item(self, key: int | None) -> Item | None:
        return next((item for item in self.agenda if item.key == key), None)


@dataclass(frozen=True, slots=True)
class Task:
    """What a meeting that is no session of a body deals with: a clue to judge, a task in progress."""

    title: str
    progress: str = ""
    problems: str = ""
    conclusion: str = ""
    unit: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class WorkMeeting:
    """会商会、调度会: who met, on what, with which conclusions; systems fill it from their own facts."""

    title: str
    held_on: date
    place: str
    presided_by: str
    purpose: str
    tasks: tuple[Task, ...] = ()
    requirements: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    on_leave: tuple[str, ...] = ()
    guests: tuple[Guest, ...] = ()
