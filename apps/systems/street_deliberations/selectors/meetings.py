"""The meetings of streets with who came, what was brought, and whether the next one heard what became of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from apps.congress.matters.models import Matter, Route
from apps.congress.meetings.models import AgendaItem, AttendanceState, Meeting, MeetingState, Sitting, Topic
from apps.congress.meetings.models.sittings import WHOLE_BODY
from apps.congress.meetings.rules.quorum import quorum_line, quorum_met
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.numbers import percent
from apps.foundation.organisations.models import UnitKind
from apps.office.documents.models import Document
from apps.office.documents.rules import states as papers
from apps.systems.street_deliberations.rules import meetings as rules
from apps.systems.street_deliberations.selectors.standing import values_here

FEEDBACK = "street_deliberations_feedback"
LABEL = Meeting._meta.label_lower
UNDECIDED = "undecided"
ROUTES = {
    Route.SPOT: "当场解决", Route.HANDLERS: "交承办单位", Route.DEPUTY: "转上级代表", Route.REFERENCE: "工作参考",
    Route.CHANNEL: "其他渠道", UNDECIDED: "未定渠道",
}  # fmt: skip
"""The five routes in short, and what went none: not yet sorted, refused, merged, withdrawn."""
KEYS = (rules.FEWEST, rules.MOST, rules.DAYS)


def street_meetings(actor: Actor) -> QuerySet[Meeting]:
    """Meetings of the deliberation bodies in the actor's area, the latest first."""
    rows = Meeting.objects.visible_to(actor).filter(body__kind=UnitKind.DELIBERATION_MEETING)
    return rows.select_related("body__area", "term__body__area")


@dataclass(frozen=True, slots=True)
class Turnout:
    """Of the first sitting of all that was opened: due, there in all, and the number that meets the quorum."""

    due: int
    present: int
    line: int
    met: bool

    @property
    def rate(self) -> str:
        return f"{percent(self.present, self.due, 1)}%"


