"""准考证: four on an A4 sheet, each with the code that lets its candidate practise before the day."""

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.http import FileResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from apps.office.documents.downloads import PDF
from apps.office.documents.rendering.pdf import pdf_of_page
from apps.systems.legal_exams.models import Admission
from apps.systems.legal_exams.rules.eligibility import masked_identity
from apps.systems.legal_exams.services.tickets import Ticket

STYLE = Path(__file__).parent / "tickets.css"
CANDIDATE_PAGE = "legal_exams_study_door"
PER_PAGE = 4
BEFORE = timedelta(minutes=30)
SAMPLE_CODE = "0123456789"


def tickets_response(tickets: Sequence[Ticket]) -> FileResponse:
    """One PDF; its name says how many, never whose."""
    name = f"准考证({len(tickets)}张).pdf"
    return FileResponse(BytesIO(tickets_pdf(tickets)), filename=name, content_type=PDF)


def tickets_pdf(tickets: Sequence[Ticket]) -> bytes:
    cards = [_card(ticket) for ticket in tickets]
    sheets = [cards[start : start + PER_PAGE] for start in range(0, len(cards), PER_PAGE)]
    html = render_to_string("legal_exams/tickets.html", {"sheets": sheets})
    return pdf_of_page(html, STYLE.read_text()).content


def _card(ticket: Ticket) -> dict[str, Any]:
    one, exam = ticket.admission, ticket.admission.exam
    address = f"{settings.PUBLIC_URL}{reverse(CANDIDATE_PAGE)}"
    return {
        "exam": exam, "name": one.nomination.name, "identity": masked_identity(one.nomination.identity_number),
        "ticket": one.ticket, "room": one.room, "seat": one.seat, "arrive_at": exam.starts_at - BEFORE,
        "code": " ".join((ticket.code[:5], ticket.code[5:])), "address": address,
        "qr": segno.make(address, error="m", micro=False).svg_data_uri(border=0),
    }  # fmt: skip


def samples() -> list[tuple[str, bytes]]:
    """One of the demo district, with a code that opens nothing."""
    rows = Admission.objects.filter(exam__office__is_demo=True, exam__starts_at__gt=timezone.now())
    shown = [
        Ticket(one, SAMPLE_CODE) for one in rows.select_related("exam", "nomination", "room").order_by("ticket")[:4]
    ]
    return [("准考证.pdf", tickets_pdf(shown))] if shown else []
