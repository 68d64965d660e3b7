"""Marks, totals and stars, beside a second way of counting them; what a standard and its raters must hold to."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.foundation.core.errors import NotReady, WrongState
from apps.systems.deputy_stations.rules import rating, scoring
from apps.systems.deputy_stations.rules.marking import Mark, issues_with_marks, kept
from apps.systems.deputy_stations.rules.scoring import Item, Limits, falling, outcome_of, points_from
from apps.systems.deputy_stations.rules.standards import (
    Head,
    ItemDraft,
    RaterFacts,
    issues_before_force,
    issues_with_raters,
)
from apps.systems.deputy_stations.rules.usual_standard import MEASURE_TITLES, USUAL_ITEMS, usual_head

LIMITS = Limits(((5, Decimal(90)), (4, Decimal(80)), (3, Decimal(70)), (2, Decimal(60))), Decimal(10), 25)


def item(**values) -> Item:
    return Item(**{"number": 1, "title": "指标", "points": Decimal(8), "measure": "m", **values})


@pytest.mark.parametrize(
    ("scoring_", "target", "figure", "points"),
    [
        ("boolean", None, (1, 1), "8.0"),
        ("boolean", None, (0, 1), "0.0"),
        ("boolean", None, (3, 4), "0.0"),
        ("ratio", 90, (9, 10), "8.0"),
        ("ratio", 100, (1, 3), "2.7"),  # 2.666…
        ("ratio", None, (1, 16), "0.5"),
        ("ratio", 50, (1, 160), "0.1"),  # exactly 0.1
        ("count", 20, (7, 0), "2.8"),
        ("count", None, (7, 12), "4.7"),  # 4.666…
        ("count", 2, (9, 0), "8.0"),
        ("count", 160, (1, 0), "0.1"),  # 0.05, half up
    ],
)
def test_points_from_figures(scoring_, target, figure, points):
    assert points_from(item(scoring=scoring_, target=target), figure) == Decimal(points)


@pytest.mark.parametrize(
    ("scoring_", "figure"),
    [("boolean", None), ("boolean", (0, 0)), ("ratio", (0, 0)), ("count", (3, 0)), ("manual", (1, 1))],
)
def test_no_data_is_not_nought(scoring_, figure):
    assert points_from(item(scoring=scoring_), figure) is None


def test_a_veto_takes_all_stars_whatever_the_total():
    veto = item(number=2, points=Decimal(0), kind="veto", title="弄虚作假")
    found = outcome_of([item(points=Decimal(100)), veto], {1: Decimal(100), 2: Decimal(1)}, LIMITS)
    assert (found.total, found.stars, found.vetoes) == (Decimal("100.00"), 0, ("弄虚作假",))


def test_one_rater_who_sees_a_veto_is_enough():
    assert scoring.joined(item(kind="veto"), [Decimal(0), Decimal(1)]) == 1


def test_bonus_is_capped_and_a_total_does_not_fall_below_nought():
    items = [item(), item(number=2, kind="bonus"), item(number=3, kind="bonus"), item(number=4, kind="deduction")]
    found = outcome_of(items, dict.fromkeys(range(1, 5), Decimal(8)), LIMITS)
    assert found.total == Decimal("10.00")
    assert outcome_of(items[3:], {4: Decimal(8)}, LIMITS).total == 0


@pytest.mark.parametrize(("total", "stars"), [("90", 5), ("89.99", 4), ("80", 4), ("70", 3), ("60", 2), ("59.99", 0)])
def test_bands_begin_at_their_number(total, stars):
    assert scoring.stars_of(Decimal(total), LIMITS) == stars


def test_the_share_of_five_stars_is_rounded_down():
    assert [scoring.room_for_five(count, LIMITS) for count in (3, 4, 12, 15)] == [0, 1, 3, 3]


def test_equal_totals_stand_or_fall_together_under_the_cap():
    five = {"a": Decimal(97), "b": Decimal(95), "c": Decimal(95), "d": Decimal(91)}
    assert falling(five, 2) == {"b", "c", "d"}
    assert falling(five, 3) == {"d"}
    assert falling(five, 4) == set()
    assert falling(five, 0) == {"a", "b", "c", "d"}


POINTS = st.integers(1, 200).map(lambda tenths: Decimal(tenths) / 10)
ITEMS = st.lists(
    st.tuples(
        POINTS, st.sampled_from(["boolean", "ratio", "count", "manual"]),
        st.sampled_from(["normal", "normal", "bonus", "deduction"]), st.none() | st.integers(1, 100),
        st.none() | st.tuples(st.integers(0, 60), st.integers(0, 40)),
        st.lists(st.integers(0, 200), min_size=2, max_size=5),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@given(rows=ITEMS, cap=st.integers(0, 100))
def test_totals_agree_with_a_count_in_whole_thousandths(rows, cap):
    """The oracle counts in integers and rounds by floor, without the fractions and decimals of the rules."""
    items, marks, sums = [], {}, {"normal": 0, "bonus": 0, "deduction": 0}
    for number, (points, way, kind, target, figure, hands) in enumerate(rows, start=1):
        row = Item(number, f"{number}", points, way, kind, "m", target)
        by_data, tenths = points_from(row, figure), _tenths(int(points * 10), way, target, figure)
        assert (None if by_data is None else int(by_data * 10)) == tenths
        given_ = [min(hand, int(points * 10)) for hand in hands] if tenths is None else [tenths] * len(hands)
        items.append(row)
        marks[number] = scoring.mean([Decimal(one) / 10 for one in given_])
        sums[kind] += floor(Fraction(sum(given_) * 10, len(given_)) + Fraction(1, 2))  # hundredths
    limits = Limits(LIMITS.bands, Decimal(cap) / 10, 25)
    total = max(sums["normal"] + min(sums["bonus"], cap * 10) - sums["deduction"], 0)
    found = outcome_of(items, marks, limits)
    assert int(found.total * 100) == total
    assert found.stars == next((stars for stars, least in LIMITS.bands if total >= least * 100), 0)


def _tenths(points: int, way: str, target: int | None, figure: tuple[int, int] | None) -> int | None:
    if way == "manual" or figure is None:
        return None
    value, base = figure
    if way == "count":
        above, below = value, target or base
    else:
        above, below = (value, base) if way == "boolean" else (value * 100, base * (target or 100))
        below = below if base else 0
    if not below:
        return None
    if way == "boolean":
        return points if above >= below else 0
    return min(points, (2 * points * above + below) // (2 * below))


@given(st.dictionaries(st.integers(), st.integers(9000, 9100).map(lambda n: Decimal(n) / 100)), st.integers(0, 8))
def test_the_cap_is_never_exceeded_and_nobody_falls_below_somebody_worse(five, room):
    falls = falling(five, room)
    stands = set(five) - falls
    assert len(stands) <= room or not falls
    assert all(five[high] > five[low] for high in stands for low in falls)


def test_the_usual_standard_is_ready_and_makes_a_hundred():
    assert list(issues_before_force(usual_head("标准"), USUAL_ITEMS, MEASURE_TITLES)) == []
    by_dimension = {}
    for one in USUAL_ITEMS:
        if one.kind == "normal":
            by_dimension[one.dimension] = by_dimension.get(one.dimension, 0) + one.points
    assert by_dimension == {"阵地建设": 20, "制度管理": 15, "运行管理": 25, "履职成效": 30, "数字化": 10}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"scoring": "ratio"}, "请选择取数项目"),
        ({"scoring": "manual", "measure": "idle"}, "人工评分,不取数"),
        ({"scoring": "ratio", "measure": "idle", "target": 120}, "1至100之间"),
        ({"scoring": "ratio", "measure": "nothing"}, "取数项目不存在"),
        ({"kind": "veto"}, "分值填0"),
        ({"points": Decimal(0)}, "分值应大于0"),
        ({"points": Decimal("99.5")}, "合计99.5分,应为100分"),
    ],
)
def test_a_standard_that_cannot_hold_says_which_item(change, sentence):
    draft = ItemDraft(**{"dimension": "一", "title": "甲", "points": Decimal(100), "scoring": "manual", **change})
    found = list(issues_before_force(Head("标准"), [draft], MEASURE_TITLES))
    assert sentence in "".join(issue.sentence for issue in found)


def test_bands_fall_from_five_down():
    found = list(issues_before_force(Head("标准", four_from=Decimal(90)), USUAL_ITEMS, MEASURE_TITLES))
    assert [issue.code for issue in found] == ["bands"]


def test_raters_are_two_and_not_of_the_town():
    own, other = RaterFacts(1, "甲", ("0001", "00010001")), RaterFacts(2, "乙", ("0001",))
    places = {"00010001": "青禾镇"}
    assert [one.code for one in issues_with_raters([own, other], places, 2)] == ["own_place"]
    assert [one.code for one in issues_with_raters([other, other], places, 2)] == ["few"]
    village = RaterFacts(3, "丙", ("000100010002",))
    assert [one.code for one in issues_with_raters([village, other], places, 2)] == ["own_place"]


def test_marks_need_a_reason_where_they_differ_from_the_data():
    one, data = item(scoring="ratio"), {1: Decimal("7.5")}
    assert [i.code for i in issues_with_marks([one], {1: Mark(Decimal(6))}, data, whole=True)] == ["reason"]
    assert list(issues_with_marks([one], {1: Mark(Decimal(6), "台账不符")}, data, whole=True)) == []
    assert list(issues_with_marks([one], {1: Mark(None)}, data, whole=True)) == []
    assert kept(Mark(Decimal("7.5")), Decimal("7.5")).points is None


def test_an_item_without_data_is_decided_by_hand_before_it_is_handed_in():
    one = item()
    assert [i.code for i in issues_with_marks([one], {}, {1: None}, whole=True)] == ["undecided"]
    assert list(issues_with_marks([one], {}, {1: None}, whole=False)) == []


@pytest.mark.parametrize(
    ("values", "points", "code"),
    [({}, "8.1", "range"), ({"scoring": "boolean"}, "3", "all_or_nothing"), ({"kind": "veto"}, "0.5", "veto")],
)
def test_marks_stay_within_their_item(values, points, code):
    found = issues_with_marks([item(**values)], {1: Mark(Decimal(points), "理由")}, {1: None}, whole=True)
    assert [issue.code for issue in found] == [code]


def test_states_refuse_what_does_not_belong():
    with pytest.raises(WrongState, match="自评申报"):
        rating.move("self", "site")
    with pytest.raises(WrongState, match="待公示"):
        rating.move_round("agreed", "name")
    with pytest.raises(NotReady):
        rating.move_round("open", "submit", rating.issues_before_submitting(at_work=1, rated=3, figures_run=False))
