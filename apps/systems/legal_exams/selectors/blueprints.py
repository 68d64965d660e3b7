"""Whether the bank can fill a blueprint: for each class of officers, for the exam and for a resit of its own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from apps.foundation.organisations.models import Area
from apps.foundation.policies.selectors import resolve
from apps.systems.legal_exams.models import Bank, Blueprint, Organ
from apps.systems.legal_exams.rules import policies
from apps.systems.legal_exams.rules.drawing import DIFFICULTIES, KINDS, SOURCES, Part
from apps.systems.legal_exams.selectors.bank import in_force, sources_of

Slots = Mapping[tuple[str, str, str], int]


@dataclass(frozen=True, slots=True)
class Have:
    """What the bank offers for a line and a class."""

    organ: str
    count: int
    is_short: bool
    is_short_for_resit: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a blueprint and what there is for each class of officers."""

    part: Part
    kind: str
    source: str
    difficulty: str
    have: tuple[Have, ...]


@dataclass(frozen=True, slots=True)
class Fill:
    """`times` is how many papers one candidate may need: the exam and each resit."""

    organs: tuple[str, ...]
    lines: tuple[Line, ...]
    times: int

    @property
    def short(self) -> list[str]:
        """Classes for which not even the exam can be drawn."""
        return self._classes([[one.is_short for one in line.have] for line in self.lines])

    @property
    def short_for_resit(self) -> list[str]:
        """Classes for which the exam can be drawn, a resit without its questions cannot."""
        short = self.short
        resit = self._classes([[one.is_short_for_resit for one in line.have] for line in self.lines])
        return [organ for organ in resit if organ not in short]

    def _classes(self, table: Sequence[Sequence[bool]]) -> list[str]:
        return [organ for place, organ in enumerate(self.organs) if any(row[place] for row in table)]


def fills_of(office: Area, blueprints: Sequence[Blueprint], on: date) -> list[Fill]:
    """For each blueprint; the bank is counted once."""
    times = 1 + resolve(policies.RESITS, area=office, on=on).value
    slots = _slots(office, on)
    return [_fill(blueprint.drawn_parts, slots, times) for blueprint in blueprints]


def _fill(parts: Sequence[Part], slots: Mapping[str, Slots], times: int) -> Fill:
    lines = tuple(
        Line(
            part, KINDS[part.kind], SOURCES[part.source], DIFFICULTIES[part.difficulty],
            tuple(_have(organ, slots[organ].get((part.kind, part.source, part.difficulty), 0), part, times)
                  for organ in Organ),
        )
        for part in parts
    )  # fmt: skip
    return Fill(tuple(Organ.labels), lines, times)


def _have(organ: Organ, count: int, part: Part, times: int) -> Have:
    return Have(organ.label, count, count < part.count, count < part.count * times)


def _slots(office: Area, on: date) -> dict[str, Slots]:
    """Class of officers -> (kind, source, difficulty) -> how many may be drawn."""
    rows = in_force(office, Bank.SEALED, on).order_by().values_list("part", "kind", "difficulty")
    bank = Counter(rows)
    found: dict[str, Slots] = {}
    for organ in Organ.values:
        sources = sources_of(organ)
        found[organ] = {
            (kind, sources[part], difficulty): count  # type: ignore[index]
            for (part, kind, difficulty), count in bank.items()
            if part in sources
        }
    return found
