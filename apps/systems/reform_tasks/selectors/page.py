"""Everything the page of a plan shows, and the one next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import may
from apps.foundation.organisations.models import Area
from apps.office.approvals.selectors import current_request
from apps.office.documents.models import Document
from apps.office.documents.selectors import live_document
from apps.systems.reform_tasks.models import (
    AmendOrder,
    DispatchMeeting,
    GoodPractice,
    HandOver,
    PlanState,
    ReformItem,
    ReformPlan,
    StandingReport,
)
from apps.systems.reform_tasks.papers.plans import PLAN
from apps.systems.reform_tasks.papers.reporting import FINAL
from apps.systems.reform_tasks.rules.standing import Tally
from apps.systems.reform_tasks.selectors.matrix import matrix_of
from apps.systems.reform_tasks.selectors.plans import PLAN_STUDY, items_of, pairs_left, running_amendment, running_order

SHOWN = 5


@dataclass(frozen=True, slots=True)
class PlanPage:
    """`left`: places' tasks not handed over; `own` is the place of whoever reads it, if it was handed tasks."""

    keeps: bool
    items: Sequence[ReformItem]
    total: Tally
    gaps: int
    left: int
    order: HandOver | None
    amendment: AmendOrder | None
    refusal: str
    unamended: str
    approval_url: str
    document: Document | None
    final: Document | None
    dispatches: Sequence[DispatchMeeting]
    practices: Sequence[GoodPractice]
    reports: Sequence[StandingReport]
    own: Area | None


def page_of(plan: ReformPlan, actor: Actor, on: date) -> PlanPage:
    keeps = may(actor, "reform_tasks.manage", plan)
    matrix, request = matrix_of(plan, on, actor), current_request(plan, PLAN_STUDY)
    last, order = HandOver.objects.filter(plan=plan).first(), running_order(plan)
    amended = AmendOrder.objects.filter(task__item__plan=plan).order_by("-pk").first()
    is_running = plan.state == PlanState.APPROVED
    return PlanPage(
        keeps=keeps, items=items_of(plan), total=matrix.total, gaps=matrix.gaps,
        left=len(pairs_left(plan, on)) if keeps and is_running else 0, order=order,
        amendment=running_amendment(plan), refusal=last.refusal if last else "",
        unamended=amended.refusal if amended else "", approval_url=request.get_absolute_url() if request else "",
        document=live_document(plan, PLAN) if keeps else None, final=live_document(plan, FINAL) if keeps else None,
        dispatches=list(DispatchMeeting.objects.filter(plan=plan)[:SHOWN]),
        practices=list(GoodPractice.objects.filter(plan=plan).select_related("area")[:SHOWN]),
        reports=list(StandingReport.objects.filter(plan=plan).select_related("document")),
        own=next((row.area for row in matrix.rows if may(actor, "reform_tasks.answer", row.area)), None),
    )  # fmt: skip
