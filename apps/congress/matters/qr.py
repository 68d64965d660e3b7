"""QR codes of this portal's own addresses, as drawings inside the page."""

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


def qr_of(path: str) -> SafeString:
    """The code of an address of this portal, as SVG without a size of its own."""
    drawing = segno.make(f"{settings.PUBLIC_URL}{path}", error="m", micro=False)
    return mark_safe(drawing.svg_inline(border=2, omitsize=True, svgclass="qr"))
