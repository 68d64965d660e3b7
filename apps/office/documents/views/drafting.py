"""Drafting, sending to the reviewers, taking back, giving up, withdrawing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.permissions import require
from apps.foundation.organisations.models import Unit
from apps.office.documents import composing, selectors
from apps.office.documents.forms import DraftForm, NewDocumentForm, ReviewersForm
from apps.office.documents.models import Document
from apps.office.documents.rules import states
from apps.office.documents.services import drafting, issuing
from apps.office.documents.views.common import drafted_document, managed_document

FORM = ["GET", "POST"]


@require_http_methods(FORM)
def new(request: HttpRequest) -> HttpResponse:
    require(request.actor, "documents.draft")
    form = NewDocumentForm(request.POST or None, actor=request.actor, on=timezone.localdate())
    if form.is_valid():
        require(request.actor, "documents.draft", form.cleaned_data["organ"])
    if document := attempt(form, lambda: _begun(request, **form.cleaned_data)):
        return redirect("documents_edit", document.public_id)
    return form_page(request, form, title="拟文", cancel="/documents/", submit="开始拟稿")


def _begun(request: HttpRequest, *, kind: str, organ: Unit, title: str, key: UUID) -> Document:
    return drafting.document_draft(
        organ=organ, kind=kind, tree=composing.general(kind, organ, title), key=key, by=request.actor,
        at=timezone.now(),
    )  # fmt: skip


@require_http_methods(FORM)
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    document = drafted_document(request, public_id)
    if request.method == "GET":
        states.move(document.state, "change")
    form = DraftForm(request.POST or None, document=document)
    saved = attempt(form, lambda: drafting.document_change(
        document=document, tree=form.edited, revision=form.cleaned_data["revision"], by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if saved:
        messages.success(request, "文稿已保存。")
        return redirect(document)
    form.keep_typing(document)
    return render(request, "documents/edit.html", {"document": document, "form": form})


@require_http_methods(FORM)
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    document = drafted_document(request, public_id)
    people = selectors.possible_reviewers(document, timezone.localdate())
    form = ReviewersForm(request.POST or None, people=people, last=selectors.last_reviewers(document))
    sent = attempt(form, lambda: drafting.document_submit(
        document=document, reviewers=list(form.cleaned_data.values()), by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if sent:
        messages.success(request, "已送核稿。核稿、签发后自动编号并归档。")
        return redirect(document)
    hint = "先核稿,后签发;拟稿人不能核稿或签发自己的文稿。"
    return form_page(
        request, form, title=f"送审{document}", hint=hint, cancel=document.get_absolute_url(), submit="送审"
    )


@require_POST
def recall(request: HttpRequest, public_id: UUID) -> HttpResponse:
    document = managed_document(request, public_id)
    reason = reason_of(request)
    drafting.document_recall(document=document, reason=reason, by=request.actor, at=timezone.now())
    messages.success(request, "已撤回送审,可以修改后重新送审。")
    return redirect(document)


@require_POST
def discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    document = managed_document(request, public_id)
    reason = reason_of(request)
    drafting.document_discard(document=document, reason=reason, by=request.actor, at=timezone.now())
    messages.success(request, "草稿已作废。")
    return redirect(document)


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    document = managed_document(request, public_id)
    reason = reason_of(request)
    issuing.document_withdraw(document=document, reason=reason, by=request.actor, at=timezone.now())
    messages.success(request, "公文已撤回,文号保留并注明撤回。")
    return redirect(document)
