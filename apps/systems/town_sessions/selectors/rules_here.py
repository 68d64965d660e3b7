"""The rule values that hold for a body, as a plan stores them when it begins."""

from datetime import date
from typing import Any

from apps.congress.meetings.selectors import notice_key
from apps.foundation.organisations.models import Unit, UnitKind
from apps.foundation.policies.selectors import resolve_many
from apps.systems.town_sessions.rules.measures import (
    ACTIVITY_DAYS,
    DISTRICT_SESSIONS,
    MATERIAL_DAYS,
    PLAN_DUE,
    QUARTER_KEYS,
    TOWN_SESSIONS,
)


def sessions_key(body: Unit) -> str:
    return DISTRICT_SESSIONS if body.kind == UnitKind.DISTRICT_CONGRESS else TOWN_SESSIONS


def rules_to_freeze(body: Unit, on: date) -> dict[str, dict[str, Any]]:
    """Name of the rule -> its value today, the row it comes from and its source."""
    keys = {
        "sessions": sessions_key(body), "notice": notice_key(body), "materials": MATERIAL_DAYS,
        "activities": ACTIVITY_DAYS, "plan_due": PLAN_DUE,
        **{f"quarter_{quarter}": key for quarter, key in QUARTER_KEYS.items()},
    }  # fmt: skip
    found = resolve_many(keys.values(), area=body.area, on=on, body_kind=body.kind)
    return {
        name: {"value": found[key].value, "policy_id": found[key].policy_id, "source": found[key].source}
        for name, key in keys.items()
    }
