"""Scrutineers' rules without a database: what the list lacks, how many stand by, what one has to do next."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from apps.congress.ballots.rules.scrutiny import (
    ListFacts,
    OwnFacts,
    Scrutineer,
    Stage,
    Step,
    counts_from,
    issues_with_list,
    issues_with_presence,
    next_step,
    stage_now,
)
from apps.congress.ballots.rules.states import State

READY = Scrutineer("安然", has_passed=True, has_declared=True)
NEW = Scrutineer("白雪", has_passed=False, has_declared=False)


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (ListFacts(), []),
        (ListFacts((NEW,)), []),
        (ListFacts((READY,), must_pass=True, must_declare=True), []),
        (ListFacts((READY, NEW), must_pass=True), ["list_not_passed"]),
        (ListFacts((READY, NEW), must_declare=True), ["not_declared"]),
        (ListFacts((READY,), must_declare=True, candidates={"安然"}), ["candidate_scrutineer"]),
        (ListFacts((READY,), candidates={"安然"}), []),
    ],
)
def test_what_a_list_lacks(facts, codes):
    assert [issue.code for issue in issues_with_list(facts)] == codes


def test_only_the_names_that_lack_something_are_named():
    (issue,) = issues_with_list(ListFacts((READY, NEW), must_pass=True))
    assert ("白雪" in issue.sentence, "安然" in issue.sentence) == (True, False)


@pytest.mark.parametrize(("present", "needed", "refused"), [(0, 2, True), (1, 2, True), (2, 2, False), (3, 2, False)])
def test_so_many_stand_by_the_box(present, needed, refused):
    assert bool(issues_with_presence(Stage.OPEN, present=present, needed=needed)) is refused


def test_a_confirmation_counts_for_half_an_hour():
    at = datetime(2026, 3, 20, 2, tzinfo=UTC)
    assert at - counts_from(at) == timedelta(minutes=30)


def own(state=State.DRAFT, **facts) -> OwnFacts:
    plain = {"is_secret": True, "has_passed": True, "must_declare": False, "has_declared": False, "present": ()}
    return OwnFacts(state=state, **plain | {"has_signed": False} | facts)


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (own(must_declare=True), Step.DECLARE),
        (own(State.OPEN, must_declare=True), Step.DECLARE),
        (own(must_declare=True, has_declared=True), Step.CONFIRM_OPEN),
        (own(), Step.CONFIRM_OPEN),
        (own(has_passed=False), None),
        (own(present=("open",)), None),
        (own(State.OPEN, present=("open",)), Step.CONFIRM_CLOSE),
        (own(State.CLOSED), Step.CONFIRM_CLOSE),
        (own(State.CLOSED, present=("close",)), None),
        (own(State.OPEN, is_secret=False), None),
        (own(State.COUNTED), Step.SIGN),
        (own(State.COUNTED, must_declare=True), Step.SIGN),
        (own(State.COUNTED, has_signed=True), None),
        (own(State.ANNOUNCED), None),
        (own(State.VOIDED), None),
    ],
)
def test_the_next_step(facts, step):
    assert next_step(facts) is step


def test_nobody_is_asked_for_a_confirmation_that_the_state_does_not_take():
    asked = {Step.CONFIRM_OPEN: Stage.OPEN, Step.CONFIRM_CLOSE: Stage.CLOSE}
    for state, has_declared in product(State, (True, False)):
        step = next_step(own(state, has_declared=has_declared))
        assert step not in asked or asked[step] == stage_now(state)
