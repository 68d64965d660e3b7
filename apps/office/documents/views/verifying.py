"""The public page behind the QR code of a paper: is the paper in hand the archived one?"""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from apps.foundation.core.errors import NotAllowed
from apps.foundation.core.throttle import Throttle
from apps.office.documents import selectors
from apps.office.documents.forms import VerifyForm
from apps.office.documents.models import Document
from apps.office.documents.rendering.stamps import printed

WRONG_CODES = Throttle("verify", limit=30, seconds=600)


@never_cache
@csrf_protect
@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What was issued under this code; a file that is handed in is compared byte by byte."""
    if WRONG_CODES.is_closed(request):
        raise NotAllowed("查询过于频繁,请十分钟后再试。")
    document = selectors.document_by_code(code)
    if document is None:
        WRONG_CODES.count_failure(request)
        return render(request, "documents/verify_unknown.html", {"code": code[:16]}, status=404)
    form = VerifyForm(request.POST or None, request.FILES or None)
    verdict = _verdict(document, form) if form.is_valid() else None
    context = {
        "document": document, "tree": document.content if document.is_public else None, "form": form,
        "verdict": verdict, "digest": printed(document.digest),
    }  # fmt: skip
    return render(request, "documents/verify.html", context)


def _verdict(document: Document, form: VerifyForm) -> bool:
    digest = hashlib.sha256()
    for chunk in form.cleaned_data["file"].chunks():
        digest.update(chunk)
    return hasattr(document, "archive") and digest.hexdigest() in {
        document.archive.pdf_sha256, document.archive.docx_sha256,
    }  # fmt: skip
