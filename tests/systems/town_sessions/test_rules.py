"""Rules of the annual plan: law's minimum, days, deadlines, differences, templates."""

from dataclasses import replace
from datetime import date

import pytest

from apps.congress.meetings.models import Topic
from apps.foundation.core.errors import WrongState
from apps.foundation.core.registry import policy_keys
from apps.foundation.policies.rules import issues_before_setting
from apps.systems.town_sessions.rules import states
from apps.systems.town_sessions.rules.deadlines import Standing, deadlines_of, plan_line
from apps.systems.town_sessions.rules.differences import differences
from apps.systems.town_sessions.rules.measures import Measures, Rule, day_in, issues_with_day, quarter_check
from apps.systems.town_sessions.rules.planning import (
    HoldFacts,
    PlanFacts,
    SessionFacts,
    TopicFacts,
    issues_before_filing,
    issues_before_meeting,
    issues_before_saving,
    issues_before_submitting,
)
from apps.systems.town_sessions.rules.templates import FORMS, TEMPLATES

NOTICE = "《重庆市乡镇人民代表大会工作条例》第十一条"
LATEST = {1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31"}
MEASURES = Measures(
    sessions=Rule(2, "地方组织法第十四条"), notice=Rule(10, NOTICE), materials=Rule(5, "本地规定"),
    activities=Rule(15, "本地规定"), plan_due=Rule("01-31", "本地规定"),
    latest={quarter: Rule(day, "本地规定") for quarter, day in LATEST.items()},
)  # fmt: skip
REPORT = TopicFacts("t1", "special_report", "专项工作报告", "听取安全生产报告", "青禾镇人民政府", "李镇长", 7)


def session(number=1, day=date(2026, 3, 20), **values) -> SessionFacts:
    fixed = {"theme": "议事", "forms": ("hear",), "responsible": "陈主席", "topics": (REPORT,)}
    return SessionFacts(f"s{number}", number, starts_on=day, ends_on=values.pop("until", day), **{**fixed, **values})


def plan(*sessions, **values) -> PlanFacts:
    fixed = {"year": 2026, "is_district": False, "measures": MEASURES}
    return PlanFacts(sessions=sessions, **{**fixed, **values})


def codes(issues) -> list[str]:
    return [issue.code for issue in issues]


TWO = (session(), session(2, date(2026, 8, 20)))


def test_two_fixed_sessions_satisfy_the_law():
    assert codes(issues_before_submitting(plan(*TWO))) == []


@pytest.mark.parametrize("number", [0, 1])
def test_fewer_than_two_fall_short_of_article_14(number):
    (issue,) = (issue for issue in issues_before_submitting(plan(*TWO[:number])) if issue.code == "legal_minimum")
    assert "少于法定的2次(地方组织法第十四条:乡镇人民代表大会会议一般每年举行两次)" in issue.sentence
    assert f"固定会议{number}次" in issue.sentence


def test_an_extra_session_does_not_count_towards_the_minimum():
    assert codes(issues_before_submitting(plan(session(), session(2, date(2026, 8, 20), is_extra=True)))) == [
        "legal_minimum"
    ]


def test_a_district_needs_one():
    assert codes(issues_before_submitting(plan(session(), is_district=True, measures=with_sessions(1)))) == []
    assert "legal_minimum" in codes(issues_before_submitting(plan(is_district=True, measures=with_sessions(1))))


def with_sessions(number) -> Measures:
    return replace(MEASURES, sessions=Rule(number, "本地季会制办法"))


def test_the_place_may_ask_for_four():
    (issue,) = issues_before_submitting(plan(*TWO, measures=with_sessions(4)))
    assert (issue.code, issue.sentence) == (
        "too_few",
        "全年只安排固定会议2次,少于本地规定的4次(本地季会制办法)。请补足。",
    )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"day": date(2025, 12, 31)}, "outside_year"),
        ({"until": date(2027, 1, 5)}, "outside_year"),
        ({"until": date(2026, 3, 1)}, "order"),
    ],
)
def test_days_outside_the_year_or_backwards_cannot_be_stored(changed, code):
    assert codes(issues_before_saving(2026, [session(**changed)])) == [code]


