"""Who is adopted, who is not, and what must follow: totals in, result out."""

import pytest

from apps.congress.ballots.rules.counting import count, run_off_rules
from apps.congress.ballots.rules.measures import Base, CountingRules, Model
from apps.congress.ballots.rules.quorum import Turnout
from apps.congress.ballots.rules.tallies import ItemTally
from tests.congress.ballots.rules.samples import case, item, outcome, votes


def test_a_majority_of_those_present_is_not_a_majority_of_all_deputies():
    result = outcome(case(present=60, issued=60, received=60, seats=1, items=votes(甲=40)))
    assert result["adopted"] == []
    assert result["rejected"] == ["甲"]
    assert item(result, "甲")["percent"] == "50.00"


@pytest.mark.parametrize(
    ("base", "number", "adopted"), [("all", 80, []), ("present", 70, ["甲"]), ("valid", 66, ["甲"])]
)
def test_the_base_decides_what_a_majority_is_of(base, number, adopted):
    result = outcome(case(base=base, seats=1, received=68, void=2, items=votes(甲=36)))
    assert item(result, "甲")["base"] == number
    assert result["adopted"] == adopted


def test_two_thirds_can_be_asked_for():
    result = outcome(case(threshold="two_thirds", items=votes(甲=54, 乙=53)))
    assert result["adopted"] == ["甲"]


def test_the_seats_go_to_the_most_votes_in_order_of_votes():
    result = outcome(case(items=votes(甲=42, 乙=45, 丙=50)))
    assert result["adopted"] == ["丙", "乙"]
    assert result["rejected"] == ["甲"]
    assert item(result, "甲")["passed"] is True


def test_equal_votes_stand_in_ballot_order():
    result = outcome(case(seats=3, items=votes(丙=45, 甲=60, 乙=45)))
    assert [line["name"] for line in result["items"]] == ["甲", "丙", "乙"]
    assert result["adopted"] == ["甲", "丙", "乙"]


def test_a_tie_across_the_last_seat_calls_a_run_off_of_exactly_the_tied():
    result = outcome(case(seats=2, items=votes(甲=50, 乙=43, 丙=43, 丁=3)))
    assert result["adopted"] == ["甲"]
    assert result["run_off"] == ["乙", "丙"]
    assert result["rejected"] == ["丁"]
    assert result["second_round"] is False


def test_a_tie_is_settled_by_the_presidium_where_the_rule_says_so():
    result = outcome(case(tie_rule="presidium", items=votes(甲=50, 乙=43, 丙=43)))
    assert result["presidium_decides"] == ["乙", "丙"]
    assert result["run_off"] == []
    assert result["adopted"] == ["甲"]


def test_a_tie_of_all_leaves_every_seat_open():
    result = outcome(case(seats=2, items=votes(甲=45, 乙=45, 丙=45)))
    assert result["adopted"] == []
    assert result["run_off"] == ["甲", "乙", "丙"]


def test_a_tie_wholly_inside_the_seats_needs_no_run_off():
    result = outcome(case(seats=2, items=votes(甲=45, 乙=45, 丙=44)))
    assert result["adopted"] == ["甲", "乙"]
    assert result["run_off"] == []


def test_a_tie_wholly_outside_the_seats_needs_no_run_off():
    result = outcome(case(seats=2, items=votes(甲=47, 乙=46, 丙=20, 丁=20)))
    assert result["run_off"] == []
    assert result["rejected"] == ["丙", "丁"]


def test_a_tie_below_the_threshold_is_no_tie_for_a_seat():
    result = outcome(case(seats=2, items=votes(甲=50, 乙=40, 丙=40)))
    assert result["adopted"] == ["甲"]
    assert result["run_off"] == []
    assert result["rejected"] == ["乙", "丙"]


def test_a_tie_that_fits_into_the_seats_exactly_is_adopted():
    result = outcome(case(seats=3, items=votes(甲=50, 乙=43, 丙=43)))
    assert result["adopted"] == ["甲", "乙", "丙"]


def test_fewer_than_the_seats_are_adopted_alone_where_the_rule_says_so():
    result = outcome(case(seats=3, items=votes(甲=50, 乙=41, 丙=40)))
    assert result["adopted"] == ["甲", "乙"]
    assert result["second_round"] is False


def test_a_shortage_calls_a_second_round_where_the_rule_asks_for_it():
    result = outcome(case(seats=3, shortage_rule="second_round", items=votes(甲=50, 乙=41, 丙=40)))
    assert result["adopted"] == ["甲", "乙"]
    assert result["second_round"] is True


