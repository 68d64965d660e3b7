"""Files are handed out by this view alone, after a look at their parent."""

from uuid import UUID

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from apps.office.files import selectors
from apps.office.files.models import Attachment


@require_safe
def attachment_open(request: HttpRequest, public_id: UUID) -> FileResponse:
    attachment = _visible(request, public_id)
    save = not attachment.opens_in_browser or "save" in request.GET
    return _handed_out(attachment.stored, attachment.content_type, attachment.name, save=save)


@require_safe
def thumbnail_open(request: HttpRequest, public_id: UUID) -> FileResponse:
    return thumbnail_of(_visible(request, public_id))


def thumbnail_of(attachment: Attachment) -> FileResponse:
    """The thumbnail of an attachment that the caller has already allowed to be seen; 404 where there is none."""
    if not attachment.thumbnail:
        raise Http404
    return _handed_out(attachment.thumbnail, "image/jpeg", "thumbnail.jpg", save=False)


def _visible(request: HttpRequest, public_id: UUID) -> Attachment:
    attachment = get_object_or_404(Attachment, public_id=public_id)
    if not selectors.parent_is_visible(attachment, request.actor):
        raise Http404
    return attachment


def _handed_out(stored: FieldFile, content_type: str, name: str, *, save: bool) -> FileResponse:
    try:
        content = stored.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=save, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response
