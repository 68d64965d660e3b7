"""From raw ballots to votes: what voids a ballot, what a blank one is, and how the box must agree."""

from dataclasses import replace

import pytest

from apps.congress.ballots.rules.measures import Base, CountingRules, Model, Threshold
from apps.congress.ballots.rules.sheets import Sheet, issues_with
from apps.congress.ballots.rules.tallies import Ballot, Option, VoidReason, void_reason
from tests.congress.ballots.rules.samples import box, case, codes, item, names, outcome

ITEMS = names("甲 乙 丙")
FULL = ["甲", "乙", "丙"]


def result_of(*ballots, **changes):
    return outcome(box(*ballots, **({"items": ITEMS} | changes)))


def test_more_marks_than_seats_void_that_ballot_alone():
    result = result_of(["甲", "乙"], ["甲"], FULL)
    assert result["turnout"]["void"] == 1
    assert [line["votes"] for line in result["items"]] == [2, 1, 0]


def test_fewer_marks_than_seats_are_valid():
    assert result_of(["甲"])["turnout"]["void"] == 0


def test_a_blank_ballot_is_a_valid_abstention():
    result = result_of([], ["甲"], base="valid")
    assert (result["turnout"]["void"], result["turnout"]["blank"], result["turnout"]["valid"]) == (0, 1, 2)
    assert item(result, "甲")["percent"] == "50.00"
    assert result["adopted"] == []


def test_one_name_marked_twice_voids_the_ballot():
    result = result_of(["甲", "甲"], ["乙"])
    assert result["turnout"]["void"] == 1
    assert item(result, "甲")["votes"] == 0


def test_totals_do_not_tell_how_many_were_blank():
    assert outcome(case(items=[{"name": "甲", "approve": 1}]))["turnout"]["blank"] is None


def test_a_preference_ballot_with_too_many_ranks_is_void():
    result = result_of(FULL, ["甲", "乙"], model="preference", score_rule="borda")
    assert result["turnout"]["void"] == 1
    assert item(result, "甲")["votes"] == 2


def test_per_item_a_plain_ballot_approves_what_it_lists_and_abstains_on_the_rest():
    result = result_of(FULL, ["甲"], [], model="per_item", seats=...)
    assert [(line["approve"], line["oppose"], line["abstain"]) for line in result["items"]] == [
        (2, 0, 1),
        (1, 0, 2),
        (1, 0, 2),
    ]


def test_per_item_more_approvals_than_the_seats_void_the_ballot():
    assert result_of(FULL, ["甲"], model="per_item", seats=2)["turnout"]["void"] == 1


def test_per_item_opposition_is_no_approval_and_never_too_much():
    result = result_of({"approve": ["甲"], "oppose": ["乙", "丙"]}, model="per_item", seats=1)
    assert result["turnout"]["void"] == 0
    assert item(result, "丙")["oppose"] == 1


def test_approving_and_opposing_one_name_voids_the_ballot():
    assert result_of({"approve": ["甲"], "oppose": ["甲"]}, model="per_item", seats=1)["turnout"]["void"] == 1


def test_a_whole_list_ballot_takes_all_or_nothing():
    result = result_of(FULL, FULL, {"oppose": FULL}, [], ["甲"], model="whole_list", seats=...)
    assert result["turnout"]["void"] == 1
    assert [(line["approve"], line["oppose"], line["abstain"]) for line in result["items"]] == [(2, 1, 1)] * 3
    assert result["adopted"] == []


def test_without_items_the_names_on_the_ballots_are_the_items():
    result = result_of(["乙"], ["甲", "乙"], items=...)
    assert [(line["name"], line["votes"]) for line in result["items"]] == [("乙", 2), ("甲", 1)]


def test_it_refuses_blank_ballots_that_name_no_item():
    assert codes(box([], [])) == [("empty", "items")]


def test_it_refuses_names_that_are_no_item():
    assert codes(box(["甲", "丁"], ["戊"], items=ITEMS)) == [
        ("unknown_name", "ballots[0]"),
        ("unknown_name", "ballots[1]"),
    ]


def test_it_refuses_opposition_where_the_ballot_has_none():
    assert codes(box({"approve": ["甲"]}, items=ITEMS)) == [("wrong_type", "ballots[0]")]


@pytest.mark.parametrize("ballot", ["甲", None, 7, [1], [["甲"]], [None], [""], {"name": "甲"}])
def test_it_refuses_ballots_that_are_no_list_of_names(ballot):
    assert codes(box(["甲"], ballot, items=ITEMS))[0][1].startswith("ballots[1]")


