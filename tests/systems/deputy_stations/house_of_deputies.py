"""A station of 青禾镇 with deputies, its liaison officer, and moments around its days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.test import Client

from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.services.closing import poll_announce, poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.services import (
    AgendaLine,
    MeetingPlan,
    SittingLine,
    check_in_by_list,
    check_in_start,
    meeting_create,
    meeting_notice,
    sitting_open,
    sitting_poll_open,
)
from apps.foundation.core.actors import Actor
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import acting_roles, actor_of
from apps.foundation.policies.models import Policy
from apps.systems.deputy_stations.models import DutySlot, Rota, Station
from apps.systems.deputy_stations.services.rotas import RotaDraft, rota_create, rota_publish
from tests import factories as make
from tests.cast import TODAY, Cast
from tests.factories.stations import make_station, make_stationing

NOW = datetime.fromisoformat("2026-03-20T10:00+08:00")
SPRING = RotaDraft(date(2026, 4, 1), date(2026, 6, 30), "monthly", "第一个星期二", "9:00-11:00", 1)


def at(text: str) -> datetime:
    """`04-07 09:00` of 2026, in Shanghai."""
    return datetime.fromisoformat(f"2026-{text.replace(' ', 'T')}+08:00")


@dataclass
class House:
    cast: Cast
    station: Station
    people: list[Person]
    liaison: Person

    @property
    def staff(self) -> Actor:
        return self.cast.actor("staff")

    def actor(self, person: Person) -> Actor:
        found = actor_of(person.user, acting_roles(person.user, TODAY)[0].choice, TODAY)
        assert found is not None
        return found

    def client(self, person: Person) -> Client:
        client = Client()
        client.force_login(person.user)
        return client

    def rota(self, draft: RotaDraft = SPRING, station: Station | None = None, moment: datetime = NOW) -> Rota:
        return rota_create(station=station or self.station, draft=draft, by=self.staff, at=moment)

    def published(self, draft: RotaDraft = SPRING, moment: datetime = NOW) -> Rota:
        return rota_publish(rota=self.rota(draft, moment=moment), by=self.staff, at=moment)

    def slots(self, rota: Rota) -> list[DutySlot]:
        return list(rota.slots.select_related("deputy", "station__area").order_by("starts_at", "pk"))

    def rule(self, key: str, value: object, starts_on: date) -> None:
        """Another value of a rule in the town, from a day on."""
        Policy.objects.create(key=key, value=value, area=self.cast.town, starts_on=starts_on, set_at=NOW)

    def in_session(self, day: datetime) -> Sitting:
        """A sitting of the town's congress that is open, all ten deputies present."""
        plan = MeetingPlan(place="会议室", agenda=[AgendaLine("代表述职")], sittings=[SittingLine("plenary", day)])
        before = day - timedelta(days=20)
        meeting = meeting_create(term=self.cast.term, plan=plan, by=self.staff, at=before)
        meeting_notice(meeting=meeting, by=self.staff, at=before)
        sitting = check_in_start(sitting=meeting.sittings.get(), by=self.staff, at=day)
        for person in self.cast.deputies():
            check_in_by_list(sitting=sitting, person=person, by=self.staff, at=day)
        return sitting_open(sitting=sitting, by=self.staff, at=day)

    def graded(self, poll: Poll, satisfied: dict[str, int], day: datetime) -> Poll:
        """So many of the ten find each deputy 满意, the rest 不满意; counted and announced."""
        sitting_poll_open(sitting=poll.sitting_link.sitting, poll=poll, by=self.staff, at=day)
        for number, person in enumerate(self.cast.deputies()):
            grades = {name: "满意" if number < count else "不满意" for name, count in satisfied.items()}
            ballot_cast(poll=poll, marks=Marks(grades=grades), by=self.actor(person), at=day)
        poll_close(poll=poll, by=self.staff, at=day)
        poll_count(poll=poll, by=self.staff, at=day)
        return poll_announce(poll=poll, by=self.staff, at=day)


def house_of(cast: Cast, deputies: int = 3) -> House:
    station = make_station(cast.town, address="青禾镇人民路1号")
    people = cast.deputies()[:deputies]
    for person in people:
        make_stationing(station, person)
    liaison = make.make_person(cast.town, "莫联络")
    make.make_user(liaison, "liaison")
    make.make_role(liaison, "handler", unit=station.unit)
    return House(cast, station, people, liaison)
