"""“4+2”改革 of 示例区: six items in seven places, in every light. All invented."""

from datetime import datetime, timedelta

from apps.congress.supervision.services import escalations_tell
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve
from apps.office.documents.demo import demo_actor
from apps.systems.reform_tasks.demo import cells, following
from apps.systems.reform_tasks.models import ReformPlan
from apps.systems.reform_tasks.rules.usual import BASIS, GOALS, usual_lines
from apps.systems.reform_tasks.services.handing_over import plan_hand_over
from apps.systems.reform_tasks.services.planning import PlanDraft, plan_change, plan_create, plan_submit

DAY = timedelta(days=1)
DISTRICT, USERNAME = "示例区", "quwei"
BEGUN, ENDS = 100, 60
"""Days before and after the day of the demo between which the tasks run."""


def load(at: datetime) -> None:
    """Write the plan and what became of it; the people, organs and accounts must be there."""
    clerk = demo_actor(USERNAME, at)
    plan = _approved(clerk, at)
    plan_hand_over(plan=plan, by=clerk, at=at - BEGUN * DAY)
    cells.work(plan, clerk, at)
    following.write(plan, clerk, at)
    escalations_tell(at=at)
    _next_year(clerk, at)


def _approved(clerk: Actor, at: datetime) -> ReformPlan:
    begun, year = at - (BEGUN + 12) * DAY, local_day(at).year
    office = Area.objects.get(name=DISTRICT, is_demo=True)
    draft = PlanDraft(year, f"{DISTRICT}{year}年“4+2”改革实施方案", BASIS, GOALS)
    plan = plan_create(office=office, draft=draft, by=clerk, at=begun)
    lines = usual_lines(local_day(at - BEGUN * DAY), local_day(at + ENDS * DAY))
    plan_change(plan=plan, draft=draft, lines=lines, revision=0, by=clerk, at=begun)
    plan_submit(plan=plan, by=clerk, at=begun + DAY)
    decided = begun + 8 * DAY
    step_approve(
        request=ApprovalRequest.objects.of(plan)[0], step_number=1, opinion="同意,抓好落实。",
        decided_on=local_day(decided), document_number=f"示例委〔{decided.year}〕18号", by=clerk, at=decided,
    )  # fmt: skip
    return ReformPlan.objects.with_office().get(pk=plan.pk)


def _next_year(clerk: Actor, at: datetime) -> None:
    """A draft, to be looked at in the editor."""
    year = local_day(at).year + 1
    office = Area.objects.get(name=DISTRICT, is_demo=True)
    draft = PlanDraft(year, f"{DISTRICT}{year}年“4+2”改革深化方案", BASIS, GOALS)
    plan_create(office=office, draft=draft, is_usual=True, by=clerk, at=at - 3 * DAY)
