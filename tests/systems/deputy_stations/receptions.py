"""A station with a deputy on duty, its liaison officer, a village, and what residents bring to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.congress.matters.services import Proposer
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models import DutySlot, Station, StationOpinion
from apps.systems.deputy_stations.services.opinions import Reception, opinion_leave, opinion_log
from tests import factories as make
from tests.cast import Cast
from tests.factories.stations import make_slot, make_station, make_stationing

AT = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
LAMP = "村口路灯坏了两盏,晚上看不见路。"
GPS, ORIENTATION = 0x8825, 0x0112


@dataclass
class Hall:
    """`village` is a unit of a village below the town; `colleague` another deputy of the same station."""

    cast: Cast
    station: Station
    deputy: Person
    colleague: Person
    slot: DutySlot
    village: Unit

    def actor(self, part: str) -> Actor:
        return self.cast.actor(part)

    @property
    def clerk(self) -> Actor:
        return self.actor("staff")

    def logged(self, text: str = LAMP, at: datetime = AT, **values) -> StationOpinion:
        """Taken down by the deputy on duty."""
        opinion, _ = opinion_log(
            station=self.station, deputy=self.deputy, slot=self.slot, reception=Reception(**values),
            values={"text": text, "proposer": Proposer("resident", None, "赵大姐", "13900001234")},
            by=self.actor("deputy"), at=at,
        )  # fmt: skip
        return opinion

    def left(self, text: str = LAMP, at: datetime = AT, channel: str = "scan") -> tuple[StationOpinion, str]:
        """By a resident at the door, who keeps the code."""
        return opinion_leave(
            station=self.station, deputy=self.deputy, slot=None, channel=channel,
            values={"text": text, "proposer": Proposer("anonymous")}, by=Actor.guest(), at=at,
        )  # fmt: skip


def hall_of(cast: Cast, at: datetime = AT) -> Hall:
    station = make_station(cast.town, address="青禾镇正街1号")
    deputies = cast.deputies()
    for person in deputies[:2]:
        make_stationing(station, person)
    liaison = make.make_person(cast.town, "联络员小周")
    make.make_user(liaison, "liaison")
    make.make_role(liaison, "handler", unit=station.unit)
    cast.people["liaison"] = liaison
    make.make_user(deputies[1], "colleague") if deputies[1].user is None else None
    cast.people["colleague"] = deputies[1]
    village = make.make_unit(make.make_area("新民村", "village", cast.town), "other", "新民村村民委员会")
    slot = make_slot(station, deputies[0], at - timedelta(minutes=30))
    return Hall(cast, station, deputies[0], deputies[1], slot, village)


def photo(name: str = "现场.jpg", size: tuple[int, int] = (60, 40)) -> SimpleUploadedFile:
    """As a phone takes it: with its position, and lying on its side."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[2] = (29.0, 33.0, 0.0)
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")