def test_more_sessions_than_months_are_a_slip():
    many = [session(number, date(2026, 3, number)) for number in range(1, 14)]
    assert codes(issues_before_saving(2026, many)) == ["too_many"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"topics": ()}, "no_topics"),
        ({"forms": ()}, "no_forms"),
        ({"responsible": ""}, "no_responsible"),
        ({"topics": (replace(REPORT, unit=""),)}, "no_unit"),
    ],
)
def test_an_incomplete_session_is_named(changed, code):
    assert codes(issues_before_submitting(plan(session(**changed), TWO[1]))) == [code]


def test_an_election_needs_no_reporting_unit():
    election = TopicFacts("t2", "election", "选举", "选举副镇长")
    assert codes(issues_before_submitting(plan(session(topics=(election,)), TWO[1]))) == []


def test_a_session_after_the_quarters_last_day_is_too_late_unless_it_is_extra():
    early = replace(MEASURES, latest={**MEASURES.latest, 1: Rule("03-15", "浮梁办法")})
    (issue,) = issues_before_submitting(plan(*TWO, measures=early))
    assert issue.code == "too_late"
    assert "2026年3月15日(浮梁办法)" in issue.sentence
    third = session(3, is_extra=True)
    assert codes(issues_before_submitting(plan(session(day=date(2026, 3, 10)), TWO[1], third, measures=early))) == []


def test_a_session_with_a_meeting_cannot_be_left_out():
    assert codes(issues_before_submitting(plan(*TWO, dropped=("原第2次会议",)))) == ["has_meeting"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"has_meeting": True}, "has_meeting"),
        ({"amended": True}, "amended"),
        ({"today": date(2026, 3, 21)}, "past"),
        ({"day": date(2026, 4, 1)}, "outside_window"),
        ({"day": date(2026, 2, 28), "starts_on": date(2026, 3, 1)}, "outside_window"),
    ],
)
def test_what_keeps_a_session_from_becoming_a_meeting(changed, code):
    facts = {
        "name": "第1次会议", "when": "2026年3月20日", "starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31),
        "day": date(2026, 3, 20), "today": date(2026, 2, 1), "amended": False, "has_meeting": False,
    }  # fmt: skip
    assert codes(issues_before_meeting(HoldFacts(**facts))) == []
    assert codes(issues_before_meeting(HoldFacts(**{**facts, **changed}))) == [code]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"number": " "}, "no_number"),
        ({"filed_on": date(2026, 2, 2)}, "future"),
        ({"filed_on": date(2026, 1, 1)}, "too_early"),
    ],
)
def test_a_filing_has_a_number_and_a_possible_day(changed, code):
    facts = {
        "number": "3号",
        "filed_on": date(2026, 1, 20),
        "approved_on": date(2026, 1, 15),
        "today": date(2026, 2, 1),
    }
    assert codes(issues_before_filing(**{**facts, **changed})) == [code]


def dates(standing, today=date(2026, 1, 1)):
    return {line.kind: line for line in deadlines_of(standing, MEASURES, today)}


def test_deadlines_are_counted_back_from_the_session():
    lines = dates(Standing(day=date(2026, 3, 20), is_exact=True, material_days=7))
    assert {kind: line.due for kind, line in lines.items()} == {
        "activities": date(2026, 3, 5),
        "notice": date(2026, 3, 10),
        "materials": date(2026, 3, 13),
        "session": date(2026, 3, 20),
    }
    assert all(not line.is_late for line in lines.values())


def test_what_is_late_says_by_how_many_days_and_which_rule():
    line = dates(Standing(day=date(2026, 3, 20), is_exact=True), date(2026, 3, 14))["notice"]
    assert (line.days_late, line.tone) == (4, "red")
    assert line.sentence == f"应不迟于2026年3月10日(会前10日,{NOTICE}),已逾期4天"


