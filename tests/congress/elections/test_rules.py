"""Differential, slates, cuts and joint motions as functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.congress.ballots.rules.measures import Threshold, reaches
from apps.congress.ballots.rules.quorum import quorum_is_met
from apps.congress.ballots.rules.rankings import cut
from apps.congress.elections.rules import states
from apps.congress.elections.rules.signing import nominees_issue, removal_signers
from apps.congress.elections.rules.slates import (
    Differential,
    Measures,
    Way,
    candidates_again,
    issues_before_fixing,
    issues_with_extra,
    way_to_candidates,
)
from apps.congress.elections.selectors.rules_here import removal_key
from apps.foundation.core.errors import Issue, NotReady, WrongState
from apps.foundation.core.registry import policy_keys
from apps.foundation.organisations.models import Unit
from apps.foundation.policies.rules import issues_before_setting

LAW = Measures(10, 1, True, 1, 3, "either", 20, True)
HEAD, VICE = LAW.differential(rank="head", is_by_election=False), LAW.differential(rank="vice", is_by_election=False)


def test_the_law_as_it_stands():
    assert (Differential(1, 1, True), Differential(1, 3)) == (HEAD, VICE)


@pytest.mark.parametrize(
    ("choice", "rank", "lawful"),
    [("either", "head", Differential(0, 1)), ("either", "vice", Differential(0, 3)),
     ("equal", "vice", Differential(0, 0)), ("differential", "head", Differential(1, 1, True))],
)  # fmt: skip
def test_a_by_election_is_equal_or_differential_as_the_measures_decide(choice, rank, lawful):
    measures = Measures(10, 1, True, 1, 3, choice, 20, True)
    assert measures.differential(rank=rank, is_by_election=True) == lawful


@pytest.mark.parametrize(
    ("nominees", "seats", "extra", "lawful", "way"),
    [(1, 1, 1, HEAD, Way.FIX), (2, 1, 1, HEAD, Way.FIX), (3, 1, 1, HEAD, Way.PRELIMINARY), (0, 1, 1, HEAD, Way.SHORT),
     (2, 2, 1, VICE, Way.SHORT), (3, 2, 1, VICE, Way.FIX), (4, 2, 1, VICE, Way.PRELIMINARY), (4, 2, 3, VICE, Way.FIX),
     (1, 1, 1, Differential(1, 1, False), Way.SHORT), (1, 1, 0, Differential(0, 3), Way.FIX)],
)  # fmt: skip
def test_the_number_of_nominees_leads_to_candidates_a_preliminary_or_more_nominations(
    nominees, seats, extra, lawful, way
):
    assert way_to_candidates(nominees, seats=seats, extra=extra, lawful=lawful) is way


@given(st.integers(0, 12), st.integers(1, 5), st.integers(0, 4), st.integers(0, 3), st.integers(0, 3), st.booleans())
def test_candidates_are_fixed_only_within_the_lawful_differential(nominees, seats, extra, least, more, equal):
    lawful = Differential(least, least + more, equal)
    way = way_to_candidates(nominees, seats=seats, extra=extra, lawful=lawful)
    if way is Way.FIX:
        assert nominees <= seats + extra
        assert nominees >= seats + least or (equal and nominees == seats)
    assert (way is Way.PRELIMINARY) == (nominees > seats + extra)


def test_an_unlawful_differential_is_named():
    assert [issue.code for issue in issues_with_extra(0, VICE)] == ["unlawful_differential"]
    assert "多1至3名" in issues_with_extra(4, VICE)[0].sentence
    assert issues_with_extra(2, VICE) == []


def test_a_shortage_says_how_many_are_missing():
    issues = issues_before_fixing(2, ["王伟"], seats=2, extra=1, lawful=VICE)
    assert [issue.code for issue in issues] == ["no_answer", "too_few"]
    assert "还差1人" in issues[1].sentence


VOTES = st.dictionaries(st.sampled_from("甲乙丙丁戊己庚"), st.integers(0, 6), max_size=7)


@given(VOTES, st.integers(1, 6))
def test_a_cut_leaves_out_nobody_who_has_more_votes(votes, places):
    found = cut(votes.items(), places)
    out = set(votes) - set(found.chosen) - set(found.tied)
    assert len(found.chosen) <= places
    assert not found.tied or len(found.chosen) < places < len(found.chosen) + len(found.tied)
    assert all(votes[inside] > votes[outside] for inside in found.chosen for outside in (*found.tied, *out))
    assert len({votes[name] for name in found.tied}) <= 1


@given(VOTES, st.integers(1, 3), st.integers(0, 3))
def test_candidates_of_another_election_are_a_lawful_slate_or_none(votes, seats, extra):
    names = candidates_again(votes.items(), seats=seats, extra=extra, lawful=VICE)
    assert names == [] or seats + 1 <= len(names) <= seats + 3
    left = [votes[name] for name in set(votes) - set(names)]
    assert not names or all(count <= min(votes[name] for name in names) for count in left)


def test_those_level_at_the_cut_stand_together():
    votes = [("甲", 5), ("乙", 3), ("丙", 3), ("丁", 1)]
    assert candidates_again(votes, seats=1, extra=1, lawful=VICE) == ["甲", "乙", "丙"]
    assert candidates_again(votes[:1], seats=1, extra=1, lawful=VICE) == []


@pytest.mark.parametrize(("deputies", "needed"), [(78, 16), (80, 16), (81, 17), (10, 2), (1, 1)])
def test_a_fifth_of_all_deputies_is_rounded_up(deputies, needed):
    assert removal_signers(deputies, 20) == needed
    assert needed * 5 >= deputies > (needed - 1) * 5


@pytest.mark.parametrize(("deputies", "needed"), [(200, 20), (201, 21), (9, 1)])
def test_in_a_district_one_tenth_moves_a_removal(deputies, needed):
    assert removal_signers(deputies, 10) == needed


def test_town_and_district_have_their_own_share_for_a_removal():
    shares = {kind: removal_key(Unit(kind=kind)) for kind in ("town_congress", "district_congress")}
    assert {kind: policy_keys()[key].default for kind, key in shares.items()} == {
        "town_congress": 20,
        "district_congress": 10,
    }


def test_nobody_nominates_more_than_there_are_seats():
    assert nominees_issue(1, 2) == []
    assert "不得超过应选名额2名" in nominees_issue(2, 2)[0].sentence


@pytest.mark.parametrize("act", states.ACTS)
def test_nothing_is_done_once_it_is_over(act):
    for state in (states.DECIDED, states.CLOSED):
        with pytest.raises(WrongState, match="不能"):
            states.move(state, act)


def test_a_move_names_every_issue():
    with pytest.raises(NotReady) as refusal:
        states.move(states.DELIBERATING, "fix", [Issue("a", "甲。"), Issue("b", "乙。")])
    assert len(refusal.value.issues) == 2


def test_the_published_session_with_327_due_and_314_present():
    """丽水市 2025: 218 is the quorum, 164 votes elect; 160 of 314 present are more than half of them and yet fail."""
    assert quorum_is_met(Threshold.TWO_THIRDS, due=327, present=314)
    assert quorum_is_met(Threshold.TWO_THIRDS, due=327, present=218)
    assert not quorum_is_met(Threshold.TWO_THIRDS, due=327, present=217)
    assert not reaches(Threshold.MORE_THAN_HALF, 160, 327)
    assert not reaches(Threshold.MORE_THAN_HALF, 163, 327)
    assert reaches(Threshold.MORE_THAN_HALF, 164, 327)


def test_no_place_sets_how_many_more_candidates_a_head_post_has():
    (issue,) = issues_before_setting(policy_keys()["elections.head_extra"], 2)
    assert issue.code == "fixed_by_law"
