"""年度预安排方案 as a paper: one table a quarter, made from what stands in the plan."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents.composing import red_head
from apps.office.documents.rules.tree import Block, Column, Paragraph, Table, Tree
from apps.systems.town_sessions.models import AnnualPlan, PlanSession, PlanTopic
from apps.systems.town_sessions.rules import states
from apps.systems.town_sessions.selectors.organs import filing_organ
from apps.systems.town_sessions.selectors.plans import sessions_of, with_sessions
from apps.systems.town_sessions.selectors.timeline import QUARTERS

COLUMNS = (
    Column("序号", 2), Column("类型", 5), Column("议题", 10, "left"), Column("报告单位", 6), Column("报告人", 5),
    Column("材料期限", 4),
)  # fmt: skip


def plan_paper(plan: AnnualPlan, on: date) -> Tree:
    """The whole plan; needs `with_sessions`."""
    organ = standing_organ(plan.body, on)
    recipients = tuple(name for name in [plan.filed_with or filing_organ(plan, on)] if name)
    title = f"{plan.body.area}人民代表大会\n{plan.year}年度会议预安排方案"
    return red_head(organ, title, _blocks(plan), recipients=recipients)


def _blocks(plan: AnnualPlan) -> Iterator[Block]:
    sessions = sessions_of(plan)
    yield Paragraph(_opening(plan, sessions))
    if plan.is_amendment:
        yield Paragraph(f"本方案为第{plan.version}版,替代第{plan.version - 1}版。调整理由:{plan.reason.rstrip('。')}。")
    for number, title in enumerate(QUARTERS, start=1):
        in_quarter = [session for session in sessions if session.quarter == number]
        if in_quarter:
            yield Paragraph(title, 1)
        for session in in_quarter:
            yield from _session(session)
    yield Paragraph("工作要求", 1)
    yield Paragraph(_demands(plan))


def _opening(plan: AnnualPlan, sessions: list[PlanSession]) -> str:
    extra = sum(1 for session in sessions if session.is_extra)
    fixed = len(sessions) - extra
    more = f",视情召开会议{extra}次" if extra else ""
    return (
        f"为提高会议质量,更好发挥{plan.body.area}人民代表大会职能作用,根据地方组织法和有关规定,结合工作实际,"
        f"{plan.year}年安排召开人民代表大会会议{fixed}次{more}。方案如下。"
    )


def _session(session: PlanSession) -> Iterator[Block]:
    kind = "(视情召开)" if session.is_extra else ""
    yield Paragraph(f"{session.name}{kind}:{session.theme}", 2)
    parts = [f"召开时间:{session.when}", f"会议形式:{'、'.join(session.form_labels) or '待定'}"]
    if session.responsible:
        parts.append(f"责任人:{session.responsible}")
    yield Paragraph(";".join(parts) + "。")
    if session.activities:
        yield Paragraph(f"会前活动:{session.activities}")
    rows = tuple(_row(number, topic) for number, topic in enumerate(session.topics.all(), start=1))
    yield Table(COLUMNS, rows, f"{session.name}议题安排")


def _row(number: int, topic: PlanTopic) -> tuple[str, ...]:
    unit = str(topic.unit) if topic.unit else "—"
    due = f"会前{topic.material_days}日"
    return (str(number), topic.get_topic_display(), topic.title, unit, topic.reporter or "—", due)


def _demands(plan: AnnualPlan) -> str:
    measures = plan.measures
    return (
        f"会议日期和建议议程应当在会议召开{measures.notice.value}日前通知代表;会前视察、调研等活动应当在会议召开"
        f"{measures.activities.value}日前完成;各报告单位应当按照材料期限报送会议材料。因故需要调整的,按照原程序办理。"
    )


def samples() -> Iterator[Tree]:
    """The newest plan in force, as it would be signed today."""
    today = timezone.localdate()
    rows = AnnualPlan.objects.filter(state__in=states.IN_FORCE).order_by("-year", "-version", "-pk")[:1]
    for plan in with_sessions(AnnualPlan.objects.filter(pk__in=[row.pk for row in rows])):
        yield plan_paper(plan, plan.filed_on or today).numbered(f"示例人发〔{plan.year}〕3号", plan.filed_on or today)
