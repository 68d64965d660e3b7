"""实施方案: drafted by the street working committee, approved by the party working committee, amended in versions."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import CHANGED_MEANWHILE, Conflict, DomainError, WrongState, require_ready
from apps.foundation.organisations.selectors import standing_organ
from apps.foundation.people.models import Term
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import StepDraft, request_open
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft
from apps.systems.street_deliberations.models import ImplementationPlan, PlanState
from apps.systems.street_deliberations.papers.founding import plan_paper
from apps.systems.street_deliberations.rules import plans, states
from apps.systems.street_deliberations.selectors.standing import PLAN_DOCUMENT, newest_plan, party_organ
from apps.systems.street_deliberations.services.records import record, required, term_locked

NOT_A_STREET = "实施方案由街道拟定。镇人民代表大会请拟定年度预安排方案。"


@transaction.atomic
def plan_create(*, term: Term, by: Actor, at: datetime) -> ImplementationPlan:
    """Begin the plan of a term with the usual sections. Raises Conflict where the term has one."""
    term = term_locked(term.pk)
    if not term.body.is_street_body:
        raise DomainError(NOT_A_STREET)
    if term.ended_on:
        raise WrongState(f"{term}已经届满,请为新一届拟定实施方案。")
    if known := newest_plan(term):
        raise Conflict(f"{term}已有实施方案({known.get_state_display()}),请直接打开办理;已批准的请调整。")
    plan = ImplementationPlan.objects.create(term=term, sections=plans.usual_sections(), created_at=at)
    record("street_deliberations.plan.created", plan, by)
    return plan


@transaction.atomic
def plan_change(
    *, plan: ImplementationPlan, sections: Sequence[dict[str, str]], revision: int, by: Actor, at: datetime
) -> ImplementationPlan:
    """Replace a draft's text. Raises Conflict where somebody saved since `revision` was read."""
    plan = plan_locked(plan.pk)
    states.plan_move(plan.state, "change")
    if revision != plan.revision:
        raise Conflict(CHANGED_MEANWHILE)
    plan.sections, plan.revision = list(sections), revision + 1
    plan.save(update_fields=["sections", "revision"])
    record("street_deliberations.plan.changed", plan, by, sections=len(plan.sections))
    return plan


@transaction.atomic
def plan_amend(*, plan: ImplementationPlan, reason: str, by: Actor, at: datetime) -> ImplementationPlan:
    """Begin the next version with everything of this one, which stays in force until the next is approved."""
    term_locked(plan.term_id)
    plan = plan_locked(plan.pk)
    states.plan_move(plan.state, "amend")
    reason = required(reason, "请写明调整理由。")
    newest = newest_plan(plan.term)
    if newest and newest.pk != plan.pk:
        raise Conflict(f"第{newest.version}版调整方案{newest.get_state_display()},请直接打开办理。")
    following = ImplementationPlan.objects.create(
        term=plan.term, version=plan.version + 1, replaces=plan, reason=reason, sections=plan.sections, created_at=at
    )
    record("street_deliberations.plan.amended", following, by, reason=reason)
    return following


@transaction.atomic
def plan_submit(*, plan: ImplementationPlan, by: Actor, at: datetime) -> ImplementationPlan:
    """报党工委: one organ step. Raises NotReady with all that is missing."""
    plan = plan_locked(plan.pk)
    state = states.plan_move(plan.state, "submit")
    organ = party_organ(plan.term, local_day(at))
    require_ready(plans.issues_before_submitting(plan.sections, has_organ=organ is not None))
    plan.state = state
    plan.save(update_fields=["state"])
    request_open(
        subject=plan, kind=states.PLAN_STUDY, title=str(plan), area=plan.term.body.area, url=plan.get_absolute_url(),
        steps=[StepDraft("党工委研究", organ=organ)], by=by, at=at,
    )  # fmt: skip
    record("street_deliberations.plan.submitted", plan, by, organ=str(organ))
    return plan


@transaction.atomic
def plan_approved(*, request: ApprovalRequest, by: Actor, at: datetime) -> None:
    """The party working committee agreed: in force, and the version it replaces no longer is."""
    plan = plan_locked(request.subject_id)
    state = states.plan_move(plan.state, "approve")
    if plan.replaces_id is not None:
        replaced = plan_locked(plan.replaces_id)
        replaced.state = states.plan_move(replaced.state, "supersede")
        replaced.save(update_fields=["state"])
    step = request.current_step
    plan.state, plan.approved_on = state, step.decided_on or local_day(at)
    plan.approval_number = step.document_number
    plan.save(update_fields=["state", "approved_on", "approval_number"])
    record("street_deliberations.plan.approved", plan, by, number=plan.approval_number)


@transaction.atomic
def plan_returned(*, request: ApprovalRequest, reason: str, by: Actor, at: datetime) -> None:
    """Sent back by the committee or taken back by the office: a draft again."""
    plan = plan_locked(request.subject_id)
    plan.state = states.plan_move(plan.state, "return")
    plan.save(update_fields=["state"])
    record("street_deliberations.plan.returned", plan, by, reason=reason)


@transaction.atomic
def plan_abandon(*, plan: ImplementationPlan, reason: str, by: Actor, at: datetime) -> ImplementationPlan:
    plan = plan_locked(plan.pk)
    plan.state = states.plan_move(plan.state, "abandon")
    plan.abandon_reason = required(reason, "请写明作废理由。")
    plan.save(update_fields=["state", "abandon_reason"])
    record("street_deliberations.plan.abandoned", plan, by, reason=plan.abandon_reason)
    return plan


@transaction.atomic
def plan_document_draft(*, plan: ImplementationPlan, by: Actor, at: datetime) -> Document:
    """拟文: one at a time, of the version in force."""
    plan, on = plan_locked(plan.pk), local_day(at)
    if plan.state != PlanState.APPROVED:
        raise WrongState("实施方案批准以后才能拟文印发。请先报党工委研究。")
    document = only_document_draft(
        subject=plan, organ=standing_organ(plan.term.body, on), kind=PLAN_DOCUMENT, tree=plan_paper(plan, on), by=by,
        at=at,
    )  # fmt: skip
    record("street_deliberations.plan.document_drafted", plan, by)
    return document


def plan_locked(pk: int) -> ImplementationPlan:
    return ImplementationPlan.objects.select_for_update(of=("self",)).with_term().get(pk=pk)
