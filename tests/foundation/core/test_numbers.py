"""What somebody typed or scanned is read as a number, or is none."""

import pytest

from apps.foundation.core.numbers import number_of


@pytest.mark.parametrize("text", [None, "", "-1", "1.5", "1e3", "²", "zzz", "8", "9" * 5000, "0" * 5000, "1\x00"])
def test_it_refuses_what_is_no_number_up_to_the_limit(text):
    assert number_of(text, up_to=7) is None


def test_it_reads_the_limit_and_zero():
    assert (number_of("7", up_to=7), number_of("0", up_to=7)) == (7, 0)
