"""Head counts, sheets, who may check in, who stayed away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from apps.congress.ballots.models import PollState
from apps.congress.meetings.models import Attendance, AttendanceState, Meeting, Sitting, SittingPoll, SittingState
from apps.congress.meetings.rules.acts import Seat
from apps.congress.meetings.rules.quorum import OpeningFacts, quorum_line, quorum_met
from apps.foundation.people.models import Mandate, MandateState, Person


@dataclass(frozen=True, slots=True)
class HeadCount:
    """How many are due and here; `line` is the number that meets the quorum."""

    due: int
    present: int
    on_leave: int
    line: int
    met: bool

    @property
    def missing(self) -> int:
        return self.due - self.present - self.on_leave

    @property
    def lacking(self) -> int:
        return max(self.line - self.present, 0)


def head_count(sitting: Sitting) -> HeadCount:
    """The live count of a sitting whose check-in has started; zeros before."""
    counts = sitting.attendance.aggregate(
        present=Count("pk", filter=Q(state=AttendanceState.PRESENT)),
        on_leave=Count("pk", filter=Q(state=AttendanceState.LEAVE)),
    )
    due, present = sitting.due or 0, counts["present"]
    met = quorum_met(sitting.quorum, present=present, due=due)
    return HeadCount(due, present, counts["on_leave"], quorum_line(sitting.quorum, due) if due else 0, met)


def opening_facts(sitting: Sitting) -> OpeningFacts:
    names: dict[str, list[str]] = {state: [] for state in AttendanceState.values}
    for state, name in sitting.attendance.order_by("person__pinyin", "pk").values_list("state", "name"):
        names[state].append(name)
    return OpeningFacts(
        quorum=sitting.quorum,
        due=sitting.due or 0,
        present=len(names[AttendanceState.PRESENT]),
        missing=names[AttendanceState.EXPECTED],
        on_leave=names[AttendanceState.LEAVE],
    )


def attendance_list(sitting: Sitting, state: str = "", text: str = "") -> QuerySet[Attendance]:
    """The rows of the sheet by pinyin, narrowed by state and by what staff typed."""
    rows = sitting.attendance.select_related("person").order_by("person__pinyin", "pk")
    rows = rows.filter(state=state) if state else rows
    return rows.matching(text) if text.strip() else rows


def seat_of(sitting: Sitting, person: Person, on: date) -> Seat:
    """What `person` holds here: a place on the frozen roll, and the seat itself still today."""
    mandate = Mandate.objects.filter(person=person, term=sitting.meeting.term_id)
    return Seat(
        is_listed=sitting.attendance.filter(person=person).exists(),
        holds_seat=mandate.serving_on(on).exists(),
        is_suspended=mandate.in_state(MandateState.SUSPENDED, on).exists(),
    )


def open_poll_titles(sitting: Sitting) -> list[str]:
    return list(sitting.polls.filter(poll__state=PollState.OPEN).values_list("poll__title", flat=True))


def sitting_polls(sitting: Sitting) -> QuerySet[SittingPoll]:
    return sitting.polls.select_related("poll", "agenda_item").order_by("pk")


def attended_people(meeting: Meeting) -> QuerySet[Person]:
    """Who came to at least one sitting that was held."""
    rows = Attendance.objects.present().filter(sitting__meeting=meeting, sitting__state=SittingState.CLOSED)
    return Person.objects.filter(pk__in=rows.values("person"))


def absent_without_leave(meetings: Sequence[Meeting] | QuerySet[Meeting]) -> QuerySet[Attendance]:
    """Rows of sittings held to which a member due neither came nor was excused."""
    held = Attendance.objects.filter(sitting__meeting__in=meetings, sitting__state=SittingState.CLOSED)
    return held.filter(state=AttendanceState.EXPECTED).select_related("sitting", "person").order_by("person__pinyin")
