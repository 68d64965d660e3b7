"""What people type, freed of how their keyboard wrote it."""

import re
import unicodedata

PHONE = re.compile(r"\A(?!000)\+?[0-9][0-9 \-]{5,18}\Z")
"""No number begins with three zeros, but dates of the year 1 do."""
SYMBOL_BULLETS = dict.fromkeys(range(0xF020, 0xF100), "·")
"""Where Word keeps the signs of its fonts of symbols, which no other font shows; its lists begin with them."""


def half_width(text: str) -> str:
    """Digits, letters and signs of full width, as a Chinese keyboard makes them, as their plain forms."""
    return unicodedata.normalize("NFKC", text).strip()
