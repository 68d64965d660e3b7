"""拟定名单: put together, sent to the party working committee, shown to the public, determined."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import CHANGED_MEANWHILE, Conflict, DomainError, require_ready
from apps.foundation.people.models import Term
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import StepDraft, request_open
from apps.office.public_notices.models import Objection, PublicNotice
from apps.office.public_notices.services import notice_publish
from apps.systems.street_deliberations.models import Candidate, EntryOutcome, ObjectionLink, Slate, SlateEntry
from apps.systems.street_deliberations.papers.noticing import notice_text, notice_title
from apps.systems.street_deliberations.rules import slates as rules
from apps.systems.street_deliberations.rules import states
from apps.systems.street_deliberations.selectors.candidates import vetoing_organ
from apps.systems.street_deliberations.selectors.slates import entries_of, issues_to_submit, listed
from apps.systems.street_deliberations.selectors.standing import party_organ
from apps.systems.street_deliberations.services.records import (
    candidate_locked,
    people_lock,
    record,
    required,
    settled_table,
    slate_locked,
    step_add,
    term_locked,
)


@transaction.atomic
def slate_create(*, term: Term, by: Actor, at: datetime) -> Slate:
    """Begin the next batch; one draft at a time."""
    term = term_locked(term.pk)
    settled_table(term)
    last = Slate.objects.filter(term=term).first()
    if last and last.state == states.DRAFT:
        raise Conflict(f"第{last.number}批名单还在拟定,请直接打开办理。")
    slate = Slate.objects.create(term=term, number=last.number + 1 if last else 1, created_at=at)
    record("street_deliberations.slate.created", slate, by)
    return slate


@transaction.atomic
def slate_change(*, slate: Slate, candidates: Sequence[Candidate], revision: int, by: Actor, at: datetime) -> Slate:
    """Choose who is on a draft slate. Two people at one slate: the second save is a Conflict and loses nothing.

    Raises DomainError naming whoever may not be listed: somebody vetoed, or not through the joint review.
    """
    slate = slate_locked(slate.pk)
    states.slate_move(slate.state, "change")
    if revision != slate.revision:
        raise Conflict(CHANGED_MEANWHILE)
    people = [candidate_locked(pk) for pk in sorted({candidate.pk for candidate in candidates})]
    _require_listable(slate, people)
    slate.entries.all().delete()
    try:
        with transaction.atomic():
            ordered = sorted(people, key=lambda one: (one.line.number, one.pk))
            SlateEntry.objects.bulk_create(
                SlateEntry(slate=slate, candidate=candidate, number=number)
                for number, candidate in enumerate(ordered, start=1)
            )
    except IntegrityError as error:
        raise Conflict("所选人员中有人已列入另一批名单,请刷新页面后重新选择。") from error
    slate.revision = revision + 1
    slate.save(update_fields=["revision"])
    record("street_deliberations.slate.changed", slate, by, count=len(people))
    return slate


@transaction.atomic
def slate_submit(*, slate: Slate, by: Actor, at: datetime) -> Slate:
    """报党工委审查: one organ step for all of them. Raises NotReady with everything in the way."""
    term_locked(slate.term_id)
    slate, on = slate_locked(slate.pk), local_day(at)
    state = states.slate_move(slate.state, "submit")
    organ = party_organ(slate.term, on)
    if organ is None:
        raise DomainError("本街道还没有登记党工委,请先在“单位”中登记,再报送。")
    people_lock(slate)
    entries = entries_of(slate)
    require_ready(issues_to_submit(slate, entries, on))
    _move_people(entries, "to_party", "报党工委审查", "列入名单", by, at, organ.name)
    slate.state = state
    slate.save(update_fields=["state"])
    request_open(
        subject=slate, kind=states.SLATE_STUDY, title=str(slate), area=slate.term.body.area,
        url=slate.get_absolute_url(), steps=[StepDraft("党工委审查", organ=organ)], by=by, at=at,
    )  # fmt: skip
    record("street_deliberations.slate.submitted", slate, by, count=len(entries))
    return slate


@transaction.atomic
def slate_approved(*, request: ApprovalRequest, by: Actor, at: datetime) -> None:
    """The committee agreed: the list may be shown to the public."""
    slate, step = slate_locked(request.subject_id), request.current_step
    slate.state = states.slate_move(slate.state, "approve")
    slate.approved_on, slate.approval_number = step.decided_on or local_day(at), step.document_number
    slate.save(update_fields=["state", "approved_on", "approval_number"])
    for entry in listed(entries_of(slate)):
        step_add(entry.candidate, "党工委审查", "同意", by=by, at=at, organ=step.holder_name, on=slate.approved_on,
                 opinion=step.opinion, number=step.document_number)  # fmt: skip
    record("street_deliberations.slate.approved", slate, by, number=slate.approval_number)


@transaction.atomic
def slate_returned(*, request: ApprovalRequest, reason: str, by: Actor, at: datetime) -> None:
    """Sent back or taken back: a draft again, its people through the joint review as before."""
    slate = slate_locked(request.subject_id)
    slate.state = states.slate_move(slate.state, "return")
    slate.save(update_fields=["state"])
    _move_people(entries_of(slate), "from_party", "党工委审查", "退回", by, at, opinion=reason)
    record("street_deliberations.slate.returned", slate, by, reason=reason)


@transaction.atomic
def slate_abandon(*, slate: Slate, reason: str, by: Actor, at: datetime) -> Slate:
    """Given up as a draft, or after the committee agreed and before the notice; its people may go on another."""
    slate = slate_locked(slate.pk)
    was_approved = slate.state == states.APPROVED
    slate.state = states.slate_move(slate.state, "abandon")
    slate.abandon_reason = required(reason, "请写明作废理由。")
    slate.save(update_fields=["state", "abandon_reason"])
    if was_approved:
        _move_people(entries_of(slate), "from_party", "名单作废", "退出名单", by, at, opinion=slate.abandon_reason)
    slate.entries.filter(outcome=EntryOutcome.LISTED).update(outcome=EntryOutcome.DROPPED)
    record("street_deliberations.slate.abandoned", slate, by, reason=slate.abandon_reason)
    return slate


@transaction.atomic
def slate_publish(*, slate: Slate, where: str, starts_on: date, by: Actor, at: datetime) -> Slate:
    """公示: name, sex, unit and post, community and nothing else, for the working days the rule of the place says."""
    slate = slate_locked(slate.pk)
    state = states.slate_move(slate.state, "publish")
    entries = listed(entries_of(slate))
    if not entries:
        raise DomainError("名单中的人选都已撤回,不能公示。请作废本批名单。")
    slate.notice = notice_publish(
        subject=slate, title=notice_title(slate), body=notice_text(slate, entries), area=slate.term.body.area,
        starts_on=starts_on, where=where, url=slate.get_absolute_url(), by=by, at=at,
    )  # fmt: skip
    slate.state = state
    slate.save(update_fields=["state", "notice"])
    _move_people(entries, "publish", "公示", "开始公示", by, at, on=starts_on)
    record("street_deliberations.slate.published", slate, by)
    return slate


@transaction.atomic
def slate_noticed(*, notice: PublicNotice, by: Actor, at: datetime) -> None:
    """The notice is over and every objection has its answer."""
    slate = slate_locked(notice.subject_id)
    slate.state = states.slate_move(slate.state, "conclude")
    slate.save(update_fields=["state"])
    record("street_deliberations.slate.noticed", slate, by)


@transaction.atomic
def slate_unpublished(*, notice: PublicNotice, reason: str, by: Actor, at: datetime) -> None:
    """The notice was taken down: it may be published again."""
    slate = slate_locked(notice.subject_id)
    slate.state, slate.notice = states.slate_move(slate.state, "unpublish"), None
    slate.save(update_fields=["state", "notice"])
    _move_people(entries_of(slate), "unpublish", "公示", "撤回公示", by, at, opinion=reason)
    record("street_deliberations.slate.unpublished", slate, by, reason=reason)


@transaction.atomic
def objection_place(
    *, slate: Slate, objection: Objection, entry: SlateEntry | None, reason: str, by: Actor, at: datetime
) -> ObjectionLink:
    """Say whom an upheld objection concerns: they are held back, the others go on. None: nobody in particular."""
    slate = slate_locked(slate.pk)
    states.slate_move(slate.state, "hold")
    objection = Objection.objects.get(pk=objection.pk)
    if objection.notice_id != slate.notice_id or not objection.upheld:
        raise DomainError("请选择本次公示中已经认定成立的意见。")
    reason = required(reason, "请写明异议涉及的情况。", 500)
    if entry is not None:
        _hold(slate, entry, reason, by, at)
    try:
        with transaction.atomic():
            link = ObjectionLink.objects.create(
                slate=slate, objection=objection, entry=entry, reason=reason, recorded_by=by.name, recorded_at=at
            )
    except IntegrityError as error:
        raise Conflict("这条意见所涉及的人选已经登记,请刷新页面查看。") from error
    record("street_deliberations.slate.objection_placed", slate, by)
    return link


def _hold(slate: Slate, entry: SlateEntry, reason: str, by: Actor, at: datetime) -> None:
    """A second objection to somebody who is held already changes nothing more."""
    candidate = candidate_locked(entry.candidate_id)
    entry = SlateEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.slate_id != slate.pk:
        raise DomainError("所选人员不在本批名单中,请重新选择。")
    if entry.outcome == EntryOutcome.HELD:
        return
    candidate.state = states.candidate_move(candidate.state, "hold")
    candidate.save(update_fields=["state"])
    entry.outcome = EntryOutcome.HELD
    entry.save(update_fields=["outcome"])
    step_add(candidate, "公示", "异议成立,暂缓确定", by=by, at=at, opinion=reason)


def _require_listable(slate: Slate, people: Sequence[Candidate]) -> None:
    for candidate in people:
        if candidate.term_id != slate.term_id:
            raise DomainError(f"{candidate.name}不是本届的推荐人选,请重新选择。")
        if organ := vetoing_organ(candidate):
            raise DomainError(f"{candidate.name}被{organ}一票否决,不能列入名单。")
        if candidate.state != states.JOINT_REVIEW:
            raise DomainError(f"{candidate.name}{rules.STATE_WORDS[candidate.state]},不能列入本批名单。")


def _move_people(
    entries: Sequence[SlateEntry], act: str, title: str, result: str, by: Actor, at: datetime, organ: str = "",
    opinion: str = "", on: date | None = None,
) -> None:  # fmt: skip
    for entry in listed(list(entries)):
        candidate = candidate_locked(entry.candidate_id)
        candidate.state = states.candidate_move(candidate.state, act)
        candidate.save(update_fields=["state"])
        step_add(candidate, title, result, by=by, at=at, organ=organ, opinion=opinion, on=on)
