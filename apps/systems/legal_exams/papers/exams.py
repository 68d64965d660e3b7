"""考试通知 and 补考通知, which name nobody; 考生名册 and 免考审批表, which only those who run the exam print."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone

from apps.congress.supervision.selectors.organs import heading_of
from apps.foundation.core.dates import chinese_date, chinese_datetime, local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.policies.selectors import resolve
from apps.office.documents.composing import red_head, register, sheet
from apps.office.documents.rules.tree import Block, Column, Facts, Paragraph, SignatureLines, Table, Tree
from apps.systems.legal_exams.models import Admission, Exam, Nomination, Room
from apps.systems.legal_exams.rules import marking, states
from apps.systems.legal_exams.rules.eligibility import masked_identity
from apps.systems.legal_exams.rules.policies import LATE_MINUTES

NOTICE, RESIT_NOTICE = "legal_exams_notice", "legal_exams_resit_notice"
ROSTER, TICKETS, EXEMPTION_FORM = "legal_exams_roster", "legal_exams_tickets", "legal_exams_exemption_form"
ROSTER_COLUMNS = (
    Column("座位号", 2), Column("准考证号", 4), Column("姓名", 3), Column("身份证号", 5), Column("类别", 2),
    Column("拟任职务", 7, "left"), Column("签到", 3), Column("备注", 3),
)  # fmt: skip
ARRIVAL = "请于开考前30分钟凭准考证和居民身份证到达考场,经监考员核验身份后入座。"
DISCIPLINE = "手机等通信设备和与考试无关的物品不得带入座位。离开答题页面、他人代答等情况均由系统记录。"
USUAL_NUMBER = "〔2026〕12号"


def kind_of_notice(exam: Exam) -> str:
    return RESIT_NOTICE if exam.resit_of_id else NOTICE


def notice_paper(exam: Exam, organ: Unit) -> Tree:
    """Time, place, scope and discipline as every candidate and every nominating organ may read it."""
    what = "补考" if exam.resit_of_id else "考试"
    return red_head(
        organ, f"关于组织任前法律知识{what}的通知", _notice_blocks(exam), recipients=("各提请机关", "有关人选")
    )


def _notice_blocks(exam: Exam) -> Iterator[Block]:
    what = "补考" if exam.resit_of_id else "任前法律知识考试"
    yield Paragraph(
        f"根据人事任免工作有关规定,拟提请常务委员会任命的人选应当参加任前法律知识考试。现将{exam.title}有关事项通知如下:"
    )
    if exam.resit_of_id:
        yield Paragraph(f"{exam.resit_of}不及格的人选参加本次补考,补考另行抽题。补考仍不及格的,本届内不得提请审议。")
    yield Paragraph("时间和地点", 1)
    yield Paragraph(f"{chinese_datetime(exam.starts_at)}开考,考试时间{exam.minutes}分钟。")
    for room in exam.rooms.order_by("name"):
        yield Paragraph(f"{room.name}:{room.address}。")
    yield Paragraph("考试范围", 1)
    yield Paragraph(exam.scope or "另行通知。")
    yield Paragraph(f"{what}方式", 1)
    book = "开卷" if exam.blueprint.is_open_book else "闭卷"
    full, mark = marking.shown(exam.full_tenths), marking.shown(exam.pass_tenths)
    yield Paragraph(f"{book}、计算机作答,满分{full}分,{mark}分及格。每人一卷,由系统按命题方案随机抽题。")
    yield Paragraph("注意事项", 1)
    late = resolve(LATE_MINUTES, area=exam.office, on=local_day(exam.starts_at)).value
    yield Paragraph(ARRIVAL + (f"开考后迟到超过{late}分钟的,不得入场。" if late else "开考后不得入场。"))
    yield Paragraph(DISCIPLINE)
    yield Paragraph("准考证另行密封送达本人,凭准考证可以在开考前在线练习。")


def roster_paper(room: Room, admissions: Sequence[Admission], on: date) -> Tree:
    """考场考生名册, for the door and the invigilators' table."""
    exam = room.exam
    rows = tuple(
        (str(one.seat), one.ticket, one.nomination.name, masked_identity(one.nomination.identity_number),
         one.nomination.get_organ_display(), one.nomination.post, "", "")
        for one in admissions
    )  # fmt: skip
    watchers = "、".join(person.name for person in room.invigilators.all()) or "待定"
    blocks = (
        Paragraph(
            f"考试:{exam.title}。时间:{chinese_datetime(exam.starts_at)},{exam.minutes}分钟。地点:{room.address}。"
        ),
        Paragraph(f"监考员:{watchers}。总监考:{exam.chief or '待定'}。考生{len(rows)}名。内部材料,用后收回。"),
        Table(ROSTER_COLUMNS, rows) if rows else Paragraph("还没有安排考生。"),
    )
    return register(heading_of(exam.office, on), "任前法律知识考试考生名册", blocks, subtitle=f"({room.name})")


def exemption_paper(nomination: Nomination, earlier: Sequence[str], on: date) -> Tree:
    """免考审批表: who, for which post, why; signed by hand by those who approve."""
    blocks = (
        Facts(
            (
                ("编号", str(nomination)),
                ("届", str(nomination.term)),
                ("姓名", nomination.name),
                ("身份证号", masked_identity(nomination.identity_number)),
                ("现任职务", nomination.present_post),
                ("拟任职务", nomination.post),
                ("任命方式", nomination.get_kind_display()),
                ("提请机关", nomination.nominated_by),
                ("收到日期", chinese_date(nomination.received_on)),
                ("会议日期", chinese_date(nomination.meeting_on) if nomination.meeting_on else "未定"),
                ("免考情形", nomination.exemption),
                ("理由", nomination.exemption_reason),
                ("本届内考试成绩", ";".join(earlier) or "无"),
            )
        ),
        SignatureLines((("经办人", ""), ("人事任免工作机构负责人", ""), ("审批人", ""))),
    )
    return sheet(heading_of(nomination.office, on), "任前法律知识考试免考审批表", blocks, subtitle=f"({nomination})")


def _demo_exams(**wanted: object) -> Iterator[Exam]:
    rows = Exam.objects.filter(office__is_demo=True, **wanted).exclude(state=states.CALLED_OFF)
    yield from rows.select_related("office", "blueprint", "resit_of", "chief").order_by("pk")[:1]


def notices() -> Iterator[Tree]:
    today = timezone.localdate()
    for exam in _demo_exams(resit_of__isnull=True, state=states.NOTIFIED):
        yield notice_paper(exam, heading_of(exam.office, today)).numbered(USUAL_NUMBER, today)


def resit_notices() -> Iterator[Tree]:
    today = timezone.localdate()
    for exam in _demo_exams(resit_of__isnull=False):
        yield notice_paper(exam, heading_of(exam.office, today)).numbered(USUAL_NUMBER, today)


def rosters() -> Iterator[Tree]:
    for exam in _demo_exams(state=states.NOTIFIED):
        for room in exam.rooms.select_related("exam__office", "exam__chief").order_by("name")[:1]:
            admissions = room.admissions.select_related("nomination").order_by("seat")
            yield roster_paper(room, list(admissions), timezone.localdate())


def exemption_forms() -> Iterator[Tree]:
    rows = Nomination.objects.filter(office__is_demo=True, exemption__gt="").select_related("office", "term")
    for nomination in rows.order_by("pk")[:1]:
        yield exemption_paper(nomination, (), timezone.localdate())
