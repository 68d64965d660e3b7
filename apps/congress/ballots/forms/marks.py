"""The marks of a ballot as the voting page posts them: option titles as names and values, nothing to look up."""

import re

from django.http import QueryDict

from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.rules.measures import Model
from apps.foundation.core.numbers import number_of

MARK, RANK, GRADE = "mark:", "rank:", "grade:"
LAST_RANK = 999
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff\s]+")


def marks_from(model: str, data: QueryDict) -> Marks:
    """Whatever was posted; the service judges it against the poll."""
    match model:
        case Model.CHOOSE_UP_TO:
            return Marks(tuple(data.getlist("approve")))
        case Model.PREFERENCE:
            ranks = {name: number_of(rank, up_to=LAST_RANK) for name, rank in _fields(data, RANK).items()}
            ranked = sorted((rank, name) for name, rank in ranks.items() if rank is not None)
            return Marks(tuple(name for _, name in ranked))
        case Model.ASSESSMENT:
            return Marks(grades=_fields(data, GRADE))
        case Model.WHOLE_LIST:
            names = tuple(data.getlist("listed"))
            return Marks(**{data["list"]: names}) if data.get("list") in ("approve", "oppose") else Marks()
    marks = _fields(data, MARK)
    written_in = tuple(name for name in map(name_written_in, data.getlist("write_in")) if name)
    approved = tuple(name for name, mark in marks.items() if mark == "approve")
    return Marks(approved + written_in, tuple(name for name, mark in marks.items() if mark == "oppose"))


def name_written_in(text: str) -> str:
    """`张 三` is 张三; names in other letters keep the spaces between their words (as in static/.../marks.js)."""
    return "".join(text.split()) if HAN.fullmatch(text) else text.strip()


def _fields(data: QueryDict, prefix: str) -> dict[str, str]:
    """Fields with the prefix that are not empty; what a browser cannot send twice is refused as one value."""
    return {key.removeprefix(prefix): data[key] for key in data if key.startswith(prefix) and data[key]}
