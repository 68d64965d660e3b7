"""Taking files in."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError
from apps.office.files import imaging, rules
from apps.office.files.models import Attachment


class _Ready(NamedTuple):
    content: File
    name: str
    content_type: str
    thumbnail: bytes


@transaction.atomic
def attachment_add(
    *, parent: models.Model, upload: UploadedFile, by: Actor, at: datetime, area_path: str = ""
) -> Attachment:
    """Keep an uploaded file with a saved row; pictures are redrawn upright and without metadata.

    `area_path` is that of the parent: what a deputy attaches is seen in the log of the place, not of nowhere.

    Raises DomainError where the file is too large, empty, of a kind that is not allowed, or no picture
    though it claims to be one.
    """
    ready = _examined(upload)
    attachment = Attachment(
        parent_label=parent._meta.label_lower, parent_id=parent.pk, name=ready.name,
        content_type=ready.content_type, size=ready.content.size, sha256=_digest(ready.content),
        uploaded_by_id=by.user_id, uploaded_at=at,
    )  # fmt: skip
    attachment.stored.save(ready.name, ready.content, save=False)
    if ready.thumbnail:
        attachment.thumbnail.save("thumbnail.jpg", ContentFile(ready.thumbnail), save=False)
    attachment.save()
    size = ready.content.size
    audit.record("files.attachment.added", on=parent, by=by, area_path=area_path, name=ready.name, size=size)
    return attachment


def attachments_move(parent: models.Model, other: models.Model) -> None:
    """The files of a row belong to another one from now on, and are seen with it."""
    Attachment.objects.of(parent).update(parent_label=other._meta.label_lower, parent_id=other.pk)


def upload_refusal(upload: UploadedFile) -> str:
    """The sentence with which `attachment_add` would refuse a file, "" where it would not: for forms."""
    try:
        _examined(upload)
    except DomainError as error:
        return error.sentence
    return ""


def _examined(upload: UploadedFile) -> _Ready:
    name = upload.name or ""
    if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        raise DomainError(f"“{name[:60]}”超过 {settings.UPLOAD_LIMIT_MB} MB,请压缩或拆分后再上传。")
    if not upload.size:
        raise DomainError(f"“{name[:60]}”是空文件,请重新选择。")
    kind = rules.kind_of(name, upload)
    refusal = rules.refusal(name, kind)
    if kind is None or refusal:
        raise DomainError(refusal)
    return _redrawn(upload, name) if kind.is_image else _as_it_is(upload, name, kind)


def _as_it_is(upload: UploadedFile, name: str, kind: rules.Kind) -> _Ready:
    return _Ready(upload, rules.safe_name(name, kind.suffix), kind.content_type, b"")


def _redrawn(upload: UploadedFile, name: str) -> _Ready:
    try:
        picture = imaging.redraw(upload)
    except imaging.NotAPicture as error:
        raise DomainError(f"“{name[:60]}”:{error}") from error
    content = ContentFile(picture.content)
    return _Ready(content, rules.safe_name(name, picture.suffix), picture.content_type, picture.thumbnail)


def _digest(content: File) -> str:
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    return digest.hexdigest()