@pytest.mark.parametrize("ballots", ["甲", {}, 7, True])
def test_it_refuses_a_box_that_is_no_list(ballots):
    assert ("wrong_type", "ballots") in codes(case(ballots=ballots, items=ITEMS))


def test_an_empty_box_is_a_vote_without_ballots():
    turnout = {"due": 3, "present": 3, "issued": 3, "received": 0}
    result = outcome(case(**turnout, ballots=[], items=ITEMS))
    assert result["adopted"] == []
    assert result["turnout"]["valid"] == 0


@pytest.mark.parametrize(
    ("received", "void", "counted"),
    [
        (..., ..., 1),  # nobody counted before
        (3, ..., 1),
        (3, 0, 1),  # the one void ballot is found here
        (3, 1, 1),  # or was found before
        (5, 2, 3),  # two more were set aside, not listed
        (5, 3, 3),
    ],
)
def test_void_ballots_may_be_listed_or_set_aside(received, void, counted):
    result = result_of(["甲"], ["乙"], FULL, due=5, present=5, issued=5, received=received, void=void)
    assert result["turnout"]["void"] == counted
    assert result["turnout"]["valid"] == 2


@pytest.mark.parametrize(
    ("received", "void", "code", "field"),
    [
        (2, ..., "ballots_differ", "ballots"),
        (4, ..., "ballots_differ", "ballots"),
        (3, 2, "void_differs", "void"),
        (5, 1, "void_differs", "void"),
        (5, 0, "void_differs", "void"),
    ],
)
def test_it_refuses_a_box_that_differs_from_the_scrutineers_numbers(received, void, code, field):
    payload = box(["甲"], ["乙"], FULL, items=ITEMS, due=5, present=5, issued=5, received=received, void=void)
    assert codes(payload) == [(code, field)]


def test_totals_beside_ballots_must_be_what_the_ballots_say():
    items = [{"name": "甲", "approve": 2}, {"name": "乙", "approve": 1}]
    assert outcome(box(["甲"], ["甲", "乙"], items=items))["valid"] is True
    assert codes(box(["甲"], ["乙"], items=items)) == [("differs_from_ballots", "items[0].approve")]


RULES = CountingRules(Model.ELECTION, Base.ALL, seats=1)
OPTIONS = [Option("甲"), Option("乙"), Option("丙", write_in=True)]


@pytest.mark.parametrize(
    ("ballot", "reason"),
    [
        (Ballot(("甲",), ("乙",)), None),
        (Ballot(), None),
        (Ballot(("丙",), ("乙",)), None),
        (Ballot(("丙",)), VoidReason.WRITE_IN_WITHOUT_OPPOSITION),
        (Ballot(("甲", "乙")), VoidReason.TOO_MANY),
        (Ballot(("甲",), ("甲",)), VoidReason.SEVERAL_MARKS),
    ],
)
def test_a_ballot_says_why_it_is_void(ballot, reason):
    assert void_reason(RULES, OPTIONS, ballot) is reason


@pytest.mark.parametrize("oppose", [(), ("甲",)])
def test_who_is_written_in_in_a_run_off_makes_the_ballot_void(oppose):
    run_off = CountingRules(Model.ELECTION, Base.ALL, seats=1, threshold=None)
    options = [Option("甲"), Option("乙"), Option("丙", write_in=True)]
    assert void_reason(run_off, options, Ballot(("丙",), oppose)) is VoidReason.WRITE_IN_IN_RUN_OFF
    assert void_reason(run_off, options, Ballot(("乙",), oppose)) is None


def test_no_sheet_of_a_run_off_has_people_written_in():
    run_off = CountingRules(Model.ELECTION, Base.ALL, seats=1, threshold=None)
    items = ({"name": "甲", "approve": 2, "oppose": 3, "abstain": 0}, {"name": "丙", "approve": 3, "write_in": True})
    sheet = Sheet(5, 5, 0, 0, items)
    [issue] = issues_with(sheet, run_off, ["甲"], due=5, present=5)
    assert (issue.code, issue.sentence) == ("no_write_in", "再次投票不能另选他人:写有他人姓名的票是废票,请核对。")
    assert issues_with(sheet, replace(run_off, threshold=Threshold.MORE_THAN_HALF), ["甲"], due=5, present=5) == []
