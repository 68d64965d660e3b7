"""履职量化: what each event of a member's work counts, and when absence is a ground to end a seat."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KINDS = {
    "session": ("出席会议", 10), "speech": ("会议发言", 5), "vote": ("参加票选、测评", 3),
    "suggestion": ("提出意见建议", 5), "inspection": ("参加视察", 5), "research": ("参加调研", 5),
    "reception": ("接待居民", 5), "activity": ("小组活动", 3), "training": ("学习培训", 3), "debrief": ("述职", 5),
}  # fmt: skip
"""DutyKind -> title and default points. Motions are of congresses and count nothing here."""
ABSENT = "street_deliberations.points_absent"
ABSENCES_TO_END = 2


def key_of(kind: str) -> str:
    return f"street_deliberations.points_{kind}"


KEYS = (*(key_of(kind) for kind in KINDS), ABSENT)


@dataclass(frozen=True, slots=True)
class Score:
    """One member's year: how often what, the points, meetings missed without leave in the year and in the term."""

    counts: Mapping[str, int]
    absent: int
    absent_in_term: int
    points: int

    @property
    def may_be_ended(self) -> bool:
        """未经请假两次不出席会议: a ground, decided by people."""
        return self.absent_in_term >= ABSENCES_TO_END


def score_of(kinds: Sequence[str], *, absent: int, absent_in_term: int, points: Mapping[str, int]) -> Score:
    """`points` maps policy keys to whole points; events of kinds without points count nothing."""
    counts = Counter(kind for kind in kinds if kind in KINDS)
    total = sum(points[key_of(kind)] * count for kind, count in counts.items()) - points[ABSENT] * absent
    return Score(dict(counts), absent, absent_in_term, total)


def ranks_of(points: Sequence[int]) -> list[int]:
    """Places in the order given; equal points share a place (1, 2, 2, 4)."""
    return [1 + sum(1 for other in points if other > own) for own in points]
