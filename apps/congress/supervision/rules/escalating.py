"""催办与上报: how many working days an assignment has been red gives the level that must have been told.

1: the units that do it (催办); 2: the leader responsible and the leaders of the area; 3: the leaders of the office.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from apps.foundation.core.dates import is_working_day

UNITS, AREA_LEADERS, OFFICE_LEADERS = 1, 2, 3
LEVELS = {UNITS: "催办承办单位", AREA_LEADERS: "上报责任领导和承办区划领导", OFFICE_LEADERS: "上报督办区划领导"}


def working_days_red(red_from: date, on: date, exceptions: Mapping[date, bool]) -> int:
    """Working days from the first red day on, `on` included."""
    days = (on - red_from).days + 1
    return sum(is_working_day(red_from + timedelta(days=count), exceptions) for count in range(max(days, 0)))


def level_of(working_days: int, step: int) -> int:
    """The highest level due: the first on the first working day, each further one `step` working days later."""
    return 0 if working_days < 1 else min(1 + (working_days - 1) // step, OFFICE_LEADERS)
