"""Putting a request on its way, and what is done with it: one step after the other, each decided once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Model

from apps.foundation.audit import services as audit
from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_datetime, local_day
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, WrongState, require_ready
from apps.foundation.core.permissions import may, require
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Person
from apps.office.approvals import rules, selectors
from apps.office.approvals.models import ApprovalRequest, ApprovalStep, Outcome, RequestState
from apps.office.approvals.signals import request_approved, request_returned, request_withdrawn, step_ready
from apps.office.files.services import attachment_add

DECIDED = [
    "outcome", "opinion", "document_number", "decided_on", "decided_at",
    "decided_by", "decided_by_name", "decided_by_role",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step to be: signed off by `person`, or decided in a meeting of `organ`."""

    title: str
    person: Person | None = None
    organ: Unit | None = None


@transaction.atomic
def request_open(
    *,
    subject: Model,
    kind: str,
    title: str,
    area: Area,
    steps: Sequence[StepDraft],
    url: str,
    by: Actor,
    at: datetime,
    drafter: Person | None = None,
) -> ApprovalRequest:
    """Submit a saved row for approval; the first step is ready at once. `url` is the path of the row's page.

    `drafter` is who wrote what is to be approved, where somebody else submits it: neither may hold a step, and the
    drafter may not be handed one later. Raises NotReady where they do, where a step has no holder or somebody holds
    two, and Conflict while the same kind of request about the row is pending.
    """
    facts = [_facts(step, local_day(at)) for step in steps]
    author_id, author_name = (drafter.pk, drafter.name) if drafter else (by.person_id, by.name)
    for hand in dict.fromkeys((author_id, by.person_id)):
        require_ready(rules.issues_before_opening(drafter_id=hand, steps=facts))
    previous = selectors.current_request(subject, kind)
    if previous and previous.is_pending:
        raise Conflict(f"“{previous.title}”已在审批中,办结或者撤回以后才能再次提请。")
    request = ApprovalRequest(
        subject_label=subject._meta.label_lower, subject_id=subject.pk, subject_text=str(subject)[:200], url=url,
        kind=kind, title=title[:200], area=area, drafter_id=author_id, drafter_name=author_name, created_at=at,
        previous=previous, round=previous.round + 1 if previous else 1,
    )  # fmt: skip
    _insert(request)
    ApprovalStep.objects.bulk_create(
        ApprovalStep(request=request, number=number, title=step.title.strip(), person=step.person, organ=step.organ)
        for number, step in enumerate(steps, start=1)
    )
    _record("approvals.request.opened", request, by, steps="、".join(step.title for step in steps))
    step_ready.send(sender=ApprovalRequest, request=request, step=request.steps.get(number=1), by=by, at=at)
    return request


@transaction.atomic
def step_approve(
    *,
    request: ApprovalRequest,
    step_number: int,
    opinion: str,
    by: Actor,
    at: datetime,
    document_number: str = "",
    decided_on: date | None = None,
    files: Sequence[UploadedFile] = (),
) -> ApprovalRequest:
    """Sign a step off, or record that its organ agreed: the next step is ready, after the last all is approved.

    `step_number` is the step the page showed. Raises Conflict where it has been decided meanwhile, NotAllowed
    for anybody but its holder (organ: the office of the area), NotReady without an organ's number and date.
    """
    request, step = _turn(request, step_number, by)
    _decide(step, Outcome.APPROVED, opinion, document_number, decided_on, by, at)
    _attach(step, files, by, at)
    following = request.steps.filter(number=step.number + 1).first()
    if following:
        request.current = following.number
        request.save(update_fields=["current"])
    else:
        _end(request, RequestState.APPROVED, at)
    _record("approvals.step.approved", request, by, reason=opinion, step=step.title, holder=step.holder_name)
    if following:
        step_ready.send(sender=ApprovalRequest, request=request, step=following, by=by, at=at)
    else:
        request_approved.send(sender=ApprovalRequest, request=request, by=by, at=at)
    return request


