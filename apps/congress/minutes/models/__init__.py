"""Record and minutes of a meeting: sections with their revisions, who edits now, and the bundle for the archive."""

from apps.congress.minutes.models.bundles import Bundle, BundleState
from apps.congress.minutes.models.papers import Minutes, MinutesKind, MinutesState
from apps.congress.minutes.models.sections import MinutesSection, SectionEditor, SectionRevision, Source

__all__ = [
    "Bundle",
    "BundleState",
    "Minutes",
    "MinutesKind",
    "MinutesSection",
    "MinutesState",
    "SectionEditor",
    "SectionRevision",
    "Source",
]
