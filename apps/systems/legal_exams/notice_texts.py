"""What staff of the exam, setters and invigilators are told; no notice names a nominee."""

from apps.foundation.core.registry import NoticeText

NOTICE_TEXTS: tuple[NoticeText, ...] = (
    # bank
    # nominations
    # exams
    # sitting
    # results
)
