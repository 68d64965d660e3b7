"""Representatives of 示例区's streets."""

from datetime import datetime


def load(at: datetime) -> None:
    """Written in a later step."""