@dataclass(frozen=True, slots=True)
class Feedback:
    """How far the report about a meeting's opinions is; `next` is the meeting that hears it."""

    state: str
    next: Meeting | None = None
    item: AgendaItem | None = None

    @property
    def label(self) -> str:
        return rules.LABELS[self.state]

    @property
    def tone(self) -> str:
        return rules.TONES[self.state]


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What a row of the list says besides the meeting itself."""

    days: int
    turnout: Turnout | None
    routes: Counter[str] = field(default_factory=Counter)
    feedback: Feedback = field(default_factory=lambda: Feedback(rules.NOTHING))

    @property
    def received(self) -> int:
        return self.routes.total()


def facts_of(meetings: Iterable[Meeting]) -> dict[int, MeetingFacts]:
    """By meeting; eight queries whatever their number."""
    rows = list(meetings)
    keys = [meeting.pk for meeting in rows]
    turnouts, days = _turnouts(keys), _days(keys)
    routes, feedback = _routes(keys), _feedback(rows)
    return {
        key: MeetingFacts(days[key], turnouts.get(key), routes[key], feedback(key, routes[key].total())) for key in keys
    }


def _turnouts(keys: list[int]) -> dict[int, Turnout]:
    came = Count("attendance", filter=Q(attendance__state=AttendanceState.PRESENT))
    opened = Sitting.objects.filter(meeting__in=keys, kind__in=WHOLE_BODY, opened_at__isnull=False).annotate(here=came)
    found: dict[int, Turnout] = {}
    for row in opened.order_by("starts_at", "pk").values("meeting", "quorum", "due", "here"):
        due, here = row["due"] or 0, row["here"]
        met = quorum_met(row["quorum"], present=here, due=due)
        found.setdefault(row["meeting"], Turnout(due, here, quorum_line(row["quorum"], due), met))
    return found


def _days(keys: list[int]) -> Counter[int]:
    starts = Sitting.objects.filter(meeting__in=keys).values_list("meeting", "starts_at").order_by()
    return Counter(meeting for meeting, _ in {(meeting, local_day(at)) for meeting, at in starts})


def _routes(keys: list[int]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = {key: Counter() for key in keys}
    brought = Matter.objects.filter(source_label=LABEL, source_id__in=keys, submitted_at__isnull=False).order_by()
    for key, route, count in brought.values_list("source_id", "route").annotate(Count("pk")):
        found[key][route or UNDECIDED] += count
    return found


def _feedback(rows: list[Meeting]) -> Any:
    """(meeting's key, how many it received) -> Feedback."""
    later = following(rows)
    items = {item.meeting_id: item for item in reports_listed(later.values())}
    over, left = [papers.DISCARDED, papers.WITHDRAWN], left_open(rows)
    live = Document.objects.filter(kind=FEEDBACK, subject_label=LABEL, subject_id__in=[row.pk for row in rows])
    drafted = set(live.exclude(state__in=over).values_list("subject_id", flat=True))
    closed = {row.pk for row in rows if row.state == MeetingState.CLOSED}

    def of(key: int, received: int) -> Feedback:
        after = later.get(key)
        item = items.get(after.pk) if after else None
        is_over = after is not None and after.state == MeetingState.CLOSED
        facts = rules.FeedbackFacts(key in closed, received, left[key], key in drafted, item is not None, is_over)
        return Feedback(rules.feedback_state(facts), after, item)

    return of


def following(rows: Iterable[Meeting]) -> dict[int, Meeting]:
    """Which meeting of the same term comes after each; one that was cancelled is passed over."""
    rows = list(rows)
    terms = {row.term_id for row in rows}
    held = Meeting.objects.filter(term__in=terms).exclude(state=MeetingState.CANCELLED).select_related("body__area")
    of_term: dict[int, list[Meeting]] = {}
    for one in held.order_by("term", "number"):
        of_term.setdefault(one.term_id, []).append(one)
    found = {}
    for row in rows:
        after = next((one for one in of_term.get(row.term_id, ()) if one.number > row.number), None)
        if after is not None:
            found[row.pk] = after
    return found


def previous_of(meeting: Meeting) -> Meeting | None:
    """The meeting of the term before this one that was not cancelled."""
    rows = Meeting.objects.filter(term=meeting.term_id, number__lt=meeting.number).exclude(state=MeetingState.CANCELLED)
    return rows.select_related("body__area", "term__body__area").order_by("-number").first()


def left_open(rows: Iterable[Meeting]) -> Counter[int]:
    """How many opinions of earlier meetings of its term were not over when each meeting began; two queries."""
    rows = list(rows)
    held = {one.pk: one for one in Meeting.objects.filter(term__in={row.term_id for row in rows})}
    brought = Matter.objects.filter(source_label=LABEL, source_id__in=list(held), submitted_at__isnull=False).order_by()
    ends = [(held[source], end and local_day(end)) for source, end in brought.values_list("source_id", "closed_at")]
    return Counter(
        row.pk
        for row in rows
        for meeting, end in ends
        if meeting.term_id == row.term_id and meeting.number < row.number and (end is None or end >= row.starts_on)
    )


def reports_listed(meetings: Iterable[Meeting]) -> QuerySet[AgendaItem]:
    """Items at which the handling of opinions is reported: whatever their words, they are of this topic."""
    return AgendaItem.objects.filter(meeting__in=list(meetings), topic=Topic.SUGGESTION_HANDLING)


def report_facts(meeting: Meeting) -> rules.FeedbackFacts:
    """What a report about one meeting would rest on."""
    received = Matter.objects.filter(source_label=LABEL, source_id=meeting.pk, submitted_at__isnull=False).count()
    return rules.FeedbackFacts(meeting.state == MeetingState.CLOSED, received, left_open([meeting])[meeting.pk])


def warnings_here(meeting: Meeting, days: int, on: date) -> list[str]:
    """Of its year and its length, by the rules of its street."""
    values = values_here(meeting.term, KEYS, on)
    year = meeting.starts_on.year
    rows = Meeting.objects.filter(body=meeting.body_id, starts_on__year=year).exclude(state=MeetingState.CANCELLED)
    return [*rules.warnings_of_year(year, rows.count(), values), *rules.warnings_of_length(days, values)]


def meeting_url(meeting: Meeting) -> str:
    return reverse("street_deliberations_meeting", args=[meeting.public_id])
