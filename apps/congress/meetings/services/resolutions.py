"""From a draft to what the meeting adopted: every text kept, one vote, the next number of the term."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from apps.congress.ballots.models import Poll, PollModel
from apps.congress.ballots.services.setting_up import OptionDraft, PollDraft, options_set, poll_create
from apps.congress.meetings.models import AgendaItem, Meeting, MeetingState, Resolution, ResolutionRevision, Sitting
from apps.congress.meetings.models.resolutions import ResolutionState
from apps.congress.meetings.rules import resolutions as rules
from apps.congress.meetings.rules.resolutions import Hands
from apps.congress.meetings.selectors import resolutions as selectors
from apps.congress.meetings.services.polls import sitting_poll_create
from apps.congress.meetings.signals import resolution_decided
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import COMPARE, Conflict, DomainError, WrongState, require_ready
from apps.foundation.people.models import Term

NEWER = "这件文稿刚被他人保存为第{number}版," + COMPARE


@dataclass(frozen=True, slots=True)
class ResolutionText:
    """What a revision holds; `kind` is a ResolutionKind."""

    kind: str
    title: str
    text: str
    agenda_item: AgendaItem | None = None


@dataclass(frozen=True, slots=True)
class HandsCount:
    """What was counted in the hall."""

    approve: int
    oppose: int
    abstain: int


@transaction.atomic
def resolution_draft(*, meeting: Meeting, draft: ResolutionText, by: Actor, at: datetime) -> Resolution:
    """Begin a draft for a meeting that is not over."""
    if meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED):
        raise WrongState(f"会议{meeting.get_state_display()},不能再起草决议、决定。")
    resolution = Resolution(meeting=meeting, created_at=at)
    _write(resolution, draft, by, at)
    record("meetings.resolution.drafted", resolution, by)
    return resolution


@transaction.atomic
def resolution_change(
    *, resolution: Resolution, draft: ResolutionText, revision: int, by: Actor, at: datetime
) -> Resolution:
    """Save another text. Raises Conflict where somebody saved since `revision` was read; both texts are kept."""
    resolution = resolution_locked(resolution)
    rules.move(resolution.state, "change")
    if revision != resolution.revision:
        raise Conflict(NEWER.format(number=resolution.revision))
    resolution.revision += 1
    _write(resolution, draft, by, at)
    record("meetings.resolution.changed", resolution, by, revision=resolution.revision)
    return resolution


@transaction.atomic
def resolution_withdraw(*, resolution: Resolution, reason: str, by: Actor, at: datetime) -> Resolution:
    """Take a draft back, with a reason; it stays on record."""
    resolution = resolution_locked(resolution)
    state = rules.move(resolution.state, "withdraw")
    if not reason.strip():
        raise DomainError("请写明撤回理由。")
    resolution.state, resolution.withdraw_reason = state, reason.strip()[:300]
    resolution.save(update_fields=["state", "withdraw_reason"])
    record("meetings.resolution.withdrawn", resolution, by, reason=resolution.withdraw_reason)
    return resolution


@transaction.atomic
def resolution_put(
    *, resolution: Resolution, method: str, held_under: str, sitting: Sitting | None = None, by: Actor, at: datetime
) -> Poll:
    """Put the newest text to the vote: one question, approve, oppose or abstain. The text is final from here on."""
    resolution = resolution_locked(resolution)
    facts = {"text": resolution.text, "meeting_state": resolution.meeting.state}
    resolution.state = rules.move(resolution.state, "put", rules.issues_before_vote(**facts))
    _require_own(resolution, sitting)
    draft = PollDraft(
        title=f"{resolution.title}表决票"[-120:], held_under=held_under, model=PollModel.PER_ITEM, method=method
    )
    poll = poll_create(body=resolution.body, draft=draft, by=by, at=at)
    options_set(poll=poll, options=[OptionDraft(_question(resolution))], by=by, at=at)
    poll_check(poll, resolution)
    if sitting is not None:
        sitting_poll_create(sitting=sitting, poll=poll, agenda_item=resolution.agenda_item, by=by, at=at)
    resolution.poll, resolution.sitting = poll, sitting
    resolution.save(update_fields=["state", "poll", "sitting"])
    record("meetings.resolution.put", resolution, by, poll=poll.title)
    return poll


@transaction.atomic
def resolution_hands(
    *, resolution: Resolution, sitting: Sitting, counts: HandsCount, by: Actor, at: datetime
) -> Resolution:
    """Enter a show of hands of a sitting that was opened; base and presence are those of the sitting."""
    resolution = resolution_locked(resolution)
    rules.move(resolution.state, "hands_adopt")
    _require_own(resolution, sitting)
    hands, issues = selectors.hands_at(sitting, counts.approve, counts.oppose, counts.abstain)
    facts = {"text": resolution.text, "meeting_state": resolution.meeting.state}
    require_ready([*rules.issues_before_vote(**facts), *issues])
    majority = selectors.majority_of(resolution.body, local_day(at))
    resolution.sitting = sitting
    _settle(resolution, hands, rules.passes(hands, majority), majority.told, at=sitting.closed_at or at)
    record("meetings.resolution.by_hands", resolution, by, result=resolution.state_label, approve=hands.approve,
           oppose=hands.oppose, abstain=hands.abstain)  # fmt: skip
    resolution_decided.send(sender=Resolution, resolution=resolution, by=by, at=at)
    return resolution


def poll_check(poll: Poll, resolution: Resolution) -> None:
    """Refuse a vote that the law does not let decide on this text."""
    titles = list(poll.options.values_list("title", flat=True))
    issues = rules.issues_with_majority(
        base=poll.base, threshold=poll.threshold, asks_this=titles == [_question(resolution)],
        is_street=resolution.body.is_street_body,
    )  # fmt: skip
    require_ready(issues)


@transaction.atomic
def poll_result_take(*, poll: Poll, outcome: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Write down what an announced poll decided: its own outcome and counts, never computed again."""
    resolution = _of_poll(poll)
    if resolution is None:
        return
    if not outcome["valid"]:
        _vote_undo(resolution, "".join(reason["sentence"] for reason in outcome["reasons"]), by)
        return
    item = outcome["items"][0]
    hands = Hands(item["approve"], item["oppose"], item["abstain"], due=poll.due or 0, present=poll.present or 0)
    told = rules.Majority(poll.base, poll.threshold).told
    _settle(resolution, hands, bool(outcome["adopted"]), told, at=at)
    record("meetings.resolution.decided", resolution, by, result=resolution.state_label, poll=poll.title)
    resolution_decided.send(sender=Resolution, resolution=resolution, by=by, at=at)


