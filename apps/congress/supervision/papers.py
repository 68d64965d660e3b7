"""督办单 and 督查通报 as documents; 任务清单, 进展月报 and 督办单办理情况 as sheets made from what is recorded."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet

from apps.congress.supervision.models import Assignment, Criticism, ProgressReport, SupervisionSheet, UnitRole
from apps.congress.supervision.rules import periods
from apps.congress.supervision.selectors.organs import heading_of, supervising_organ
from apps.foundation.core.dates import chinese_date, chinese_days, local_day
from apps.foundation.core.numbers import chinese_number
from apps.foundation.organisations.models import Area
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Column, Facts, Paragraph, Table, Tree

SHEET, CRITICISM = "supervision_sheet", "supervision_criticism"
SHEET_RECORD, TASK_LIST, REPORT = "supervision_sheet_record", "supervision_task_list", "supervision_report"
TASKS = (
    Column("序号", 2), Column("任务", 7, "left"), Column("工作内容、成果形式", 8, "left"),
    Column("牵头单位", 5, "left"), Column("责任、配合单位", 6, "left"), Column("责任领导", 4),
    Column("完成时限", 5), Column("进展", 4),
    Column("状态", 4),
)  # fmt: skip
LATE = (
    Column("序号", 2),
    Column("督办单", 6),
    Column("督办事项", 9, "left"),
    Column("反馈期限", 5),
    Column("反馈情况", 6),
)
NODES = (
    Column("节点", 9, "left"), Column("期限", 5), Column("累计进度", 4), Column("计划数量", 4), Column("实际数量", 4),
    Column("完成日期", 5),
)  # fmt: skip


def sheet_paper(sheet: SupervisionSheet, on: date) -> Tree:
    """督办单: what is wrong, what is asked for, by when to answer."""
    assignment = sheet.assignment
    organ = supervising_organ(assignment.office, on)
    return composing.letter(
        organ, f"关于“{assignment.title}”的督办单", _sheet_blocks(sheet), recipients=(sheet.unit_name,),
        keep=(assignment.title,),
    )  # fmt: skip


def _sheet_blocks(sheet: SupervisionSheet) -> Iterator[Block]:
    assignment = sheet.assignment
    yield Paragraph(
        f"你单位承办的“{assignment.title}”应于{chinese_date(assignment.due_on)}前完成，现进度为{assignment.percent}%。"
        "现予督办，有关事项如下："
    )
    yield Paragraph("存在问题", 1)
    yield from _lines(sheet.problem)
    yield Paragraph("督办要求", 1)
    yield from _lines(sheet.requirement)
    yield Paragraph("反馈期限", 1)
    yield Paragraph(
        f"请自本督办单签发之日起{chinese_number(sheet.answer_working_days)}个工作日内，将办理情况书面反馈。逾期不反馈的，予以通报。"
    )


def sheet_record(sheet: SupervisionSheet, on: date) -> Tree:
    """督办单办理情况: number, what was asked, what the unit answered each time, what the office thinks of it."""
    pairs = [
        ("编号", sheet.number or "（未签发）"), ("督办事项", sheet.assignment.title), ("督办对象", sheet.unit_name),
        ("反馈期限", chinese_date(sheet.due_on) if sheet.due_on else "—"),
        ("签发领导", sheet.document.signed_by if sheet.document else ""),
        ("签发日期", chinese_date(sheet.issued_at) if sheet.issued_at else "—"),
        ("存在问题", sheet.problem), ("督办要求", sheet.requirement),
    ]  # fmt: skip
    for number, answer in enumerate(sheet.answers.all(), start=1):  # type: ignore[attr-defined]
        told = f"{answer.text}\n{answer.answered_by}，{chinese_date(answer.answered_at)}"
        if answer.returned_at:
            told += f"\n{chinese_date(answer.returned_at)}退回：{answer.return_reason}"
        pairs.append((f"承办反馈{number}", told))
    pairs += [("是否逾期", "逾期" if sheet.was_late else "—"), ("办结意见", sheet.closing or "—")]
    return composing.sheet(heading_of(sheet.assignment.office, on), "督办单办理情况", [Facts(tuple(pairs))])


def criticism_paper(criticism: Criticism, on: date) -> Tree:
    """督查通报: the sheets that ran out, one by one, and what follows."""
    sheets = list(criticism.sheets.with_all().order_by("pk"))  # type: ignore[attr-defined]
    return _criticism_tree(criticism, _criticism_blocks(criticism, sheets, on), on)


def _criticism_tree(criticism: Criticism, blocks: Iterator[Block], on: date) -> Tree:
    organ = supervising_organ(criticism.office, on)
    return composing.red_head(
        organ, f"关于{criticism.unit_name}逾期未落实督办事项的通报", blocks,
        recipients=(criticism.unit_name,), keep=(criticism.unit_name,),
    )  # fmt: skip


def _criticism_blocks(criticism: Criticism, sheets: Sequence[SupervisionSheet], on: date) -> Iterator[Block]:
    yield Paragraph(
        f"截至{chinese_date(on)}，{criticism.unit_name}有{len(sheets)}份督办单没有按期反馈，影响了督办事项的落实。现予通报。"
    )
    yield Paragraph("基本情况", 1)
    yield Table(LATE, tuple(_late_row(number, sheet, on) for number, sheet in enumerate(sheets, start=1)))
    yield Paragraph("有关要求", 1)
    yield Paragraph(
        f"{criticism.unit_name}要认真查找原因，立即整改，逐项反馈办理情况，并举一反三，按期完成各项督办任务。"
    )
    if criticism.called_in:
        yield Paragraph(f"同时，对{criticism.unit_name}主要负责人进行约谈，时间另行通知。")


def _late_row(number: int, sheet: SupervisionSheet, on: date) -> tuple[str, ...]:
    due = sheet.due_on or on
    told = f"{sheet.answered_at:%Y-%m-%d}逾期反馈" if sheet.answered_at else f"逾期{(on - due).days}日未反馈"
    return (str(number), sheet.number, sheet.assignment.title, f"{due:%Y-%m-%d}", told)


def task_list(office: Area, title: str, assignments: Sequence[Assignment], on: date) -> Tree:
    """任务清单(责任清单): what, who, by when, how far. Needs `with_all`."""
    rows = tuple(_task_row(number, one) for number, one in enumerate(assignments, start=1))
    blocks: list[Block] = [Table(TASKS, rows)] if rows else [Paragraph("没有督办任务。")]
    return composing.register(heading_of(office, on), title, blocks, subtitle=f"（截至{chinese_date(on)}）")


def _task_row(number: int, assignment: Assignment) -> tuple[str, ...]:
    units = list(assignment.units.all())  # type: ignore[attr-defined]
    lead = "、".join(one.unit_name for one in units if one.role == UnitRole.LEAD)
    others = "、".join(one.unit_name for one in units if one.role != UnitRole.LEAD) or "—"
    content = (
        f"{assignment.content}\n成果形式：{assignment.deliverable}" if assignment.deliverable else assignment.content
    )
    return (
        str(number), assignment.title, content, lead, others, assignment.led_by or "—",
        f"{assignment.due_on:%Y-%m-%d}", f"{assignment.percent}%", assignment.get_state_display(),
    )  # fmt: skip


def report_paper(report: ProgressReport, on: date) -> Tree:
    """进展月报(季报): one report of one assignment, with its figures against the plan and its milestones."""
    assignment = report.assignment
    name = periods.period_name(report.period, assignment.cycle)
    facts = Facts(tuple(_report_facts(report)))
    nodes = tuple(
        (
            node.title, f"{node.due_on:%Y-%m-%d}", f"{node.planned_percent}%", _number(node.planned_quantity),
            _number(node.actual_quantity), f"{node.done_on:%Y-%m-%d}" if node.done_on else "—",
        )
        for node in assignment.milestones.all()
    )  # fmt: skip
    blocks: list[Block] = [facts, *([Table(NODES, nodes, "节点")] if nodes else [])]
    return composing.sheet(heading_of(assignment.office, on), f"“{assignment.title}”{name}进展报告", blocks)


def _report_facts(report: ProgressReport) -> Iterator[tuple[str, str]]:
    assignment = report.assignment
    yield "任务", assignment.title
    yield "起止日期", chinese_days(assignment.starts_on, assignment.due_on)
    yield "报送单位", report.unit_name
    yield "报送人", f"{report.reported_by}{'（书面报送，由督办方登记）' if report.on_paper else ''}"
    yield "报送日期", chinese_date(report.reported_at)
    yield "累计进度", f"{report.percent}%"
    if assignment.quantity_planned is not None:
        unit = assignment.quantity_unit
        yield "计划数量", f"{assignment.quantity_planned}{unit}"
        yield "已完成数量", f"{_number(report.quantity_done)}{unit}"
        if report.quantity_expected is not None:
            yield "预计完成数量", f"{report.quantity_expected}{unit}"
    if assignment.investment is not None:
        yield "计划投资", f"{assignment.investment:,.2f}元"
        yield "已支付", f"{report.paid:,.2f}元" if report.paid is not None else "—"
    yield "进展情况", report.narrative
    yield "存在问题", report.problems or "无"
    yield "需要协调解决的事项", report.help_needed or "无"
    if report.corrects_id:
        yield "更正理由", report.correction_reason


def _number(value: int | None) -> str:
    return "—" if value is None else str(value)


def _lines(text: str) -> Iterator[Paragraph]:
    for line in text.splitlines():
        if line.strip():
            yield Paragraph(line.strip())


def sheet_samples() -> Iterator[Tree]:
    for sheet in _issued_sheets()[:1]:
        yield sheet_paper(sheet, sheet.due_on).numbered(sheet.number, local_day(sheet.issued_at))


def record_samples() -> Iterator[Tree]:
    for sheet in _issued_sheets().filter(answered_at__isnull=False)[:1]:
        yield sheet_record(sheet, sheet.due_on)


def criticism_samples() -> Iterator[Tree]:
    """Of the sheets that are out, as if they had all run out."""
    for sheet in _issued_sheets()[:1]:
        on, office = sheet.due_on, sheet.assignment.office
        criticism = Criticism(office=office, unit=sheet.unit, unit_name=sheet.unit_name, called_in=True)
        blocks = _criticism_blocks(criticism, list(_issued_sheets().filter(assignment__office=office)), on)
        yield _criticism_tree(criticism, blocks, on)


def list_samples() -> Iterator[Tree]:
    for sheet in _issued_sheets()[:1]:
        office = sheet.assignment.office
        rows = Assignment.objects.open().filter(office=office).with_all()
        yield task_list(office, f"{office.name}督办任务清单", list(rows), sheet.due_on)


def report_samples() -> Iterator[Tree]:
    for report in ProgressReport.objects.filter(quantity_done__isnull=False).order_by("-pk")[:1]:
        yield report_paper(report, local_day(report.reported_at))


def _issued_sheets() -> QuerySet[SupervisionSheet]:
    return SupervisionSheet.objects.with_all().filter(issued_at__isnull=False).order_by("pk")
