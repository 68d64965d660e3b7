"""A poll of the town in any state, and its people."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from apps.congress.ballots.keeper.client import Keeper
from apps.congress.ballots.models import Poll, PollKeys
from apps.congress.ballots.phones import DrawnBallot, PollOnPhone
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.rules.rolls import RollMember
from apps.congress.ballots.selectors.scrutiny import must_declare, scrutineers_of
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.services.closing import poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.opening import poll_open
from apps.congress.ballots.services.scrutiny import officer_declare, presence_confirm
from apps.congress.ballots.services.secret import SealedBallot, ballot_issue, ballot_put
from apps.congress.ballots.services.setting_up import (
    OfficerDraft,
    OptionDraft,
    PollDraft,
    officers_set,
    options_set,
    poll_create,
)
from apps.foundation.core.actors import Actor
from apps.foundation.people.models import Mandate, Person
from tests.cast import Cast

AT = datetime(2026, 3, 20, 2, tzinfo=UTC)
OPTIONS = ("道路硬化", "饮水改造", "路灯安装")


def draft(**values) -> PollDraft:
    return PollDraft(**{"title": "民生实事项目票决", "held_under": "本镇票决办法", "seats": 2, "base": "all"} | values)


@dataclass
class Hall:
    """The town's sitting: makes polls, opens them for everybody, lets deputies vote."""

    cast: Cast
    staff: Actor

    def draft(self, options=OPTIONS, **values) -> Poll:
        poll = poll_create(body=self.cast.congress, draft=draft(**values), by=self.staff, at=AT)
        options_set(poll=poll, options=[OptionDraft(title) for title in options], by=self.staff, at=AT)
        return poll

    def roll(self, people: list[Person] | None = None) -> list[RollMember]:
        people = self.cast.deputies() if people is None else people
        seats = dict(Mandate.objects.filter(term=self.cast.term).values_list("person_id", "pk"))
        return [RollMember(seats[person.pk], person.pk, person.name) for person in people]

    def open(self, poll: Poll | None = None, people: list[Person] | None = None, **values) -> Poll:
        roll = self.roll(people)
        poll = poll or self.draft(**values)
        return poll_open(poll=poll, roll=roll, due=10, present=len(roll), by=self.staff, at=AT)

    def deputy(self, number: int) -> Actor:
        """The actor of the deputy with this number in the order of pinyin."""
        person = self.cast.deputies()[number]
        return Actor(
            name=person.name, role="deputy", person_id=person.pk, user_id=person.user_id,
            body_ids=(self.cast.congress.pk,), role_title="代表",
        )  # fmt: skip

    def vote(self, poll: Poll, number: int, *names: str, **marks):
        return self.cast_as(poll, self.deputy(number), *names, **marks)

    def cast_as(self, poll: Poll, voter: Actor, *names: str, **marks):
        return ballot_cast(poll=poll, marks=Marks(approve=names, **marks), by=voter, at=AT)

    def open_secret(self, roll: list[RollMember] | None = None, **values) -> Poll:
        """A secret poll with its scrutineers, open for everybody."""
        poll = self.draft(**{"method": "secret"} | values)
        self.officers(poll)
        roll, now = self.roll() if roll is None else roll, timezone.now()
        self.present(poll, "open", at=now)
        return poll_open(poll=poll, roll=roll, due=len(roll), present=len(roll), by=self.staff, at=now)

    def phone(self, poll: Poll) -> PollOnPhone:
        """What the page of an open secret poll tells every phone."""
        keys = PollKeys.objects.get(poll=poll)
        return PollOnPhone(poll.public_id, bytes(keys.signing_key), bytes(keys.sealing_key), keys.ballot_size)

    def take(self, poll: Poll, number: int, drawn: DrawnBallot) -> SealedBallot:
        """Have a deputy's drawn ballot issued; what is then put into the box."""
        answer = ballot_issue(poll=poll.public_id, blinded=drawn.blinded, by=self.deputy(number), at=timezone.now())
        return SealedBallot(drawn.token, drawn.randomizer, drawn.signature(answer), drawn.sealed)

    def vote_secretly(self, poll: Poll, number: int, *names: str, **marks) -> str:
        """Both steps of a deputy's vote; the serial."""
        drawn = self.phone(poll).draw({"approve": list(names)} | marks)
        return ballot_put(poll=poll.public_id, ballot=self.take(poll, number, drawn))

    def count_secret(self, poll: Poll) -> Poll:
        """Close, open the box and count."""
        self.close_secret(poll)
        return self.count_secret_closed(poll)

    def close_secret(self, poll: Poll) -> Poll:
        self.present(poll, "close", at=timezone.now())
        return poll_close(poll=poll, by=self.staff, at=timezone.now())

    def count_secret_closed(self, poll: Poll) -> Poll:
        poll_count(poll=poll, by=self.staff, at=timezone.now())
        poll.refresh_from_db()
        return poll

    @staticmethod
    def keeper_down() -> Keeper:
        """A client of a keeper that does not run."""
        return Keeper("/nonexistent/keeper")

    def close(self, poll: Poll) -> Poll:
        return poll_close(poll=poll, by=self.staff, at=AT)

    def officers(self, poll: Poll, *, sworn: bool = True) -> list[Person]:
        """Chief scrutineer, two scrutineers (deputies 0 to 2), tellers: staff and leader of the town.

        `sworn`: passed by the sitting and, in an election, declared in the hall.
        """
        people = [*self.cast.deputies()[:3], self.cast.people["staff"], self.cast.people["leader"]]
        duties = ["chief_scrutineer", "scrutineer", "scrutineer", "teller", "teller"]
        drafts = [OfficerDraft(person.pk, duty) for person, duty in zip(people, duties, strict=True)]
        officers_set(poll=poll, officers=drafts, by=self.staff, at=AT)
        if sworn:
            self.swear(poll)
        return people

    def swear(self, poll: Poll) -> None:
        """The sitting has passed the list; in an election everybody on it has declared."""
        poll.officers.update(passed_at=AT)
        for officer in scrutineers_of(poll) if must_declare(poll) else ():
            officer_declare(officer=officer, by=self.staff, at=AT)

    def present(self, poll: Poll, stage: str, *numbers: int, note: str = "", at: datetime = AT) -> None:
        """Scrutineers confirm that they stand by the box: those with these numbers, or the first two of the list."""
        for number in numbers or (0, 1):
            presence_confirm(poll=poll, stage=stage, note=note, by=self.deputy(number), at=at)
