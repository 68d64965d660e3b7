"""Whatever is handed in, recount answers: a result or a list of problems, never an error, always JSON."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.congress.ballots.rules.case_files import printable
from apps.congress.ballots.rules.cases import CASE_FIELDS, recount
from tests.congress.ballots.rules.samples import PLAIN

words = st.sampled_from(
    ["甲", "乙", "", "all", "borda", "assessment", "per_item", "whole_list", "election", "preference", "two_thirds"]
)
keys = st.sampled_from([*CASE_FIELDS, "name", "approve", "oppose", "abstain", "marked", "counts", "write_in", "甲"])
scalars = st.one_of(st.none(), st.booleans(), st.integers(-2, 90), st.floats(), words)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4), max_leaves=8
)
items = st.lists(
    st.fixed_dictionaries(
        {"name": words},
        optional={
            "approve": scalars,
            "oppose": scalars,
            "abstain": scalars,
            "marked": scalars,
            "write_in": st.booleans(),
            "counts": st.dictionaries(words, scalars, max_size=3),
        },
    ),
    max_size=3,
)
cases = st.builds(
    lambda changes, lists: PLAIN | changes | lists,
    st.dictionaries(st.sampled_from(CASE_FIELDS), values, max_size=4),
    st.fixed_dictionaries({"model": words | st.just("choose_up_to")}, optional={"items": items | values}),
)


@given(cases | st.lists(cases | values, max_size=3) | values)
@settings(max_examples=600, deadline=None)
def test_recount_always_answers(payload):
    status, output = recount(payload)
    json.loads(printable(output))
    problems = output if status == 2 else []
    assert status in (0, 2)
    assert all(problem["code"] and problem["sentence"] for problem in problems)
    assert bool(problems) is (status == 2)
