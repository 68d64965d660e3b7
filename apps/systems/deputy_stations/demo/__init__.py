"""Stations of 示例区: kept, visited and rated. All invented."""

from collections.abc import Callable
from datetime import datetime

from apps.systems.deputy_stations.demo import activities, duty, opinions, rating, stations

PARTS: tuple[Callable[[datetime], None], ...] = (
    # stations
    stations.load,
    # duty
    duty.load,
    # opinions
    opinions.load,
    # activities
    activities.load,
    # rating
    rating.load,
)


def load(at: datetime) -> None:
    """Write every part in order, as of a moment; the people and accounts must be there."""
    for part in PARTS:
        part(at)
