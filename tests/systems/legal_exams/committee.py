"""The standing committee of the district in session, five members present, as appointment votes need it."""

from dataclasses import dataclass
from datetime import datetime

from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.rolls import RollMember
from apps.congress.ballots.rules.sheets import Sheet
from apps.congress.ballots.services.closing import poll_announce, poll_close, poll_void
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.opening import poll_open
from apps.congress.ballots.services.paper import tally_enter
from apps.congress.ballots.services.setting_up import OfficerDraft, officers_set
from apps.congress.ballots.services.signing import result_sign
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.services import AgendaLine, MeetingPlan, SittingLine, meeting_create
from apps.foundation.core.actors import Actor
from apps.foundation.people.models import Mandate, MandateKind, Person, Term
from apps.systems.legal_exams.models import Nomination
from apps.systems.legal_exams.services.voting import appointment_submit
from tests import factories as make
from tests.systems.legal_exams.house_of_exams import ExamHouse

DAY = datetime.fromisoformat("2026-04-02T08:30+08:00")
SITS_AT = datetime.fromisoformat("2026-04-02T09:00+08:00")
EARLIER = datetime.fromisoformat("2026-04-01T09:00+08:00")


@dataclass
class Committee:
    house: ExamHouse
    term: Term
    members: list[Person]
    sitting: Sitting

    @property
    def staff(self) -> Actor:
        return self.house.cast.actor("district_staff")

    def submit(self, *nominations: Nomination, at: datetime = DAY, **values) -> Poll:
        given = {"sitting": self.sitting, "by": self.house.actor("exam_staff"), **values}
        return appointment_submit(nominations=nominations, at=at, **given)

    def open(self, poll: Poll) -> Poll:
        """Everybody present votes on paper; two tellers and three scrutineers are named."""
        duties = ["chief_scrutineer", "scrutineer", "scrutineer", "teller", "teller"]
        officers = [OfficerDraft(person.pk, duty) for person, duty in zip(self.members, duties, strict=True)]
        officers_set(poll=poll, officers=officers, by=self.staff, at=DAY)
        seats = dict(Mandate.objects.filter(term=self.term).values_list("person_id", "pk"))
        roll = [RollMember(seats[person.pk], person.pk, person.name) for person in self.members]
        return poll_open(poll=poll, roll=roll, due=5, present=5, by=self.staff, at=DAY)

    def counted(self, poll: Poll, *approvals: int) -> Poll:
        """So many of five approve each, the others oppose."""
        poll = poll_close(poll=self.open(poll), by=self.staff, at=DAY)
        items = tuple(
            {"name": option.title, "approve": yes, "oppose": 5 - yes, "abstain": 0}
            for option, yes in zip(poll.options.order_by("number"), approvals, strict=True)
        )
        for person in self.members[3:]:
            teller = Actor(name=person.name, role="deputy", person_id=person.pk, body_ids=(self.term.body_id,))
            tally_enter(poll=poll, sheet=Sheet(5, 5, 0, 0, items), by=teller, at=DAY)
        poll_count(poll=poll, by=self.staff, at=DAY)
        for officer in poll.officers.exclude(duty="teller"):
            result_sign(officer=officer, by=self.staff, at=DAY)
        return Poll.objects.get(pk=poll.pk)

    def announce(self, poll: Poll) -> Poll:
        return poll_announce(poll=poll, by=self.staff, at=DAY)

    def void(self, poll: Poll) -> Poll:
        return poll_void(poll=poll, reason="票面有误", by=self.staff, at=DAY)


def make_committee(house: ExamHouse) -> Committee:
    unit = make.make_unit(house.office, "standing_committee", "示例区人大常委会")
    term = make.make_term(unit, quota=5)
    members = [make.make_person(house.office, f"常委{letter}") for letter in "甲乙丙丁戊"]
    for person in members:
        make.make_mandate(person, term, MandateKind.MEMBER)
    plan = MeetingPlan(
        place="区人大会议室", agenda=[AgendaLine("审议人事任免案", "主任")], sittings=[SittingLine("plenary", SITS_AT)]
    )
    meeting = meeting_create(term=term, plan=plan, by=house.cast.actor("district_staff"), at=EARLIER)
    return Committee(house, term, members, meeting.sittings.get())
