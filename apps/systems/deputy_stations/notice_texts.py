"""What deputies, liaison officers and the staff of towns and streets are told, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

NOTICE_TEXTS: tuple[NoticeText, ...] = (
    # duty
    # opinions
    # activities
    # rating
)