@transaction.atomic
def step_return(
    *,
    request: ApprovalRequest,
    step_number: int,
    reason: str,
    by: Actor,
    at: datetime,
    document_number: str = "",
    decided_on: date | None = None,
    files: Sequence[UploadedFile] = (),
) -> ApprovalRequest:
    """Send the request back to who drafted it, with a reason; it is over, a new round begins with `request_open`."""
    request, step = _turn(request, step_number, by)
    reason = _reason(reason, "请写明退回的理由,让拟稿人知道怎样修改。")
    _decide(step, Outcome.RETURNED, reason, document_number, decided_on, by, at)
    _attach(step, files, by, at)
    _end(request, RequestState.RETURNED, at)
    _record("approvals.step.returned", request, by, reason=reason, step=step.title, holder=step.holder_name)
    request_returned.send(sender=ApprovalRequest, request=request, reason=reason, by=by, at=at)
    return request


@transaction.atomic
def step_delegate(
    *, request: ApprovalRequest, step_number: int, to: Person, reason: str, by: Actor, at: datetime
) -> ApprovalRequest:
    """Hand a step to somebody else: its holder does so, or the office where the holder is away. Never to the drafter.

    Raises NotReady, naming the person, where they drafted the request, hold one of its steps or cannot sign in.
    """
    request, step = _waiting_step(request, step_number)
    require(by, "approvals.delegate", step)
    reason = _reason(reason, "请写明转交的理由。")
    holders = dict(request.steps.filter(person__isnull=False).values_list("person", "title"))
    require_ready(
        rules.issues_before_delegating(
            title=step.title, person_id=to.pk, name=to.name, can_sign_in=_can_sign_in(to),
            drafter_id=request.drafter_id, holders=holders,
        )
    )  # fmt: skip
    step.delegated_from, step.person = step.person, to
    step.delegation_reason, step.delegated_at = reason, at
    step.save(update_fields=["delegated_from", "person", "delegation_reason", "delegated_at"])
    _record("approvals.step.delegated", request, by, reason=reason, step=step.title, to=to.name)
    if step.number == request.current:
        step_ready.send(sender=ApprovalRequest, request=request, step=step, by=by, at=at)
    return request


@transaction.atomic
def request_withdraw(*, request: ApprovalRequest, reason: str, by: Actor, at: datetime) -> ApprovalRequest:
    """Take a pending request back: who drafted it, or the office of the area."""
    request = _locked(request)
    require(by, "approvals.withdraw", request)
    if not request.is_pending:
        raise WrongState(f"“{request.title}”{request.get_state_display()},不能撤回。请刷新页面查看结果。")
    request.reason = _reason(reason, "请写明撤回的理由。")
    _end(request, RequestState.WITHDRAWN, at)
    _record("approvals.request.withdrawn", request, by, reason=request.reason)
    request_withdrawn.send(sender=ApprovalRequest, request=request, reason=request.reason, by=by, at=at)
    return request


def requests_lapse(*, subjects: Iterable[Model], reason: str) -> None:
    """What is pending about rows that are no more is taken from the desks of those who were to decide it.

    Each in a transaction of its own after this one: whoever signs holds the request before what it is about.
    """
    for subject in subjects:
        for request in selectors.requests_of(subject).filter(state=RequestState.PENDING):
            outbox.send("approvals.lapse", request.pk, reason[:500])


@transaction.atomic
def request_lapse(*, request_id: int, reason: str, at: datetime) -> None:
    """End a request whose subject is no more; nothing happens where it was decided meanwhile."""
    request, by = _locked(ApprovalRequest(pk=request_id)), Actor.system()
    if request.is_pending:
        request.reason = reason
        _end(request, RequestState.WITHDRAWN, at)
        _record("approvals.request.lapsed", request, by, reason=reason)
        request_withdrawn.send(sender=ApprovalRequest, request=request, reason=reason, by=by, at=at)


