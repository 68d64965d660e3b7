"""Notices of 示例区: one that runs with an objection to answer, one whose time is over, one concluded."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import acting_roles, actor_of
from apps.office.public_notices.models import Channel, PublicNotice
from apps.office.public_notices.services import (
    notice_conclude,
    notice_publish,
    objection_receive,
    objection_settle,
)

WHERE = "街道办事处公示栏、各社区公开栏、街道公众号"
STATION = """经自评申报、初审和实地复核,现将新民社区代表联络站拟评定星级(四星级)公示如下。

对评定结果有不同意见的,请在公示期内反映。"""


@dataclass(frozen=True, slots=True)
class Office:
    """Who publishes, about what, where."""

    by: Actor
    subject: Unit
    area: Area

    def publish(self, title: str, body: str, at: datetime) -> PublicNotice:
        return notice_publish(
            subject=self.subject, title=title, body=body, area=self.area, starts_on=local_day(at), where=WHERE,
            by=self.by, at=at,
        )  # fmt: skip


def load(at: datetime) -> None:
    """Write the notices; the people and their accounts must be there."""
    meeting = Unit.objects.select_related("area").get(name="滨江街道议事代表会议")
    office = Office(_clerk(at), meeting, meeting.area)
    guest = Actor.guest()

    over = office.publish("新民社区代表联络站星级评定公示", STATION, at - timedelta(days=40))
    text = "联络站周末经常不开门,不应评四星。"
    objection = objection_receive(
        notice=over, text=text, name="", contact="", channel=Channel.ONLINE, by=guest, at=at - timedelta(days=39)
    )
    answer = "查阅接待台账和值班记录,周末按公布的时间开放,所述当日系统一停电检修并已提前公告。"
    objection_settle(objection=objection, upheld=False, answer=answer, by=office.by, at=at - timedelta(days=36))
    conclusion = "公示期间收到意见1条,经核实不影响评定。"
    notice_conclude(notice=over, conclusion=conclusion, by=office.by, at=at - timedelta(days=20))

    office.publish("红星社区代表联络站星级评定公示", STATION.replace("新民", "红星"), at - timedelta(days=20))

    running = office.publish("前进社区代表联络站星级评定公示", STATION.replace("新民", "前进"), at - timedelta(days=1))
    text = "联络站在三楼,没有电梯和扶手,老人上不去,请核实后再评。"
    objection_receive(
        notice=running, text=text, name="周示例", contact="19900001234", channel=Channel.ONLINE, by=guest, at=at
    )


def _clerk(at: datetime) -> Actor:
    user, on = Person.objects.select_related("user").get(user__username="binjiang").user, local_day(at)
    actor = actor_of(user, acting_roles(user, on)[0].choice, on)
    if actor is None:
        raise LookupError("binjiang holds no role")
    return actor
