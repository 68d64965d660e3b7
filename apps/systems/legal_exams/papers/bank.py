"""题库更新说明: what came into the bank and what left it since a day, and why; never what a question says."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError
from apps.foundation.organisations.models import Area, Unit, UnitKind
from apps.office.documents.composing import plain_paper
from apps.office.documents.rules.tree import Block, Column, Paragraph, Table, Tree
from apps.systems.legal_exams.models import Bank, Law, Question
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.questions import runs_of
from apps.systems.legal_exams.selectors.bank import in_force, listed

UPDATE = "legal_exams_bank_update"
ADDED = (
    Column("法律法规", 10, "left"), Column("所属部分", 5), Column("题库", 5), Column("新增(道)", 4),
    Column("题号", 8, "left"),
)  # fmt: skip
RETIRED = (
    Column("题号", 3), Column("题库", 4), Column("依据", 10, "left"), Column("停用日期", 5), Column("原因", 8, "left"),
)  # fmt: skip
CHANGED = (Column("法律法规", 10, "left"), Column("情况", 4), Column("施行(失效)日期", 6), Column("版本", 8, "left"))


def update_note(office: Area, since: date, on: date) -> Tree:
    """Of one office, from `since` to `on`. Raises DomainError where there is no organ to write it."""
    organ = Unit.objects.on(on).filter(area=office, kind=UnitKind.STANDING_COMMITTEE).select_related("area").first()
    if organ is None:
        raise DomainError("没有登记本级人大常委会,请先请系统管理员在“单位”中登记。")
    blocks = [
        Paragraph(_standing(office, since, on)),
        *_section("新增试题", ADDED, _added(office, since), "没有新增试题。"),
        *_section("停用试题", RETIRED, _retired(office, since), "没有停用试题。"),
        *_section("法律法规变化", CHANGED, _changed(office, since), "没有登记法律法规的修改、废止。"),
    ]
    return plain_paper(organ, "任前法律知识考试题库更新说明", blocks, subtitle=f"({on:%Y-%m-%d})", is_signed=False)


def _section(title: str, columns: tuple[Column, ...], rows: list[tuple[str, ...]], none: str) -> list[Block]:
    return [Paragraph(title, 1), Table(columns, tuple(rows)) if rows else Paragraph(none)]


def _standing(office: Area, since: date, on: date) -> str:
    counts = [f"{bank.label}{in_force(office, bank, on).count()}道" for bank in Bank]
    return (
        f"{chinese_date(since)}以来题库的增减情况说明如下。截至{chinese_date(on)},可以抽用的试题:{'、'.join(counts)}。"
        "题目内容保密,本说明只列题号、依据和原因。"
    )


def _added(office: Area, since: date) -> list[tuple[str, ...]]:
    """What was approved since, whatever became of it, by law."""
    rows = listed(Question.objects.filter(office=office, reviewed_at__date__gte=since).exclude(reviewed_at=None))
    approved = [one for one in rows.order_by("law__name", "number") if one.state in (states.ACTIVE, states.RETIRED)]
    groups: dict[tuple[str, str, str], list[int]] = {}
    for one in approved:
        groups.setdefault((str(one.law), one.get_part_display(), one.get_bank_display()), []).append(one.number)
    return [(*key, str(len(numbers)), runs_of(numbers)) for key, numbers in groups.items()]


def _retired(office: Area, since: date) -> list[tuple[str, ...]]:
    rows = listed(Question.objects.filter(office=office, retired_at__date__gte=since)).order_by("number")
    return [
        (str(one.number), one.get_bank_display(), f"{one.law}{one.article}",
         chinese_date(local_day(one.retired_at)), one.retired_reason)
        for one in rows
    ]  # fmt: skip


def _changed(office: Area, since: date) -> list[tuple[str, ...]]:
    rows = Law.objects.filter(office=office, told_at__date__gte=since)
    return [
        (str(law), "废止" if law.is_repealed else "修改", chinese_date(law.changed_on), law.version or "—")
        for law in rows
    ]


def samples() -> Iterator[Tree]:
    """Of the office with the largest bank."""
    offices = Counter(Question.objects.values_list("office", flat=True))
    for pk, _ in offices.most_common(1):
        today = timezone.localdate()
        yield update_note(Area.objects.get(pk=pk), today - timedelta(days=400), today)
