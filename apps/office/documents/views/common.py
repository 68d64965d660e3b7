from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.foundation.core.permissions import require
from apps.office.documents.models import Document

MANAGE = "documents.manage"


def visible_document(request: HttpRequest, public_id: UUID) -> Document:
    rows = Document.objects.visible_to(request.actor).select_related("organ__area", "archive")
    return get_object_or_404(rows, public_id=public_id)


def managed_document(request: HttpRequest, public_id: UUID) -> Document:
    document = visible_document(request, public_id)
    require(request.actor, MANAGE, document)
    return document
