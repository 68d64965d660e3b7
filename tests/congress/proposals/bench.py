"""The town's congress (ten deputies), its session in three days, and a proposal in any state."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from apps.congress.meetings.models import Meeting
from apps.congress.meetings.services import AgendaLine, MeetingPlan, SittingLine, meeting_create
from apps.congress.proposals.models import Proposal
from apps.congress.proposals.services.deciding import DecisionDraft, proposal_decide
from apps.congress.proposals.services.submitting import proposal_submit
from apps.congress.proposals.services.writing import ProposalDraft, proposal_create, proposal_sign
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Mandate, Person, Post
from apps.foundation.people.services.mandates import mandate_end, mandate_suspend
from tests.cast import Cast
from tests.factories import SINCE

AT = datetime(2026, 3, 20, 2, tzinfo=UTC)
LATER = AT + timedelta(hours=3)
TODAY = date(2026, 3, 20)
TITLE = "关于加强农村饮用水水源保护的议案"


def draft(kind: str = "motion", **values) -> ProposalDraft:
    fixed = {
        "kind": kind, "title": TITLE, "subject": "部分村饮用水水源没有保护。", "grounds": "走访六个村,三个村有此问题。",
        "text": "请镇政府两年内划定保护范围。",
    }  # fmt: skip
    return ProposalDraft(**fixed | values)


@dataclass
class Bench:
    """Deputies write and sign, the office decides for the presidium."""

    cast: Cast
    staff: Actor

    def person(self, number: int) -> Person:
        return self.cast.deputies()[number]

    def deputy(self, number: int) -> Actor:
        person = self.person(number)
        return Actor(
            name=person.name, role="deputy", person_id=person.pk, user_id=person.user_id,
            body_ids=(self.cast.congress.pk,), role_title="代表",
        )  # fmt: skip

    def seat(self, number: int) -> Mandate:
        return Mandate.objects.get(person=self.person(number), term=self.cast.term)

    def end_seat(self, number: int) -> None:
        mandate_end(mandate=self.seat(number), reason="moved_away", document="公告", on=TODAY, by=self.staff, at=AT)

    def suspend(self, number: int) -> None:
        mandate_suspend(mandate=self.seat(number), reason="detained", document="通知", on=TODAY, by=self.staff, at=AT)

    def write(self, kind: str = "motion", ask: range = range(1, 10), **values) -> Proposal:
        """By the first deputy, who asks the others."""
        people = [self.person(number) for number in ask]
        return proposal_create(term=self.cast.term, draft=draft(kind, **values), ask=people, by=self.deputy(0), at=AT)

    def sign(self, proposal: Proposal, *numbers: int) -> None:
        for number in numbers:
            revision = Proposal.objects.get(pk=proposal.pk).revision
            proposal_sign(proposal=proposal, revision=revision, by=self.deputy(number), at=AT)

    def signed(self, count: int, kind: str = "motion", **values) -> Proposal:
        """With so many names in all."""
        proposal = self.write(kind, **values)
        self.sign(proposal, *range(1, count))
        return proposal

    def submitted(self, kind: str = "motion", count: int = 5, **values) -> Proposal:
        proposal = self.signed(count, kind, **values)
        return proposal_submit(proposal=proposal, by=self.deputy(0), at=AT)

    def of_organ(self, kind: str = "major_matter", source: str = "government", **values) -> Proposal:
        proposal = proposal_create(
            term=self.cast.term, draft=draft(kind, source=source, **values), by=self.staff, at=AT
        )
        return proposal_submit(proposal=proposal, by=self.staff, at=AT)

    def questioning(self) -> Proposal:
        return self.submitted("interpellation", 10, unit=self.government())

    def government(self) -> Unit:
        return Unit.objects.get(name="青禾镇人民政府")

    def vice_mayor(self) -> Post:
        person = Person.objects.create(area=self.cast.town, name="钱江", pinyin="qianjiang", initials="qj")
        return Post.objects.create(person=person, unit=self.government(), title="副镇长", starts_on=SINCE)

    def session(self, number: int | None = None) -> Meeting:
        plan = MeetingPlan(
            place="镇政府三楼会议室", agenda=[AgendaLine("听取和审议政府工作报告")],
            sittings=[SittingLine("plenary", AT + timedelta(days=20))], number=number,
        )  # fmt: skip
        return meeting_create(term=self.cast.term, plan=plan, by=self.staff, at=AT)

    def decision(self, outcome: str = "list", **values) -> DecisionDraft:
        fixed = {"decided_on": TODAY, "held_at": "第十二次主席团会议", "members": 9, "approve": 7}
        return DecisionDraft(outcome=outcome, **fixed | values)

    def decide(self, proposal: Proposal, outcome: str = "list", **values) -> Proposal:
        return proposal_decide(proposal=proposal, draft=self.decision(outcome, **values), by=self.staff, at=LATER)

    def listed(self, proposal: Proposal) -> Proposal:
        return self.decide(proposal, meeting=self.session())


def fresh(proposal: Proposal) -> Proposal:
    return Proposal.objects.with_body().get(pk=proposal.pk)
