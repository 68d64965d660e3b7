"""任前法律知识考试情况报告 and 成绩单: both name candidates; who runs the exam and who signs read them, nobody else."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone

from apps.congress.supervision.selectors.organs import heading_of
from apps.foundation.core.dates import chinese_datetime
from apps.foundation.organisations.models import Unit
from apps.office.documents.composing import red_head, register
from apps.office.documents.rules.tree import Annex, Block, Column, Facts, Paragraph, SignatureLines, Table, Tree
from apps.systems.legal_exams.models import Exam
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.marking import shown
from apps.systems.legal_exams.rules.results import Figures
from apps.systems.legal_exams.selectors.results import Result, Summary, results_of, summary_of

REPORT, SCORES = "legal_exams_report", "legal_exams_scores"
MEETING = "主任会议"
WEAK = 5
"""So many laws are named as weak."""
SCORE_COLUMNS = (
    Column("序号", 2), Column("准考证号", 4), Column("姓名", 3), Column("类别", 2), Column("拟任职务", 8, "left"),
    Column("成绩", 2), Column("等次", 3), Column("备注", 6, "left"),
)  # fmt: skip
ANNEX_COLUMNS = (
    Column("序号", 2), Column("姓名", 3), Column("类别", 3), Column("拟任职务", 8, "left"), Column("成绩", 3),
    Column("等次", 4),
)  # fmt: skip
ORGAN_COLUMNS = (
    Column("类别", 3), Column("应考", 2), Column("实考", 2), Column("缺考", 2), Column("及格", 2), Column("及格率", 3),
    Column("平均分", 3),
)  # fmt: skip
LAW_COLUMNS = (Column("法律法规", 10, "left"), Column("答题人次", 3), Column("得分率", 3))


def report_paper(exam: Exam, organ: Unit) -> Tree:
    """To the 主任会议: how the exam was held, how it came out, who may not be submitted."""
    results = results_of(exam)
    summary = summary_of(exam, results)
    rows = tuple(_annex_row(place, one) for place, one in enumerate(results, start=1))
    annexes = (Annex("考试成绩单", (Table(ANNEX_COLUMNS, rows),)),) if rows else ()
    what = "补考" if exam.resit_of_id else "考试"
    return red_head(
        organ, f"关于{exam.title}情况的报告", _report_blocks(exam, summary, what), recipients=(MEETING,),
        attachments=("考试成绩单",) if rows else (), annexes=annexes,
    )  # fmt: skip


def _report_blocks(exam: Exam, summary: Summary, what: str) -> Iterator[Block]:
    whole = summary.whole
    yield Paragraph(f"根据人事任免工作有关规定,组织了{exam.title}。现将有关情况报告如下:")
    yield Paragraph("考试组织情况", 1)
    rooms = "、".join(room.name for room in exam.rooms.order_by("name")) or "本机关"
    full, least = shown(exam.full_tenths), shown(exam.pass_tenths)
    yield Paragraph(
        f"{chinese_datetime(exam.started_at or exam.starts_at)}开考,考试时间{exam.minutes}分钟,考场为{rooms}。"
        f"试卷由系统按命题方案从正式题库随机抽取,一人一卷。满分{full}分,{least}分及格。"
    )
    yield Paragraph(f"{what}结果", 1)
    yield Paragraph(told(whole))
    if summary.organs:
        yield Table(ORGAN_COLUMNS, tuple(_organ_row(label, one) for label, one in summary.organs))
    yield from _recomputed(exam, summary)
    yield Paragraph("答题情况", 1)
    weak = [law for law in summary.laws if law.percent < 100][:WEAK]
    yield Paragraph("得分率较低的法律法规如下,建议加强学习。" if weak else "各项法律法规均全部答对。")
    if weak:
        yield Table(LAW_COLUMNS, tuple((f"《{law.law}》", str(law.asked), f"{law.percent}%") for law in weak))
    yield Paragraph("下一步工作", 1)
    yield from _next_steps(exam, whole)


def told(whole: Figures) -> str:
    """The figures of an exam in a sentence."""
    text = f"应考{whole.due}人,实考{whole.sat}人,缺考{whole.absent}人"
    if whole.stopped:
        text += f",违纪终止考试{whole.stopped}人"
    text += f";及格{whole.passed}人,不及格{whole.failed}人,及格率{whole.rate}(及格人数占实考人数)。"
    if whole.average is not None:
        text += (
            f"平均分{shown(whole.average)}分,最高分{shown(whole.highest or 0)}分,最低分{shown(whole.lowest or 0)}分。"
        )
    return text


def _organ_row(label: str, one: Figures) -> tuple[str, ...]:
    average = shown(one.average) if one.average is not None else "—"
    return (label, str(one.due), str(one.sat), str(one.absent), str(one.passed), one.rate, average)


def _recomputed(exam: Exam, summary: Summary) -> Iterator[Block]:
    decisions = list(exam.withdrawn.select_related("question").order_by("pk"))
    if not decisions:
        return
    said = ";".join(f"第{one.question.number}题,{one.get_how_display()},理由:{one.reason}" for one in decisions)
    yield Paragraph(f"考试中作废试题的决定:{said}。")
    if summary.recomputed:
        yield Paragraph(f"据此重新评分{summary.recomputed}份试卷,以重新评分的成绩为准,原成绩保留备查。")


def _next_steps(exam: Exam, whole: Figures) -> Iterator[Block]:
    nominations = [one.nomination.state for one in exam.admissions.select_related("nomination")]
    if failed := nominations.count(states.FAILED):
        yield Paragraph(f"不及格、可以补考的{failed}人,拟另行安排补考。")
    if locked := nominations.count(states.LOCKED):
        yield Paragraph(f"补考仍不及格(或者依规定不予补考)的{locked}人,本届内不得提请审议。")
    if whole.passed:
        yield Paragraph(f"考试及格的{whole.passed}人,建议依法提请常务委员会会议审议。")


def _annex_row(place: int, one: Result) -> tuple[str, ...]:
    nomination = one.nomination
    return (
        str(place), nomination.name, nomination.get_organ_display(), nomination.post, one.score, one.grade
    )  # fmt: skip


def scores_paper(exam: Exam, on: date) -> Tree:
    """成绩单, signed by hand."""
    results = results_of(exam)
    rows = tuple(_score_row(place, one) for place, one in enumerate(results, start=1))
    blocks: Sequence[Block] = (
        Facts((
            ("考试", exam.title), ("时间", chinese_datetime(exam.started_at or exam.starts_at)),
            ("总分、及格线", f"{shown(exam.full_tenths)}分、{shown(exam.pass_tenths)}分"),
            ("总监考", str(exam.chief or "—")),
        )),
        Table(SCORE_COLUMNS, rows) if rows else Paragraph("没有考生。"),
        Paragraph("内部材料,表决公布前不得外传。"),
        SignatureLines((("评分复核人", ""), ("总监考", ""), ("日期", ""))),
    )  # fmt: skip
    return register(heading_of(exam.office, on), "任前法律知识考试成绩单", blocks, subtitle=f"({exam.title})")


def _score_row(place: int, one: Result) -> tuple[str, ...]:
    nomination = one.nomination
    note = f"重新评分前为{one.first_score}分" if one.first_score else ""
    if nomination.state == states.LOCKED:
        note = ";".join(filter(None, (note, "不得提请")))
    return (
        str(place), one.admission.ticket, nomination.name, nomination.get_organ_display(), nomination.post, one.score,
        one.grade, note,
    )  # fmt: skip


def _marked() -> Iterator[Exam]:
    done = Exam.objects.filter(state__in=[states.MARKED, states.REPORTED])
    yield from done.select_related("office", "chief").order_by("starts_at")[:1]


def reports() -> Iterator[Tree]:
    today = timezone.localdate()
    for exam in _marked():
        yield report_paper(exam, heading_of(exam.office, today)).numbered(f"示例人发〔{today.year}〕15号", today)


def score_sheets() -> Iterator[Tree]:
    for exam in _marked():
        yield scores_paper(exam, timezone.localdate())
