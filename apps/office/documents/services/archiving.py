"""The archive: both files as issued, with their SHA-256. Rendering stays outside the transaction that stores them."""

import hashlib
import logging
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState
from apps.office.documents import selectors
from apps.office.documents.models import Archive, Document, DocumentState
from apps.office.documents.rendering.docx import docx_of
from apps.office.documents.rendering.pdf import pdf_of
from apps.office.documents.rendering.stamps import qr_png, stamp_of
from apps.office.documents.services.issuing import ARCHIVE

logger = logging.getLogger(__name__)
FULL_DISK = "服务器磁盘空间不足或不可写,文件没有归档。请联系系统管理员腾出空间,再点“重新归档”。"


def document_archive(*, document_id: int, at: datetime) -> Archive | None:
    """Render an issued document and keep both files. Run twice, it does nothing the second time."""
    document = Document.objects.select_related("organ__area").get(pk=document_id)
    if document.state != DocumentState.ISSUED or Archive.objects.filter(document=document).exists():
        return None
    try:
        return _kept(document, at)
    except OSError as error:
        logger.exception("document %s could not be archived", document.pk)
        Document.objects.filter(pk=document.pk).update(archive_trouble=FULL_DISK if error.errno else str(error)[:200])
        return None


def _kept(document: Document, at: datetime) -> Archive | None:
    tree, stamp = document.content, stamp_of(document)
    pdf = pdf_of(tree, stamp=stamp)
    docx = docx_of(tree, qr=qr_png(stamp.url), verify_line=f"扫码核验:{stamp.url} 内容摘要:{stamp.digest}")
    archive = Archive(
        document=document, pages=pdf.pages, archived_at=at, pdf_sha256=_sha256(pdf.content), docx_sha256=_sha256(docx)
    )
    with transaction.atomic():
        Document.objects.select_for_update().get(pk=document.pk)
        if Archive.objects.filter(document=document).exists():
            return None
        archive.pdf.save("", ContentFile(pdf.content), save=False)
        archive.docx.save("", ContentFile(docx), save=False)
        archive.save()
        Document.objects.filter(pk=document.pk).update(archive_trouble="")
    return archive


def archive_retry(*, document: Document, by: Actor, at: datetime) -> None:
    """Queue the archive of one document again."""
    if Archive.objects.filter(document=document).exists():
        raise WrongState("文件已经归档,请刷新页面。")
    if document.state != DocumentState.ISSUED:
        raise WrongState("只有已签发的公文才归档。")
    outbox.send(ARCHIVE, document.pk)


def archive_pending() -> int:
    """Queue again what lies issued without its files (a full disk, a worker that died); returns how many."""
    waiting = list(selectors.waiting_for_archive())
    outbox.send_many(ARCHIVE, [(pk,) for pk in waiting])
    return len(waiting)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
