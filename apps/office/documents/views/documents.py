"""The register of documents, one document's page and its files."""

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.actors import Actor
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.audiences import may_enter
from apps.foundation.core.errors import WrongState
from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Action, Column, Register
from apps.office.documents import selectors
from apps.office.documents.downloads import DOCX, PDF
from apps.office.documents.filters import DocumentFilters, InboxFilters
from apps.office.documents.forms import DeliverForm
from apps.office.documents.models import Archive, Delivery, Document, DocumentState
from apps.office.documents.rendering.docx import docx_of
from apps.office.documents.rendering.pdf import pdf_of
from apps.office.documents.services import archiving, delivering
from apps.office.documents.views.common import MANAGE, managed_document, visible_document

TONES = {"draft": "secondary", "in_review": "orange", "issued": "green", "withdrawn": "red", "discarded": "secondary"}
PREVIEW_LIMIT = 60_000
"""Characters of a draft that are laid out while somebody waits: some forty pages, two seconds."""
COLUMNS = [
    Column("标题", "title", link=Document.get_absolute_url),
    Column("文号", "number", sort="number"),
    Column("文书", selectors.kind_title),
    Column("发文机关", "organ.name", sort="organ__name"),
    Column("状态", "get_state_display", tone=lambda row: TONES[row.state]),
    Column("拟稿人", "drafter_name"),
    Column("签发人", "signed_by"),
    Column("签发日期", "issued_on", sort="issued_on"),
]
INBOX = [
    Column("标题", "document.title", link=lambda row: row.document.get_absolute_url()),
    Column("文号", "document.number"),
    Column("来文机关", "document.organ.name"),
    Column("送达时间", "sent_at", sort="sent_at"),
    Column("签收", lambda row: _receipt(row)[0], tone=lambda row: _receipt(row)[1]),
    Column("签收时间", "received_at", sort="received_at"),
]  # fmt: skip


def _receipt(delivery: Delivery) -> tuple[str, str]:
    """In a word, with its colour; what was withdrawn waits for nobody."""
    if delivery.received_at:
        return f"{delivery.received_by}已签收", "green"
    return ("已撤回", "secondary") if delivery.document.state == DocumentState.WITHDRAWN else ("待签收", "red")


@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    rows = Document.objects.visible_to(request.actor).select_related("organ").defer("tree")
    actions = (
        [Action("拟文", reverse("documents_new"), "plus", primary=True)]
        if may(request.actor, "documents.draft")
        else []
    )
    return Register(
        "公文", rows, COLUMNS, filterset=DocumentFilters,
        search=["title__icontains", "number__icontains", "drafter_name__icontains"],
        search_hint="查标题、文号、拟稿人", actions=actions,
        empty="还没有公文。各系统办理到相应环节会拟出公文,也可以自己拟文。",
    ).respond(request)  # fmt: skip


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    rows = Delivery.objects.filter(unit=request.actor.unit_id).with_document()
    return Register(
        "收文", rows.order_by("received_at", "-sent_at"), INBOX, filterset=InboxFilters,
        search=["document__title__icontains", "document__number__icontains"], search_hint="查标题、文号",
        empty="还没有收到公文。有公文送达本单位时,会在这里等待签收。",
    ).respond(request)  # fmt: skip


@require_GET
def document(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, actor = visible_document(request, public_id), request.actor
    progress, manages = selectors.progress_of(found, actor), _manages(actor, found)
    drafts = manages and found.state == DocumentState.DRAFT and not selectors.source_of(found)
    context = {
        "document": found,
        "tree": found.content,
        "kind": selectors.kind_title(found),
        "tone": TONES[found.state],
        "manages": manages,
        "keeps": found.is_kept and manages,
        "drafts": drafts,
        "progress": progress,
        "issues": selectors.issues_before_submitting(found) if drafts else [],
        "own_delivery": next((one for one in progress.deliveries if one.unit_id == actor.unit_id), None),
    }
    return render(request, "documents/document.html", context)


@require_GET
def document_pdf(request: HttpRequest, public_id: UUID) -> FileResponse | HttpResponse:
    """The archived file; of a draft a preview that says so."""
    found = visible_document(request, public_id)
    if found.state in {DocumentState.ISSUED, DocumentState.WITHDRAWN}:
        return FileResponse(_archive_of(found).pdf.open(), filename=f"{found.title}.pdf", content_type=PDF)
    if len(str(found.tree)) > PREVIEW_LIMIT:
        raise WrongState("文稿很长,预览请下载 Word 文件;签发后在后台排版成 PDF。")
    content = pdf_of(found.content, is_draft=True).content
    return _download(content, f"{found.title}(草稿).pdf", PDF)


@require_GET
def document_docx(request: HttpRequest, public_id: UUID) -> FileResponse | HttpResponse:
    found = visible_document(request, public_id)
    if found.state in {DocumentState.ISSUED, DocumentState.WITHDRAWN}:
        file = _archive_of(found).docx.open()
        return FileResponse(file, as_attachment=True, filename=f"{found.title}.docx", content_type=DOCX)
    return _download(docx_of(found.content), f"{found.title}(草稿).docx", DOCX, as_attachment=True)


@require_GET
def document_archive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The part of the page that waits for the files."""
    return render(request, "documents/parts/files.html", {"document": visible_document(request, public_id)})


@require_POST
def document_archive_retry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed_document(request, public_id)
    archiving.archive_retry(document=found, by=request.actor, at=timezone.now())
    messages.success(request, "已重新排入归档,请稍候。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def document_deliver(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed_document(request, public_id)
    form = DeliverForm(request.POST or None, units=selectors.units_to_send(found, timezone.localdate()))
    sent = attempt(form, lambda: delivering.document_deliver(
        document=found, units=form.cleaned_data["units"], by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if sent:
        messages.success(request, f"已送达{sent}个单位,对方签收后在本页显示。")
        return redirect(found)
    hint = "收文单位的办理人会收到通知,在“收文”中签收。"
    cancel = found.get_absolute_url()
    return form_page(request, form, title=f"送达{found}", hint=hint, cancel=cancel, submit="送达")


@require_POST
def document_receive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = visible_document(request, public_id)
    delivery = get_object_or_404(found.deliveries.filter(unit=request.actor.unit_id))
    delivering.delivery_receive(delivery=delivery, by=request.actor, at=timezone.now())
    messages.success(request, "已签收。")
    return redirect(found)


def _manages(actor: Actor, found: Document) -> bool:
    """Whether the pages of drafting are offered; units draft their papers where these are made."""
    return may(actor, MANAGE, found) and may_enter(actor.role, "documents_edit")


def _archive_of(found: Document) -> Archive:
    if not hasattr(found, "archive"):
        raise WrongState("文件正在后台排版归档,通常只需几秒,请稍后再下载。")
    return found.archive


def _download(content: bytes, name: str, content_type: str, as_attachment: bool = False) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=as_attachment, filename=name, content_type=content_type)
