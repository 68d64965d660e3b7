"""Whole numbers: as somebody typed, scanned or posted them, and as papers write them."""

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def number_of(text: str | None, *, up_to: int) -> int | None:
    """The whole number from 0 to `up_to` that `text` is, None where it is none.

    The length is looked at first: Python refuses to read thousands of digits.
    """
    if not text or not text.isdecimal() or len(text) > len(str(up_to)):
        return None
    number = int(text)
    return number if number <= up_to else None


def percent(part: int, whole: int, places: int = 2) -> str:
    """`17, 29` -> `"58.62"`; half up, exact for any size; `"0.00"` of nothing. `places` is 1 or more."""
    scale = 10**places
    units = (200 * scale * part + whole) // (2 * whole) if whole > 0 else 0
    return f"{units // scale}.{units % scale:0{places}d}"


def chinese_number(number: int) -> str:
    """1 -> 一, 10 -> 十, 21 -> 二十一, 105 -> 一百零五; for 1 to 9999, as terms and sessions are numbered."""
    if not 0 < number < 10_000:
        raise ValueError(f"no ordinal for {number}")
    written, gap = "", False
    for place, digit in reversed(list(enumerate(int(figure) for figure in reversed(str(number))))):
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = not digit and bool(written)
    return written[1:] if 10 <= number < 20 else written
