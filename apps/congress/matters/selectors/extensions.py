"""How often a unit may ask for more time."""

from apps.congress.matters.models import Extension, Handling
from apps.congress.matters.policies import ASKS, ASKS_KEY


def asks_allowed(part: Handling) -> int:
    """How often in all, by the rule of the matter's day; one that is granted is the last."""
    return part.matter.frozen_rules.get(ASKS_KEY, {}).get("value", ASKS)


def may_ask(part: Handling) -> bool:
    """Whether the page offers it; needs `extensions`."""
    asked: list[Extension] = list(part.extensions.all())  # type: ignore[attr-defined]
    return all(one.refused_at for one in asked) and len(asked) < asks_allowed(part)
