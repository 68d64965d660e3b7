"""Which organ speaks for a body, which carries out what it decides; how many of a sort stand in every place."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from apps.foundation.core.actors import Actor
from apps.foundation.core.marks import fields_mark
from apps.foundation.core.measures import by_area
from apps.foundation.organisations.models import Area, DayTally, Unit, UnitKind

STANDING: dict[str, UnitKind] = {
    UnitKind.DISTRICT_CONGRESS: UnitKind.STANDING_COMMITTEE,
    UnitKind.TOWN_CONGRESS: UnitKind.PRESIDIUM,
    UnitKind.DELIBERATION_MEETING: UnitKind.STREET_WORKING_COMMITTEE,
}
EXECUTIVE = (UnitKind.GOVERNMENT, UnitKind.STREET_OFFICE)


def area_of(actor: Actor) -> Area | None:
    """The area of the acting role; None for those who have none."""
    return Area.objects.filter(path=actor.area_path).first() if actor.area_path else None


def names_mark(unit: Unit) -> str:
    """Names what may be corrected of a unit as it is stored: another mark, other names or another unit above."""
    return fields_mark(unit, ["name", "short_name", "parent"])


def standing_organ(body: Unit, on: date) -> Unit:
    """常委会, 主席团 or 人大街道工委, which acts for the body and signs its papers; the body itself where none is."""
    if body.kind not in STANDING:
        return body
    organs = Unit.objects.on(on).filter(area=body.area_id, kind=STANDING[body.kind]).select_related("area")
    return organs.order_by("pk").first() or body


def executive_of(area: Area, on: date) -> Unit | None:
    """人民政府 or 街道办事处 of an area."""
    return Unit.objects.on(on).filter(area=area, kind__in=EXECUTIVE).order_by("pk").first()


def standing_by_place(sort: str, path: str, on: date) -> dict[int, int]:
    """Area id -> how many of a DayTally's sort stand there on a day; today or later, for the past is folded."""
    return by_area(DayTally.objects.standing(sort, path, on), "place", Sum("count"))


OWN = ".own"
"""Behind the public id of an area in an address: without what lies below it."""


@dataclass(frozen=True, slots=True)
class OwnWork:
    """An area above towns by itself, as one line beside those below it: `示例区本级`."""

    area: Area

    @property
    def public_id(self) -> str:
        return f"{self.area.public_id}{OWN}"

    @property
    def name(self) -> str:
        return f"{self.area.name}本级"

    @property
    def path(self) -> str:
        return self.area.path


def lies_in(place: Area | OwnWork, path: str) -> Q:
    """Rows of a place and everything below, or of its own work; `path` is the field that holds the path of a row."""
    return Q(**{path if isinstance(place, OwnWork) else f"{path}__startswith": place.path})


def holds(place: Area | OwnWork, path: str) -> bool:
    """Whether what has this path lies in the place."""
    return path == place.path if isinstance(place, OwnWork) else path.startswith(place.path)