def test_the_due_day_itself_is_in_time():
    assert not dates(Standing(day=date(2026, 3, 20), is_exact=True), date(2026, 3, 10))["notice"].is_late


def test_what_was_done_late_stays_told_but_is_not_open():
    standing = Standing(day=date(2026, 3, 20), is_exact=True, noticed_on=date(2026, 3, 12))
    line = dates(standing, date(2026, 5, 1))["notice"]
    assert (line.is_open, line.days_late, line.tone) == (False, 2, "orange")


def test_a_session_that_was_held_leaves_nothing_open():
    standing = Standing(day=date(2026, 3, 20), is_exact=True, held_on=date(2026, 3, 20))
    assert [line.is_open for line in dates(standing, date(2026, 5, 1)).values()] == [False] * 4


@pytest.mark.parametrize("changed", [{"is_called_off": True}, {"is_extra": True, "is_exact": False}])
def test_nothing_is_due_of_a_session_called_off_or_not_yet_called(changed):
    assert dates(Standing(**{"day": date(2026, 3, 20), "is_exact": True, **changed})) == {}


def test_without_activities_none_are_due():
    assert "activities" not in dates(Standing(day=date(2026, 3, 20), is_exact=True, has_activities=False))


def test_the_plan_itself_is_due_in_january():
    line = plan_line(year=2026, measures=MEASURES, approved_on=None, today=date(2026, 2, 3))
    assert (line.due, line.days_late) == (date(2026, 1, 31), 3)
    assert not plan_line(year=2026, measures=MEASURES, approved_on=date(2026, 1, 31), today=date(2026, 2, 3)).is_late


@pytest.mark.parametrize(
    ("text", "day"), [("01-31", date(2026, 1, 31)), ("02-29", date(2026, 2, 28)), ("9-5", date(2026, 9, 5))]
)
def test_days_of_the_year_are_read(text, day):
    assert day_in(2026, text) == day


def test_the_leap_day_exists_in_leap_years():
    assert day_in(2028, "02-29") == date(2028, 2, 29)


@pytest.mark.parametrize("text", ["", "1月31日", "02-30", "13-01", "0131"])
def test_what_is_no_day_is_refused(text):
    assert codes(issues_with_day(text)) == ["not_a_day"]


def test_the_last_day_of_a_quarter_lies_in_it():
    assert codes(quarter_check(1)("03-15")) == []
    assert codes(quarter_check(1)("04-15")) == ["other_quarter"]
    assert codes(quarter_check(1)("x")) == ["not_a_day"]


def told(old, new) -> list[tuple[str, str]]:
    return [(one.kind, one.sentence) for one in differences(old, new)]


def test_versions_that_are_equal_do_not_differ():
    assert told(TWO, TWO) == []


def test_an_added_session_is_told_with_its_topics():
    new = session(
        2, date(2026, 5, 20), theme="防汛", is_extra=True, topics=(replace(REPORT, key="t9", title="听取防汛报告"),)
    )
    assert told(TWO[:1], [TWO[0], replace(new, key="s9")]) == [
        ("added", "增加视情召开的会议“防汛”(2026年5月20日),为第2次会议。"),
        ("added", "第2次会议增加议题“听取防汛报告”。"),
    ]


def test_a_dropped_session_is_told_with_its_topics():
    other = replace(TWO[1], topics=(replace(REPORT, key="t2", title="听取决算报告"),))
    assert told((TWO[0], other), TWO[:1]) == [
        ("dropped", "取消原第2次会议“议事”(2026年8月20日)。"),
        ("dropped", "原第2次会议取消议题“听取决算报告”。"),
    ]


def test_a_moved_topic_is_neither_added_nor_dropped():
    second = replace(TWO[1], topics=(replace(REPORT, key="t2"),))
    old = (TWO[0], second)
    new = (replace(TWO[0], topics=()), replace(second, topics=(*second.topics, REPORT)))
    assert told(old, new) == [
        ("moved", "议题“听取安全生产报告”由原第1次会议(2026年3月20日)移到第2次会议(2026年8月20日)。")
    ]


