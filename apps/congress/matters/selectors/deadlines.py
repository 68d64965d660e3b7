"""Which limits hold for a matter, and the days they end on."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from apps.congress.matters.models import Matter
from apps.congress.matters.policies import (
    ASKS_KEY,
    LIMITS,
    REMIND_DAYS,
    REMIND_KEY,
    ROLLS_KEY,
    SCHEME_KEY,
    SIGNERS_KEY,
    allowed,
)
from apps.congress.matters.rules.deadlines import MONTHS, Due, Limit, shortest
from apps.foundation.core.selectors import working_day_exceptions
from apps.foundation.organisations.models import Area
from apps.foundation.policies.selectors import frozen, resolve_many

MARGIN = timedelta(days=45)


def rules_of_today(office: Area, kind: str, on: date) -> dict[str, dict[str, Any]]:
    """What a matter that begins stores: a later change of the rules does not move it."""
    keys = {key for step in LIMITS for key in allowed(step, kind, office.kind)}
    return frozen(
        resolve_many([*sorted(keys), ROLLS_KEY, SCHEME_KEY, SIGNERS_KEY, ASKS_KEY, REMIND_KEY], area=office, on=on)
    )


def due(matter: Matter, step: str, start: date) -> Due:
    """The day on which `step` of this matter ends when it begins with an event on `start`, by its own stored rules."""
    limits = limits_of(matter.frozen_rules, step, matter.kind, matter.office.kind)
    longest = max(_days(limit) for limit in limits)
    exceptions = working_day_exceptions(start, start + longest + MARGIN)
    return shortest(start, limits, exceptions, rolls=bool(matter.frozen_rules[ROLLS_KEY]["value"]))


def remind_days(matter: Matter) -> int:
    """How many days before the last one its proposer is reminded to rate it."""
    return matter.frozen_rules.get(REMIND_KEY, {}).get("value", REMIND_DAYS)


def limits_of(stored: Mapping[str, Mapping[str, Any]], step: str, kind: str, level: str) -> list[Limit]:
    """Every limit that applies, the law's first and the nearest last."""
    return [
        Limit(key, stored[key]["value"], one.unit, stored[key]["source"])
        for key, one in allowed(step, kind, level).items()
    ]


def _days(limit: Limit) -> timedelta:
    return timedelta(days=31 * limit.count if limit.unit == MONTHS else 3 * limit.count)
