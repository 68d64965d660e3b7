"""The table of aims says what was measured, what was missed, and what nobody measured."""

from benchmarks.__main__ import BEGIN, END, PAGE, SCRIPTS
from benchmarks.support.aims import AIMS, Aim, table

SLOWEST = Aim("matters", "*/1000000/p95", "pages", 300, "ms")


def test_every_aim_is_of_a_benchmark():
    assert {aim.script for aim in AIMS} - set(SCRIPTS) == set()


def test_a_path_over_many_gives_the_worst():
    figures = {"matters": {"load": {"1000000": 1.0}, "city": {"10": {"p95": 900}, "1000000": {"p95": 90}},
                           "town": {"1000000": {"p95": 142.5}}, "run": {"on": "2026-03-20"}}}  # fmt: skip
    assert SLOWEST.measured(figures) == 142.5


def test_the_worst_of_what_should_be_high_is_the_lowest():
    aim = Aim("ballots", "*/rate", "rate", 300, at_least=True)
    assert aim.measured({"ballots": {"first": {"rate": 310}, "second": {"rate": 290}}}) == 290


def test_what_was_missed_stands_out_and_what_was_not_measured_is_said():
    lines = table({"exam": {"save_p95_ms": 10.1, "start_last_s": 3.5}}).splitlines()
    assert "| 500 candidates save, p95 | ≤ 100 ms | 10.1 ms |" in lines
    assert "| 500 candidates begin together, the last | ≤ 3 s | **3.5 s** |" in lines
    assert "| answers lost | ≤ 0 | not measured |" in lines


def test_the_page_has_its_place_for_the_table():
    text = PAGE.read_text()
    assert text.count(BEGIN) == text.count(END) == 1
    assert text.index(BEGIN) < text.index(END)
