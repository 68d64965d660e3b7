"""Elections: approve, oppose or abstain for each candidate; whoever opposes may write another person in."""

import pytest

from apps.congress.ballots.rules.elections import least_opposition
from tests.congress.ballots.rules.samples import box, case, codes, item, names, outcome

CANDIDATE = {"name": "甲", "approve": 25, "oppose": 43, "abstain": 2}
WRITTEN_IN = {"name": "乙", "approve": 41, "write_in": True}


def election(*items, **changes):
    return case(**({"model": "election", "seats": 1, "items": list(items)} | changes))


def test_a_write_in_above_half_of_all_is_elected():
    result = outcome(election(CANDIDATE, WRITTEN_IN))
    assert result["adopted"] == ["乙"]
    assert item(result, "乙")["write_in"] is True
    assert result["rejected"] == ["甲"]


def test_a_write_in_at_exactly_half_is_not_elected():
    assert outcome(election(CANDIDATE, WRITTEN_IN | {"approve": 40}))["adopted"] == []


def test_candidate_and_write_in_can_tie_for_the_last_seat():
    candidates = [
        {"name": "甲", "approve": 60, "oppose": 5, "abstain": 5},
        {"name": "丙", "approve": 41, "oppose": 29, "abstain": 0},
        {"name": "丁", "approve": 0, "oppose": 70, "abstain": 0},
    ]
    assert ("votes_exceed_marks", "items") in codes(election(*candidates, WRITTEN_IN, seats=2))
    result = outcome(election(candidates[0] | {"approve": 58, "oppose": 7}, *candidates[1:], WRITTEN_IN, seats=2))
    assert result["run_off"] == ["丙", "乙"]
    assert result["adopted"] == ["甲"]


def test_too_few_elected_calls_another_election_by_rule():
    items = [
        {"name": "甲", "approve": 50, "oppose": 10, "abstain": 10},
        {"name": "乙", "approve": 40, "oppose": 20, "abstain": 10},
    ]
    result = outcome(election(*items, seats=2, shortage_rule="second_round"))
    assert result["adopted"] == ["甲"]
    assert result["second_round"] is True


def test_it_refuses_write_ins_that_nobody_s_opposition_allows():
    unopposed = {"name": "甲", "approve": 25, "oppose": 40, "abstain": 5}
    assert codes(election(unopposed, WRITTEN_IN)) == [("write_in_without_opposition", "items")]


def test_opposition_nobody_published_accuses_nobody():
    assert outcome(election({"name": "甲", "approve": 25}, WRITTEN_IN))["adopted"] == ["乙"]


def test_one_opposition_carries_write_ins_for_all_seats_of_a_ballot():
    candidate = {"name": "甲", "approve": 30, "oppose": 40, "abstain": 0}
    write_ins = [{"name": name, "approve": 40, "write_in": True} for name in "乙丙"]
    assert outcome(election(candidate, *write_ins, seats=2))["valid"] is True


def test_it_refuses_opposition_to_a_write_in():
    assert codes(election(CANDIDATE, WRITTEN_IN | {"oppose": 1})) == [("write_in_opposed", "items[1].oppose")]


def test_a_write_in_may_state_that_all_others_did_not_write_it():
    assert outcome(election(CANDIDATE, WRITTEN_IN | {"oppose": 0, "abstain": 29}))["adopted"] == ["乙"]
    assert codes(election(CANDIDATE, WRITTEN_IN | {"oppose": 0, "abstain": 28})) == [
        ("parts_do_not_add_up", "items[1]")
    ]


def test_it_refuses_a_write_in_outside_elections():
    items = [{"name": "甲", "approve": 5, "write_in": True}]
    assert codes(case(items=items)) == [("out_of_place", "items[0].write_in")]


def test_it_refuses_more_votes_than_the_seats_allow():
    items = [{"name": name, "approve": 36, "oppose": 30, "abstain": 4} for name in "甲乙"]
    assert codes(election(*items)) == [("votes_exceed_marks", "items")]


CANDIDATES = [*names("甲 乙"), {"name": "丙", "write_in": True}]


def raw(*ballots, **changes):
    return box(*ballots, **({"model": "election", "seats": 1, "items": CANDIDATES} | changes))


def test_a_plain_ballot_approves_its_names_and_abstains_on_the_rest():
    result = outcome(raw(["甲"], ["甲"], []))
    assert (item(result, "甲")["approve"], item(result, "甲")["oppose"], item(result, "甲")["abstain"]) == (2, 0, 1)
    assert (item(result, "乙")["approve"], item(result, "乙")["oppose"], item(result, "乙")["abstain"]) == (0, 0, 3)


def test_a_plain_ballot_that_writes_somebody_in_opposes_those_it_leaves_out():
    result = outcome(raw(["丙"], ["丙"], ["甲"]))
    assert result["adopted"] == ["丙"]
    assert item(result, "甲")["oppose"] == 2
    assert item(result, "乙")["abstain"] == 1


def test_a_ballot_can_state_its_opposition():
    result = outcome(raw({"approve": ["丙"], "oppose": ["乙"]}, {"oppose": ["甲", "乙"]}, {}))
    assert item(result, "甲") == {
        "name": "甲",
        "approve": 0,
        "oppose": 1,
        "abstain": 2,
        "votes": 0,
        "base": 3,
        "passed": False,
        "percent": "0.00",
    }
    assert item(result, "丙")["approve"] == 1
    assert result["turnout"]["blank"] == 1


def test_an_abstention_carries_no_write_in():
    result = outcome(raw({"approve": ["丙"]}, ["甲"], ["甲"]))
    assert result["turnout"]["void"] == 1
    assert item(result, "丙")["approve"] == 0


def test_a_write_in_beside_every_candidate_opposes_nobody_and_voids_the_ballot():
    result = outcome(raw(["甲", "乙", "丙"], ["甲"], ["乙"], seats=3))
    assert result["turnout"]["void"] == 1


def test_a_write_in_counts_as_a_mark():
    result = outcome(raw(["甲", "丙"], ["甲"], ["甲"]))
    assert result["turnout"]["void"] == 1
    assert item(result, "甲")["approve"] == 2


@pytest.mark.parametrize(
    ("write_ins", "seats", "least"),
    [([], 1, 0), ([41], 1, 41), ([40, 1], 2, 40), ([40, 40], 2, 40), ([10, 10, 10], 2, 15), ([10, 10, 11], 2, 16)],
)
def test_write_ins_prove_the_fewest_ballots_that_can_carry_them(write_ins, seats, least):
    assert least_opposition(write_ins, seats) == least
