"""How wide text is, in characters of its own size: hanzi and their punctuation one, Latin letters and digits a half."""

import unicodedata

_WIDTHS = {"F": 1.0, "W": 1.0, "A": 1.0}


def char_width(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cc", "Cf", "Mn"}:
        return 0.0
    return _WIDTHS.get(unicodedata.east_asian_width(char), 0.5)


def text_width(text: str) -> float:
    return sum(map(char_width, text))


def line_count(text: str, width: float, indent: float = 0) -> int:
    """Lines that `text` takes where a line holds `width` characters and the first begins `indent` later."""
    lines, used = 1, indent
    for char in text:
        if char == "\n":
            lines, used = lines + 1, indent
            continue
        step = char_width(char)
        if used + step > width + 0.01:
            lines, used = lines + 1, 0
        used += step
    return lines