def test_a_tie_is_no_shortage():
    result = outcome(case(seats=2, shortage_rule="second_round", items=votes(甲=50, 乙=43, 丙=43)))
    assert result["second_round"] is False


def test_full_seats_need_no_second_round():
    result = outcome(case(seats=2, shortage_rule="second_round", items=votes(甲=50, 乙=43)))
    assert result["second_round"] is False


def test_a_tie_rule_left_out_is_the_law_s_run_off():
    assert outcome(case(tie_rule=..., items=votes(甲=50, 乙=43, 丙=43)))["run_off"] == ["乙", "丙"]


def test_a_shortage_rule_left_out_asks_for_no_second_round():
    assert outcome(case(shortage_rule=..., items=votes(甲=50)))["second_round"] is False


def parts(*rows):
    return [{"name": name, "approve": yes, "oppose": no, "abstain": none} for name, yes, no, none in rows]


def test_per_item_everything_that_passes_is_adopted_when_no_seats_are_set():
    items = parts(("甲", 60, 5, 5), ("乙", 41, 20, 9), ("丙", 40, 30, 0))
    result = outcome(case(model="per_item", seats=..., shortage_rule="second_round", items=items))
    assert result["adopted"] == ["甲", "乙"]
    assert result["rejected"] == ["丙"]
    assert result["second_round"] is False


def test_per_item_more_than_the_seats_may_pass_and_the_top_are_adopted():
    items = parts(("甲", 60, 5, 5), ("乙", 70, 0, 0), ("丙", 65, 5, 0))
    result = outcome(case(model="per_item", seats=2, items=items))
    assert result["adopted"] == ["乙", "丙"]


def test_per_item_a_tie_across_the_seats_calls_a_run_off():
    items = parts(("甲", 60, 5, 5), ("乙", 60, 10, 0), ("丙", 65, 5, 0))
    result = outcome(case(model="per_item", seats=2, items=items))
    assert result["adopted"] == ["丙"]
    assert result["run_off"] == ["甲", "乙"]


def test_per_item_counts_come_back_as_given():
    result = outcome(case(model="per_item", seats=1, items=parts(("甲", 60, 6, 4))))
    assert item(result, "甲") == {
        "name": "甲",
        "approve": 60,
        "oppose": 6,
        "abstain": 4,
        "votes": 60,
        "base": 80,
        "passed": True,
        "percent": "75.00",
    }


def test_per_item_parts_that_nobody_published_stay_unknown():
    result = outcome(case(model="per_item", seats=1, items=votes(甲=60)))
    assert item(result, "甲")["oppose"] is None
    assert result["adopted"] == ["甲"]


def test_a_whole_list_is_adopted_as_one():
    items = parts(("甲", 41, 20, 9), ("乙", 41, 20, 9))
    assert outcome(case(model="whole_list", seats=..., items=items))["adopted"] == ["甲", "乙"]


def test_a_whole_list_may_be_one_item_whatever_its_seats():
    items = parts(("十项民生实事", 60, 5, 5))
    result = outcome(case(model="whole_list", seats=10, shortage_rule="second_round", items=items))
    assert result["adopted"] == ["十项民生实事"]
    assert result["second_round"] is False


def test_a_whole_list_that_falls_is_rejected_and_voted_again_by_rule():
    items = parts(("甲", 40, 21, 9), ("乙", 40, 21, 9))
    result = outcome(case(model="whole_list", seats=..., shortage_rule="second_round", items=items))
    assert result["rejected"] == ["甲", "乙"]
    assert result["second_round"] is True


RULES = CountingRules(Model.CHOOSE_UP_TO, Base.ALL, seats=2)
TURNOUT = Turnout(due=80, present=70, issued=70, received=70, void=0)


def test_a_run_off_fills_the_open_seats_by_the_highest_votes():
    first = count(RULES, TURNOUT, [ItemTally("甲", 50), ItemTally("乙", 43), ItemTally("丙", 43)])
    again = run_off_rules(first)
    assert again.seats == 1
    second = count(again, TURNOUT, [ItemTally("乙", 30), ItemTally("丙", 31)])
    assert second.adopted == ("丙",)


def test_a_run_off_that_ties_again_is_tied_again():
    first = count(RULES, TURNOUT, [ItemTally("甲", 50), ItemTally("乙", 43), ItemTally("丙", 43)])
    second = count(run_off_rules(first), TURNOUT, [ItemTally("乙", 30), ItemTally("丙", 30)])
    assert second.run_off == ("乙", "丙")


def test_an_invalid_poll_has_no_open_seats_to_run_off():
    absent = Turnout(due=80, present=10, issued=10, received=10, void=0)
    assert count(RULES, absent, [ItemTally("甲", 10)]).open_seats == 0
