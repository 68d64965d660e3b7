"""No form and no address breaks, whatever is sent to it: a short run with a fixed seed; `make fuzz` is the long one.

`FUZZ_MINUTES=60 FUZZ_SEED=7 make fuzz` (docs/reference/fuzzing.md).
"""

import os

import pytest

from tests.access.addresses import names_by_system
from tests.fuzz.campaign import Campaign

MINUTES = float(os.environ.get("FUZZ_MINUTES", "0"))
SEED = int(os.environ.get("FUZZ_SEED", "2026"))
SHORT, FEW, MANY = 60, 2, 25
ALL = sum(len(names) for names in names_by_system().values())


@pytest.mark.parametrize("slug", names_by_system())
def test_nothing_breaks_and_nothing_leaks(slug, visitors):
    names = list(names_by_system()[slug])
    seconds = (MINUTES * 60 or SHORT) * len(names) / ALL
    campaign = Campaign(visitors, SEED, seconds, MANY if MINUTES else FEW)
    campaign.over(names)
    print(slug, len(campaign.pages), len(campaign.forms), campaign.requests, len(campaign.faults))
    assert [str(fault) for fault in campaign.faults.values()] == []
