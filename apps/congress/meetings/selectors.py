"""Reads across meetings: rules in force, head counts, who is missing, who has read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from apps.congress.ballots.models import PollState
from apps.congress.meetings.models import (
    Attendance,
    AttendanceState,
    LeaveRequest,
    LeaveState,
    Meeting,
    NoticeReceipt,
    Sitting,
    SittingPoll,
    SittingState,
)
from apps.congress.meetings.rules.acts import Seat
from apps.congress.meetings.rules.notices import NoticeFacts
from apps.congress.meetings.rules.quorum import OpeningFacts, quorum_line, quorum_met
from apps.foundation.core import registry
from apps.foundation.organisations.models import Unit, UnitKind
from apps.foundation.people.models import Mandate, MandateState, Person, Term
from apps.foundation.people.selectors import serving_members
from apps.foundation.policies.selectors import Resolved, resolve_many

_NOTICE_KEYS = {
    UnitKind.TOWN_CONGRESS: "meetings.notice_days_town",
    UnitKind.DELIBERATION_MEETING: "meetings.notice_days_street",
}
_QUORUM_KEYS = {UnitKind.DELIBERATION_MEETING: "meetings.quorum_street"}


def notice_key(body: Unit) -> str:
    return _NOTICE_KEYS.get(body.kind, "meetings.notice_days_district")


def quorum_key(body: Unit) -> str:
    return _QUORUM_KEYS.get(body.kind, "meetings.quorum")


def rules_for(body: Unit, on: date) -> dict[str, Resolved]:
    """Notice days and quorum of a body on a day, by policy key."""
    return resolve_many([notice_key(body), quorum_key(body)], area=body.area, on=on, body_kind=body.kind)


def frozen_quorum(meeting: Meeting, on: date) -> str:
    """The quorum stored when the meeting was announced."""
    key = quorum_key(meeting.body)
    stored = meeting.frozen_rules.get(key)
    return stored["value"] if stored else rules_for(meeting.body, on)[key].value


def next_number(term: Term) -> int:
    """The number the term's next meeting takes; ad hoc and cancelled ones keep theirs."""
    return (term.meetings.aggregate(last=Max("number"))["last"] or 0) + 1


def notice_facts(meeting: Meeting, on: date) -> NoticeFacts:
    key = notice_key(meeting.body)
    days = rules_for(meeting.body, on)[key]
    return NoticeFacts(
        on=on,
        starts_on=meeting.starts_on,
        notice_days=days.value,
        standing=registry.policy_keys()[key].standing,
        source=days.source,
        is_ad_hoc=meeting.is_ad_hoc,
        reason=meeting.notice_reason,
        agenda_items=meeting.agenda.count(),
        sittings=meeting.sittings.count(),
        members=serving_members(meeting.term, on).count(),
    )


def summary(meeting: Meeting) -> str:
    """Time and place in one line, as a message quotes them."""
    first = meeting.sittings.order_by("starts_at").first()
    return f"{timezone.localtime(first.starts_at):%Y年%m月%d日 %H:%M},{meeting.place}" if first else meeting.place


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


@dataclass(frozen=True, slots=True)
class Invited:
    """A member with what they did with the notice in force."""

    person: Person
    receipt: NoticeReceipt | None


def invited_members(meeting: Meeting, on: date) -> list[Invited]:
    """Everybody serving today, by pinyin, and whether they read the latest edition; three queries."""
    receipts = {row.person_id: row for row in meeting.receipts.filter(revision=meeting.revision)}
    people = [mandate.person for mandate in serving_members(meeting.term, on)]
    return [Invited(person, receipts.get(person.pk)) for person in people]


def live_leave(meeting: Meeting, person_id: int | None) -> LeaveRequest | None:
    """The request that counts: the latest not withdrawn."""
    return meeting.leave_requests.filter(person=person_id).exclude(state=LeaveState.WITHDRAWN).first()


def people_on_leave(meeting: Meeting) -> set[int]:
    return set(meeting.leave_requests.filter(state=LeaveState.GRANTED).values_list("person_id", flat=True))


def attended_people(meeting: Meeting) -> QuerySet[Person]:
    """Who came to at least one sitting that was held."""
    rows = Attendance.objects.present().filter(sitting__meeting=meeting, sitting__state=SittingState.CLOSED)
    return Person.objects.filter(pk__in=rows.values("person"))


def absent_without_leave(meetings: Sequence[Meeting] | QuerySet[Meeting]) -> QuerySet[Attendance]:
    """Rows of sittings held to which a member due neither came nor was excused."""
    held = Attendance.objects.filter(sitting__meeting__in=meetings, sitting__state=SittingState.CLOSED)
    return held.filter(state=AttendanceState.EXPECTED).select_related("sitting", "person").order_by("person__pinyin")
