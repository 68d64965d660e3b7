"""Below quorum, or with more ballots received than issued, nothing is decided."""

import pytest

from tests.congress.ballots.rules.samples import case, outcome, votes


@pytest.mark.parametrize(
    ("quorum", "present", "met"),
    [
        ("two_thirds", 53, False),
        ("two_thirds", 54, True),
        ("more_than_half", 40, False),
        ("more_than_half", 41, True),
        (None, 1, True),
    ],
)
def test_town_sessions_need_two_thirds_and_street_meetings_more_than_half(quorum, present, met):
    turnout = {"quorum": quorum, "present": present, "issued": present, "received": present}
    result = outcome(case(**turnout, items=votes(甲=0)))
    assert result["quorum_met"] is met
    assert result["valid"] is met


def test_below_quorum_nothing_is_adopted_rejected_or_tied():
    result = outcome(case(present=53, issued=53, received=53, seats=1, items=votes(甲=26, 乙=26)))
    assert [reason["code"] for reason in result["reasons"]] == ["below_quorum"]
    assert result["reasons"][0]["sentence"] == "应到80人,实到53人,未达到法定人数,表决无效。"
    assert (result["adopted"], result["rejected"], result["run_off"]) == ([], [], [])


def test_below_quorum_no_item_has_passed_and_no_second_round_is_called():
    result = outcome(
        case(present=53, issued=53, received=53, shortage_rule="second_round", items=votes(甲=53)),
    )
    assert result["items"][0]["passed"] is False
    assert result["second_round"] is False


def test_more_received_than_issued_makes_the_vote_invalid_not_contradictory():
    result = outcome(case(received=71, items=votes(甲=60)))
    assert result["valid"] is False
    assert [reason["code"] for reason in result["reasons"]] == ["received_exceeds_issued"]
    assert result["adopted"] == []
    assert result["quorum_met"] is True


def test_fewer_received_than_issued_is_lawful():
    assert outcome(case(received=69, items=votes(甲=60)))["valid"] is True


def test_both_reasons_are_given_when_both_are_true():
    result = outcome(case(present=50, issued=50, received=51, items=votes(甲=50)))
    assert [reason["code"] for reason in result["reasons"]] == ["below_quorum", "received_exceeds_issued"]


def test_a_valid_vote_has_no_reasons():
    assert outcome(case(items=votes(甲=41)))["reasons"] == []


def test_void_ballots_are_received_but_not_valid():
    result = outcome(case(base="valid", void=10, items=votes(甲=30, 乙=31)))
    assert result["turnout"]["valid"] == 60
    assert result["adopted"] == ["乙"]


def test_a_box_of_void_ballots_alone_adopts_nothing():
    result = outcome(case(base="valid", threshold="two_thirds", void=70, items=votes(甲=0)))
    assert result["adopted"] == []
    assert result["items"][0]["percent"] == "0.00"
