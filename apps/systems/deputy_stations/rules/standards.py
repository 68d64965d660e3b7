"""What must be right before a rating standard is put in force, and who may rate whom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from apps.foundation.core.errors import Issue, WrongState
from apps.systems.deputy_stations.rules.scoring import BOOLEAN, COUNT, MANUAL, NORMAL, RATIO, VETO

DRAFT, IN_FORCE, RETIRED = "draft", "in_force", "retired"
ITEMS_LIMIT = 120
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A line as it is typed."""

    dimension: str
    title: str
    points: Decimal
    scoring: str
    kind: str = NORMAL
    measure: str = ""
    target: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What holds for the whole standard; `two_from` None: two stars are not given."""

    title: str
    basis: str = ""
    five_from: Decimal = Decimal(90)
    four_from: Decimal = Decimal(80)
    three_from: Decimal = Decimal(70)
    two_from: Decimal | None = Decimal(60)
    five_share: int = 25
    bonus_cap: Decimal = Decimal(10)
    validity_years: int = 2
    raters_least: int = 2


def require_draft(state: str) -> None:
    if state != DRAFT:
        raise WrongState("评定标准已经启用,不能修改。需要调整的,请拟定新版本;进行中的评定仍按原版本办理。")


def issues_with_items(items: Sequence[ItemDraft], measures: Mapping[str, str]) -> Iterator[Issue]:
    """What cannot be saved: two items of one name, a way of scoring that lacks what it counts."""
    titles = [item.title for item in items]
    for title in sorted({title for title in titles if titles.count(title) > 1}):
        yield Issue("twice", f"有两个指标都叫“{title}”,请合并或者改名。")
    for item in items:
        yield from _issues_with_item(item, measures)


def _issues_with_item(item: ItemDraft, measures: Mapping[str, str]) -> Iterator[Issue]:
    if item.measure and item.measure not in measures:
        yield Issue("measure", f"“{item.title}”的取数项目不存在,请重新选择。")
    if item.scoring in (RATIO, COUNT) and not item.measure:
        yield Issue("no_measure", f"“{item.title}”按比例或者按次数得分,请选择取数项目,或者改为人工评分。")
    if item.scoring == MANUAL and item.measure:
        yield Issue("by_hand", f"“{item.title}”是人工评分,不取数。请清空取数项目,或者改为按数据得分。")
    if item.scoring == RATIO and item.target is not None and not 1 <= item.target <= 100:
        yield Issue("target", f"“{item.title}”的满分目标是百分数,应在1至100之间。")
    if item.kind == VETO and item.points:
        yield Issue("veto_points", f"“{item.title}”是一票否决项,分值填0。")
    if item.kind == VETO and item.scoring not in (BOOLEAN, MANUAL):
        yield Issue("veto_scoring", f"“{item.title}”是一票否决项,只有触发和未触发,请选“是否达到”或者“人工评分”。")
    if item.kind != VETO and item.points <= 0:
        yield Issue("no_points", f"“{item.title}”的分值应大于0。")


def issues_with_head(head: Head) -> Iterator[Issue]:
    """Bands fall from five stars down."""
    bands = [head.five_from, head.four_from, head.three_from]
    bands += [] if head.two_from is None else [head.two_from]
    if any(above <= below for above, below in pairwise(bands)):
        yield Issue("bands", "星级分数线应从五星到低星依次降低。")


def issues_before_force(head: Head, items: Sequence[ItemDraft], measures: Mapping[str, str]) -> Iterator[Issue]:
    """The normal items make a hundred points."""
    yield from issues_with_head(head)
    yield from issues_with_items(items, measures)
    whole = sum((item.points for item in items if item.kind == NORMAL), Decimal(0))
    if whole != WHOLE:
        yield Issue("whole", f"基本指标的分值合计{whole.normalize():f}分,应为100分。")


@dataclass(frozen=True, slots=True)
class RaterFacts:
    """`place_paths`: the areas that a person belongs to or works for."""

    person_id: int
    name: str
    place_paths: tuple[str, ...]


def issues_with_raters(raters: Sequence[RaterFacts], places: Mapping[str, str], least: int) -> Iterator[Issue]:
    """Enough different people, none of the town that they rate. `places`: path of a town or street -> its name."""
    if len({rater.person_id for rater in raters}) < least:
        yield Issue("few", f"每个家站至少安排{least}名不同的评审员。")
    for rater in raters:
        for path, name in places.items():
            if is_of_place(rater.place_paths, path):
                yield Issue("own_place", f"{rater.name}是{name}的人员,不能评审本镇街的家站。")


def is_of_place(paths: Iterable[str], place: str) -> bool:
    return any(path.startswith(place) for path in paths)
