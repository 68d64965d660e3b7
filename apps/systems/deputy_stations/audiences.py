"""Who may enter which page."""

from apps.foundation.core.actors import HANDLER
from apps.foundation.core.audiences import INSIDE, MEMBERS, PUBLIC

READERS = INSIDE | MEMBERS | {HANDLER}

STATIONS = {
    "deputy_stations_stations": READERS,
    "deputy_stations_station": READERS,
    "deputy_stations_door": PUBLIC,
    "deputy_stations_deputy": PUBLIC,
}
DUTY: dict[str, frozenset[str]] = {}
OPINIONS: dict[str, frozenset[str]] = {}
ACTIVITIES: dict[str, frozenset[str]] = {}
RATING: dict[str, frozenset[str]] = {}
AUDIENCES = {**STATIONS, **DUTY, **OPINIONS, **ACTIVITIES, **RATING}
