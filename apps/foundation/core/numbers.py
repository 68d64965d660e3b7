"""Whole numbers as somebody typed, scanned or posted them: what is none is None, instead of failing."""


def number_of(text: str | None, *, up_to: int) -> int | None:
    """The whole number from 0 to `up_to` that `text` is, None where it is none.

    The length is looked at first: Python refuses to read thousands of digits.
    """
    if not text or not text.isdecimal() or len(text) > len(str(up_to)):
        return None
    number = int(text)
    return number if number <= up_to else None
