"""A district with two towns and a street, every organ in its place, and a plan of two tasks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from apps.congress.supervision.models import Assignment
from apps.congress.supervision.rules.steps import Step
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve
from apps.systems.reform_tasks.models import PlaceTask, ReformPlan
from apps.systems.reform_tasks.rules.plans import TaskLine
from apps.systems.reform_tasks.services.handing_over import plan_hand_over
from apps.systems.reform_tasks.services.planning import PlanDraft, plan_change, plan_create, plan_submit
from tests import factories as make
from tests.cast import Cast

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 3, 20)
NUMBER = "示例委〔2026〕5号"


def at(day: date = TODAY, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def line(**changes: Any) -> TaskLine:
    values: dict[str, Any] = {
        "item": "代表家站迭代升级", "goal": "达到星级标准", "title": "建成代表之家", "content": "按标准改造代表之家。",
        "outcome": "premises", "deliverable": "代表之家", "lead": "executive", "places": "all",
        "starts_on": TODAY, "due_on": date(2026, 6, 30),
        "steps": (Step("选址", date(2026, 4, 30), 40), Step("揭牌", date(2026, 6, 30), 100)),
    }  # fmt: skip
    return TaskLine(**{**values, **changes})


SESSIONS = {
    "item": "乡镇人大“季会制”", "goal": "", "title": "按季召开会议", "outcome": "meeting", "lead": "congress",
    "places": "towns", "due_on": date(2026, 12, 20), "steps": (), "deliverable": "",
}  # fmt: skip


@dataclass
class Reform:
    cast: Cast

    @property
    def by(self) -> Actor:
        return self.cast.actor("district_staff")

    def draft(self, *lines: TaskLine) -> ReformPlan:
        plan = plan_create(
            office=self.cast.district, draft=PlanDraft(2026, "示例区2026年改革实施方案"), by=self.by, at=at()
        )
        lines = lines or (line(), line(**SESSIONS))
        return plan_change(
            plan=plan, draft=PlanDraft(2026, plan.title, "改革意见", "全面推进。"), lines=lines, revision=0, by=self.by,
            at=at(),
        )  # fmt: skip

    def approved(self, *lines: TaskLine) -> ReformPlan:
        plan = plan_submit(plan=self.draft(*lines), by=self.by, at=at())
        step_approve(
            request=ApprovalRequest.objects.of(plan)[0], step_number=1, opinion="同意", decided_on=TODAY,
            document_number=NUMBER, by=self.by, at=at(),
        )  # fmt: skip
        return ReformPlan.objects.with_office().get(pk=plan.pk)

    def handed_over(self, *lines: TaskLine) -> ReformPlan:
        plan = self.approved(*lines)
        plan_hand_over(plan=plan, by=self.by, at=at())
        return plan

    def cell(self, plan: ReformPlan, place: str = "青禾镇", task: str = "建成代表之家") -> Assignment:
        return PlaceTask.objects.get(task__item__plan=plan, area__name=place, task__title=task).assignment


def reform_of(cast: Cast) -> Reform:
    """Gives every place its organs; the government of the first town is the cast's."""
    make.make_unit(cast.district, "party_committee", "中共示例区委员会")
    make.make_unit(cast.district, "standing_committee", "示例区人大常委会")
    make.make_unit(cast.district, "district_congress", "示例区人民代表大会")
    for town in (cast.town, cast.other_town):
        make.make_unit(town, "party_committee", f"中共{town.name}委员会")
        make.make_unit(town, "presidium", f"{town.name}人大主席团")
        if not Unit.objects.filter(area=town, kind="government").exists():
            make.make_unit(town, "government", f"{town.name}人民政府")
    make.make_unit(cast.street, "party_work_committee", "中共滨江街道工作委员会")
    make.make_unit(cast.street, "street_working_committee", "滨江街道工委")
    make.make_unit(cast.street, "street_office", "滨江街道办事处")
    return Reform(cast)