@transaction.atomic
def poll_void_take(*, poll: Poll, reason: str, by: Actor) -> None:
    """A voided vote decided nothing: the text is a draft again."""
    resolution = _of_poll(poll)
    if resolution is not None:
        _vote_undo(resolution, reason, by)


def resolution_locked(resolution: Resolution) -> Resolution:
    """The row for this transaction; acts on one text wait for each other, and read on only then."""
    Resolution.objects.select_for_update().get(pk=resolution.pk)
    return Resolution.objects.with_meeting().get(pk=resolution.pk)


def record(act: str, resolution: Resolution, by: Actor, *, reason: str = "", **facts: Any) -> None:
    """One entry, seen where the meeting is seen."""
    audit.record(act, on=resolution, by=by, reason=reason, area_path=resolution.body.area.path, **facts)


def _write(resolution: Resolution, draft: ResolutionText, by: Actor, at: datetime) -> None:
    require_ready(rules.issues_with_kind(draft.kind, is_street=resolution.body.is_street_body))
    if draft.agenda_item is not None and draft.agenda_item.meeting_id != resolution.meeting_id:
        raise DomainError("所选议程不属于本次会议,请重新选择。")
    resolution.kind, resolution.title, resolution.text = draft.kind, draft.title.strip(), draft.text.strip()
    resolution.agenda_item = draft.agenda_item
    resolution.save()
    ResolutionRevision.objects.create(
        resolution=resolution, number=resolution.revision, kind=resolution.kind, title=resolution.title,
        text=resolution.text, written_by=by.name, person_id=by.person_id, written_at=at,
    )  # fmt: skip


def _question(resolution: Resolution) -> str:
    """What the ballot asks: the title, as long as a ballot has room."""
    return resolution.title[:120]


def _require_own(resolution: Resolution, sitting: Sitting | None) -> None:
    if sitting is not None and sitting.meeting_id != resolution.meeting_id:
        raise DomainError("所选会次不属于本次会议,请重新选择。")


def _of_poll(poll: Poll) -> Resolution | None:
    found = Resolution.objects.filter(poll=poll).first()
    return resolution_locked(found) if found else None


def _settle(resolution: Resolution, hands: Hands, passed: bool, majority: str, *, at: datetime) -> None:
    """The counts and, where it passed, the next number: those who want one wait on the row of the term."""
    by_hands = resolution.state == ResolutionState.DRAFT
    act = ("hands_adopt" if by_hands else "adopt") if passed else ("hands_reject" if by_hands else "reject")
    resolution.state = rules.move(resolution.state, act)
    for field in ("due", "present", "approve", "oppose", "abstain"):
        setattr(resolution, field, getattr(hands, field))
    resolution.decided_at, resolution.majority = at, majority
    resolution.outcome_word = selectors.outcome_word(resolution.body, passed, local_day(at))
    if passed:
        resolution.numbered_in = Term.objects.select_for_update().get(pk=resolution.meeting.term_id)
        resolution.number = _next_number(resolution.numbered_in)
    resolution.save()


def _next_number(term: Term) -> int:
    return (Resolution.objects.filter(meeting__term=term).aggregate(last=Max("number"))["last"] or 0) + 1


def _vote_undo(resolution: Resolution, reason: str, by: Actor) -> None:
    title = resolution.poll.title if resolution.poll else ""
    resolution.state = rules.move(resolution.state, "void")
    resolution.poll = resolution.sitting = None
    resolution.save(update_fields=["state", "poll", "sitting"])
    record("meetings.resolution.vote_undone", resolution, by, reason=reason, poll=title)
