"""Codes, bigrams and what is in the way of an act."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.congress.matters.rules import codes
from apps.congress.matters.rules.acts import (
    Arrival,
    Merging,
    issues_before_merging,
    issues_before_receiving,
    issues_with_sentence,
)
from apps.congress.matters.rules.likeness import bigrams

ARRIVAL = {
    "text": "路灯坏了", "is_anonymous": False, "is_member": False, "has_person": False, "name": "王小明",
    "phone": "13800001234", "photos": 0, "position": None,
}  # fmt: skip
MERGING = {
    "number": "2026-000001", "into": "2026-000002", "is_same": False, "is_merged": False, "into_is_merged": False,
    "is_withdrawn": False, "into_is_withdrawn": False, "shares_purpose": True,
    "into_ends_here": False, "is_handled": False,
    "shares_office": True, "path": "00010001", "into_path": "00010001", "reason": "同一盏路灯",
}  # fmt: skip


def found(issues):
    return [issue.code for issue in issues]


def test_a_code_has_at_least_55_bits_and_no_letters_that_look_alike():
    assert len(set(codes.ALPHABET)) ** codes.LENGTH > 2**55
    assert not set(codes.ALPHABET) & set("0O1IL")


def test_a_code_is_written_in_three_groups_of_four():
    assert [len(group) for group in codes.new_code().split("-")] == [4, 4, 4]


@pytest.mark.parametrize(
    "typed", ["K7QM2XPD9WTR", "k7qm-2xpd-9wtr", " K7QM 2XPD 9WTR\n", "Ｋ７ＱＭ－２ＸＰＤ－９ＷＴＲ", "K7QM—2XPD—9WTR"]
)
def test_a_code_is_read_however_it_was_typed(typed):
    assert codes.plain(typed) == "K7QM2XPD9WTR"


@pytest.mark.parametrize("typed", ["", "K7QM", "K7QM-2XPD-9WT0", "K7QM-2XPD-9WTRX", "查询码" * 4, "A" * 10000])
def test_what_can_be_no_code_is_none(typed):
    assert codes.plain(typed) == ""


@given(st.text(max_size=60))
def test_whatever_is_typed_reading_it_never_fails(typed):
    assert codes.plain(typed) in {"", codes.plain(typed).upper()}


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("路灯坏了", ["坏了", "灯坏", "路灯"]),
        ("路灯,路灯!", ["路灯"]),
        ("灯", ["灯"]),
        ("Ｌed灯", ["d灯", "ed", "le"]),
        (",。 !", []),
        ("'; drop table", ["ab", "bl", "dr", "le", "op", "ro", "ta"]),
    ],
)
def test_a_text_becomes_its_bigrams(text, grams):
    assert bigrams(text) == grams


@given(st.text(max_size=200))
def test_bigrams_hold_nothing_that_a_query_would_read_as_a_sign(text):
    assert all(gram.isalnum() for gram in bigrams(text))


def test_a_plain_sentence_may_be_received():
    assert found(issues_before_receiving(Arrival(**ARRIVAL))) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"text": "  \n"}, "no_text"),
        ({"text": "字" * 2001}, "long_text"),
        ({"photos": 7}, "many_photos"),
        ({"is_anonymous": True}, "anonymous_named"),
        ({"is_member": True}, "no_person"),
        ({"has_person": True}, "no_person"),
        ({"phone": "打给我"}, "phone"),
        ({"position": (Decimal("91"), Decimal("0"))}, "position"),
        ({"position": (Decimal("29"), Decimal("181"))}, "position"),
    ],
)
def test_what_is_in_the_way_of_receiving_is_said(changed, code):
    assert found(issues_before_receiving(Arrival(**{**ARRIVAL, **changed}))) == [code]


def test_two_of_one_town_may_be_merged():
    assert found(issues_before_merging(Merging(**MERGING))) == []


@pytest.mark.parametrize("paths", [("00010001", "0001"), ("0001", "00010002")])
def test_what_lies_above_or_below_may_be_merged(paths):
    merging = Merging(**{**MERGING, "shares_office": False, "path": paths[0], "into_path": paths[1]})
    assert found(issues_before_merging(merging)) == []


@pytest.mark.parametrize(
    ("changed", "codes_found"),
    [
        ({"is_same": True}, ["itself"]),
        ({"into_ends_here": True, "into_is_merged": True}, ["circle"]),
        ({"into_is_merged": True}, ["not_standing"]),
        ({"into_is_withdrawn": True}, ["into_withdrawn"]),
        ({"is_withdrawn": True}, ["withdrawn"]),
        ({"shares_purpose": False}, ["other_purpose"]),
        ({"is_merged": True}, ["merged"]),
        ({"shares_office": False, "into_path": "00010002"}, ["elsewhere"]),
        ({"reason": " "}, ["no_reason"]),
    ],
)
def test_what_is_in_the_way_of_merging_is_said(changed, codes_found):
    assert found(issues_before_merging(Merging(**{**MERGING, **changed}))) == codes_found


@pytest.mark.parametrize(
    ("sentence", "code"), [("", "no_sentence"), ("\n", "no_sentence"), ("字" * 501, "long_sentence")]
)
def test_a_sentence_to_the_proposer_says_something_and_is_short(sentence, code):
    assert found(issues_with_sentence(sentence)) == [code]
