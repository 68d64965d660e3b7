"""The result, its sheet, its signatures and, for named polls, who voted what."""

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.congress.ballots import announcement, result_sheet, selectors
from apps.congress.ballots.models import SIGNING_DUTIES
from apps.congress.ballots.rules.case_files import printable
from apps.congress.ballots.services.signing import result_sign
from apps.congress.ballots.views.common import poll_for
from apps.foundation.core.filenames import file_name_of
from apps.foundation.core.identifiers import uuid_of
from apps.foundation.core.registers import Column, Register
from apps.foundation.core.spreadsheets import XLSX
from apps.office.documents.downloads import docx_response, pdf_response

VOTES = [
    Column("序号", "entry.number", sort="entry__number"),
    Column("姓名", "entry.name", sort="entry__name"),
    Column("所投", lambda ballot: selectors.marks_text(ballot.choices)),
    Column("投票时间", "cast_at", sort="cast_at"),
]


@require_GET
def result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    poll = poll_for(request, public_id, "ballots.see_result")
    return render(request, "ballots/result.html", result_sheet.facts(poll, request.actor))


@require_GET
def result_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    poll = poll_for(request, public_id, "ballots.compare_tallies")
    return pdf_response(result_sheet.tree(poll, request.actor), is_saved=True)


@require_GET
def result_docx(request: HttpRequest, public_id: UUID) -> HttpResponse:
    poll = poll_for(request, public_id, "ballots.compare_tallies")
    return docx_response(result_sheet.tree(poll, request.actor))


@require_GET
def result_xlsx(request: HttpRequest, public_id: UUID) -> HttpResponse:
    poll = poll_for(request, public_id, "ballots.compare_tallies")
    name = f"{result_sheet.heading(poll)}.xlsx"
    return FileResponse(result_sheet.xlsx(poll), as_attachment=True, filename=name, content_type=XLSX)


@require_GET
def recount_json(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The file for `manage.py recount`, so that anybody can count again what was counted here."""
    poll = poll_for(request, public_id, "ballots.compare_tallies")
    content = BytesIO(printable(selectors.result_of(poll).case).encode())
    name = file_name_of(f"{poll.title}复核", "json")
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/json")


@require_GET
def announce_text(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """宣布词, to be read from the screen or from paper."""
    poll = poll_for(request, public_id, "ballots.compare_tallies")
    return render(request, "ballots/announcement.html", {"poll": poll, "said": announcement.announcement(poll)})


@require_GET
def announcement_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return pdf_response(announcement.tree(poll_for(request, public_id, "ballots.compare_tallies")))


@require_GET
def announcement_docx(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return docx_response(announcement.tree(poll_for(request, public_id, "ballots.compare_tallies")))


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Each scrutineer signs; staff record who signed the printed sheet by hand."""
    poll = poll_for(request, public_id, "ballots.sign_result")
    officers = poll.officers.filter(duty__in=SIGNING_DUTIES).select_related("person")
    if request.method == "POST":
        officer = get_object_or_404(officers, person__public_id=uuid_of(request.POST.get("officer")))
        result_sign(officer=officer, by=request.actor, at=timezone.now())
        messages.success(request, f"{officer.person.name}已签字。")
        return redirect("ballots_sign", public_id)
    context = result_sheet.facts(poll, request.actor)
    return render(request, "ballots/sign.html", {**context, "signing": officers})


@require_GET
def votes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who voted what in a named poll; for the office of the place alone."""
    poll = poll_for(request, public_id, "ballots.see_votes")
    return Register(
        f"{poll.title}记名表决情况", selectors.named_votes(poll), VOTES,
        search=["entry__name__icontains"], search_hint="查姓名", pretitle=poll.body.name,
        empty="没有收到电子票。",
    ).respond(request)  # fmt: skip
