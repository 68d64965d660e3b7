"""An election of the town's congress (ten deputies) in any state, and its people."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.rules.rolls import RollMember
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.services.closing import poll_announce, poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.opening import poll_open
from apps.congress.elections.models import Election, Nomination
from apps.congress.elections.services.candidates import candidates_fix, nominations_close
from apps.congress.elections.services.nominating import NomineeDraft, nominate, nomination_sign, nominee_answer
from apps.congress.elections.services.setting_up import ElectionDraft, election_create
from apps.congress.elections.services.voting import vote_prepare
from apps.foundation.core.actors import Actor
from apps.foundation.people.models import Mandate, Person
from apps.foundation.policies.models import Policy
from tests.cast import Cast
from tests.factories import SINCE

AT = datetime(2026, 3, 20, 2, tzinfo=UTC)
DEADLINE = AT + timedelta(hours=2)
LATER = AT + timedelta(hours=3)


def draft(**values) -> ElectionDraft:
    fixed = {"title": "青禾镇副镇长选举", "post": "副镇长", "held_under": "青禾镇选举办法", "nominate_by": DEADLINE,
             "rank": "vice", "seats": 2, "extra": 1}  # fmt: skip
    return ElectionDraft(**fixed | values)


@dataclass
class Floor:
    """Makes elections, nominates, and leads one from stage to stage."""

    cast: Cast
    staff: Actor

    def election(self, **values) -> Election:
        return election_create(term=self.cast.term, draft=draft(**values), by=self.staff, at=AT)

    def head(self, **values) -> Election:
        fixed = {"title": "青禾镇人大主席选举", "post": "镇人大主席", "rank": "head", "seats": 1}
        return self.election(**fixed | values)

    def deputy(self, number: int) -> Actor:
        person = self.cast.deputies()[number]
        return Actor(
            name=person.name, role="deputy", person_id=person.pk, user_id=person.user_id,
            body_ids=(self.cast.congress.pk,), role_title="代表",
        )  # fmt: skip

    def by_presidium(self, election: Election, *names: str, accepts: bool = True) -> list[Nomination]:
        made = [nominate(election=election, draft=NomineeDraft(name), by=self.staff, at=AT) for name in names]
        if accepts:
            made = [nominee_answer(nomination=one, accepts=True, by=self.staff, at=AT) for one in made]
        return made

    def by_deputy(self, election: Election, name: str, number: int = 0, **values) -> Nomination:
        return nominate(election=election, draft=NomineeDraft(name), by=self.deputy(number), at=AT, **values)

    def sign(self, nomination: Nomination, *numbers: int) -> None:
        for number in numbers:
            nomination_sign(nomination=nomination, by=self.deputy(number), at=AT)

    def by_deputies(self, election: Election, *names: str) -> list[Nomination]:
        """Put down and signed for by all ten deputies, and accepted."""
        made = []
        for number, name in enumerate(names):
            nomination = self.by_deputy(election, name, number)
            self.sign(nomination, *(other for other in range(10) if other != number))
            made.append(nominee_answer(nomination=nomination, accepts=True, by=self.staff, at=AT))
        return made

    def deliberating(self, *names: str, **values) -> Election:
        """The presidium named as many of them as it may, the deputies the others."""
        election = self.election(**values)
        self.by_presidium(election, *names[: election.seats])
        self.by_deputies(election, *names[election.seats :])
        return nominations_close(election=election, by=self.staff, at=LATER)

    def fixed(self, *names: str, **values) -> Election:
        return candidates_fix(election=self.deliberating(*names, **values), by=self.staff, at=LATER)

    def rule(self, key: str, value: object) -> None:
        """A rule as the town has set it."""
        Policy.objects.create(
            key=key, value=value, area=self.cast.town, starts_on=SINCE, source="本镇办法", set_at=AT,
            set_by=self.cast.people["operator"].user,
        )  # fmt: skip

    def open_ballot(self) -> None:
        """Let the town practise with named ballots, which can be cast today."""
        self.rule("elections.secret_ballot", False)

    def polled(self, *names: str, **values) -> tuple[Election, Poll]:
        self.open_ballot()
        election = self.fixed(*names, **values)
        poll = vote_prepare(election=election, method="named", by=self.staff, at=LATER)
        return Election.objects.get(pk=election.pk), poll

    def roll(self) -> list[RollMember]:
        seats = dict(Mandate.objects.filter(term=self.cast.term).values_list("person_id", "pk"))
        return [RollMember(seats[person.pk], person.pk, person.name) for person in self.cast.deputies()]

    def open(self, poll: Poll) -> Poll:
        return poll_open(poll=poll, roll=self.roll(), due=10, present=10, by=self.staff, at=LATER)

    def hold(self, poll: Poll, *ballots: tuple[int, Marks]) -> Election | None:
        """Open, let so many deputies cast each ballot, close, count, announce."""
        poll, voter = self.open(poll), 0
        for count, marks in ballots:
            for _ in range(count):
                ballot_cast(poll=poll, marks=marks, by=self.deputy(voter), at=LATER)
                voter += 1
        poll = poll_close(poll=poll, by=self.staff, at=LATER)
        poll_count(poll=poll, by=self.staff, at=LATER)
        poll_announce(poll=Poll.objects.get(pk=poll.pk), by=self.staff, at=LATER)
        link = getattr(poll, "election_link", None)
        return Election.objects.get(pk=link.election_id) if link else None


def for_(*names: str, against: tuple[str, ...] = ()) -> Marks:
    return Marks(approve=names, oppose=against)


def today() -> date:
    return AT.date()


def person_of(cast: Cast, number: int) -> Person:
    return cast.deputies()[number]