def _facts(step: StepDraft, on: date) -> rules.StepFacts:
    person, organ = step.person, step.organ
    return rules.StepFacts(
        title=step.title,
        person_id=person.pk if person else None,
        person_name=person.name if person else "",
        can_sign_in=person is not None and _can_sign_in(person),
        organ_id=organ.pk if organ else None,
        organ_name=str(organ or ""),
        organ_stands=organ is not None and organ.exists_on(on),
    )


def _can_sign_in(person: Person) -> bool:
    return person.user is not None and person.user.is_active


def _insert(request: ApprovalRequest) -> None:
    """Two windows that submit at once: the constraints let one through."""
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError as error:
        if "approval_one_pending" in str(error) or "approval_round_once" in str(error):
            raise Conflict(f"“{request.title}”已由他人同时提请,请刷新页面查看。") from error
        raise


def _locked(request: ApprovalRequest) -> ApprovalRequest:
    return ApprovalRequest.objects.select_for_update(of=("self",)).select_related("area").get(pk=request.pk)


def _waiting_step(request: ApprovalRequest, number: int) -> tuple[ApprovalRequest, ApprovalStep]:
    """The request, locked, and a step of it that nobody has decided."""
    request = _locked(request)
    step = request.steps.select_related("person", "organ").filter(number=number).first()
    if step is None:
        raise Conflict("没有这一审批步骤,请刷新页面后再办。")
    step.request = request
    if step.outcome != Outcome.WAITING:
        when = chinese_datetime(step.decided_at) if step.decided_at else ""
        raise Conflict(
            f"“{step.title}”已由{step.decided_by_name}于{when}办理({step.get_outcome_display()}),请勿重复办理。"
        )
    if not request.is_pending:
        raise WrongState(f"“{request.title}”{request.get_state_display()},不再办理。请刷新页面查看结果。")
    return request, step


def _turn(request: ApprovalRequest, number: int, by: Actor) -> tuple[ApprovalRequest, ApprovalStep]:
    """The request, locked, and the step that is due and that `by` may decide."""
    request, step = _waiting_step(request, number)
    if step.person_id and step.person_id == by.person_id == request.drafter_id:
        raise NotAllowed(f"{by.name}是拟稿人,不能审批自己拟的稿,请转交他人。")
    if not may(by, "approvals.decide", step):
        raise NotAllowed(f"“{step.title}”由{step.holder_name}办理,您不能代为办理。")
    if number != request.current:
        raise Conflict(f"还没有轮到“{step.title}”,请待前面的步骤办理后再办。")
    return request, step


def _decide(
    step: ApprovalStep,
    outcome: str,
    opinion: str,
    document_number: str,
    decided_on: date | None,
    by: Actor,
    at: datetime,
) -> None:
    if step.is_organ:
        require_ready(
            rules.issues_before_recording(document_number=document_number, decided_on=decided_on, today=local_day(at))
        )
    step.outcome, step.opinion, step.document_number = outcome, opinion.strip(), document_number.strip()
    step.decided_on, step.decided_at = decided_on, at
    step.decided_by_id, step.decided_by_name, step.decided_by_role = by.person_id, by.name, by.role_title
    step.save(update_fields=DECIDED)


def _attach(step: ApprovalStep, files: Sequence[UploadedFile], by: Actor, at: datetime) -> None:
    for upload in files:
        attachment_add(parent=step, upload=upload, by=by, at=at)


def _end(request: ApprovalRequest, state: str, at: datetime) -> None:
    request.state, request.ended_at = state, at
    request.save(update_fields=["state", "ended_at", "reason"])


def _reason(text: str, sentence: str) -> str:
    if not text.strip():
        raise DomainError(sentence)
    return text.strip()[:500]


def _record(act: str, request: ApprovalRequest, by: Actor, reason: str = "", **facts: str) -> None:
    audit.record(act, on=request, by=by, reason=reason[:500], area_path=request.area.path, **facts)
