"""任命书 and 宣誓登记表: of those whom the standing committee has appointed; their names are public by then."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone

from apps.congress.supervision.selectors.organs import heading_of
from apps.foundation.core.dates import chinese_date
from apps.foundation.organisations.models import Area
from apps.office.documents.composing import register, sheet
from apps.office.documents.rules.tree import Column, Facts, Paragraph, SignatureLines, Table, Tree
from apps.systems.legal_exams.models import Appointment

CERTIFICATE, OATHS = "legal_exams_certificate", "legal_exams_oaths"
OATH_COLUMNS = (
    Column("序号", 2), Column("姓名", 3), Column("职务", 7, "left"), Column("任命日期", 4), Column("宣誓日期", 4),
    Column("宣誓地点", 5, "left"), Column("监誓(领誓)人", 3), Column("本人签名", 4),
)  # fmt: skip


def certificate_paper(appointment: Appointment) -> Tree:
    """任命书, one page: who, to what, by whom signed."""
    nomination = appointment.nomination
    organ = heading_of(nomination.office, appointment.appointed_on)
    kind = nomination.get_kind_display()
    text = (
        f"{nomination.name}:经{organ.name}会议{chinese_date(appointment.appointed_on)}通过,"
        f"{kind}你为{nomination.post}。此证。"
    )
    blocks = (
        Paragraph(text),
        Facts((
            ("编号", appointment.certificate_number or "(未编号)"), ("签署人", appointment.signed_by or "(未登记)"),
            ("任命日期", chinese_date(appointment.appointed_on)),
            ("颁发日期", _day(appointment.certificate_given_on)),
        )),
        SignatureLines((("主任(签署)", ""), ("日期", ""))),
    )  # fmt: skip
    return sheet(organ, "任命书", blocks)


def oaths_paper(office: Area, appointments: Sequence[Appointment], on: date) -> Tree:
    """宪法宣誓登记表."""
    rows = tuple(
        (str(place), one.nomination.name, one.nomination.post, _day(one.appointed_on), _day(one.oath_on),
         one.oath_place or "—", one.oath_led_by or "—", "")
        for place, one in enumerate(appointments, start=1)
    )  # fmt: skip
    block = Table(OATH_COLUMNS, rows) if rows else Paragraph("还没有通过任命的人员。")
    return register(heading_of(office, on), "宪法宣誓登记表", (block,), subtitle=f"({chinese_date(on)}打印)")


def _day(day: date | None) -> str:
    return chinese_date(day) if day else "—"


def certificates() -> Iterator[Tree]:
    for appointment in Appointment.objects.select_related("nomination__office").order_by("pk")[:1]:
        yield certificate_paper(appointment)


def oath_sheets() -> Iterator[Tree]:
    rows = list(Appointment.objects.select_related("nomination__office").order_by("appointed_on", "pk"))
    if rows:
        yield oaths_paper(rows[0].nomination.office, rows, timezone.localdate())
