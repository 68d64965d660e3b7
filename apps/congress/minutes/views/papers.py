"""The list of records and minutes, the papers of one meeting, one paper and its files."""

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.minutes import papers
from apps.congress.minutes.filters import MinutesFilter
from apps.congress.minutes.forms import DetailsForm, DraftForm
from apps.congress.minutes.models import Minutes
from apps.congress.minutes.selectors import page
from apps.congress.minutes.selectors.bundle import not_issued
from apps.congress.minutes.services import drafting
from apps.congress.minutes.views.common import MANAGE, managed, meeting_of, minutes_of
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.errors import WrongState
from apps.foundation.core.filenames import file_name_of
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Column, Register
from apps.office.documents.downloads import DOCX, PDF
from apps.office.documents.models import Archive
from apps.office.documents.rendering.docx import docx_of
from apps.office.documents.rendering.pdf import pdf_of

FORM = ["GET", "POST"]
HAVE_A_BANNER = {"changed", "missing"}
TONES = {"draft": "secondary", "in_approval": "orange", "issued": "green"}
COLUMNS = [
    Column("标题", "title", link=Minutes.get_absolute_url, sort="title"),
    Column("类别", "get_kind_display", sort="kind"),
    Column("机关", "body.name", sort="body__name"),
    Column("状态", "get_state_display", tone=lambda row: TONES[row.state], sort="state"),
    Column("记录人", "recorder"),
    Column("起草时间", "created_at", sort="created_at"),
    Column("签发时间", "issued_at", sort="issued_at"),
    Column("向代表公开", "is_published", on_screen=False),
    Column("与登记不符的理由", "difference_reason", on_screen=False),
]


@require_GET
def minutes_list(request: HttpRequest) -> HttpResponse:
    rows = Minutes.objects.visible_to(request.actor).select_related("body")
    inside = request.actor.sees_area
    empty = "会议散会后,从会议页面的“记录和纪要”开始起草。" if inside else "会议纪要签发并向代表公开后,显示在这里。"
    return Register(
        "会议记录和纪要", rows, COLUMNS if inside else COLUMNS[:4], filterset=MinutesFilter,
        search=["title__icontains", "recorder__icontains"], search_hint="查标题、记录人", empty=empty,
    ).respond(request)  # fmt: skip


@require_GET
def meeting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything on paper about one meeting."""
    found = meeting_of(request, public_id)
    context = {
        "meeting": found,
        "papers": [(one, TONES[one.state]) for one in found.minutes.select_related("sitting")],
        "bundles": found.bundles.all()[:5],
        "lacking": not_issued(found),
        "manages": may(request.actor, MANAGE, found),
    }
    return render(request, "minutes/meeting.html", context)


@require_http_methods(FORM)
def draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, actor = meeting_of(request, public_id), request.actor
    require(actor, MANAGE, found)
    form = DraftForm(request.POST or None, meeting=found, recorder=actor.name)
    made = attempt(form, lambda: drafting.minutes_draft(
        meeting=found, kind=form.kind, sitting=form.sitting, recorder=form.cleaned_data["recorder"],
        presided_by=form.cleaned_data["presided_by"], by=actor, at=timezone.now(),
    ))  # fmt: skip
    if made:
        messages.success(request, "已据登记的事实起草,请逐节核对。")
        return redirect(made)
    hint = "文字由签到、议程、发言、表决等登记的事实生成,起草后可以逐节修改,修改之处会标出来。"
    cancel = reverse("minutes_meeting", args=[public_id])
    return form_page(
        request, form, title="起草记录或纪要", pretitle=found.title, hint=hint, cancel=cancel, submit="起草"
    )


@require_GET
def minutes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, actor, now = minutes_of(request, public_id), request.actor, timezone.now()
    view, manages = page.paper_view(found, now, actor.user_id), may(actor, MANAGE, found)
    edits = manages and found.is_draft
    issues = page.submit_issues(found, view, now, actor.user_id) if edits else []
    context = {
        "minutes": found,
        "view": view,
        "tone": TONES[found.state],
        "manages": manages,
        "edits": edits,
        "is_inside": actor.sees_area,
        "document": page.document_of(found),
        "issues": issues,
        "other_issues": [issue for issue in issues if issue.code not in HAVE_A_BANNER],
        "hints": page.paper_hints(found) if edits else [],
    }
    return render(request, "minutes/minutes.html", context)


@require_http_methods(FORM)
def details(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = DetailsForm(request.POST or None, minutes=found)
    saved = attempt(form, lambda: drafting.minutes_details_set(minutes=found, by=request.actor, **form.cleaned_data))
    if saved:
        messages.success(request, "已保存。基本情况中的记录人、主持人请据事实更新。")
        return redirect(saved)
    return form_page(request, form, title="标题、记录人和主持人", cancel=found.get_absolute_url())


@require_POST
def complete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    added = drafting.minutes_complete(minutes=found, by=request.actor, at=timezone.now())
    messages.success(request, f"已补充{len(added)}节。")
    return redirect(found)


@require_GET
def pdf(request: HttpRequest, public_id: UUID) -> FileResponse:
    """The archived file; before the signature the text as it stands, marked as a draft."""
    found = minutes_of(request, public_id)
    name = file_name_of(found.title, "pdf")
    if found.issued_at:
        return FileResponse(_archive(found).pdf.open(), filename=name, content_type=PDF)
    content = pdf_of(papers.tree_of(found, page.sections_as_edited(found)), is_draft=True).content
    return FileResponse(BytesIO(content), filename=name, content_type=PDF)


@require_GET
def docx(request: HttpRequest, public_id: UUID) -> FileResponse:
    found = minutes_of(request, public_id)
    name = file_name_of(found.title, "docx")
    if found.issued_at:
        return FileResponse(_archive(found).docx.open(), as_attachment=True, filename=name, content_type=DOCX)
    content = docx_of(papers.tree_of(found, page.sections_as_edited(found)))
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=DOCX)


def _archive(found: Minutes) -> Archive:
    archive = page.archive_of(found)
    if archive is None:
        raise WrongState("文件正在后台排版归档,通常只需几秒,请稍后再下载。")
    return archive
