"""Rules of the front: the call, merging, the sheet, the table, the study. No database."""

from datetime import date

import pytest

from apps.foundation.core.errors import WrongState
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.rules import CallFacts, ClueMerging, TableLine

DAY = date(2026, 8, 15)


def codes(issues):
    return [issue.code for issue in issues]


@pytest.mark.parametrize(
    ("opened", "closed", "day", "stage"),
    [
        (False, False, date(2026, 8, 1), "planned"),
        (True, False, date(2026, 7, 31), "planned"),
        (True, False, date(2026, 8, 1), "open"),
        (True, False, date(2026, 8, 31), "open"),  # the last day counts whole
        (True, False, date(2026, 9, 1), "over"),
        (True, True, date(2026, 8, 15), "over"),
    ],
)
def test_a_call_is_open_from_its_first_to_its_last_day(opened, closed, day, stage):
    assert CallFacts(date(2026, 8, 1), date(2026, 8, 31), opened, closed).stage(day) == stage


def test_whoever_comes_too_late_is_told_where_to_go():
    facts = CallFacts(date(2026, 8, 1), date(2026, 8, 31), True, False)
    sentence = rules.call_refusal(facts, date(2026, 9, 2), elsewhere="请到镇人大办公室反映。")
    assert sentence == "本次征集已2026年8月31日结束,没有提交成功。您写的内容都还在,请到镇人大办公室反映。"


@pytest.mark.parametrize(
    ("starts", "is_kept"),
    [
        (date(2026, 7, 1), True), (date(2026, 9, 30), True), (date(2026, 6, 30), False), (date(2026, 10, 1), False),
        (date(2027, 7, 1), False),
    ],
)  # fmt: skip
def test_chongqing_wants_the_call_to_begin_in_the_third_quarter_of_the_year_before(starts, is_kept):
    assert (rules.start_warning(starts, year=2027, quarter=3) == "") is is_kept


def test_where_no_quarter_is_prescribed_any_start_will_do():
    assert rules.start_warning(date(2026, 1, 1), year=2027, quarter=0) == ""


def merging(**values):
    given = {
        "title": "甲", "into": "乙", "is_same": False, "into_ends_here": False, "into_goes_on": True,
        "shares_season": True, "reason": "同一件事",
    }  # fmt: skip
    return ClueMerging(**given | values)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"is_same": True}, ["itself"]),
        ({"into_ends_here": True, "into_goes_on": False}, ["circle"]),
        ({"shares_season": False}, ["other_season"]),
        ({"into_goes_on": False}, ["ended"]),
        ({"reason": " "}, ["no_reason"]),
    ],
)
def test_a_clue_goes_only_into_another_that_goes_on(values, expected):
    assert codes(rules.issues_before_merging(merging(**values))) == expected


@pytest.mark.parametrize(
    ("channel", "kind", "origin"),
    [
        ("online", "anonymous", "群众提出"), ("deputy", "resident", "群众提出"), ("online", "person", "代表提出"),
        ("meeting", "resident", "会议提出"), ("other", "resident", "其他途径提出"),
    ],
)  # fmt: skip
def test_what_a_deputy_collected_is_the_public_s(channel, kind, origin):
    assert rules.origin_of(channel=channel, proposer_kind=kind) == origin


def test_the_origin_of_a_candidate_counts_its_clues():
    assert rules.origin_text(["代表提出", "群众提出", "群众提出", "群众提出"]) == "群众提出(3件)、代表提出(1件)"


@pytest.mark.parametrize(
    ("text", "category"),
    [("村口没有路灯", "municipal"), ("开通公交班车", "transport"), ("卫生院看病难", "health"), ("希望越来越好", "")],
)
def test_words_suggest_a_category(text, category):
    assert rules.likely_category(text) == category


def test_a_clue_that_ended_cannot_be_studied():
    with pytest.raises(WrongState, match="“装路灯”已答复不予采纳,不能交办论证"):
        rules.clue_move("rejected", "study", title="装路灯")


def test_a_feasible_sheet_names_everything_that_is_missing():
    issues = rules.issues_before_finding({}, conclusion="feasible", unanswered=["具有公益性"], unmet=["财政资金"])
    assert len(codes(issues)) == 13


def test_an_infeasible_sheet_only_says_why():
    assert codes(rules.issues_before_finding({}, conclusion="infeasible", unanswered=["公益"], unmet=[])) == ["opinion"]
    assert not codes(
        rules.issues_before_finding({"opinion": "占用农田"}, conclusion="infeasible", unanswered=[], unmet=[])
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (TableLine("甲", "keep", "", "feasible"), []),
        (TableLine("甲", "keep", "", "adjusted"), []),
        (TableLine("甲", "keep", "", "infeasible"), ["not_feasible"]),
        (TableLine("甲", "keep", "", ""), ["not_feasible"]),
        (TableLine("甲", "drop", "", ""), ["no_reason"]),
        (TableLine("甲", "merge", "重复", "", into="乙"), []),
        (TableLine("甲", "merge", "重复", ""), ["no_target"]),
        (TableLine("甲", "merge", "重复", "", into="乙", into_verdict="drop"), ["target_ends"]),
        (TableLine("甲", "", "", ""), ["waiting"]),
    ],
)
def test_a_consultation_ends_with_a_sound_conclusion_for_every_clue(line, expected):
    assert codes(rules.issues_before_closing([line])) == expected


def test_an_empty_table_concludes_nothing():
    assert codes(rules.issues_before_closing([])) == ["empty"]


@pytest.mark.parametrize("state", ["none", "pending", "returned", "withdrawn"])
def test_the_list_waits_for_the_party_committee(state):
    (issue,) = rules.issues_with_study(state, "党工委")
    assert "党工委" in issue.sentence
    assert "尚未研究同意" in issue.sentence


def test_an_approved_study_stands_in_nobodys_way():
    assert rules.issues_with_study("approved", "党委") == []
