"""The follow-up code with which somebody finds what became of their sentence, and the number it is kept under."""

import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O, 1 I L, which look alike on paper: 12 of 31 letters are 59 bits."""
LENGTH, GROUP = 12, 4


def new_code() -> str:
    """`K7QM-2XPD-9WTR`."""
    return shown("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def code_from(digest: str) -> str:
    """The same code for the same keyed digest (hexadecimal), for a form that is sent twice."""
    rest, letters = int(digest, 16), ""
    for _ in range(LENGTH):
        rest, place = divmod(rest, len(ALPHABET))
        letters += ALPHABET[place]
    return shown(letters)


def plain(code: str) -> str:
    """A code as somebody typed it, without spaces, dashes and small letters; "" for what can be none."""
    letters = unicodedata.normalize("NFKC", code[: 4 * LENGTH]).upper()
    kept = "".join(letter for letter in letters if letter.isalnum())
    return kept if len(kept) == LENGTH and set(kept) <= set(ALPHABET) else ""


def shown(code: str) -> str:
    """In groups of four, to be read out and copied by hand."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def number_text(year: int, sequence: int) -> str:
    """受理编号: `2026-000123`."""
    return f"{year}-{sequence:06}"
