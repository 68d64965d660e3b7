"""When objections are heard and when a notice is over."""

from datetime import date

import pytest

from apps.foundation.core.errors import WrongState
from apps.office.public_notices import rules

STARTS, ENDS = date(2026, 3, 20), date(2026, 3, 27)


@pytest.mark.parametrize(
    ("channel", "on", "codes"),
    [
        ("online", date(2026, 3, 19), ["too_early"]),
        ("online", STARTS, []),
        ("online", ENDS, []),
        ("online", date(2026, 3, 28), ["too_late"]),
        ("letter", date(2026, 3, 28), []),
        ("visit", date(2026, 3, 19), ["too_early"]),
    ],
)
def test_objections_are_heard_from_the_first_to_the_end_of_the_last_day(channel, on, codes):
    issues = rules.issues_with_objecting(channel=channel, starts_on=STARTS, ends_on=ENDS, on=on)
    assert [issue.code for issue in issues] == codes


@pytest.mark.parametrize(
    ("on", "unsettled", "codes"),
    [
        (ENDS, 0, ["running"]),
        (ENDS, 2, ["running", "unsettled"]),
        (date(2026, 3, 28), 1, ["unsettled"]),
        (date(2026, 3, 28), 0, []),
    ],
)
def test_it_is_concluded_after_the_last_day_with_every_objection_answered(on, unsettled, codes):
    issues = rules.issues_before_concluding(ends_on=ENDS, on=on, unsettled=unsettled)
    assert [issue.code for issue in issues] == codes


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({}, []),
        ({"title": " "}, ["empty"]),
        ({"body": ""}, ["empty"]),
        ({"body": "长" * 20_001}, ["too_long"]),
        ({"starts_on": date(2026, 3, 19)}, ["past"]),
    ],
)
def test_it_is_published_with_words_and_from_today_on(values, codes):
    fixed = {"title": "公示", "body": "内容", "starts_on": STARTS, "today": STARTS}
    assert [issue.code for issue in rules.issues_before_publishing(**{**fixed, **values})] == codes


@pytest.mark.parametrize(
    ("state", "on", "word"),
    [
        ("published", date(2026, 3, 19), "未开始"),
        ("published", ENDS, "公示中"),
        ("published", date(2026, 3, 28), "期满待办结"),
        ("concluded", date(2026, 3, 28), "已办结"),
        ("withdrawn", STARTS, "已撤回"),
    ],
)
def test_it_says_how_a_notice_stands(state, on, word):
    assert rules.standing(state=state, starts_on=STARTS, ends_on=ENDS, on=on) == word


@pytest.mark.parametrize("state", ["concluded", "withdrawn"])
@pytest.mark.parametrize("act", ["办结", "撤回", "登记异议", "处理异议"])
def test_nothing_moves_what_is_over(state, act):
    with pytest.raises(WrongState, match="不能"):
        rules.move(state, act)


@pytest.mark.parametrize(("contact", "shown"), [("13812345678", "138****78"), ("a@b.cn", "****"), ("", "")])
def test_a_contact_is_masked(contact, shown):
    assert rules.masked(contact) == shown
