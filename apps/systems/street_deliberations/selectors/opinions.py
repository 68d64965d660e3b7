"""What was brought at a meeting of a street, one line an opinion, and the figures of all of them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from apps.congress.matters.models import Handling, Matter, MatterState, Rating, Route
from apps.congress.matters.rules import schemes
from apps.congress.matters.selectors.became import Became, became
from apps.congress.matters.selectors.matter_statistics import Scope, Statistics, statistics_of
from apps.congress.meetings.models import Meeting
from apps.foundation.core.dates import chinese_date, local_day
from apps.systems.street_deliberations.selectors.meetings import LABEL

ON_TIME, LATE, RUNNING, NO_DAY = "按期", "逾期", "办理中", "—"


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One opinion with what became of it; above, where a deputy took it there."""

    matter: Matter
    end: Became
    above: Became | None
    ratings: tuple[Rating, ...]

    @property
    def label(self) -> str:
        return self.matter.label or "未编号"

    @property
    def route(self) -> str:
        return self.matter.get_route_display() or self.matter.get_state_display()  # type: ignore[attr-defined]

    @property
    def units(self) -> str:
        if self.above:
            return f"{self.above.matter.proposer_name}代表({self.above.units or self.above.matter.office.name})"
        return self.end.units

    @property
    def result(self) -> str:
        """The class of the last answer, in words; above, that of the answer there."""
        answers = (self.above or self.end).answers
        return answers[-1].result if answers else ""

    @property
    def words(self) -> str:
        return self.above.words if self.above else self.end.words

    @property
    def became(self) -> str:
        """In a word: the class of the answer, else how far it is."""
        return self.result or self.words

    @property
    def said(self) -> str:
        """The last answer, or the sentence with which it was settled."""
        answers = (self.above or self.end).answers
        return answers[-1].text if answers else self.matter.reason

    @property
    def due(self) -> str:
        return chinese_date(self.end.due_on) if self.end.due_on else NO_DAY

    @property
    def in_time(self) -> str:
        """Of what was handed to units of the street."""
        if self.end.due_on is None:
            return NO_DAY
        if self.end.late:
            return LATE
        return ON_TIME if self.end.answered_on else RUNNING

    @property
    def is_undone(self) -> bool:
        """Answered by units of the street, and in the end neither done nor being done."""
        parts = [part for part in self.end.matter.parts.all() if getattr(part, "reply", None)]  # type: ignore[attr-defined]
        scheme = self.end.matter.scheme
        return bool(parts) and is_undone(scheme, self.end.matter.result)

    @property
    def is_elsewhere(self) -> bool:
        """Nobody handles it here, and whoever brought it was told why."""
        return self.matter.route == Route.CHANNEL or self.matter.state == MatterState.REFUSED

    def grade(self, round_: int, field: str) -> str:
        found = next((one for one in self.ratings if one.round == round_), None)
        return str(getattr(found, f"get_{field}_display")()) if found else ""


def is_undone(scheme: str, result: str) -> bool:
    """Whether a class says that it is neither done (the first class) nor being done."""
    classes = list(schemes.CLASSES.get(scheme, {}))
    return bool(result) and result in classes[1:] and not schemes.promises(scheme, result)


def opinion_lines(meeting: Meeting, on: date) -> list[OpinionLine]:
    """By number, what has none last; eight queries whatever their number."""
    lines = _lines(Matter.objects.with_all().filter(source_label=LABEL, source_id=meeting.pk), on)
    return sorted(lines, key=lambda line: (line.matter.number is None, line.matter.kind, line.matter.number or 0))


def earlier_lines(meeting: Meeting, on: date) -> list[OpinionLine]:
    """Of earlier meetings of the term: what was not over when `meeting` began, in the order in which it was brought."""
    earlier = Meeting.objects.filter(term=meeting.term_id, number__lt=meeting.number).values("pk")
    was_open = Q(closed_at=None) | Q(closed_at__date__gte=meeting.starts_on)
    return _lines(Matter.objects.with_all().filter(was_open, source_label=LABEL, source_id__in=earlier), on)


def _lines(rows: QuerySet[Matter], on: date) -> list[OpinionLine]:
    parts = Prefetch("parts", Handling.objects.select_related("reply").order_by("round", "pk"))
    above = Prefetch("passed_on", Matter.objects.with_all().prefetch_related(parts))
    found = rows.select_related("series").filter(submitted_at__isnull=False)
    return [_line(one, on) for one in found.prefetch_related(parts, above, "ratings").order_by("submitted_at", "pk")]


def _line(matter: Matter, on: date) -> OpinionLine:
    taken = next(iter(matter.passed_on.all()), None)  # type: ignore[attr-defined]
    ratings = tuple(matter.ratings.all())  # type: ignore[attr-defined]
    return OpinionLine(matter, became(matter, on), became(taken, on) if taken else None, ratings)


def scope_of(meeting: Meeting) -> Scope:
    """Everything that was brought at the meeting or that it handed over."""
    return Scope(path=meeting.body.area.path, source=(LABEL, meeting.pk))


def figures_of(meeting: Meeting, as_of: datetime) -> Statistics:
    return statistics_of(scope_of(meeting), as_of)


@dataclass(frozen=True, slots=True)
class Reported:
    """What the report about a meeting's opinions says: figures, every opinion, and what earlier meetings left open."""

    meeting: Meeting
    figures: Statistics
    lines: list[OpinionLine]
    earlier: list[OpinionLine]


def reported(meeting: Meeting, at: datetime) -> Reported:
    on = local_day(at)
    return Reported(meeting, figures_of(meeting, at), opinion_lines(meeting, on), earlier_lines(meeting, on))
