"""Who adopts what, by which majority (地方组织法 art. 25; streets only discuss)."""

import pytest

from apps.congress.meetings.rules.resolutions import (
    Hands,
    Majority,
    issues_before_vote,
    issues_with_hands,
    issues_with_kind,
    issues_with_majority,
    move,
    passes,
)
from apps.foundation.core.errors import NotReady, WrongState


def hands(approve, oppose=0, abstain=0, due=60, present=50):
    return Hands(approve, oppose, abstain, due, present)


def codes(issues):
    return [issue.code for issue in issues]


@pytest.mark.parametrize(
    ("approve", "due", "passed"), [(31, 60, True), (30, 60, False), (31, 61, True), (30, 61, False), (0, 0, False)]
)
def test_a_congress_adopts_by_more_than_half_of_all_deputies_whoever_came(approve, due, passed):
    assert passes(hands(approve, due=due, present=approve), Majority()) is passed


@pytest.mark.parametrize(
    ("majority", "passed"),
    [(Majority("present"), True), (Majority("valid"), True), (Majority("all"), False),
     (Majority("present", "two_thirds"), False), (Majority("valid", "two_thirds"), True)],
)  # fmt: skip
def test_a_street_adopts_as_its_own_rules_say(majority, passed):
    assert passes(hands(approve=26, oppose=10, abstain=2), majority) is passed


def test_two_thirds_are_reached_exactly():
    assert passes(hands(40), Majority("all", "two_thirds"))
    assert not passes(hands(39), Majority("all", "two_thirds"))


@pytest.mark.parametrize(
    ("counts", "found"),
    [((40, 5, 5), []), ((41, 5, 5), ["too_many"]), ((0, 0, 0), ["nobody"]), ((-1, 0, 5), ["negative"])],
)
def test_nobody_votes_who_was_not_present(counts, found):
    assert codes(issues_with_hands(hands(*counts))) == found


@pytest.mark.parametrize(
    ("kind", "is_street", "found"),
    [("resolution", True, ["no_congress"]), ("decision", True, ["no_congress"]), ("opinion", True, []),
     ("measures", True, []), ("list", False, []), ("resolution", False, []), ("opinion", False, ["no_opinion"])],
)  # fmt: skip
def test_a_street_adopts_no_resolution_and_a_congress_no_mere_opinion(kind, is_street, found):
    assert codes(issues_with_kind(kind, is_street=is_street)) == found


@pytest.mark.parametrize(
    ("base", "asks_this", "is_street", "found"),
    [("all", True, False, []), ("present", True, False, ["not_of_all"]), ("present", True, True, []),
     ("all", False, False, ["one_question"])],
)  # fmt: skip
def test_a_poll_on_a_resolution_asks_its_one_question_of_all_deputies(base, asks_this, is_street, found):
    facts = {"base": base, "threshold": "more_than_half", "asks_this": asks_this, "is_street": is_street}
    assert codes(issues_with_majority(**facts)) == found


def test_a_draft_without_text_is_not_put_to_the_vote():
    issues = list(issues_before_vote(text=" \n", meeting_state="in_session"))
    assert codes(issues) == ["no_text"]
    with pytest.raises(NotReady):
        move("draft", "put", issues)


@pytest.mark.parametrize("act", ["change", "put", "hands_adopt", "withdraw"])
@pytest.mark.parametrize("state", ["voting", "adopted", "rejected", "withdrawn"])
def test_only_a_draft_is_changed_or_voted_on(state, act):
    with pytest.raises(WrongState, match="请刷新页面"):
        move(state, act)
