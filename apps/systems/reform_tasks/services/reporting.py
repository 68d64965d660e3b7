"""改革推进情况报告 to the standing committee and 总结报告: written from the figures of their day."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from apps.congress.supervision.selectors.organs import supervising_organ
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import WrongState, required
from apps.foundation.core.once import made_once
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft
from apps.systems.reform_tasks.models import PlanState, ReformPlan, StandingReport
from apps.systems.reform_tasks.papers.reporting import FINAL, REPORT, final_paper, report_paper
from apps.systems.reform_tasks.services.records import plan_locked, record, require_running


@transaction.atomic
def report_draft(
    *, plan: ReformPlan, session_name: str, reported_on: date, key: UUID | None = None, by: Actor, at: datetime
) -> StandingReport:
    """拟报告: its figures are those of this moment, whenever it is read out."""
    plan, on = plan_locked(plan.pk), local_day(at)
    require_running(plan)
    said = {"plan": plan, "session_name": required(session_name, "请填写听取报告的会议。"), "reported_on": reported_on}
    report, is_new = made_once(StandingReport, key, said=said, created_at=at)
    if is_new:
        report.document = only_document_draft(
            subject=report, organ=supervising_organ(plan.office, on), kind=REPORT, tree=report_paper(report, on), by=by,
            at=at,
        )  # fmt: skip
        report.save(update_fields=["document"])
        record("reform_tasks.report.drafted", report, by, session=report.session_name)
    return report


@transaction.atomic
def final_draft(*, plan: ReformPlan, by: Actor, at: datetime) -> Document:
    """拟总结报告, one at a time, of a plan that is ended."""
    plan, on = plan_locked(plan.pk), local_day(at)
    if plan.state != PlanState.ENDED:
        raise WrongState("实施方案总结结束以后才能拟总结报告。")
    document = only_document_draft(
        subject=plan, organ=supervising_organ(plan.office, on), kind=FINAL, tree=final_paper(plan, on), by=by, at=at
    )
    record("reform_tasks.plan.final_drafted", plan, by)
    return document
