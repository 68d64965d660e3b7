"""Practice and mock exam: what is asked, and what is right. Nothing of it counts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.systems.legal_exams.rules.drawing import Drawn

AT_ONCE = (10, 20, 50)
"""So many questions may be practised in one go."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a candidate is told of one question after answering: letters as shown."""

    is_right: bool
    right: str
    given: str
    explanation: str
    source: str


def drawn_of(items: Sequence[Mapping[str, Any]]) -> list[Drawn]:
    """The questions of a sealed paper, as the rules of drawing and marking know them."""
    return [Drawn(one["question"], one["kind"], tuple(one["order"]), tuple(one["key"]), one["tenths"]) for one in items]


def told(item: Mapping[str, Any], ticked: Collection[int]) -> Told:
    [drawn] = drawn_of([item])
    source = f"《{item['law']}》{item['article']}"
    right = set(ticked) == set(drawn.shown_key)
    return Told(right, letters(drawn.shown_key), letters(ticked), item["explanation"], source)


def letters(places: Collection[int]) -> str:
    """`AC`; `未作答` where nothing is ticked."""
    return "".join(chr(ord("A") + place) for place in sorted(places)) or "未作答"
