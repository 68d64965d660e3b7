"""From the draft through presidium and party committee to the filing; each organ's decision stands in approvals."""

from datetime import date, datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, require_ready
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import StepDraft, request_open
from apps.systems.town_sessions.models import AnnualPlan
from apps.systems.town_sessions.rules import states
from apps.systems.town_sessions.rules.planning import issues_before_filing
from apps.systems.town_sessions.selectors.organs import filing_organ, study_organs
from apps.systems.town_sessions.selectors.plans import issues_to_submit
from apps.systems.town_sessions.services.records import plan_locked, record
from apps.systems.town_sessions.services.telling import tell_members


@transaction.atomic
def plan_submit(*, plan: AnnualPlan, by: Actor, at: datetime) -> AnnualPlan:
    """提请: the presidium discusses, then the party committee studies. Raises NotReady with all that is missing."""
    plan = plan_locked(plan.pk)
    state = states.move(plan.state, "submit")
    presidium, party = study_organs(plan, local_day(at))
    if presidium is None or party is None:
        raise DomainError("本级还没有登记主席团(常委会)或者党委,请先在“单位”中登记,再提请。")
    require_ready(issues_to_submit(plan))
    plan.state = state
    plan.save(update_fields=["state"])
    request_open(
        subject=plan, kind=states.STUDY, title=str(plan), area=plan.body.area, url=plan.get_absolute_url(),
        steps=[StepDraft(plan.words.discussed, organ=presidium), StepDraft(plan.words.studied, organ=party)],
        by=by, at=at,
    )  # fmt: skip
    record("town_sessions.plan.submitted", plan, by, organs=f"{presidium.name}、{party.name}")
    return plan


@transaction.atomic
def plan_discussed(*, request: ApprovalRequest, by: Actor, at: datetime) -> None:
    """The presidium agreed: it lies before the party committee."""
    plan = plan_locked(request.subject_id)
    plan.state = states.move(plan.state, "presidium_agrees")
    plan.save(update_fields=["state"])
    record("town_sessions.plan.discussed", plan, by)


@transaction.atomic
def plan_approved(*, request: ApprovalRequest, by: Actor, at: datetime) -> None:
    """The party committee agreed: the plan is in force, and the version it replaces no longer is."""
    plan = plan_locked(request.subject_id)
    state = states.move(plan.state, "party_agrees")
    if plan.replaces_id is not None:
        _supersede(plan.replaces_id)
    plan.state, plan.approved_on = state, local_day(at)
    plan.save(update_fields=["state", "approved_on"])
    record("town_sessions.plan.approved", plan, by)


@transaction.atomic
def plan_returned(*, request: ApprovalRequest, reason: str, by: Actor, at: datetime) -> None:
    """Sent back by an organ or taken back by the office: a draft again."""
    plan = plan_locked(request.subject_id)
    plan.state = states.move(plan.state, "return")
    plan.save(update_fields=["state"])
    record("town_sessions.plan.returned", plan, by, reason=reason)


@transaction.atomic
def plan_file(
    *, plan: AnnualPlan, filed_on: date, number: str, by: Actor, at: datetime, filed_with: str = ""
) -> AnnualPlan:
    """备案: with the district's standing committee, with date and number; members are told of the plan in force.

    A version of a year whose meetings have begun goes on being carried out at once.
    """
    plan = plan_locked(plan.pk)
    plan.state = states.move(plan.state, "file")
    today = local_day(at)
    approved_on = plan.approved_on or today
    require_ready(issues_before_filing(filed_on=filed_on, approved_on=approved_on, today=today, number=number))
    if any(session.slot.meeting_id for session in plan.sessions.all()):
        plan.state = states.move(plan.state, "execute")
    plan.filed_on, plan.filing_number = filed_on, number.strip()
    plan.filed_with = filed_with.strip() or filing_organ(plan, today)
    plan.save(update_fields=["state", "filed_on", "filing_number", "filed_with"])
    record("town_sessions.plan.filed", plan, by, number=plan.filing_number)
    tell_members(plan, by=by, at=at)
    return plan


def _supersede(pk: int) -> None:
    replaced = AnnualPlan.objects.select_for_update(of=("self",)).get(pk=pk)
    replaced.state = states.move(replaced.state, "supersede")
    replaced.save(update_fields=["state"])
