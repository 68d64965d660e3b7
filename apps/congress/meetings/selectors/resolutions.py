"""Reads of resolutions: by which majority, at which sittings, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from apps.congress.ballots.models import Poll, PollState
from apps.congress.meetings.models import WHOLE_BODY, Meeting, Resolution, ResolutionState, Sitting, SittingState
from apps.congress.meetings.rules import resolutions as rules
from apps.congress.meetings.rules.resolutions import Hands, Majority
from apps.congress.meetings.selectors.sittings import head_count
from apps.foundation.core.actors import STAFF, Actor
from apps.foundation.core.errors import Issue
from apps.foundation.core.registry import Hit, Related, TodoItem
from apps.foundation.organisations.models import Unit
from apps.foundation.policies.selectors import resolve, resolve_many
from apps.office.documents.models import Document
from apps.office.documents.selectors import live_document

STREET_WORD = "meetings.street_pass_word"
TEXT, RED_HEAD, ANNOUNCEMENT = "resolution_text", "resolution_red_head", "resolution_announcement"
OPEN_TO_POLLS = (SittingState.PLANNED, SittingState.CHECK_IN, SittingState.OPEN)
LIMIT = 10


def majority_of(body: Unit, on: date) -> Majority:
    """A congress: more than half of all its deputies, by law; a street: what its rules say."""
    if not body.is_street_body:
        return Majority()
    keys = ["ballots.base", "ballots.threshold"]
    found = resolve_many(keys, area=body.area, on=on, body_kind=body.kind)
    return Majority(*(found[key].value for key in keys))


def outcome_word(body: Unit, passed: bool, on: date) -> str:
    """通过; on a street what its rules call it."""
    if not passed:
        return "未通过"
    if not body.is_street_body:
        return "已通过"
    return str(resolve(STREET_WORD, area=body.area, on=on, body_kind=body.kind).value)


def hands_at(sitting: Sitting, approve: int, oppose: int, abstain: int) -> tuple[Hands, list[Issue]]:
    """A show of hands with the numbers of its sitting, and what is wrong with it."""
    hands = Hands(approve, oppose, abstain, due=sitting.due or 0, present=head_count(sitting).present)
    if sitting.kind not in WHOLE_BODY:
        return hands, [Issue("not_whole", f"{sitting.name}不是全体会议,不能通过决议、决定。")]
    if sitting.opened_at is None or sitting.state not in (SittingState.OPEN, SittingState.CLOSED):
        return hands, [Issue("not_opened", f"{sitting.name}还没有开会,不能登记表决结果。请先签到、宣布开会。")]
    return hands, list(rules.issues_with_hands(hands))


def sittings_for_poll(resolution: Resolution) -> QuerySet[Sitting]:
    return resolution.meeting.sittings.filter(state__in=OPEN_TO_POLLS, kind__in=WHOLE_BODY)


def sittings_with_hands(resolution: Resolution) -> QuerySet[Sitting]:
    """Sittings at which hands may have been raised: opened, over or not."""
    rows = resolution.meeting.sittings.filter(kind__in=WHOLE_BODY, opened_at__isnull=False)
    return rows.filter(state__in=(SittingState.OPEN, SittingState.CLOSED)).order_by("-starts_at")


@dataclass(frozen=True, slots=True)
class ResolutionPage:
    """What the page shows besides the row: documents drafted so far, what keeps it from a vote."""

    issues: list[Issue]
    announcement: Document | None
    red_head: Document | None
    majority: str


def page_of(resolution: Resolution, on: date) -> ResolutionPage:
    facts = {"text": resolution.text, "meeting_state": resolution.meeting.state}
    return ResolutionPage(
        issues=list(rules.issues_before_vote(**facts)) if resolution.state == ResolutionState.DRAFT else [],
        announcement=live_document(resolution, ANNOUNCEMENT),
        red_head=live_document(resolution, RED_HEAD),
        majority=resolution.majority or majority_of(resolution.body, on).told,
    )


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Staff: drafts of meetings that sit today and have not been voted on; what was adopted and not yet announced."""
    if actor.role != STAFF:
        return
    own = Resolution.objects.visible_to(actor).filter(state=ResolutionState.DRAFT, meeting__state="in_session")
    for resolution in own.select_related("meeting"):
        title = f"提交表决或登记举手表决:{resolution.title}"
        yield TodoItem(title, resolution.get_absolute_url(), resolution.meeting.ends_on, resolution.meeting.title)


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """By title."""
    rows = Resolution.objects.visible_to(actor).filter(title__icontains=text).select_related("meeting")
    for resolution in rows[:LIMIT]:
        detail = f"{resolution.meeting.title} {resolution.state_label}"
        yield Hit(resolution.title, resolution.get_absolute_url(), "决议决定", detail)


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From a meeting to its texts; from a poll or a document back to its text."""
    if isinstance(subject, Meeting):
        yield from _of_meeting(subject, actor)
    if isinstance(subject, Poll):
        for resolution in Resolution.objects.visible_to(actor).filter(poll=subject):
            is_next = subject.state == PollState.ANNOUNCED
            yield Related("打开决议草案", resolution.get_absolute_url(), is_next=is_next)
    if isinstance(subject, Document) and subject.kind in (RED_HEAD, ANNOUNCEMENT) and subject.subject_id:
        for resolution in Resolution.objects.visible_to(actor).filter(pk=subject.subject_id):
            yield Related("打开决议决定", resolution.get_absolute_url())


def _of_meeting(meeting: Meeting, actor: Actor) -> Iterator[Related]:
    count = Resolution.objects.visible_to(actor).filter(meeting=meeting).count()
    if count or actor.role == STAFF:
        label = f"决议决定({count})" if count else "决议决定"
        yield Related(label, f"{reverse('meetings_resolutions')}?meeting={meeting.public_id}")
