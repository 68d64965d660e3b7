"""What the page of a matter shows to the person in front of it, and what they may do."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from apps.congress.matters.models import (
    Consent,
    CoSigner,
    Handling,
    Matter,
    MatterKind,
    MatterState,
    PartState,
    Submission,
    SubmissionUpdate,
)
from apps.congress.matters.rules import deadlines
from apps.congress.matters.rules.states import allows
from apps.congress.matters.rules.waiting import tone_of, waits_for
from apps.congress.matters.rules.writing import as_brought
from apps.congress.matters.selectors.deadlines import due
from apps.congress.matters.selectors.writing import (
    AlikeMatter,
    alike_matters,
    issues_before_submitting,
    serves,
)
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Issue
from apps.foundation.core.permissions import may

SHOWN_TO_MEMBERS = (MatterKind.SUGGESTION, MatterKind.OPINION, MatterKind.DELIBERATION, MatterKind.INSPECTION)


@dataclass(frozen=True, slots=True)
class MatterPage:
    """Everything the page shows and offers."""

    manages: bool
    is_lead: bool
    tone: str
    waits_for: str
    late: int
    ground: str
    signed: list[CoSigner]
    asked: list[CoSigner]
    own: CoSigner | None
    may_sign: bool
    issues: list[Issue]
    alike: list[AlikeMatter]
    original: str
    updates: list[SubmissionUpdate]
    merged: list[Matter]
    joined: list[Submission]
    passed_on: Matter | None
    may_change: bool
    may_submit: bool
    may_withdraw: bool
    may_review: bool
    may_route: bool
    may_arrange: bool
    may_merge: bool
    may_hand_over: bool

    @property
    def has_signed(self) -> bool:
        return self.own is not None and self.own.consent == Consent.SIGNED

    @property
    def was_asked(self) -> bool:
        return self.own is not None and self.own.consent == Consent.ASKED


def page_of(matter: Matter, actor: Actor, on: date) -> MatterPage:
    manages, leads = may(actor, "matters.manage", matter), may(actor, "matters.change", matter)
    rows = list(matter.signers.select_related("person"))  # type: ignore[attr-defined]
    own = next((row for row in rows if row.person_id == actor.person_id), None) if actor.is_member else None
    is_writing = leads and allows(matter.state, "change")
    return MatterPage(
        manages=manages,
        is_lead=leads,
        tone=tone_of(matter.state),
        waits_for=waits_for(matter.state, is_own=leads),
        late=matter.late_on(on),
        ground=ground_of(matter),
        signed=[row for row in rows if row.consent == Consent.SIGNED],
        asked=[row for row in rows if row.consent == Consent.ASKED] if leads or manages else [],
        own=own,
        may_sign=own is not None and allows(matter.state, "sign") and serves(matter.term, actor.person_id, on),
        issues=issues_before_submitting(matter, on) if is_writing else [],
        alike=_alike(matter, manages=manages, is_writing=is_writing),
        original=_original(matter),
        updates=list(matter.submission.updates.all()) if matter.submission else [],
        merged=list(matter.merged.select_related("submission")) if manages else [],  # type: ignore[attr-defined]
        joined=_joined(matter) if manages else [],
        passed_on=matter.passed_on.select_related("lead", "body").first(),  # type: ignore[attr-defined]
        may_change=is_writing,
        may_submit=is_writing,
        may_withdraw=allows(matter.state, "withdraw") and may(actor, "matters.withdraw", matter),
        may_review=manages and matter.state == MatterState.SUBMITTED,
        may_route=manages and matter.state in (MatterState.SUBMITTED, MatterState.ACCEPTED),
        may_arrange=manages and allows(matter.state, "arrange"),
        may_merge=manages and allows(matter.state, "merge"),
        may_hand_over=manages and allows(matter.state, "hand_over"),
    )


def ground_of(matter: Matter) -> str:
    """Why the present deadline is what it is: `2个月,重庆市乡镇人民代表大会工作条例第十六条`; "" without a deadline."""
    if matter.due_on is None or not matter.frozen_rules:
        return ""
    if matter.state in (MatterState.SUBMITTED, MatterState.ACCEPTED) and matter.submitted_at:
        return due(matter, deadlines.HAND_OVER, local_day(matter.submitted_at)).ground
    if matter.state == MatterState.REPLIED and matter.replied_at:
        return due(matter, deadlines.RATE, local_day(matter.replied_at)).ground
    part = standing_parts(matter).filter(due_on=matter.due_on).first()
    return part.due_ground if part else ""


def standing_parts(matter: Matter) -> QuerySet[Handling]:
    """Units that have it in this round, the one that answers first."""
    gone = (PartState.SENT_BACK, PartState.STOPPED)
    rows = Handling.objects.filter(matter=matter, round=matter.round).exclude(state__in=gone)
    return rows.select_related("unit").order_by("-role", "pk")


def _joined(matter: Matter) -> list[Submission]:
    """What residents brought that goes on here without having become a matter."""
    return list(matter.submission.merged.filter(matter__isnull=True)) if matter.submission else []


def _original(matter: Matter) -> str:
    """The text as it was brought, where the office has put it in order since."""
    brought = matter.submission.text if matter.submission else ""
    return "" if brought in (as_brought(matter.title, matter.text), matter.text) else brought


def _alike(matter: Matter, *, manages: bool, is_writing: bool) -> list[AlikeMatter]:
    if manages and allows(matter.state, "merge"):
        return alike_matters(matter)
    return alike_matters(matter, kinds=SHOWN_TO_MEMBERS) if is_writing else []
