"""The page of GB/T 9704-2012 in the units of Word: twips, a twentieth of a point."""

import math
from dataclasses import dataclass


def mm(value: float) -> int:
    return round(value * 1440 / 25.4)


LINES, CHARS = 22, 28
LINE = int(225 * 1440 / 25.4 / LINES)  # rounded down, or the last line would not fit
CHAR = 156 * 1440 / 25.4 / CHARS
BODY, COLOPHON, TITLE = 16, 14, 22  # 3号, 4号, 2号 in points
CHAR_SPACE = math.floor((CHAR / 20 - BODY) * 4096)  # to the size of the body, in 1/4096 point
TIGHTER = (
    math.floor(CHAR - BODY * 20) - 1
)  # twips between body characters: with them 28 fill a line, with room to spare
PAGE_NUMBER_FOOT = 25.2  # mm above the paper's end: the dashes stand 7 mm below the type area
FOOTER = mm(35 - PAGE_NUMBER_FOOT) - 10  # up to the type area, or LibreOffice lets what floats sink into the margin
RED = "FF0000"
THICK, THIN = 8, 6  # 0.35 mm and 0.25 mm in eighths of a point


def chars(count: float) -> int:
    """Width of `count` body characters on the grid."""
    return round(count * CHAR)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper and its margins, in millimetres."""

    width: float = 210
    height: float = 297
    top: float = 37
    right: float = 26
    bottom: float = 35
    left: float = 28

    @property
    def type_width(self) -> int:
        return mm(self.width - self.left - self.right)


PORTRAIT = Sheet()
LANDSCAPE = Sheet(297, 210, top=28, right=37, bottom=26, left=35)  # the portrait page turned: its left edge on top
