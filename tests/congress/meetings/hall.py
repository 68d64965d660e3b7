"""A town meeting on 20 March 2026 with one sitting, as the tests need it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apps.congress.meetings.models import Meeting, Sitting
from apps.congress.meetings.services import AgendaLine, MeetingPlan, SittingLine
from apps.foundation.core.actors import Actor
from apps.foundation.people.models import Person, Term
from tests.cast import Cast

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 3, 20, 8, 30, tzinfo=ZONE)
BEGINS = datetime(2026, 3, 20, 9, 0, tzinfo=ZONE)
IN_TIME = datetime(2026, 3, 10, 10, 0, tzinfo=ZONE)


def plan(**values) -> MeetingPlan:
    """One agenda item and one plenary at nine o'clock; every value may be overridden."""
    fixed = {
        "place": "镇政府三楼会议室",
        "agenda": [AgendaLine("听取和审议政府工作报告", "镇长")],
        "sittings": [SittingLine("plenary", BEGINS)],
    }
    return MeetingPlan(**{**fixed, **values})


@dataclass
class Hall:
    """The town's meeting with its only sitting; `staff` runs it."""

    cast: Cast
    staff: Actor
    meeting: Meeting
    sitting: Sitting

    @property
    def term(self) -> Term:
        return self.cast.term

    def fresh(self) -> Sitting:
        return Sitting.objects.get(pk=self.sitting.pk)

    def members(self) -> list[Person]:
        return self.cast.deputies()


def minutes_later(count: int) -> datetime:
    return MORNING + timedelta(minutes=count)
