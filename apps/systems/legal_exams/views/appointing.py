"""任命书和宣誓登记: one line for everybody whom the standing committee appointed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.registers import Action, Column, Register
from apps.office.documents.downloads import pdf_response
from apps.systems.legal_exams.forms.voting import AppointmentForm
from apps.systems.legal_exams.models import Appointment
from apps.systems.legal_exams.papers.appointing import certificate_paper, oaths_paper
from apps.systems.legal_exams.permissions import RUN
from apps.systems.legal_exams.services.appointing import appointment_change
from apps.systems.legal_exams.views.finding import found, office_for

COLUMNS = [
    Column("姓名", "nomination.name", link=lambda row: reverse("legal_exams_appointment", args=[row.public_id])),
    Column("职务", "nomination.post"),
    Column("类别", "nomination.get_organ_display", sort="nomination.organ"),
    Column("任命日期", "appointed_on", sort="appointed_on"),
    Column("任命书编号", "certificate_number", sort="certificate_number"),
    Column("签署人", "signed_by"),
    Column("颁发日期", "certificate_given_on", sort="certificate_given_on"),
    Column("宣誓日期", "oath_on", sort="oath_on"),
    Column("宣誓地点", "oath_place"),
    Column("监誓(领誓)人", "oath_led_by"),
    Column("提名编号", "nomination"),
    Column("备注", "note", on_screen=False),
]


def _found(rows: list[Appointment], text: str) -> list[Appointment]:
    """Names are encrypted, so they are searched here."""
    said = {row.pk: f"{row.nomination.name} {row.nomination.post} {row.certificate_number}" for row in rows}
    return [row for row in rows if all(word in said[row.pk] for word in text.split())]


def _appointment(request: HttpRequest, public_id: UUID) -> Appointment:
    rows = Appointment.objects.visible_to(request.actor).select_related("nomination__office")
    return found(request, rows, public_id, RUN)


@require_GET
def appointments(request: HttpRequest) -> HttpResponse:
    rows = Appointment.objects.visible_to(request.actor).select_related("nomination")
    return Register(
        "任命书和宣誓登记", list(rows), COLUMNS, search=_found, search_hint="查姓名、职务、任命书编号",
        actions=[Action("打印宣誓登记表", reverse("legal_exams_oaths"), "printer")],
        empty="还没有通过任命的人员。常委会表决结果宣布后,通过的人员自动列在这里。",
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def appointment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    entry = _appointment(request, public_id)
    form = AppointmentForm(request.POST or None, instance=entry)
    done = attempt(form, lambda: appointment_change(
        appointment=entry, details=form.cleaned_data, revision=form.cleaned_data["revision"], by=request.actor,
        at=timezone.now(),
    ))  # fmt: skip
    if done:
        messages.success(request, "已登记。")
        return redirect("legal_exams_appointments")
    paper = Action("打印任命书", reverse("legal_exams_certificate", args=[entry.public_id]), "printer")
    return form_page(
        request, form, title=f"{entry.nomination.name}的任命书和宣誓", pretitle=str(entry.nomination),
        hint=f"{entry.nomination.post},{entry.appointed_on:%Y年%-m月%-d日}通过。",
        cancel=reverse("legal_exams_appointments"), actions=[paper],
    )  # fmt: skip


@require_GET
def certificate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return pdf_response(certificate_paper(_appointment(request, public_id)))


@require_GET
def oaths(request: HttpRequest) -> HttpResponse:
    office = office_for(request)
    rows = Appointment.objects.visible_to(request.actor).select_related("nomination").order_by("appointed_on", "pk")
    return pdf_response(oaths_paper(office, list(rows), timezone.localdate()))
