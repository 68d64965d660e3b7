"""Placeholder."""

from datetime import datetime


def load(at: datetime) -> None:
    """Nothing yet."""
