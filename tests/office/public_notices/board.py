"""A town's notice that runs from Friday 20 March to Friday 27 March 2026: five whole working days."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from apps.foundation.core.actors import Actor
from apps.office.public_notices.models import Objection, PublicNotice
from apps.office.public_notices.services import (
    notice_conclude,
    notice_publish,
    objection_receive,
    objection_settle,
)
from tests.cast import TODAY, Cast

ZONE = ZoneInfo("Asia/Shanghai")
ENDS = date(2026, 3, 27)


def moment(day: int, hour: int = 10, minute: int = 0, second: int = 0) -> datetime:
    """A moment of March 2026, local time."""
    return datetime(2026, 3, day, hour, minute, second, tzinfo=ZONE)


@dataclass
class Board:
    cast: Cast

    @property
    def staff(self) -> Actor:
        return self.cast.actor("staff")

    def publish(self, **values) -> PublicNotice:
        fixed = {"title": "候选人选公示", "body": "张示例、王示例。", "starts_on": TODAY, "at": moment(20)}
        return notice_publish(
            subject=self.cast.congress, area=self.cast.town, by=self.staff, **{**fixed, **values}
        )  # fmt: skip

    def object(self, notice: PublicNotice, **values) -> Objection:
        fixed = {"text": "年限不够", "name": "", "contact": "", "channel": "online", "by": Actor.guest()}
        return objection_receive(notice=notice, **{**fixed, "at": moment(23), **values})

    def settle(self, objection: Objection, **values) -> Objection:
        fixed = {"upheld": False, "answer": "经核实符合条件", "by": self.staff, "at": moment(25)}
        return objection_settle(objection=objection, **{**fixed, **values})

    def conclude(self, notice: PublicNotice, **values) -> PublicNotice:
        fixed = {"conclusion": "公示期间未收到异议。", "by": self.staff, "at": moment(28)}
        return notice_conclude(notice=notice, **{**fixed, **values})
