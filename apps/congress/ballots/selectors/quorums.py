"""How many of a body must be present."""

from apps.foundation.organisations.models import Unit, UnitKind

_KEYS: dict[str, str] = {
    UnitKind.DELIBERATION_MEETING: "ballots.street_quorum",
    UnitKind.STANDING_COMMITTEE: "ballots.committee_quorum",
}


def quorum_key(body: Unit) -> str:
    """The policy that says it for a kind of body."""
    return _KEYS.get(body.kind, "ballots.quorum")
