"""审议意见: written on the phone or at the desk, read by item and group, taken along as a paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.meetings import opinion_list, selectors
from apps.congress.meetings.forms.questions import OpinionForm
from apps.congress.meetings.models import GroupOpinion, Meeting
from apps.congress.meetings.rules.questions import opinion_word
from apps.congress.meetings.selectors.handed import handed_over
from apps.congress.meetings.selectors.opinions import (
    group_of,
    opinions_by_item,
    running_sitting,
    units_asked,
    withdrawn_opinions,
)
from apps.congress.meetings.services.opinions import opinion_withdraw, opinion_write
from apps.congress.meetings.views.meetings import meeting_of
from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.permissions import may, require
from apps.foundation.core.spreadsheets import XLSX
from apps.office.documents.downloads import docx_response, pdf_response


@require_GET
def opinions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    items = opinions_by_item(meeting, request.actor)
    numbered = [(line.number, line.opinion) for part in items for line in part.lines]
    context = {
        "meeting": meeting,
        "word": opinion_word(is_street=meeting.body.is_street_body),
        "items": items,
        "handed": handed_over(numbered, timezone.localdate()),
        "left": sum(1 for _, opinion in numbered if opinion.handover is None),
        "withdrawn": withdrawn_opinions(meeting, request.actor),
        "writes": may(request.actor, "meetings.note", meeting),
        "manages": may(request.actor, "meetings.manage", meeting),
        "person_id": request.actor.person_id,
    }
    return render(request, "meetings/opinions.html", context)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.note", meeting)
    by_office, today = may(request.actor, "meetings.manage", meeting), timezone.localdate()
    form = OpinionForm(
        request.POST or None, meeting=meeting, units=units_asked(meeting, today), by_office=by_office,
        people=selectors.people_invited(meeting, today), initial=_begun(request, meeting),
    )  # fmt: skip
    own = {} if by_office else {"group_name": group_of(meeting, request.actor.person_id, today)}
    sitting = running_sitting(meeting, request.GET.get("sitting", ""))
    if request.method == "POST" and attempt(
        form, lambda: opinion_write(
            meeting=meeting, sitting=sitting, by=request.actor, at=timezone.now(), **{**form.cleaned_data, **own}
        ),
    ):  # fmt: skip
        messages.success(request, "已记录。可以继续记录下一条。")
        return redirect(request.get_full_path())
    word = opinion_word(is_street=meeting.body.is_street_body)
    back = "meetings_follow" if sitting else "meetings_opinions"
    return form_page(request, form, title=f"记录{word}", pretitle=own.get("group_name") or meeting.title,
                     cancel=reverse(back, args=[(sitting or meeting).public_id]))  # fmt: skip


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = GroupOpinion.objects.visible_to(request.actor).select_related("meeting__body__area")
    opinion = get_object_or_404(rows, public_id=public_id)
    require(request.actor, "meetings.withdraw_own", opinion)
    opinion_withdraw(opinion=opinion, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "意见已撤回,原文和原因保留在记录中。")
    return redirect("meetings_opinions", opinion.meeting.public_id)


@require_GET
def opinions_pdf(request: HttpRequest, public_id: UUID) -> FileResponse:
    return pdf_response(opinion_list.tree(meeting_of(request, public_id), request.actor))


@require_GET
def opinions_docx(request: HttpRequest, public_id: UUID) -> FileResponse:
    return docx_response(opinion_list.tree(meeting_of(request, public_id), request.actor))


@require_GET
def opinions_file(request: HttpRequest, public_id: UUID) -> FileResponse:
    meeting = meeting_of(request, public_id)
    return FileResponse(
        opinion_list.xlsx(meeting, request.actor), as_attachment=True,
        filename=f"{meeting.title}{opinion_list.title_word(meeting)}.xlsx", content_type=XLSX,
    )  # fmt: skip


def _begun(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """The item that is dealt with now is chosen already."""
    sitting = running_sitting(meeting, request.GET.get("sitting", ""))
    return {"agenda_item": selectors.turned_to(sitting)} if sitting else {}
