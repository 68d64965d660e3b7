"""Files as people send them: other encodings, broken JSON, numbers no computer wants."""

import json

import pytest

from apps.congress.ballots.rules.case_files import printable, recount_file, recount_text
from tests.congress.ballots.rules.samples import case, votes

GOOD = json.dumps(case(items=votes(甲=41)), ensure_ascii=False)


def codes_of(data: bytes):
    status, output = recount_text(data)
    assert status == 2
    return [problem["code"] for problem in output]


@pytest.mark.parametrize("data", [GOOD.encode(), GOOD.encode("utf-8-sig"), json.dumps(json.loads(GOOD)).encode()])
def test_utf8_with_and_without_mark_and_escapes_are_read(data):
    status, output = recount_text(data)
    assert (status, output["adopted"]) == (0, ["甲"])


def test_it_refuses_another_encoding():
    assert codes_of(GOOD.encode("gbk")) == ["not_utf8"]


@pytest.mark.parametrize("data", [b"", b"  \n", b"{", b"{'model': 1}", GOOD.encode() + b"x", b"\x00", b"[1,]"])
def test_it_refuses_what_is_no_json(data):
    assert codes_of(data) == ["not_json"]


@pytest.mark.parametrize("opening", [b"[", b'{"items":'])
def test_it_refuses_bottomless_nesting(opening):
    assert codes_of(opening * 100_000) == ["too_deep"]


def test_nesting_within_bounds_is_only_not_a_case():
    assert codes_of(b"[" * 500 + b"]" * 500) == ["not_a_case"]


def test_it_refuses_numbers_of_ten_thousand_digits():
    data = GOOD.replace('"due": 80', '"due": ' + "9" * 10_000).encode()
    assert codes_of(data) == ["out_of_range"]


def test_it_refuses_negative_numbers_of_ten_thousand_digits():
    data = GOOD.replace('"void": 0', '"void": -' + "9" * 10_000).encode()
    assert codes_of(data) == ["negative"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "80.0", "8e1"])
def test_it_refuses_numbers_that_are_not_whole(number):
    data = GOOD.replace('"due": 80', f'"due": {number}').encode()
    assert codes_of(data) == ["not_a_number"]


def test_it_refuses_a_field_given_twice():
    data = GOOD.replace('"due": 80', '"due": 80, "due": 50').encode()
    assert codes_of(data) == ["repeated_field", "present_exceeds_due"]


def test_it_refuses_a_file_that_is_not_there(tmp_path):
    status, problems = recount_file(tmp_path / "none.json")
    assert (status, problems[0]["code"]) == (2, "unreadable")


def test_it_refuses_a_folder(tmp_path):
    assert recount_file(tmp_path)[1][0]["code"] == "unreadable"


def test_half_a_character_is_printed_escaped():
    _, output = recount_text(GOOD.replace("甲", "\\ud800").encode())
    assert json.loads(printable(output).encode())["adopted"] == ["\ud800"]


def test_chinese_is_printed_as_it_is():
    _, output = recount_text(GOOD.encode())
    assert '"甲"' in printable(output)


def test_chinese_is_escaped_for_a_terminal_that_cannot_write_it():
    _, output = recount_text(GOOD.encode())
    assert json.loads(printable(output, "ascii").encode("ascii"))["adopted"] == ["甲"]
