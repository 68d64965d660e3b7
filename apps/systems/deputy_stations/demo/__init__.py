"""Stations of 示例区: kept, visited and rated. All invented."""

from collections.abc import Callable
from datetime import datetime

from apps.systems.deputy_stations.demo import opinions, rating, stations

PARTS: tuple[Callable[[datetime], None], ...] = (
    # stations
    stations.load,
    # duty
    # opinions
    opinions.load,
    # activities
    # rating
    rating.load,
)


def load(at: datetime) -> None:
    """Write every part in order, as of a moment; the people and accounts must be there."""
    for part in PARTS:
        part(at)
