"""意见建议 at a station: brought through the door or taken down at a reception."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from apps.congress.matters.models import Channel
from apps.congress.matters.selectors import is_open
from apps.congress.matters.services import submission_receive
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, NotAllowed
from apps.foundation.core.selectors import add_working_days
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import handlers_of
from apps.foundation.policies.selectors import resolve
from apps.office.notifications.services import notice_send
from apps.systems.deputy_stations.models import DutySlot, OpinionRoute, Station, StationOpinion
from apps.systems.deputy_stations.rules import opinions as rules
from apps.systems.deputy_stations.services import routing
from apps.systems.deputy_stations.services.records import record

Received = tuple[StationOpinion, str]
CLOSED = "{station}现在不接收意见,没有收下。写好的内容仍在本页,请复制后改到附近的家站提交。"
NOT_OPEN = "{station}还没有启用,不能登记接待。"
IN_FUTURE = "接待日期不能晚于今天。"
BEFORE_OPENING = "接待日期早于{station}启用的日期,请核对。"


@dataclass(frozen=True, slots=True)
class Reception:
    """What is taken down beside the sentence. `received_on` lies in the past where it comes from paper; `answer` is
    what was said on the spot, `suggested` the route that whoever took it down would choose."""

    channel: str = Channel.VISIT
    category: str = ""
    people: int = 1
    received_on: date | None = None
    answer: str = ""
    suggested: str = ""


@transaction.atomic
def opinion_leave(
    *, station: Station, deputy: Person | None, slot: DutySlot | None, channel: str, values: dict[str, Any],
    by: Actor, at: datetime,
) -> Received:  # fmt: skip
    """Somebody leaves an opinion at the door of a station or on the page of a deputy; who receives it is told.

    `values` are those of a SubmissionForm. Sent twice it is one, with the same code.
    """
    if not (station.is_open_on(local_day(at)) and is_open(station.area, local_day(at))):
        raise NotAllowed(CLOSED.format(station=station))
    return _received(station, deputy, slot, Reception(channel), values, by=by, at=at)


@transaction.atomic
def opinion_log(
    *, station: Station, deputy: Person | None, slot: DutySlot | None, reception: Reception, values: dict[str, Any],
    by: Actor, at: datetime,
) -> Received:  # fmt: skip
    """接待登记: a deputy, the liaison officer or the office takes down what somebody said; answered there and then it
    ends with that.
    """
    today = local_day(at)
    day = reception.received_on or today
    if station.opened_on is None or station.is_closed_on(day):
        raise NotAllowed((CLOSED if station.opened_on else NOT_OPEN).format(station=station))
    if day > today:
        raise DomainError(IN_FUTURE)
    if day < station.opened_on:
        raise DomainError(BEFORE_OPENING.format(station=station))
    opinion, code = _received(station, deputy, slot, reception, values, by=by, at=at)
    if reception.answer.strip() and not opinion.route:
        opinion = routing.opinion_answer(opinion=opinion, answer=reception.answer, by=by, at=at)
    return opinion, code


def _received(
    station: Station, deputy: Person | None, slot: DutySlot | None, reception: Reception, values: dict[str, Any],
    *, by: Actor, at: datetime,
) -> Received:  # fmt: skip
    submission, code = submission_receive(
        area=station.area, purpose=rules.PURPOSE, channel=reception.channel, collected_by=deputy, **values, by=by, at=at
    )
    sent = StationOpinion.objects.filter(submission=submission).first()
    if sent is not None:
        return sent, code
    day = reception.received_on or local_day(at)
    opinion = StationOpinion.objects.create(
        submission=submission, station=station, deputy=deputy, slot=slot, path=station.area.path, received_on=day,
        people=reception.people, category=reception.category, suggested=reception.suggested,
        taken_by="" if reception.channel in (Channel.ONLINE, Channel.SCAN) else by.name,
        due_on=routing_day(station, local_day(at)),
    )  # fmt: skip
    record("deputy_stations.opinion.received", opinion, by, station=str(station))
    _tell_receivers(opinion, by, at)
    return opinion, code


def routing_day(station: Station, on: date) -> date:
    """By when it goes somewhere; what comes from paper counts from the day it was entered."""
    days = int(resolve(rules.ROUTING_DAYS, area=station.area, on=on).value)
    return add_working_days(on, days)


def _tell_receivers(opinion: StationOpinion, by: Actor, at: datetime) -> None:
    """The deputy whose page it was left on, or who is next on duty, and the liaison officer; not who typed it."""
    people = {*handlers_of([opinion.station.unit_id], local_day(at))}
    people |= {opinion.deputy_id} if opinion.deputy_id else set()
    notice_send(
        recipients=sorted(people - {by.person_id or 0}), key=f"stations.opinion_received:{opinion.public_id}",
        text="stations.opinion_received",
        values={
            "station": str(opinion.station), "number": opinion.submission.number,
            "excerpt": opinion.submission.excerpt(), "until": rules.until_sentence(opinion.due_on),
        },
        area=opinion.station.area, url=opinion.get_absolute_url(), due=opinion.due_on, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def opinion_suggest(*, opinion: StationOpinion, route: str, by: Actor, at: datetime) -> StationOpinion:
    """The receiving deputy says which way it should go; the office opens it."""
    opinion = routing.waiting(opinion)
    if route not in rules.TO_SUGGEST:
        raise DomainError("请选择一种办理路径。")
    opinion.suggested = route
    opinion.save(update_fields=["suggested"])
    record("deputy_stations.opinion.suggested", opinion, by, route=OpinionRoute(route).label)
    return opinion


@transaction.atomic
def opinion_rate(*, opinion: StationOpinion, grade: str, comment: str, by: Actor, at: datetime) -> StationOpinion:
    """The receiving deputy says what they think of what came of it, once."""
    opinion, comment = routing.opinion_locked(opinion), comment.strip()
    if opinion.deputy_grade:
        if (opinion.deputy_grade, opinion.deputy_comment) != (grade, comment):
            raise NotAllowed("您已评价过,评价不能修改。")
        return opinion
    if opinion.closed_at is None or opinion.route in rules.BY_DEPUTY:
        raise NotAllowed("这件事情还没有办结,或者由您当场办结,不用评价。")
    if grade == "dissatisfied" and not comment:
        raise DomainError("评价为“不满意”的,请写明具体意见。")
    opinion.deputy_grade, opinion.deputy_comment, opinion.deputy_rated_at = grade, comment, at
    opinion.save(update_fields=["deputy_grade", "deputy_comment", "deputy_rated_at"])
    record("deputy_stations.opinion.rated", opinion, by, reason=comment, grade=opinion.get_deputy_grade_display())
    return opinion
