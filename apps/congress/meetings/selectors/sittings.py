"""Head counts, sheets, who may check in, who stayed away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from apps.congress.ballots.models import PollState
from apps.congress.meetings.models import Attendance, AttendanceState, Meeting, Sitting, SittingPoll, SittingState
from apps.congress.meetings.rules.acts import Seat, issues_while, issues_with_seat
from apps.congress.meetings.rules.codes import issues_with_code
from apps.congress.meetings.rules.quorum import OpeningFacts, quorum_line, quorum_met
from apps.congress.meetings.selectors.meetings import leave_reasons
from apps.congress.meetings.selectors.plans import due_at
from apps.foundation.audit.models import Entry
from apps.foundation.audit.selectors import Line, lines_of
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Issue
from apps.foundation.people.models import GroupKind, Mandate, MandateState, Person

GROUP_ORDER = (GroupKind.DELEGATION, GroupKind.DEPUTY_GROUP)


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


def voters(sitting: Sitting, on: date) -> QuerySet[Attendance]:
    """Who is here and still holds the seat on `on`."""
    return sitting.attendance.present().filter(mandate__in=Mandate.objects.serving_on(on))


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
    named = held.select_related("sitting__meeting__body", "sitting__group", "person")
    return named.filter(state=AttendanceState.EXPECTED).order_by("person__pinyin")


def sittings_with_counts(meeting: Meeting) -> QuerySet[Sitting]:
    """The meeting's sittings in order of time with `here`, how many have checked in."""
    rows = meeting.sittings.select_related("group", "meeting__body")
    counted = rows.annotate(here=Count("attendance", filter=Q(attendance__state=AttendanceState.PRESENT)))
    return counted.order_by("starts_at", "pk")  # a query that groups has lost the model's own order


def own_check_ins(meeting: Meeting, person_id: int | None) -> QuerySet[Attendance]:
    """A member's own rows on the sheets of sittings that go on now."""
    running = [SittingState.CHECK_IN, SittingState.OPEN]
    rows = Attendance.objects.filter(sitting__meeting=meeting, sitting__state__in=running, person=person_id)
    return rows.select_related("sitting__meeting__body", "sitting__group")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the phone shows: already here (`row`), or what is in the way, or neither: one tap is left."""

    row: Attendance | None = None
    issue: Issue | None = None


def may_arrive(actor: Actor, sitting: Sitting, code: str, at: datetime) -> bool:
    """Whether the sitting's door exists for somebody: who sees its meeting, stands on its roll, or reads the code in
    the hall now. The last are told in a sentence why they cannot check in, also where their seat ended this morning.
    """
    if not issues_with_code(code, sitting.code_salt, at):
        return True
    is_listed = actor.person_id is not None and sitting.attendance.filter(person=actor.person_id).exists()
    return is_listed or Sitting.objects.visible_to(actor).filter(pk=sitting.pk).exists()


def arrival_of(sitting: Sitting, person: Person, code: str, at: datetime) -> Arrival:
    row = sitting.attendance.present().filter(person=person).first()
    if row:
        return Arrival(row=row)
    issues = chain(
        issues_while(sitting.state),
        [] if code else [Issue("no_code", "请用手机扫描会场大屏幕上的二维码签到。")],
        issues_with_code(code, sitting.code_salt, at),
        issues_with_seat(seat_of(sitting, person, local_day(at))),
    )
    return Arrival(issue=next(issues, None))


class SheetLine(NamedTuple):
    """One line of the 签到表."""

    number: int
    name: str
    group: str
    state: str
    time: str
    means: str
    leave_reason: str


def sheet_lines(sitting: Sitting) -> list[SheetLine]:
    """Everybody due, by pinyin; once the sitting is over, who did not come was absent.

    Before check-in: who will be due by today's register, with nothing filled in.
    """
    if sitting.state == SittingState.PLANNED:
        return _empty_lines(sitting)
    reasons = leave_reasons(sitting.meeting)
    return [
        SheetLine(
            number=number,
            name=row.name,
            group=row.group_name,
            state=_absent_word(sitting) if row.state == AttendanceState.EXPECTED else row.get_state_display(),
            time=f"{timezone.localtime(row.checked_in_at):%H:%M}" if row.checked_in_at else "",
            means=row.get_means_display(),
            leave_reason=reasons.get(row.person_id, "") if row.state == AttendanceState.LEAVE else "",
        )
        for number, row in enumerate(attendance_list(sitting), start=1)
    ]


def _empty_lines(sitting: Sitting) -> list[SheetLine]:
    due = due_at(sitting, local_day(sitting.starts_at))
    return [
        SheetLine(number, mandate.person.name, group_name_of(mandate), "", "", "", "")
        for number, mandate in enumerate(due, start=1)
    ]


def group_name_of(mandate: Mandate) -> str:
    """The delegation, or the group, in which somebody signs in."""
    memberships = mandate.person.current_memberships  # type: ignore[attr-defined]  # prefetched by serving_members
    groups = {membership.group.kind: membership.group.name for membership in memberships}
    return next((groups[kind] for kind in GROUP_ORDER if kind in groups), "")


def sheet_totals(sitting: Sitting) -> list[tuple[str, int]]:
    if sitting.state == SittingState.PLANNED:
        return [("应到", due_at(sitting, local_day(sitting.starts_at)).count())]
    count = head_count(sitting)
    return [
        ("应到", count.due),
        ("实到", count.present),
        ("请假", count.on_leave),
        (_absent_word(sitting), count.missing),
    ]


def _absent_word(sitting: Sitting) -> str:
    return "缺席" if sitting.state == SittingState.CLOSED else "未到"


def sitting_history(sitting: Sitting) -> list[Line]:
    """What the office did; who arrived and who spoke when stands in the lists."""
    entries = Entry.objects.filter(subject_label=sitting._meta.label_lower, subject_id=sitting.pk)
    entries = entries.exclude(act="meetings.attendance.checked_in").exclude(act__startswith="meetings.speech.")
    return lines_of(entries.order_by("-pk")[:50])
