"""What the office settled about an election, and its mark."""

from apps.congress.elections.models import Election
from apps.foundation.core.marks import fields_mark

SETTINGS = ("title", "post", "rank", "kind", "seats", "extra", "deputies_only", "held_under", "nominate_by")


def settings_mark(election: Election) -> str:
    """Names the settings as they are stored: another mark, other settings."""
    return fields_mark(election, SETTINGS)
