"""One session from its notice to its end, by services alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from apps.congress.meetings.models import AgendaItem, Meeting, Sitting
from apps.congress.meetings.rules.observers import ObserverLine
from apps.congress.meetings.services import (
    SittingLine,
    StepLine,
    leave_decide,
    leave_request,
    meeting_change,
    meeting_convene,
    meeting_notice,
    notice_acknowledge,
    observers_add,
    programme_save,
)
from apps.congress.meetings.services.materials import material_add, material_open, materials_send
from apps.congress.meetings.services.questions import commitment_close
from apps.congress.proposals.models import Proposal
from apps.congress.proposals.services.deciding import DecisionDraft, proposal_decide
from apps.congress.proposals.services.submitting import proposal_submit
from apps.congress.proposals.services.writing import ProposalDraft, proposal_create, proposal_sign
from apps.foundation.people.models import Person
from tests.scenarios.course import Course
from tests.scenarios.town import PRESIDIUM, Town, moment
from tests.scenarios.year import as_planned

GUESTS = "刘强 镇长\n唐敏 副镇长\n孟凡 水利站长"


@dataclass
class Session:
    """Who comes to which sitting, and what is done before the day and after it."""

    town: Town
    meeting: Meeting
    course: Course

    # Who is where: leave is at the end of the list, the absent and the late before them.

    @property
    def on_leave(self) -> list[Person]:
        return self.town.deputies[60 - self.course.leave :]

    def missing(self, count: int) -> list[Person]:
        end = 60 - self.course.leave
        return self.town.deputies[end - count : end]

    @property
    def late(self) -> list[Person]:
        end = 60 - self.course.leave - self.course.absent
        return self.town.deputies[end - self.course.late : end]

    def coming(self, *away: Sequence[Person]) -> list[Person]:
        gone = {person.pk for people in (self.on_leave, *away) for person in people}
        return [person for person in self.town.deputies if person.pk not in gone]

    def sitting(self, kind: str, ordinal: int = 1, group: str = "") -> Sitting:
        rows = self.meeting.sittings.filter(kind=kind, ordinal=ordinal)
        return rows.get(group__name=group) if group else rows.get()

    def item(self, number: int) -> AgendaItem:
        return self.meeting.agenda.get(number=number)

    def at(self, hour: int, minute: int = 0) -> datetime:
        return moment(self.course.day, hour, minute)

    # Before the session

    def arrange(self) -> None:
        """Beside what the plan gave: two sittings of groups, one of the presidium, a last plenary, and who presides."""
        at = moment(self.course.noticed_on, 8)
        added = [
            SittingLine("group", self.at(14), presided_by="各代表团团长"),
            SittingLine("presidium", self.at(15), presided_by="白主席"),
            SittingLine("plenary", self.at(16), presided_by="安然"),
        ]  # fmt: skip
        sittings = [replace(line, presided_by="白雪") for line in as_planned(self.meeting).sittings]
        plan = as_planned(self.meeting, notice_reason=self.course.reason, sittings=[*sittings, *added])
        meeting = meeting_change(meeting=self.meeting, plan=plan, by=self.town.staff, at=at)
        self.meeting = meeting_convene(meeting=meeting, on=at.date(), by=self.town.staff, at=at)

    def announce(self) -> None:
        """The notice; some confirm that they know; papers go out and some are read; leave is asked and granted."""
        staff, on = self.town.staff, self.course.noticed_on
        self.meeting = meeting_notice(meeting=self.meeting, by=staff, at=moment(on, 9))
        for person in self.town.deputies[:20]:
            notice_acknowledge(
                meeting=self.meeting, person=person, revision=1, by=self.town.acting(person), at=moment(on, 10)
            )
        versions = [
            material_add(
                meeting=self.meeting, agenda_item=item, title=f"{item.title}(材料)", file=None, text="全文",
                by=staff, at=moment(on, 11),
            )
            for item in self.meeting.agenda.all()
        ]  # fmt: skip
        assert materials_send(meeting=self.meeting, by=staff, at=moment(on, 12)) == len(versions)
        for person in self.town.deputies[:15]:
            material_open(version=versions[0], person=person, at=moment(on, 20))
        for person in self.on_leave:
            by = self.town.acting(person)
            request = leave_request(meeting=self.meeting, person=person, reason="住院治疗", by=by, at=moment(on, 21))
            leave_decide(request=request, granted=True, answer="", by=staff, at=moment(on + timedelta(days=1), 8))
        lines = [ObserverLine(*line.split()) for line in GUESTS.splitlines()]
        observers_add(meeting=self.meeting, lines=lines, kind="must", by=staff, at=moment(on, 15))

    def motion(self) -> Proposal:
        """Moved by the first deputy with four more, handed in and listed by the presidium."""
        at = moment(self.course.noticed_on + timedelta(days=1), 9)
        lead, *others = self.town.deputies[:5]
        draft = ProposalDraft(
            kind="motion", title=self.course.motion_title, subject="走访中群众反映集中", grounds="实地走访",
            text="请镇政府两年内办理", meeting=self.meeting,
        )  # fmt: skip
        by = self.town.acting(lead)
        proposal = proposal_create(term=self.town.term, draft=draft, ask=others, by=by, at=at)
        for person in others:
            proposal_sign(proposal=proposal, revision=proposal.revision, by=self.town.acting(person), at=at)
        proposal = proposal_submit(proposal=proposal, by=by, at=at)
        decision = DecisionDraft("list", at.date(), "主席团会议", approve=PRESIDIUM - 2, meeting=self.meeting)
        proposal = proposal_decide(proposal=proposal, draft=decision, by=self.town.staff, at=at + timedelta(hours=2))
        self.meeting.refresh_from_db()
        return proposal

    def programmes(self) -> None:
        """Hear in the first plenary, deliberate in the groups, ask, assess and vote in the last."""
        first, second, last = self.item(1), self.item(2), self.meeting.agenda.last()
        programmes = {
            self.sitting("plenary"): [StepLine("hear", first, minutes=40), StepLine("hear", second)],
            self.sitting("group", group="第一代表团"): [StepLine("deliberate", first)],
            self.sitting("group", group="第二代表团"): [StepLine("deliberate", first)],
            self.sitting("presidium"): [StepLine("hear", text="听取各代表团审议情况的汇报")],
            self.sitting("plenary", 2): [
                StepLine("inquire", first), StepLine("assess", text="开展满意度测评"), StepLine("vote", first),
                StepLine("vote", last),
            ],
        }  # fmt: skip
        at = moment(self.course.noticed_on + timedelta(days=1), 15)
        for sitting, lines in programmes.items():
            revision = sitting.programme_revision
            programme_save(sitting=sitting, lines=lines, revision=revision, by=self.town.staff, at=at)

    # After it

    def promise_kept(self) -> None:
        question, on = self.meeting.questions.get(), self.course.day + timedelta(days=18)
        commitment_close(question=question, outcome="已更换", done_on=on, by=self.town.staff, at=moment(on, 10))
