"""Ordered grade rules: read, refused, applied in integers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.congress.ballots.rules.assessments import total_satisfaction
from apps.congress.ballots.rules.grade_rules import (
    CUMULATIVE,
    Condition,
    GradeRule,
    Share,
    cumulative,
    issues_with_grade_rule,
    read_grade_rule,
)
from apps.congress.ballots.rules.measures import Threshold, reaches
from tests.congress.ballots.rules.samples import codes, item, outcome
from tests.congress.ballots.rules.test_assessments import GRADES, assessment, row

WRITTEN = "满意>1/2;满意+基本满意>1/2;不满意"
STARS = "优:满意>=80%;良:满意>=60%;中:满意+基本满意>=60%;差"


def test_it_reads_conditions_in_order():
    rule = read_grade_rule(STARS)
    assert rule.conditions[0] == Condition("优", ("满意",), Share(80, 100, is_strict=False))
    assert rule.conditions[2].grades == ("满意", "基本满意")
    assert rule.rest == "差"


@pytest.mark.parametrize(
    "text", [WRITTEN, "满意 > 1/2；满意＋基本满意＞1/2；不满意；", "满意>50%;满意+基本满意>50/100;不满意"]
)
def test_blanks_and_full_width_signs_are_no_matter(text):
    rule = read_grade_rule(text)
    sheets = [dict(zip(GRADES, counts, strict=True)) for counts in ((11, 0, 9), (10, 1, 9), (5, 5, 10))]
    assert [rule.grade(counts, 20) for counts in sheets] == GRADES


def test_what_it_reads_it_writes_again():
    assert str(read_grade_rule(WRITTEN)) == WRITTEN
    assert str(read_grade_rule(STARS)) == STARS.replace(">=", "≥")
    assert read_grade_rule(str(read_grade_rule(STARS))) == read_grade_rule(STARS)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "至少有一个条件"),
        (";;", "至少有一个条件"),
        ("不满意", "至少有一个条件"),
        ("满意>1/2", "至少有一个条件"),
        ("满意;不满意", "看不懂等次规则中的“满意”"),
        ("满意<1/2;不满意", "看不懂"),
        ("满意>0.5;不满意", "看不懂"),
        ("满意>-1/2;不满意", "看不懂"),
        ("满意>1/0;不满意", "不可能达到"),
        ("满意>0/2;不满意", "不可能达到"),
        ("满意>100%;不满意", "不可能达到"),
        ("满意>=101%;不满意", "不可能达到"),
        ("满意>=3/2;不满意", "不可能达到"),
        ("满意+>1/2;不满意", "空缺或重复"),
        ("满意+满意>1/2;不满意", "空缺或重复"),
        ("优:满意>1/2;优:满意>1/3;差", "出现了两次"),
        ("差:满意>1/2;差", "出现了两次"),
    ],
)
def test_it_refuses_what_decides_nothing(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_grade_rule(text)


@given(st.text(alphabet="满意基本不优良差:;+>=≥/%0129 ", max_size=40))
def test_whatever_is_written_is_read_or_refused_in_a_sentence(text):
    for issue in issues_with_grade_rule(text):
        assert issue.code == "wrong_grade_rule"
        assert issue.sentence.endswith("。")


def test_a_grade_that_is_not_on_the_sheet_is_named():
    assert [issue.code for issue in issues_with_grade_rule(WRITTEN, ["好", "满意"])] == ["foreign_grade"]
    assert list(issues_with_grade_rule(WRITTEN, GRADES)) == []
    assert list(issues_with_grade_rule(CUMULATIVE, ["好", "差"])) == []


@pytest.mark.parametrize(
    ("text", "counts", "grade"),
    [
        (WRITTEN, (10, 0, 10), "不满意"),
        (WRITTEN, (10, 1, 9), "基本满意"),
        (WRITTEN, (11, 0, 9), "满意"),
        ("满意>=1/2;不满意", (10, 0, 10), "满意"),
        (STARS, (16, 0, 4), "优"),
        (STARS, (15, 5, 0), "良"),
        (STARS, (12, 0, 8), "良"),
        (STARS, (11, 1, 8), "中"),
        (STARS, (11, 0, 9), "差"),
    ],
)
def test_exactly_at_the_boundary(text, counts, grade):
    result = outcome(assessment(row(*counts), grade_rule=text))
    assert item(result, "报告")["grade"] == grade
    assert item(result, "报告")["passed"] == (grade not in ("差", "不满意"))


def test_a_case_without_a_rule_is_graded_as_ever():
    assert outcome(assessment(row(10, 1, 9))) == outcome(assessment(row(10, 1, 9), grade_rule=WRITTEN))
    assert outcome(assessment(row(10, 1, 9))) == outcome(assessment(row(10, 1, 9), grade_rule=CUMULATIVE))


@pytest.mark.parametrize(
    ("rule", "code"),
    [("满意", "wrong_grade_rule"), ("好>1/2;差", "foreign_grade"), (5, "wrong_type"), (" ", "wrong_type")],
)
def test_a_case_with_a_rule_that_fits_nothing_is_refused(rule, code):
    assert codes(assessment(row(11, 0, 9), grade_rule=rule)) == [(code, "grade_rule")]


def test_a_grade_rule_belongs_to_an_assessment():
    case = {"model": "per_item", "base": "all", "threshold": "more_than_half", "quorum": None, "grade_rule": WRITTEN}
    turnout = {"due": 3, "present": 3, "issued": 3, "received": 3, "void": 0}
    items = [{"name": "甲", "approve": 3, "oppose": 0, "abstain": 0}]
    assert codes({**case, **turnout, "items": items}) == [("out_of_place", "grade_rule")]


numbers = st.integers(0, 300)


@given(counts=st.lists(numbers, min_size=2, max_size=5), base=numbers, threshold=st.sampled_from(Threshold))
def test_the_cumulative_rule_is_the_first_majority(counts, base, threshold):
    grades = [f"第{number}等" for number in range(len(counts))]
    sums = [sum(counts[: place + 1]) for place in range(len(counts))]
    expected = next((g for g, n in zip(grades, sums, strict=True) if reaches(threshold, n, base)), grades[-1])
    assert cumulative(grades, threshold).grade(dict(zip(grades, counts, strict=True)), base) == expected


@given(sheets=numbers, base=numbers, number=st.integers(1, 100), whole=st.integers(1, 100), strict=st.booleans())
def test_a_share_is_compared_as_the_fraction_it_is(sheets, base, number, whole, strict):
    share, reached = Fraction(number, whole), Share(number, whole, strict).is_reached(sheets, base)
    if base == 0:
        assert reached is False
    else:
        assert reached == (Fraction(sheets, base) > share if strict else Fraction(sheets, base) >= share)


@given(counts=st.lists(numbers, min_size=3, max_size=3), more=st.integers(1, 50), base=st.integers(1, 300))
def test_more_satisfied_sheets_never_lower_the_grade(counts, more, base):
    rule: GradeRule = read_grade_rule(STARS)
    order = ["优", "良", "中", "差"]
    before = rule.grade(dict(zip(GRADES, counts, strict=True)), base)
    after = rule.grade(dict(zip(GRADES, (counts[0] + more, *counts[1:]), strict=True)), base)
    assert order.index(after) <= order.index(before)


def test_total_satisfaction_is_of_all_received_sheets():
    second = {**row(18, 1, 1), "name": "另一份报告"}
    items = outcome(assessment(row(11, 7, 2), second))["items"]
    assert total_satisfaction(items, 20) == (37, 40)
