"""The year of 云岭镇: a plan of four sessions, approved, filed, being carried out, amended once. All invented."""

from datetime import datetime


def load(at: datetime) -> None:
    """Write the plan; the people, bodies and accounts must be there."""
