"""Pure rules about notices: their words, when people are reminded, when messages may leave."""

from apps.office.notifications.rules.wordings import (
    BODY_LIMIT,
    SUBJECT_LIMIT,
    TITLE_LIMIT,
    explained,
    fields_in,
    filled,
    issues_with,
    issues_with_wording,
    samples_of,
    title_of,
)

__all__ = [
    "BODY_LIMIT",
    "SUBJECT_LIMIT",
    "TITLE_LIMIT",
    "explained",
    "fields_in",
    "filled",
    "issues_with",
    "issues_with_wording",
    "samples_of",
    "title_of",
]
