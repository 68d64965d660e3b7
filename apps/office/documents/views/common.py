from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.foundation.core.errors import WrongState
from apps.foundation.core.permissions import require
from apps.office.documents import selectors
from apps.office.documents.models import Document

MANAGE = "documents.manage"


def visible_document(request: HttpRequest, public_id: UUID) -> Document:
    rows = Document.objects.visible_to(request.actor).select_related("organ__area", "archive")
    return get_object_or_404(rows, public_id=public_id)


def drafted_document(request: HttpRequest, public_id: UUID) -> Document:
    """One that is written here; raises WrongState for one that is made from what another page says."""
    document = managed_document(request, public_id)
    if source := selectors.source_of(document):
        raise WrongState(f"{selectors.kind_title(document)}由“{source}”生成,正文和送签都在该页办理,不在公文中修改。")
    return document


def managed_document(request: HttpRequest, public_id: UUID) -> Document:
    document = visible_document(request, public_id)
    require(request.actor, MANAGE, document)
    return document
