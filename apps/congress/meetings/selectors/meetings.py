"""A meeting's rules in force, its notice and who answered it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from apps.congress.ballots.selectors.quorums import quorum_key
from apps.congress.meetings.models import (
    LeaveRequest,
    LeaveState,
    Meeting,
    MeetingState,
    NoticeReceipt,
    Sitting,
    SittingState,
)
from apps.congress.meetings.rules.acts import issues_before_meeting_closes
from apps.congress.meetings.rules.notices import NoticeFacts, issues_before_notice, last_notice_day
from apps.foundation.core import registry
from apps.foundation.core.dates import chinese_date, chinese_datetime
from apps.foundation.core.errors import Issue
from apps.foundation.organisations.models import Unit, UnitKind
from apps.foundation.people.models import Person, Term
from apps.foundation.people.selectors import serving_members
from apps.foundation.policies.selectors import Resolved, resolve_many
from apps.office.documents.models import Document
from apps.office.documents.selectors import live_document

NOTICE = "meetings_notice"
MESSAGE_SENTENCES, MESSAGE_LENGTH = 2, 60
_NOTICE_KEYS: dict[str, str] = {
    UnitKind.TOWN_CONGRESS: "meetings.notice_days_town",
    UnitKind.DELIBERATION_MEETING: "meetings.notice_days_street",
}
PRESIDIUM_QUORUM = "meetings.presidium_quorum"


def notice_key(body: Unit) -> str:
    return _NOTICE_KEYS.get(body.kind, "meetings.notice_days_district")


def rules_for(body: Unit, on: date) -> dict[str, Resolved]:
    """Notice days and quorums of a body on a day, by policy key; only a congress has a presidium."""
    presidium = [] if body.is_street_body or body.is_committee else [PRESIDIUM_QUORUM]
    return resolve_many([notice_key(body), quorum_key(body), *presidium], area=body.area, on=on, body_kind=body.kind)


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


def notice_values(meeting: Meeting) -> dict[str, str]:
    """What a message on the meeting may quote, by the fields of its texts."""
    first = meeting.sittings.order_by("starts_at").first()
    return {
        "meeting": meeting.title,
        "time": chinese_datetime(first.starts_at) if first else chinese_date(meeting.starts_on),
        "place": meeting.place,
        "contact": meeting.contact,
        "requirements": meeting.requirements,
        "reason": meeting.cancel_reason,
        "changes": told_changes(meeting),
    }


def told_changes(meeting: Meeting) -> str:
    """What the edition in force changed, short enough for a message; "" where nothing a member would miss."""
    change = meeting.plan_changes.filter(revision=meeting.revision).first() if meeting.revision else None
    sentences = change.sentences if change else []
    shown = ";".join(sentence[:MESSAGE_LENGTH] for sentence in sentences[:MESSAGE_SENTENCES])
    return f"{shown}等{len(sentences)}处变更" if len(sentences) > MESSAGE_SENTENCES else shown


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


def people_invited(meeting: Meeting, on: date) -> QuerySet[Person]:
    """Everybody serving in the meeting's term on a day, by pinyin."""
    return Person.objects.filter(pk__in=serving_members(meeting.term, on).order_by().values("person")).order_by(
        "pinyin"
    )


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the office does next with a meeting: `act` names it, `issues` are in the way."""

    act: str
    issues: list[Issue]
    sitting: Sitting | None = None
    last_day: date | None = None


def next_step(meeting: Meeting, on: date) -> NextStep | None:
    """The one next act of a meeting, None once it is over."""
    if meeting.state == MeetingState.PLANNED:
        facts = notice_facts(meeting, on)
        last_day = last_notice_day(facts.starts_on, facts.notice_days)
        return NextStep("notice", list(issues_before_notice(facts)), last_day=last_day)
    if meeting.state in {MeetingState.CLOSED, MeetingState.CANCELLED}:
        return None
    sittings = list(meeting.sittings.select_related("group", "meeting__body"))
    running = next((sitting for sitting in sittings if sitting.is_running), None)
    if running:
        return NextStep("run", [], running)
    planned = next((sitting for sitting in sittings if sitting.state == SittingState.PLANNED), None)
    if planned:
        return NextStep("start", [], planned)
    held = sum(1 for sitting in sittings if sitting.state == SittingState.CLOSED and sitting.is_of_all)
    return NextStep("close", list(issues_before_meeting_closes(unfinished=[], held=held)))


def notice_document(meeting: Meeting) -> Document | None:
    """The notice as a document on its way or issued."""
    return live_document(meeting, NOTICE)


def leave_reasons(meeting: Meeting) -> dict[int, str]:
    """Granted leave: person id -> reason."""
    return dict(meeting.leave_requests.filter(state=LeaveState.GRANTED).values_list("person_id", "reason"))
