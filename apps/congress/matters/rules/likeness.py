"""Texts as sets of bigrams: by them they are found and compared, without a dictionary of words."""

import re
import unicodedata

RUN = re.compile(r"[^\W_]+")
LIKELY = 0.2
"""Two people's words for one thing rarely share more than a third of their bigrams; strangers share a tenth."""


def bigrams(text: str) -> list[str]:
    """Every pair of neighbouring letters once, sorted; a letter that stands alone is kept as it is."""
    runs = RUN.findall(unicodedata.normalize("NFKC", text).casefold())
    return sorted({gram for run in runs for gram in _grams(run)})


def _grams(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run) - 1)] or [run]
