"""What people type, freed of how their keyboard wrote it."""

import re
import unicodedata

PHONE = re.compile(r"\A(?!000)\+?[0-9][0-9 \-]{5,18}\Z")
"""No number begins with three zeros, but dates of the year 1 do."""


def half_width(text: str) -> str:
    """Digits, letters and signs of full width, as a Chinese keyboard makes them, as their plain forms."""
    return unicodedata.normalize("NFKC", text).strip()
