"""What holds for every box of ballots, against an independent brute-force count."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.congress.ballots.rules.samples import box, item, names, outcome

NAMES = ["甲", "乙", "丙", "丁", "戊"]
ITEMS = names(" ".join(NAMES))
marks = st.lists(st.sampled_from(NAMES), max_size=5)
boxes = st.lists(marks, min_size=1, max_size=12)
seats = st.integers(1, 5)
rules = st.fixed_dictionaries(
    {
        "base": st.sampled_from(["all", "present", "valid"]),
        "threshold": st.sampled_from(["more_than_half", "two_thirds"]),
        "tie_rule": st.sampled_from(["run_off", "presidium"]),
        "shortage_rule": st.sampled_from(["adopt_above", "second_round"]),
        "seats": seats,
    }
)
models = st.sampled_from(
    [
        {"model": "choose_up_to"},
        {"model": "per_item"},
        {"model": "election"},
        {"model": "preference", "score_rule": "borda"},
        {"model": "preference", "score_rule": "first_choice"},
    ]
)


def by_hand(ballots, changes):
    """Adopted and tied, found by trying every vote number as the bar."""
    valid = [ballot for ballot in ballots if len(ballot) <= changes["seats"] and len(ballot) == len(set(ballot))]
    base = len(valid) if changes["base"] == "valid" else len(ballots)
    won = {name: sum(name in ballot for ballot in valid) for name in NAMES}
    needed = base // 2 + 1 if changes["threshold"] == "more_than_half" else max(-(-base * 2 // 3), 1)
    passed = {name: number for name, number in won.items() if number >= needed}
    adopted, tied = set(), set()
    for bar in range(len(ballots), 0, -1):
        level = {name for name, number in passed.items() if number == bar}
        if len(adopted) + len(level) > changes["seats"]:
            tied = level if len(adopted) < changes["seats"] else set()
            break
        adopted |= level
    return adopted, tied, len(passed) < changes["seats"]


@given(boxes, rules)
@settings(max_examples=300, deadline=None)
def test_choose_up_to_agrees_with_a_count_by_hand(ballots, changes):
    result = outcome(box(*ballots, items=ITEMS, **changes))
    adopted, tied, short = by_hand(ballots, changes)
    assert set(result["adopted"]) == adopted
    assert set(result["run_off"] + result["presidium_decides"]) == tied
    assert result["second_round"] is (short and changes["shortage_rule"] == "second_round")


@given(boxes, rules, models)
@settings(max_examples=200, deadline=None)
def test_every_item_has_exactly_one_fate(ballots, changes, model):
    result = outcome(box(*ballots, items=ITEMS, **changes, **model))
    fates = result["adopted"] + result["rejected"] + result["run_off"] + result["presidium_decides"]
    assert sorted(fates) == sorted(NAMES)


@given(boxes, rules, models)
@settings(max_examples=200, deadline=None)
def test_the_seats_are_never_overfilled_and_a_tie_always_has_more_names_than_seats_left(ballots, changes, model):
    result = outcome(box(*ballots, items=ITEMS, **changes, **model))
    tied = result["run_off"] + result["presidium_decides"]
    assert len(result["adopted"]) <= changes["seats"]
    assert not tied or len(result["adopted"]) + len(tied) > changes["seats"] > len(result["adopted"])


@given(boxes, rules, models, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_ballots_changes_nothing(ballots, changes, model, random):
    shuffled = random.sample(ballots, len(ballots))
    assert outcome(box(*ballots, items=ITEMS, **changes, **model)) == outcome(
        box(*shuffled, items=ITEMS, **changes, **model)
    )


@given(boxes, rules, models, st.permutations(ITEMS))
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_items_changes_no_fate(ballots, changes, model, items):
    given_order = outcome(box(*ballots, items=ITEMS, **changes, **model))
    other_order = outcome(box(*ballots, items=items, **changes, **model))
    for fate in ("adopted", "rejected", "run_off", "presidium_decides"):
        assert set(given_order[fate]) == set(other_order[fate])


sides = st.builds(lambda yes, no: {"approve": yes, "oppose": no}, marks, marks)


@given(st.lists(sides, min_size=1, max_size=12), rules, st.sampled_from(["per_item", "election"]))
@settings(max_examples=100, deadline=None)
def test_approve_oppose_and_abstain_add_up_to_the_valid_ballots(ballots, changes, model):
    result = outcome(box(*ballots, items=ITEMS, model=model, **changes))
    for line in result["items"]:
        assert line["approve"] + line["oppose"] + line["abstain"] == result["turnout"]["valid"]


@given(boxes, rules, models)
@settings(max_examples=100, deadline=None)
def test_a_recount_of_the_counted_totals_gives_the_same_result(ballots, changes, model):
    first = outcome(box(*ballots, items=ITEMS, **changes, **model))
    numbers = {"approve", "oppose", "abstain", "marked"}
    totals = [
        {"name": name} | {key: value for key, value in item(first, name).items() if key in numbers} for name in NAMES
    ]
    turnout = {key: value for key, value in first["turnout"].items() if key not in ("valid", "blank")}
    again = outcome(box(*ballots, **changes, **model) | turnout | {"items": totals, "ballots": None})
    assert again["items"] == first["items"]
    assert again["adopted"] == first["adopted"]
