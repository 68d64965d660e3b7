"""An office as it is typed in at set-up: one line a town or street, `青禾镇 20 2022-01-10 60`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.errors import Issue
from apps.foundation.organisations.rules import STREET, place_kind

SEPARATORS = re.compile(r"[\s,,、;;]+")
NUMBER = re.compile(r"第?(\d{1,3})届?")
DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
QUOTA = re.compile(r"(\d{1,4})[名人]?")


@dataclass(frozen=True, slots=True)
class TermPlan:
    """The present term of a body."""

    number: int
    first_session_on: date
    quota: int


@dataclass(frozen=True, slots=True)
class PlacePlan:
    """A town (`kind` town) or street (street) with the term of its body."""

    name: str
    kind: str
    term: TermPlan


@dataclass(frozen=True, slots=True)
class OfficePlan:
    """A district, its congress's term, its towns and streets."""

    district: str
    code: str
    term: TermPlan
    places: tuple[PlacePlan, ...]

    @property
    def since(self) -> date:
        """The day from which everything is entered: the earliest first session."""
        return min(self.term.first_session_on, *(place.term.first_session_on for place in self.places))


def read_places(text: str, defaults: Mapping[str, TermPlan | None]) -> tuple[list[PlacePlan], list[Issue]]:
    """Places of `text`, and everything that is wrong with it. What a line leaves out, `defaults` of its kind say."""
    places: list[PlacePlan] = []
    issues: list[Issue] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell for cell in SEPARATORS.split(line.strip()) if cell]
        if not cells:
            continue
        place, sentence = _read_place(cells, defaults, {place.name for place in places})
        if place:
            places.append(place)
        else:
            issues.append(Issue("place_line", f"第{number}行“{line.strip()[:40]}”:{sentence}"))
    return places, issues


def _read_place(
    cells: list[str], defaults: Mapping[str, TermPlan | None], known: set[str]
) -> tuple[PlacePlan | None, str]:
    name, kind = cells[0], place_kind(cells[0])
    if not kind:
        return None, "名称应以“镇”“乡”或“街道”结尾。"
    if name in known:
        return None, "与前面重复。"
    if len(cells) > 4:
        return None, "每行只写名称、届次、首次会议日期、名额四项。"
    term = _read_term(cells[1:], defaults.get(kind))
    if term is None:
        label = "街道议事代表会议" if kind == STREET else "镇人民代表大会"
        return None, f"缺届次、首次会议日期或名额:请在本行写全(如“{name} 20 2022-01-10 60”),或填好上面“{label}”一栏。"
    return PlacePlan(name, kind, term), ""


def _read_term(cells: list[str], default: TermPlan | None) -> TermPlan | None:
    """The term that up to three cells name, in this order; None where something is missing or no number."""
    number = _number(NUMBER, cells[0]) if cells else default and default.number
    day = read_day(cells[1]) if len(cells) > 1 else default and default.first_session_on
    quota = _number(QUOTA, cells[2]) if len(cells) > 2 else default and default.quota
    return TermPlan(number, day, quota) if number and day and quota else None


def _number(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.fullmatch(text)
    return int(found.group(1)) if found else 0


def read_day(text: str) -> date | None:
    """`2022-01-10`, `2022.1.10` or `2022年1月10日`; None where it is no day."""
    found = DAY.fullmatch(text)
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
