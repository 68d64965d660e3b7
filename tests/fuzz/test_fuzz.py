"""No form and no address breaks, whatever is sent to it: a short run with a fixed seed; `make fuzz` is the long one.

`FUZZ_MINUTES=60 FUZZ_SEED=7 make fuzz` (docs/reference/fuzzing.md).
"""

import os
from random import Random

import pytest

from tests.fuzz.addresses import names_by_system
from tests.fuzz.campaign import Campaign

MINUTES = float(os.environ.get("FUZZ_MINUTES", "0"))
SEED = os.environ.get("FUZZ_SEED", "2026")
SHORT, LONG = (2, 1, 1), (25, 2, 3)
"""Requests, people and rows for each page."""
PART = 4
"""The short run takes one in so many URLs of a system."""
ALL = sum(len(names) for names in names_by_system().values())


@pytest.mark.parametrize("slug", names_by_system())
def test_nothing_breaks_and_nothing_leaks(slug, visitors):
    names = names_by_system()[slug]
    chosen = Random(SEED).sample(names, len(names) if MINUTES else -(-len(names) // PART))
    campaign = Campaign(visitors, SEED, MINUTES * 60 * len(names) / ALL, *(LONG if MINUTES else SHORT))
    campaign.over(chosen)
    print(f"{slug}: {campaign}", flush=True)
    assert [str(fault) for fault in campaign.faults.values()] == []
