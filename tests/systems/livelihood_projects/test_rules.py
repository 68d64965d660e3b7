"""Rules of the livelihood vote: one case a rule, no database."""

from datetime import date

import pytest

from apps.foundation.core.errors import WrongState
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.rules import CandidateFacts, Front, SlateFacts


def slate(count, to_choose, *, percent=20, allow_equal=False, reason=""):
    candidates = [CandidateFacts(f"项目{number}") for number in range(count)]
    return SlateFacts(candidates, to_choose, percent, allow_equal, reason)


def codes(facts):
    return [issue.code for issue in rules.issues_before_sending(facts)]


@pytest.mark.parametrize(
    ("count", "to_choose", "expected"),
    [
        (12, 10, []),  # 永嘉、兰亭、新安
        (15, 12, []),  # 宁海
        (20, 10, []),  # 力洋
        (6, 5, []),  # 爱山
        (11, 10, ["differential"]),
        (10, 10, ["differential"]),
        (9, 10, ["too_few"]),
    ],
)
def test_it_asks_for_a_fifth_more_candidates_than_seats(count, to_choose, expected):
    assert codes(slate(count, to_choose)) == expected


def test_it_rounds_the_differential_up():
    assert rules.required_candidates(7, 20) == 9


def test_it_lets_an_equal_slate_pass_only_by_rule_and_with_a_reason():
    assert codes(slate(5, 5, allow_equal=True)) == ["equal_without_reason"]
    assert codes(slate(5, 5, allow_equal=True, reason="仅征集到五项")) == []


def test_it_says_how_many_candidates_are_missing():
    (issue,) = rules.issues_before_sending(slate(7, 10))
    assert issue.sentence == "应选10项,候选只有7项,至少还要补充3项。"


def test_it_asks_for_open_scope_answers_reasons_and_the_yearly_goal():
    poor = CandidateFacts("修路", unanswered=["具有公益性"], unmet=[("主要由财政资金投入", "")], spans_years=True)
    facts = SlateFacts([poor, CandidateFacts("建校")], 1, 20, False)
    assert codes(facts) == ["scope_unmet", "scope_open", "yearly_goal"]


def test_it_accepts_an_unmet_condition_that_is_explained():
    explained = CandidateFacts("修路", unmet=[("主要由财政资金投入", "社会捐建,财政补助")])
    assert codes(SlateFacts([explained, CandidateFacts("建校")], 1, 20, False)) == []


def test_it_counts_the_days_before_the_meeting_without_the_day_itself():
    on_time = rules.issues_before_voting(sent_on=date(2025, 3, 10), meeting_on=date(2025, 3, 20), days_before=10)
    (late,) = rules.issues_before_voting(sent_on=date(2025, 3, 12), meeting_on=date(2025, 3, 20), days_before=10)
    assert on_time == []
    assert late.sentence == (
        "候选项目应在会前10日(2025-03-10)送达,实际2025-03-12送达,晚了2天。"
        "请另选会议日期;本地办法规定的天数不同的,请先修改规则,收回后重新送达。"
    )


def test_a_town_decides_and_a_street_chooses():
    assert (rules.words_for(False).vote, rules.words_for(False).deliberate) == ("票决", "审议")
    assert (rules.words_for(True).vote, rules.words_for(True).deliberate) == ("票选", "讨论")


def test_it_refuses_to_send_a_list_twice():
    with pytest.raises(WrongState, match="不能重复送达"):
        rules.move("sent", "send")


def outcome(**values):
    return {"valid": True, "second_round": False, "adopted": [], "run_off": [], "presidium_decides": []} | values


@pytest.mark.parametrize(
    ("name", "expected"),
    [("甲", "voted_in"), ("乙", None), ("丙", None), ("丁", "voted_out")],
)
def test_the_tied_wait_and_the_others_are_settled(name, expected):
    assert rules.fate_of(name, outcome(adopted=["甲"], run_off=["乙"], presidium_decides=["丙"])) == expected


def test_nobody_loses_while_a_second_round_is_to_be_held():
    assert rules.fate_of("乙", outcome(adopted=["甲"], second_round=True)) is None


def test_an_invalid_vote_settles_nothing():
    assert rules.fate_of("甲", outcome(valid=False)) is None


def test_the_notice_of_a_town_says_it_decided():
    text = rules.announcement(session="甲镇会议", year=2027, names=["修路", "建校"], words=rules.words_for(False))
    assert text == "经甲镇会议票决,确定下列2个项目为2027年民生实事项目:\n1. 修路\n2. 建校"


def test_the_notice_of_a_street_says_it_chose():
    text = rules.announcement(session="乙街道会议", year=2027, names=["修路"], words=rules.words_for(True))
    assert text == "经乙街道会议票选,选出下列1个项目为2027年民生实事项目:\n1. 修路"


@pytest.mark.parametrize("state", rules.STATES)
def test_states_and_steps_of_a_street_never_use_the_words_of_a_congress(state):
    words = rules.words_for(True)
    said = rules.state_label(state, words) + "".join(step.title for step in rules.steps_of(state, words, Front()))
    assert not {"票决", "审议"} & {said[place : place + 2] for place in range(len(said))}


def test_the_line_of_steps_shows_where_a_sent_list_stands():
    front = Front(is_collected=True, is_consulted=False, is_studied=True)
    steps = rules.steps_of("sent", rules.words_for(False), front)
    assert [(step.title, step.status) for step in steps] == [
        ("征集", "done"), ("会商", "skipped"), ("党委研究", "done"),
        ("拟定候选项目", "done"), ("送达代表", "done"), ("审议", "current"), ("票决", "ahead"), ("公布", "ahead"),
        ("交办", "ahead"),
    ]  # fmt: skip


def test_a_decision_may_not_fill_more_seats_than_are_open_and_must_be_named():
    issues = rules.issues_before_settling(chosen=3, open_seats=2, reason=" ")
    assert [issue.code for issue in issues] == ["too_many", "reason"]
