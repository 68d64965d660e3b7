"""Quorum, notice days, names, codes and states: no database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from apps.congress.meetings.rules.acts import (
    Seat,
    issues_before_check_in,
    issues_before_leave,
    issues_before_meeting_closes,
    issues_with_seat,
)
from apps.congress.meetings.rules.codes import code_at, issues_with_code
from apps.congress.meetings.rules.naming import meeting_title, names_in_short, sitting_name
from apps.congress.meetings.rules.notices import NoticeFacts, days_late, issues_before_notice, last_notice_day
from apps.congress.meetings.rules.quorum import OpeningFacts, issues_before_opening, quorum_line, quorum_met
from apps.congress.meetings.rules.states import leave_move, meeting_move, sitting_move
from apps.foundation.core.errors import WrongState
from apps.foundation.core.numbers import chinese_number

NOW = datetime(2026, 3, 20, 0, 50, 30, tzinfo=UTC)


def codes(issues):
    return [issue.code for issue in issues]


@pytest.mark.parametrize(
    ("quorum", "due", "line"),
    [
        ("two_thirds", 327, 218),
        ("two_thirds", 60, 40),
        ("two_thirds", 61, 41),
        ("two_thirds", 62, 42),
        ("two_thirds", 1, 1),
        ("more_than_half", 61, 31),
        ("more_than_half", 60, 31),
        ("more_than_half", 33, 17),
    ],
)
def test_the_line_is_the_smallest_number_that_meets_the_quorum(quorum, due, line):
    assert quorum_line(quorum, due) == line
    assert quorum_met(quorum, present=line, due=due)
    assert not quorum_met(quorum, present=line - 1, due=due)


@pytest.mark.parametrize("quorum", ["two_thirds", "more_than_half"])
def test_nobody_due_is_never_a_quorum(quorum):
    assert not quorum_met(quorum, present=0, due=0)


def test_below_quorum_it_says_how_many_and_who_is_missing():
    issues = list(issues_before_opening(OpeningFacts("two_thirds", 10, 5, ["安然", "白雪", "陈晨", "丁宁"], ["方圆"])))
    assert [issue.sentence for issue in issues] == [
        "应到10人,三分之二以上出席即7人方可开会;实到5人,还差2人。",
        "尚未签到:安然、白雪、陈晨、丁宁(共4人)。",
        "已请假:方圆(共1人)。",
    ]


def test_with_the_quorum_nothing_is_missing():
    assert list(issues_before_opening(OpeningFacts("more_than_half", 61, 31, ["安然"], []))) == []


def test_a_long_list_of_names_is_cut_and_counted():
    assert names_in_short(["甲", "乙", "丙"], limit=2) == "甲、乙等3人"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (99, "九十九"),
        (100, "一百"), (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"), (1005, "一千零五"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_ordinals_are(number, written):
    assert chinese_number(number) == written


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_it_refuses_a_number_that_is_no_ordinal(number):
    with pytest.raises(ValueError, match="no ordinal"):
        chinese_number(number)


@pytest.mark.parametrize(
    ("body", "is_street", "title"),
    [
        ("青禾镇人民代表大会", False, "青禾镇第二十届人民代表大会第十一次会议"),
        ("示例区人民代表大会", False, "示例区第二十届人民代表大会第十一次会议"),
        ("滨江街道议事代表会议", True, "滨江街道议事代表会议第十一次会议"),
        ("滨江街道居民议事会议", True, "滨江街道居民议事会议第十一次会议"),
    ],
)
def test_the_title_follows_the_kind_of_body(body, is_street, title):
    assert meeting_title(body_name=body, term_number=20, number=11, is_street=is_street) == title


def test_sittings_are_called_by_kind_and_order():
    assert sitting_name("preparatory", 1) == "预备会议"
    assert sitting_name("preparatory", 2) == "第二次预备会议"
    assert sitting_name("plenary", 3) == "第三次全体会议"


def facts(**values):
    fixed = {
        "on": date(2026, 3, 10), "starts_on": date(2026, 3, 20), "notice_days": 10, "standing": "legal_minimum",
        "source": "条例第十一条", "is_ad_hoc": False, "reason": "", "agenda_items": 1, "sittings": 1, "members": 60,
    }  # fmt: skip
    return NoticeFacts(**{**fixed, **values})


def test_ten_days_before_20_march_is_10_march():
    assert last_notice_day(date(2025, 3, 20), 10) == date(2025, 3, 10)
    assert list(issues_before_notice(facts())) == []


def test_a_late_notice_says_by_how_many_days_and_which_rule():
    issue = next(issues_before_notice(facts(on=date(2026, 3, 13))))
    assert issue.sentence == (
        "通知应在会议召开10日前发出(条例第十一条),即不迟于2026年3月10日,现已迟3日。"
        "请改期;确有必要的,可按临时召开的会议办理,并写明提议人和理由。"
    )


LATE = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"on": LATE}, True),
        ({"on": LATE, "reason": "防汛"}, True),
        ({"on": LATE, "is_ad_hoc": True}, True),
        ({"on": LATE, "is_ad_hoc": True, "reason": "主席团提议"}, False),
        ({"on": LATE, "standing": "free"}, True),
        ({"on": LATE, "standing": "free", "reason": "防汛"}, False),
    ],
)
def test_the_laws_minimum_gives_way_only_to_an_ad_hoc_session_with_a_reason(values, refused):
    assert codes(issues_before_notice(facts(**values))) == (["late"] if refused else [])
    assert days_late(facts(**values)) == 1


def test_everything_that_is_missing_is_listed_at_once():
    missing = facts(agenda_items=0, sittings=0, members=0, on=date(2026, 3, 21))
    assert codes(issues_before_notice(missing)) == ["no_agenda", "no_sitting", "nobody", "past"]


def test_a_code_counts_for_five_minutes():
    code = code_at("salt", NOW)
    assert issues_with_code(code, "salt", NOW) == []
    assert issues_with_code(code, "salt", NOW + timedelta(minutes=5)) == []
    assert codes(issues_with_code(code, "salt", NOW + timedelta(minutes=6))) == ["stale_code"]


def test_a_code_from_the_future_does_not_count():
    assert codes(issues_with_code(code_at("salt", NOW + timedelta(minutes=2)), "salt", NOW)) == ["stale_code"]


@pytest.mark.parametrize("code", ["", "-", "1-2", "x-abc", "²-abc", "29567810", "签到-码", "1-码", "9" * 5000])
def test_an_invented_code_does_not_count(code):
    assert codes(issues_with_code(code, "salt", NOW)) == ["foreign_code"]


def test_the_code_of_another_sitting_does_not_count():
    assert codes(issues_with_code(code_at("other", NOW), "salt", NOW)) == ["foreign_code"]


def test_before_check_in_started_no_code_counts():
    assert codes(issues_with_code(code_at("", NOW), "", NOW)) == ["foreign_code"]


def test_check_in_starts_at_most_one_evening_early():
    day = date(2026, 3, 20)
    assert list(issues_before_check_in(on=date(2026, 3, 19), planned_for=day, due=60)) == []
    assert codes(issues_before_check_in(on=date(2026, 3, 18), planned_for=day, due=0)) == ["too_early", "nobody"]


@pytest.mark.parametrize(
    ("seat", "code"),
    [
        (Seat(is_listed=False, holds_seat=True), ["not_listed"]),
        (Seat(is_listed=True, holds_seat=False), ["seat_ended"]),
        (Seat(is_listed=True, holds_seat=False, is_suspended=True), ["suspended"]),
        (Seat(is_listed=True, holds_seat=True), []),
    ],
)
def test_only_who_is_listed_and_still_serving_may_check_in(seat, code):
    assert codes(issues_with_seat(seat)) == code


@pytest.mark.parametrize(
    ("state", "is_office", "code"),
    [
        ("planned", True, ["not_noticed"]),
        ("noticed", False, []),
        ("in_session", False, ["began"]),
        ("in_session", True, []),
        ("closed", True, ["not_noticed"]),
    ],
)
def test_leave_is_asked_before_the_meeting_or_through_the_office(state, is_office, code):
    assert codes(issues_before_leave(meeting_state=state, is_office=is_office)) == code


def test_a_meeting_ends_after_its_last_sitting():
    assert codes(issues_before_meeting_closes(unfinished=["预备会议"], held=1)) == ["unfinished"]
    assert codes(issues_before_meeting_closes(unfinished=[], held=0)) == ["none_held"]
    assert codes(issues_before_meeting_closes(unfinished=[], held=1)) == []


@pytest.mark.parametrize(
    ("move", "state", "act", "sentence"),
    [
        (meeting_move, "closed", "修改", "会议目前“已闭会”,不能修改。"),
        (meeting_move, "planned", "开会", "请先发出会议通知、开始签到,再宣布开会。"),
        (sitting_move, "open", "撤销签到", "本场会议目前“进行中”,不能撤销签到。"),
        (sitting_move, "closed", "签到", "本场会议目前“已散会”,不能签到。"),
        (leave_move, "granted", "批准", "该请假目前“已批准”,不能批准。"),
    ],
)
def test_it_refuses_an_act_that_does_not_belong_to_the_state(move, state, act, sentence):
    with pytest.raises(WrongState, match=sentence):
        move(state, act)
