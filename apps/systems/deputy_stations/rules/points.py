"""履职积分: what each kind of duty counts, and how much of it a year at the most."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from apps.foundation.core.registry import PolicyKey

PRODUCT = "本平台默认值,由本地代表履职积分办法规定"
SHOWN = "stations.points_shown"
KINDS = {
    "session": ("出席会议", 5, 40), "speech": ("会议发言", 2, 20), "vote": ("参加表决", 1, 20),
    "motion": ("提出议案", 5, 20), "suggestion": ("提出建议", 3, 30), "inspection": ("视察", 3, 30),
    "research": ("调研", 3, 30), "reception": ("接待选民", 5, 40), "activity": ("小组活动", 3, 30),
    "training": ("学习培训", 2, 20), "debrief": ("述职", 5, 10),
}  # fmt: skip
"""DutyKind -> title, default points of one, default cap of a year."""


def points_key(kind: str) -> str:
    return f"stations.points_of_{kind}"


def cap_key(kind: str) -> str:
    return f"stations.points_cap_of_{kind}"


KEYS = tuple(key(kind) for kind in KINDS for key in (points_key, cap_key))


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of duty in a year."""

    kind: str
    title: str
    times: int
    each: int
    cap: int

    @property
    def points(self) -> int:
        """A cap of 0 is none."""
        return min(self.times * self.each, self.cap) if self.cap else self.times * self.each

    @property
    def is_capped(self) -> bool:
        return bool(self.cap) and self.times * self.each > self.cap


def lines_of(kinds: Iterable[str], values: Mapping[str, int]) -> list[Line]:
    """Every kind that happened, in the usual order; `values` maps policy keys to whole points."""
    counts = Counter(kinds)
    return [
        Line(kind, title, counts[kind], values[points_key(kind)], values[cap_key(kind)])
        for kind, (title, _, _) in KINDS.items()
        if counts[kind]
    ]


def _policies() -> Iterable[PolicyKey]:
    for kind, (title, each, cap) in KINDS.items():
        yield PolicyKey(
            points_key(kind), f"履职积分:{title}每次", each, "int", "free", PRODUCT, minimum=0, maximum=100, unit="分"
        )
        yield PolicyKey(
            cap_key(kind), f"履职积分:{title}每年最多(0为不限)", cap, "int", "free", PRODUCT, minimum=0, maximum=1000,
            unit="分",
        )  # fmt: skip
    yield PolicyKey(SHOWN, "履职积分:在代表公开页上公布", False, "bool", "free", PRODUCT)


POINT_POLICIES = tuple(_policies())