def test_a_moved_day_and_changed_values_are_told_one_by_one():
    topic = replace(REPORT, title="听取防汛报告", unit="青禾镇应急办", material_days=10)
    new = replace(
        TWO[0],
        ends_on=date(2026, 3, 25),
        theme="议大事",
        responsible="王主席",
        forms=("hear", "inquiry"),
        topics=(topic,),
    )
    assert told(TWO[:1], [new]) == [
        ("moved", "“议大事”由2026年3月20日改为2026年3月20日至3月25日。"),
        ("changed", "第1次会议的主题由“议事”改为“议大事”。"),
        ("changed", "第1次会议的会议形式由“听取报告”改为“听取报告、专题询问”。"),
        ("changed", "第1次会议的责任人由“陈主席”改为“王主席”。"),
        ("changed", "第1次会议议题“听取防汛报告”的名称由“听取安全生产报告”改为“听取防汛报告”。"),
        ("changed", "第1次会议议题“听取防汛报告”的报告单位由“青禾镇人民政府”改为“青禾镇应急办”。"),
        ("changed", "第1次会议议题“听取防汛报告”的材料期限由“会前7日”改为“会前10日”。"),
    ]


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda one: one.slug)
def test_templates_name_only_known_topics_and_forms(template):
    topics = {topic.topic for slot in template.slots for topic in slot.topics}
    forms = {form for slot in template.slots for form in slot.forms}
    assert topics <= set(Topic.values)
    assert forms <= set(FORMS)
    for slot in template.slots:
        first, last = slot.window(2026, {})
        assert first < last
        assert (first.year, last.year, first.day) == (2026, 2026, 1)


def test_templates_offer_four_three_plus_n_two_and_the_mid_year_session():
    assert {one.slug: (one.is_district, [slot.is_extra for slot in one.slots]) for one in TEMPLATES.values()} == {
        "quarterly": (False, [False, False, False, False]),
        "three_plus_n": (False, [False, True, False, False]),
        "two_a_year": (False, [False, False]),
        "mid_year": (True, [False, False]),
    }


def test_a_window_ends_with_the_places_latest_day():
    slot = TEMPLATES["quarterly"].slots[0]
    assert slot.window(2026, {1: date(2026, 3, 15)}) == (date(2026, 1, 1), date(2026, 3, 15))
    assert slot.window(2028, {}) == (date(2028, 1, 1), date(2028, 3, 31))


@pytest.mark.parametrize(
    ("state", "act"),
    [
        ("approved", "change"), ("presidium", "change"), ("approved", "submit"), ("approved", "party_agrees"),
        ("draft", "party_agrees"), ("draft", "file"), ("filed", "file"), ("approved", "execute"), ("filed", "close"),
        ("draft", "amend"), ("closed", "amend"), ("superseded", "amend"), ("executing", "abandon"),
    ],
)  # fmt: skip
def test_acts_out_of_turn_are_refused_with_their_own_sentence(state, act):
    with pytest.raises(WrongState) as refusal:
        states.move(state, act)
    assert refusal.value.sentence == states.REFUSALS[act]


def test_every_act_has_a_refusal():
    assert {act for _, act in states.MOVES} == set(states.REFUSALS)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("town_sessions.sessions_per_year", 1, "too_small"),
        ("town_sessions.sessions_per_year_district", 0, "too_small"),
        ("town_sessions.quarter_1_latest", "04-15", "other_quarter"),
        ("town_sessions.plan_due", "一月底", "not_a_day"),
        ("town_sessions.material_days", 0, "too_small"),
    ],
)
def test_a_place_cannot_set_less_than_the_law_nor_what_is_no_day(key, value, code):
    assert codes(issues_before_setting(policy_keys()[key], value)) == [code]


@pytest.mark.parametrize("policy", [one for key, one in policy_keys().items() if key.startswith("town_sessions.")])
def test_every_default_is_itself_lawful(policy):
    assert issues_before_setting(policy, policy.default) == []
