"""A poll goes one way: draft, open, closed, counted, signed, announced; or it is voided before it is announced."""

import pytest

from apps.congress.ballots.rules.states import MOVES, Act, State, move
from apps.foundation.core.errors import Issue, NotReady, WrongState


def test_a_poll_goes_from_draft_to_announced():
    state = State.DRAFT
    for act in (Act.OPEN, Act.CLOSE, Act.COUNT, Act.SIGN, Act.ANNOUNCE):
        state = move(state, act)
    assert state is State.ANNOUNCED


@pytest.mark.parametrize("state", ["draft", "open", "closed", "counted", "signed"])
def test_a_poll_can_be_voided_until_it_is_announced(state):
    assert move(state, "void") is State.VOIDED


@pytest.mark.parametrize("state", ["announced", "voided"])
@pytest.mark.parametrize("act", list(Act))
def test_an_announced_or_voided_poll_never_changes(state, act):
    with pytest.raises(WrongState):
        move(state, act)


def test_only_these_moves_exist():
    assert len(MOVES) == 10


@pytest.mark.parametrize(
    ("state", "act"),
    [
        ("draft", "close"),
        ("open", "open"),
        ("open", "count"),
        ("closed", "open"),
        ("closed", "sign"),
        ("counted", "announce"),
    ],
)
def test_no_step_is_skipped_or_repeated(state, act):
    with pytest.raises(WrongState):
        move(state, act)


def test_a_refusal_says_where_the_poll_stands():
    with pytest.raises(WrongState, match="目前“已截止”,不能截止投票"):
        move("closed", "close")


def test_missing_conditions_are_all_told():
    issues = [Issue("no_rule", "请先选择票决办法。"), Issue("no_roll", "名册为空。")]
    with pytest.raises(NotReady) as refused:
        move("draft", "open", issues=issues)
    assert refused.value.issues == tuple(issues)


def test_a_wrong_state_is_told_before_missing_conditions():
    with pytest.raises(WrongState):
        move("open", "open", issues=[Issue("no_roll", "名册为空。")])
