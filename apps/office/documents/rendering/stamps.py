"""What an issued paper says of its archive: a QR code to its page, and the digest of its content."""

from io import BytesIO

import segno
from django.conf import settings
from django.urls import reverse

from apps.office.documents.models import Document
from apps.office.documents.rendering.pdf import Stamp

GROUP, GROUPS = 4, 8


def address_of(document: Document) -> str:
    """The public page of an issued document."""
    return settings.PUBLIC_URL + reverse("documents_verify", args=[document.code])


def stamp_of(document: Document) -> Stamp:
    url = address_of(document)
    return Stamp(segno.make(url, micro=False).svg_data_uri(border=0), url, printed(document.digest))


def qr_png(url: str) -> bytes:
    file = BytesIO()
    segno.make(url, micro=False).save(file, kind="png", scale=6, border=0)
    return file.getvalue()


def printed(digest: str) -> str:
    """The first 32 digits in groups of four: enough to compare by eye."""
    return " ".join(digest[place : place + GROUP] for place in range(0, GROUP * GROUPS, GROUP))
