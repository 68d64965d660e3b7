"""Elections of 示例区: one in which deputies nominate now, one decided. All invented."""

from datetime import datetime


def load(at: datetime) -> None:
    """Written below."""
