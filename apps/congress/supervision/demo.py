"""What 示例区 and 青禾镇 supervise by themselves: one in every state and light. All invented."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.congress.supervision.models import Assignment, SupervisionSheet, UnitRole
from apps.congress.supervision.policies import GENERAL
from apps.congress.supervision.rules import periods
from apps.congress.supervision.services import (
    AssignmentDraft,
    NodeDraft,
    NodeReport,
    ReportDraft,
    SheetDraft,
    UnitDraft,
    assignment_acknowledge,
    assignment_close,
    assignment_draft,
    assignment_hand_over,
    completion_claim,
    completion_verify,
    escalations_tell,
    milestone_mark,
    report_hand_in,
    sheet_answer,
    sheet_draft,
)
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area, Unit
from apps.office.documents.demo import demo_actor, demo_sign

BUILDERS, FARMERS, GOVERNMENT = "青禾镇规划建设管理办公室", "青禾镇农业服务中心", "青禾镇人民政府"
DAY = timedelta(days=1)


def load(at: datetime) -> None:
    """Write them; people, accounts, organs and letterheads must be there."""
    _on_time(at)
    _red_with_sheets(at)
    _short(at)
    _claimed(at)
    _closed(at)
    _waiting(at)
    _drafted(at)
    escalations_tell(at=at)


def _on_time(at: datetime) -> None:
    """Green: reported every month, the first milestone reached."""
    nodes = (("完成排查和设计", 30), ("护栏安装完工", 100))
    one = _running("农村公路临水临崖路段安全防护", BUILDERS, at, 100, 120, nodes,
                   quantity_planned=12, quantity_unit="公里", investment=Decimal(860000))  # fmt: skip
    _reach(one, 1, at - 45 * DAY)
    _reports(one, ((35, 4, "120000"), (55, 7, "310000"), (70, 9, "520000")), at)


def _red_with_sheets(at: datetime) -> None:
    """Red: a milestone long past, one sheet answered too late, one not at all, so that the unit is to be named."""
    one = _running(
        "集镇雨污分流管网改造", BUILDERS, at, 110, 60, (("完成招标", 30), ("主体完工", 70), ("竣工验收", 100))
    )
    _reports(one, ((10, None, None), (15, None, None)), at)
    first = _warned(one, "招标工作滞后,影响汛前完工。", at - 40 * DAY)
    text = "招标文件已报送审核,计划本月挂网。"
    sheet_answer(sheet=first, text=text, files=_proof("招标进度.txt"), by=_handler(at), at=at - 27 * DAY)
    other = _running("背街小巷路灯修复", BUILDERS, at, 95, 30, (("完成排查", 40), ("全部修复", 100)))
    _warned(other, "故障路灯尚未排查到位,群众反映集中。", at - 30 * DAY)


def _short(at: datetime) -> None:
    """Red because fewer will be built than planned; supervised by the town itself."""
    one = _running("公共区域视频监控补点", BUILDERS, at, 80, 90, (("点位确定", 30), ("安装联网", 100)), office="青禾镇",
                   quantity_planned=48, quantity_unit="个")  # fmt: skip
    _reach(one, 1, at - 50 * DAY)
    _reports(one, ((45, 20, None), (60, 29, None)), at, expected=43)


def _claimed(at: datetime) -> None:
    one = _running("村级便民服务点标准化改造", BUILDERS, at, 90, 20, (("完成改造", 100),))
    _reach(one, 1, at - 5 * DAY)
    _claim(one, at - 3 * DAY)


def _closed(at: datetime) -> None:
    one = _running("人大代表联络站无障碍改造", BUILDERS, at, 130, 5, (("完工验收", 100),))
    _reach(one, 1, at - 25 * DAY)
    _claim(one, at - 24 * DAY)
    clerk = demo_actor("quwei", at)
    day = at - 20 * DAY
    finding = "现场查看坡道、扶手、卫生间改造,符合标准,已投入使用。"
    completion_verify(assignment=one, finding=finding, verified_on=local_day(day), by=clerk, at=day)
    assignment_close(assignment=one, by=clerk, at=day + DAY)


def _waiting(at: datetime) -> None:
    _handed_over("高标准农田灌溉渠系修复", FARMERS, at, 4, 150, (("方案批复", 30), ("渠系通水", 100)))


def _drafted(at: datetime) -> None:
    _draft("冬季森林防火隔离带建设", FARMERS, at, 0, 100, (("隔离带完工", 100),))


def _draft(
    title: str, lead: str, at: datetime, ago: int, ahead: int, nodes: Sequence[tuple[str, int]], *,
    office: str = "示例区", **values: Any,
) -> Assignment:  # fmt: skip
    """Begun `ago` days before `at`, due `ahead` days after it, milestones at their share of the time."""
    begun, by = at - ago * DAY, _clerk(office, at)
    starts_on, due_on = local_day(begun), local_day(at + ahead * DAY)
    length = (due_on - starts_on).days
    units = [UnitDraft(_unit(lead)), UnitDraft(_unit(GOVERNMENT), UnitRole.SUPPORTING)]
    draft = AssignmentDraft(
        title=title, content=f"按照方案完成{title},建立长效管护机制。", starts_on=starts_on, due_on=due_on, units=units,
        nodes=[NodeDraft(name, starts_on + length * percent // 100 * DAY, percent) for name, percent in nodes],
        deliverable="完工验收单、管护制度", source="人大常委会年度监督计划", leader_name="镇领导",
        contact_name="规建办办理员", contact_phone="023-40000001", **values,
    )  # fmt: skip
    areas = Area.objects.filter(is_demo=True)
    return assignment_draft(
        profile=GENERAL, office=areas.get(name=office), area=areas.get(name="青禾镇"), draft=draft, by=by, at=begun
    )


def _handed_over(title: str, lead: str, at: datetime, ago: int, ahead: int, nodes: Any, **values: Any) -> Assignment:
    drafted = _draft(title, lead, at, ago, ahead, nodes, **values)
    return assignment_hand_over(assignment=drafted, by=_clerk(values.get("office", "示例区"), at), at=at - ago * DAY)


def _running(title: str, lead: str, at: datetime, ago: int, ahead: int, nodes: Any, **values: Any) -> Assignment:
    one = _handed_over(title, lead, at, ago, ahead, nodes, **values)
    return assignment_acknowledge(assignment=one, unit=_unit(lead), by=_handler(at), at=at - (ago - 1) * DAY)


def _reports(
    one: Assignment, figures: Sequence[tuple[int, int | None, str | None]], at: datetime, *, expected: int | None = None
) -> None:
    """One a month from the hand-over on, on the third day after it, as far as `at` allows."""
    for percent, done, paid in figures:
        one = Assignment.objects.get(pk=one.pk)
        period = one.next_period
        day = period and timezone.make_aware(datetime.combine(periods.last_day(period, one.cycle) + 3 * DAY, time(10)))
        if day is None or day > at:
            return
        draft = ReportDraft(
            period, percent, f"按计划推进,累计完成{percent}%。", done, expected, Decimal(paid) if paid else None,
            problems="雨天影响施工进度。",
        )  # fmt: skip
        report_hand_in(assignment=one, draft=draft, files=_proof("现场记录.txt"), by=_handler(at), at=day)


def _reach(one: Assignment, count: int, at: datetime) -> None:
    """The first milestones are reached."""
    for node in one.milestones.all()[:count]:  # type: ignore[attr-defined]
        told = NodeReport(local_day(at), "已完成,资料齐全。")
        milestone_mark(milestone=node, draft=told, files=_proof("节点验收单.txt"), by=_handler(at), at=at)


def _claim(one: Assignment, at: datetime) -> None:
    statement = "已按方案完成全部内容,组织了验收,管护责任落实到人。"
    completion_claim(assignment=one, statement=statement, files=_proof("验收单.txt"), by=_handler(at), at=at)


def _warned(one: Assignment, problem: str, at: datetime) -> SupervisionSheet:
    """A sheet signed by the district's leader."""
    clerk = demo_actor("quwei", at)
    draft = SheetDraft(problem, "倒排工期,落实专人,按周报告进展。", 7)
    sheet = sheet_draft(assignment=one, unit=_unit(BUILDERS), draft=draft, by=clerk, at=at)
    demo_sign(sheet.document, clerk, ("lingdao",), at)
    return SupervisionSheet.objects.with_all().get(pk=sheet.pk)


def _proof(name: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, "演示材料:内容为虚构。".encode())]


def _clerk(office: str, at: datetime) -> Actor:
    return demo_actor("qinghe" if office == "青禾镇" else "quwei", at)


def _handler(at: datetime) -> Actor:
    return demo_actor("chengban", at)


def _unit(name: str) -> Unit:
    return Unit.objects.select_related("area").get(name=name)
