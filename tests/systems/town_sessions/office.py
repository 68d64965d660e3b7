"""A town's congress with its organs, and its plan as far as a test needs it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Term
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve
from apps.systems.town_sessions.models import AnnualPlan, PlanSession
from apps.systems.town_sessions.selectors.plans import with_sessions
from apps.systems.town_sessions.services import approving, executing, planning
from apps.systems.town_sessions.services.planning import SessionLine, TopicLine
from tests import factories as make

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 1, 10, 10, tzinfo=ZONE)
"""The day on which the plan of 2026 is made."""
DAYS = (date(2026, 3, 20), date(2026, 6, 12), date(2026, 9, 18), date(2026, 12, 11))


def hour(day: date, clock: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, clock, tzinfo=ZONE)


@dataclass
class Office:
    """A body, its staff and the organs its plan goes to."""

    staff: Actor
    term: Term
    government: Unit
    presidium: Unit
    party: Unit

    def plan(self, template: str = "quarterly", year: int = 2026, at: datetime = AT) -> AnnualPlan:
        return planning.plan_create(term=self.term, year=year, template=template, by=self.staff, at=at)

    def lines(self, days: tuple[date, ...] = DAYS) -> list[SessionLine]:
        """Complete sessions, one a day, each with a report of the government and one of the presidium."""
        return [
            SessionLine(
                f"第{number}季度会议", day, forms=["hear", "deliberate"], responsible="陈主席",
                activities="视察重点项目",
                topics=[
                    TopicLine("special_report", f"听取专项工作报告{number}", self.government, "李镇长", 7),
                    TopicLine("presidium_report", f"听取主席团工作报告{number}", self.presidium),
                ],
            )
            for number, day in enumerate(days, start=1)
        ]  # fmt: skip

    def change(self, plan: AnnualPlan, sessions: list[SessionLine], at: datetime = AT) -> AnnualPlan:
        return planning.plan_change(plan=plan, sessions=sessions, revision=plan.revision, by=self.staff, at=at)

    def complete(self, year: int = 2026, days: tuple[date, ...] = DAYS) -> AnnualPlan:
        """A draft that lacks nothing."""
        return self.change(self.plan(year=year), self.lines(days))

    def submitted(self, plan: AnnualPlan | None = None, at: datetime = AT) -> AnnualPlan:
        return approving.plan_submit(plan=plan or self.complete(), by=self.staff, at=at)

    def decide(self, plan: AnnualPlan, step: int, at: datetime = AT) -> ApprovalRequest:
        """The organ of a step agrees."""
        return step_approve(
            request=request_of(plan), step_number=step, opinion="同意", document_number=f"青纪〔2026〕{step}号",
            decided_on=local_day(at), by=self.staff, at=at,
        )  # fmt: skip

    def approved(self, plan: AnnualPlan | None = None, at: datetime = AT) -> AnnualPlan:
        plan = self.submitted(plan, at)
        self.decide(plan, 1, at)
        self.decide(plan, 2, at)
        return fresh(plan)

    def filed(self, plan: AnnualPlan | None = None, at: datetime = AT) -> AnnualPlan:
        plan = self.approved(plan, at)
        return approving.plan_file(plan=plan, filed_on=local_day(at), number="青人发〔2026〕3号", by=self.staff, at=at)

    def amend(self, plan: AnnualPlan, reason: str = "增开一次会议,讨论防汛", at: datetime = AT) -> AnnualPlan:
        return planning.plan_amend(plan=plan, reason=reason, by=self.staff, at=at)

    def meeting(self, session: PlanSession, day: date | None = None, at: datetime = AT):
        return executing.session_meeting_create(
            session=session, starts_at=hour(day or session.ends_on), place="三楼会议室", by=self.staff, at=at
        )


def office_of(staff: Actor, term: Term) -> Office:
    """The office of a town whose organs are made now."""
    area = term.body.area
    government = Unit.objects.filter(area=area, kind="government").first() or make.make_unit(area, "government")
    presidium = make.make_unit(area, "presidium", f"{area}人大主席团")
    party = make.make_unit(area, "party_committee", f"中共{area}委员会")
    return Office(staff, term, government, presidium, party)


def extra(day: date, title: str = "听取防汛工作报告") -> SessionLine:
    """A session beside the fixed ones."""
    topic = TopicLine("special_report", title, None)
    return SessionLine("讨论防汛工作", day, None, True, ["hear"], "陈主席", "", [topic])


def with_unit(line: SessionLine, unit: Unit) -> SessionLine:
    return replace(line, topics=[replace(topic, unit=unit) for topic in line.topics])


def request_of(plan: AnnualPlan) -> ApprovalRequest:
    return ApprovalRequest.objects.of(plan).first()


def fresh(plan: AnnualPlan) -> AnnualPlan:
    return with_sessions(AnnualPlan.objects.filter(pk=plan.pk)).get()


def sessions(plan: AnnualPlan) -> list[PlanSession]:
    return list(fresh(plan).sessions.all())


def days_later(days: int) -> datetime:
    return AT + timedelta(days=days)
