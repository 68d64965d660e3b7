"""Satisfaction assessments: the first grade whose cumulative count is more than half of the base."""

import pytest

from tests.congress.ballots.rules.samples import box, case, codes, item, names, outcome

GRADES = ["满意", "基本满意", "不满意"]


def assessment(*items, **changes):
    plain = {
        "model": "assessment",
        "grades": GRADES,
        "due": 20,
        "present": 20,
        "issued": 20,
        "received": 20,
        "items": list(items),
    }
    for rule in ("seats", "threshold", "tie_rule", "shortage_rule"):
        plain[rule] = ...
    return case(**(plain | changes))


def row(satisfied, basic, dissatisfied, **more):
    return {"name": "报告", "counts": dict(zip(GRADES, (satisfied, basic, dissatisfied), strict=True)), **more}


@pytest.mark.parametrize(
    ("counts", "grade"),
    [
        ((11, 0, 9), "满意"),
        ((10, 0, 10), "不满意"),
        ((10, 1, 9), "基本满意"),
        ((0, 11, 9), "基本满意"),
        ((5, 5, 10), "不满意"),
        ((0, 0, 20), "不满意"),
    ],
)
def test_exactly_half_falls_to_the_next_grade(counts, grade):
    assert item(outcome(assessment(row(*counts))), "报告")["grade"] == grade


@pytest.mark.parametrize(("base", "grade"), [("all", "基本满意"), ("present", "基本满意"), ("valid", "满意")])
def test_the_base_decides_the_grade(base, grade):
    turnout = {"present": 18, "issued": 17, "received": 17, "void": 1}
    assert item(outcome(assessment(row(9, 6, 1), base=base, **turnout)), "报告")["grade"] == grade


def test_the_base_is_asked_for_and_never_guessed():
    assert codes(assessment(row(11, 0, 9), base=...)) == [("missing", "base")]


def test_percents_are_of_the_valid_sheets_and_may_miss_a_hundred():
    turnout = {"present": 16, "issued": 16, "received": 16, "void": 1}
    line = item(outcome(assessment(row(11, 2, 2), **turnout)), "报告")
    assert line["percents"] == {"满意": "73.33", "基本满意": "13.33", "不满意": "13.33"}
    assert (line["votes"], line["percent"], line["passed"]) == (13, "65.00", True)


def test_an_assessment_adopts_and_rejects_nothing():
    result = outcome(assessment(row(11, 0, 9)))
    assert (result["adopted"], result["rejected"], result["run_off"]) == ([], [], [])


def test_a_blank_cell_is_none():
    items = {"name": "报告", "counts": {"满意": 20}}
    assert item(outcome(assessment(items)), "报告")["counts"] == {"满意": 20, "基本满意": 0, "不满意": 0}


def test_abstentions_are_sheets_that_help_no_grade():
    line = item(outcome(assessment(row(10, 0, 5, abstain=5))), "报告")
    assert line["grade"] == "不满意"
    assert line["abstain"] == 5


def test_an_invalid_vote_has_no_grade():
    line = item(outcome(assessment(row(11, 0, 9), due=40)), "报告")
    assert line["grade"] is None
    assert line["passed"] is False


def test_any_number_of_grades_in_any_words():
    items = [{"name": "报告", "counts": {"优": 3, "良": 4, "中": 4, "差": 9}}]
    assert item(outcome(assessment(*items, grades=["优", "良", "中", "差"])), "报告")["grade"] == "中"


def test_two_thirds_can_be_asked_of_grades_too():
    assert item(outcome(assessment(row(13, 1, 6), threshold="two_thirds")), "报告")["grade"] == "基本满意"


def test_items_stay_in_the_order_of_the_sheet():
    rows = [
        {"name": name, "counts": {"满意": number, "不满意": 20 - number}} for name, number in (("乙", 1), ("甲", 9))
    ]
    assert [line["name"] for line in outcome(assessment(*rows))["items"]] == ["乙", "甲"]


@pytest.mark.parametrize("counts", [(11, 0, 8), (11, 1, 9)])
def test_it_refuses_grades_that_do_not_add_up_to_the_valid_sheets(counts):
    assert codes(assessment(row(*counts))) == [("parts_do_not_add_up", "items[0].counts")]


@pytest.mark.parametrize(
    ("grades", "code"),
    [
        (..., "missing"),
        (["满意"], "wrong_grades"),
        (["满意", "满意"], "wrong_grades"),
        ("满意", "wrong_type"),
        (["满意", 1], "wrong_type"),
        (["满意", " "], "wrong_type"),
    ],
)
def test_it_refuses_grades_that_order_nothing(grades, code):
    assert codes(assessment(row(11, 0, 9), grades=grades)) == [(code, "grades")]


def test_it_refuses_a_grade_that_is_not_on_the_sheet():
    items = {"name": "报告", "counts": {"满意": 19, "不了解": 1}}
    assert codes(assessment(items)) == [("unknown_field", "items[0].counts.不了解")]


@pytest.mark.parametrize("counts", [None, [], 5, "满意"])
def test_it_refuses_counts_that_are_no_object(counts):
    assert codes(assessment({"name": "报告", "counts": counts})) == [("wrong_type", "items[0].counts")]


def test_it_refuses_approvals_in_an_assessment():
    assert ("unknown_field", "items[0].approve") in codes(assessment(row(11, 0, 9, approve=11)))


def sheets(*entries, **changes):
    blank = dict.fromkeys(("seats", "threshold", "tie_rule", "shortage_rule"), ...)
    plain = {"model": "assessment", "grades": GRADES, "items": names("甲 乙")}
    return box(*entries, **(blank | plain | changes))


def test_raw_sheets_are_counted_and_what_is_left_out_abstains():
    result = outcome(sheets({"甲": "满意", "乙": "不满意"}, {"甲": "满意"}, {}))
    assert item(result, "甲")["counts"] == {"满意": 2, "基本满意": 0, "不满意": 0}
    assert (item(result, "甲")["grade"], item(result, "甲")["abstain"]) == ("满意", 1)
    assert (item(result, "乙")["grade"], item(result, "乙")["abstain"]) == ("不满意", 2)
    assert result["turnout"]["blank"] == 1


def test_it_refuses_sheets_with_other_items_grades_or_shapes():
    assert codes(sheets({"丙": "满意"}, {"甲": "优"}, ["甲"])) == [
        ("wrong_type", "ballots[2]"),
        ("unknown_field", "ballots[0].丙"),
        ("unknown_value", "ballots[1].甲"),
    ]


def test_it_refuses_raw_sheets_without_the_assessed_items():
    assert codes(sheets({"甲": "满意"}, items=...)) == [("missing", "items")]
