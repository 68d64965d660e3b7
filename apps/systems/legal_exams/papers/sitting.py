"""监考记录 and the answered 试卷."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from apps.foundation.core.dates import chinese_datetime, local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents.composing import register, sheet
from apps.office.documents.rules.tree import Block, Column, Facts, Paragraph, SignatureLines, Table, Tree
from apps.systems.legal_exams.models import Exam, HandedIn, Paper, PaperEvent, RoomNote
from apps.systems.legal_exams.rules import drawing, marking, practising, states
from apps.systems.legal_exams.selectors.rooms import room_counts

RECORD, PAPER = "legal_exams_sitting_record", "legal_exams_answered_paper"
EVENTS = (
    Column("时间", 4), Column("考场", 4), Column("座位", 2), Column("准考证号", 5), Column("情况", 6),
    Column("说明", 10, "left"), Column("办理人", 4),
)  # fmt: skip
SIGNATURES = SignatureLines((("总监考(签字)", ""), ("监考员(签字)", "")))
NOTES = (Column("时间", 4), Column("考场", 4), Column("情况", 20, "left"), Column("记录人", 4))


def heading_of(exam: Exam) -> Unit:
    """In whose name it is printed: the standing committee of the congress."""
    return standing_organ(exam.term.body, local_day(exam.starts_at))


def sitting_record(exam: Exam) -> Tree:
    """What happened in the rooms, by ticket and seat: names stand in the 考生名册 alone."""
    blocks = [Facts(tuple(_facts(exam))), *_happened(exam), *_noted(exam), SIGNATURES]
    return register(heading_of(exam), f"{exam.title}监考记录", blocks)


def _facts(exam: Exam) -> Iterator[tuple[str, str]]:
    yield "计划开考时间", chinese_datetime(exam.starts_at)
    yield "实际开考时间", chinese_datetime(exam.started_at) if exam.started_at else "—"
    yield "结束时间", chinese_datetime(exam.ended_at) if exam.ended_at else "—"
    yield "考试时间", f"{exam.minutes}分钟"
    yield "总监考", exam.chief.name if exam.chief else "—"
    people = list(exam.admissions.values_list("state", flat=True))
    yield "应考", f"{len(people)}人"
    for label, state in (("实考", states.HANDED_IN), ("缺考", states.ABSENT), ("违纪终止", states.STOPPED)):
        yield label, f"{people.count(state)}人"
    for one in room_counts(exam.rooms.order_by("name")):
        yield one.room.name, f"{one.room.address},{sum(one.counts.values())}人"


def _happened(exam: Exam) -> Iterator[Block]:
    events = PaperEvent.objects.filter(paper__admission__exam=exam).order_by("at", "pk")
    rows = [_event_row(one) for one in events.select_related("paper__admission__room").defer("paper__sealed")]
    yield Table(EVENTS, tuple(rows), caption="考试情况") if rows else Paragraph("没有考试情况记录。")


def _event_row(event: PaperEvent) -> tuple[str, ...]:
    admission = event.paper.admission
    room = admission.room.name if admission.room else "—"
    return (
        _clock(event.at), room, str(admission.seat or "—"), admission.ticket, event.get_kind_display(),
        event.detail or "—", event.by_name or "—",
    )  # fmt: skip


def _noted(exam: Exam) -> Iterator[Block]:
    notes = RoomNote.objects.filter(room__exam=exam).select_related("room").order_by("at", "pk")
    rows = [(_clock(one.at), one.room.name, one.text, one.by_name) for one in notes]
    if rows:
        yield Table(NOTES, tuple(rows), caption="监考员记事")


def _clock(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M:%S}"


def answered_paper(paper: Paper) -> Tree:
    """For the archive: what was asked, in the order of this paper, what was answered, what is right."""
    exam = paper.admission.exam
    given = dict(paper.answers.values_list("place", "ticked"))
    mark = paper.marks.first()
    blocks: list[Block] = [Facts(tuple(_paper_facts(paper, mark)))]
    items = paper.items
    for kind in dict.fromkeys(item["kind"] for item in items):
        blocks.append(Paragraph(drawing.KINDS[kind], 1))
        for place, item in enumerate(items):
            if item["kind"] == kind:
                points = mark.per_question[place] if mark else None
                blocks += _question(place, item, given.get(place, []), points)
    return sheet(heading_of(exam), f"{exam.title}试卷", blocks, subtitle=f"({paper.admission})")


def _paper_facts(paper: Paper, mark: Any) -> Iterator[tuple[str, str]]:
    nomination = paper.admission.nomination
    yield "姓名", nomination.name
    yield "类别", nomination.get_organ_display()
    yield "准考证号", paper.admission.ticket
    yield "座位", f"{paper.admission.room or ''}{paper.admission.seat or '—'}号"
    yield "开始时间", chinese_datetime(paper.begun_at) if paper.begun_at else "—"
    yield "交卷时间", chinese_datetime(paper.handed_in_at) if paper.handed_in_at else "—"
    yield "交卷方式", HandedIn(paper.handed_in_how).label if paper.handed_in_how else "—"
    yield "得分", f"{marking.shown(mark.tenths)}分" if mark else "—"
    yield "试卷摘要(SHA-256)", paper.sha256


def _question(place: int, item: Mapping[str, Any], ticked: list[int], points: int | None) -> Iterator[Block]:
    told = practising.told(item, ticked)
    yield Paragraph(f"{place + 1}. {item['stem']}")
    shown = [item["options"][option] for option in item["order"]]
    yield Paragraph("  ".join(f"{practising.letters([number])}. {text}" for number, text in enumerate(shown)))
    earned = f",得{marking.shown(points)}分" if points is not None else ""
    yield Paragraph(f"作答:{told.given};正确答案:{told.right}{earned}(满分{marking.shown(item['tenths'])}分)")


def record_samples() -> Iterator[Tree]:
    """Of the demo district's latest exam that was held."""
    held = Exam.objects.filter(ended_at__isnull=False).select_related("office", "term__body", "chief")
    for exam in held[:1]:
        yield sitting_record(exam)


def paper_samples() -> Iterator[Tree]:
    held = Paper.objects.filter(admission__exam__ended_at__isnull=False, handed_in_at__isnull=False)
    for paper in held.select_related("admission__exam__term__body", "admission__nomination", "admission__room")[:1]:
        yield answered_paper(paper)
