"""The day of a session: everybody arrives, hears, speaks, deliberates, asks, votes; by services alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.assessments import assessment_prepare
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.services.closing import poll_announce, poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.setting_up import OptionDraft, PollDraft, options_set, poll_create
from apps.congress.meetings.models import AgendaItem, Meeting, Sitting
from apps.congress.meetings.rules.codes import code_at
from apps.congress.meetings.services import (
    check_in_by_code,
    check_in_by_list,
    check_in_start,
    gist_write,
    meeting_close,
    observer_arrive,
    sitting_close,
    sitting_open,
    sitting_poll_create,
    sitting_poll_open,
    sitting_turn_to,
    speech_ask,
    speech_call,
    speech_end,
)
from apps.congress.meetings.services.opinions import opinion_write
from apps.congress.meetings.services.questions import Answer, question_answer, question_ask
from apps.congress.meetings.services.resolutions import (
    HandsCount,
    ResolutionText,
    resolution_draft,
    resolution_hands,
    resolution_put,
)
from apps.congress.proposals.models import Proposal
from apps.congress.proposals.services.handling import proposal_resolution_draft
from apps.foundation.core.actors import Actor
from apps.foundation.people.models import Person
from tests.scenarios.course import Course
from tests.scenarios.session import Session
from tests.scenarios.town import PRESIDIUM

SPEECHES = ("报告实事求是,建议加大投入", "赞成报告,建议公开进度", "建议明确责任单位")


@dataclass
class Day:
    """Leads a session from its first sitting to its end."""

    session: Session

    @property
    def staff(self) -> Actor:
        return self.session.town.staff

    @property
    def meeting(self) -> Meeting:
        return self.session.meeting

    @property
    def course(self) -> Course:
        return self.session.course

    def hold(self, motion: Proposal) -> None:
        for sitting in self.meeting.sittings.filter(kind="preparatory"):
            self.open(sitting, self.session.coming(self.session.missing(self.course.absent)), self.session.at(9))
            sitting_close(sitting=sitting, by=self.staff, at=self.session.at(9, 20))
        self.first_plenary()
        for name in ("第一代表团", "第二代表团"):
            self.group(name)
        self.presidium()
        self.last_plenary(motion)
        self.session.meeting = meeting_close(meeting=self.meeting, by=self.staff, at=self.session.at(18, 10))

    def open(self, sitting: Sitting, people: Sequence[Person], at: datetime) -> Sitting:
        """Half of them scan the code of the hall, the others are ticked; guests are ticked as well."""
        staff, before = self.staff, at - timedelta(minutes=15)
        sitting = check_in_start(sitting=sitting, by=staff, at=before)
        code = code_at(sitting.code_salt, before)
        for person in people[::2]:
            check_in_by_code(sitting=sitting, person=person, code=code, by=self.session.town.acting(person), at=before)
        for person in people[1::2]:
            check_in_by_list(sitting=sitting, person=person, by=staff, at=before)
        for guest in self.meeting.observers.all()[: 3 if sitting.kind == "plenary" else 1]:
            observer_arrive(observer=guest, sitting=sitting, by=staff, at=before)
        return sitting_open(sitting=sitting, by=staff, at=at)

    def first_plenary(self) -> None:
        """The reports are heard, three deputies speak."""
        course, staff = self.course, self.staff
        on_time = self.session.coming(self.session.missing(course.absent), self.session.late)
        sitting = self.open(self.session.sitting("plenary"), on_time, self.session.at(9, 30))
        for person in self.session.late:
            check_in_by_list(sitting=sitting, person=person, by=staff, at=self.session.at(10))
        sitting_turn_to(sitting=sitting, item=self.session.item(1), by=staff, at=self.session.at(10, 5))
        for minute, (person, gist) in enumerate(zip(on_time[3:], SPEECHES, strict=False)):
            at = self.session.at(10, 10 + 5 * minute)
            speech = speech_ask(sitting=sitting, person=person, by=self.session.town.acting(person), at=at)
            speech_call(speech=speech, by=staff, at=at)
            gist_write(speech=speech, gist=gist, revision=0, by=staff, at=at)
            speech_end(speech=speech, by=staff, at=at + timedelta(minutes=4))
        sitting_close(sitting=sitting, by=staff, at=self.session.at(11, 30))

    def group(self, name: str) -> None:
        """The delegation deliberates and forms one opinion."""
        sitting = self.session.sitting("group", group=name)
        members = {row.person_id for row in sitting.group.memberships.all()}
        people = [
            person for person in self.session.coming(self.session.missing(self.course.absent)) if person.pk in members
        ]
        sitting = self.open(sitting, people, self.session.at(14))
        opinion_write(
            meeting=self.meeting, text="建议倒排工期,按月通报", group_name=name, agenda_item=self.session.item(1),
            sitting=sitting, unit=self.session.town.government, by=self.staff, at=self.session.at(14, 30),
        )  # fmt: skip
        sitting_close(sitting=sitting, by=self.staff, at=self.session.at(14, 50))

    def presidium(self) -> None:
        sitting = self.open(
            self.session.sitting("presidium"), self.session.town.deputies[: PRESIDIUM - 1], self.session.at(15)
        )
        sitting_close(sitting=sitting, by=self.staff, at=self.session.at(15, 30))

    def last_plenary(self, motion: Proposal) -> None:
        """A question with a promise, an assessment, a vote, the motion's resolution by phone, the report's by hands."""
        people = self.session.coming(self.session.missing(self.course.absent_later))
        sitting = self.open(self.session.sitting("plenary", 2), people, self.session.at(16))
        self.inquiry(sitting, people[4])
        self.assessment(sitting, people)
        self.vote(sitting, people)
        self.by_phone(sitting, people, motion)
        self.by_hands(sitting)
        sitting_close(sitting=sitting, by=self.staff, at=self.session.at(18))

    def inquiry(self, sitting: Sitting, person: Person) -> None:
        question = question_ask(
            meeting=self.meeting, person=person, text="自来水水压不足何时解决", unit=self.session.town.government,
            sitting=sitting, agenda_item=self.session.item(1), by=self.staff, at=self.session.at(16, 10),
        )  # fmt: skip
        due_on = self.course.day + timedelta(days=60)
        answer = Answer("副镇长唐敏", "正在更换老旧管道", "更换老旧管道", due_on)
        question_answer(question=question, answer=answer, revision=0, by=self.staff, at=self.session.at(16, 15))

    def assessment(self, sitting: Sitting, people: Sequence[Person]) -> None:
        course = self.course
        poll = assessment_prepare(
            body=self.session.town.cast.congress, title=f"{course.day.month}月满意度测评",
            items=list(course.grades), held_under="满意度测评办法", base="all", by=self.staff,
            at=self.session.at(16, 20),
        )  # fmt: skip
        sheets = [
            Marks(grades={item: grade for item, counts in course.grades.items() if (grade := _grade(poll, counts, k))})
            for k in range(course.cast)
        ]
        self.voted(sitting, poll, people, sheets, self.session.at(16, 25))

    def vote(self, sitting: Sitting, people: Sequence[Person]) -> None:
        course, staff, at = self.course, self.staff, self.session.at(16, 40)
        draft = PollDraft(course.title, "表决办法", course.model, seats=course.seats)
        poll = poll_create(body=self.session.town.cast.congress, draft=draft, by=staff, at=at)
        options_set(poll=poll, options=[OptionDraft(title) for title in course.ballots], by=staff, at=at)
        self.voted(sitting, poll, people, list(_ballots(course)), at, self.session.item(1))

    def by_phone(self, sitting: Sitting, people: Sequence[Person], motion: Proposal) -> None:
        """Approve, oppose, abstain; whoever is left casts nothing."""
        at, (approve, oppose, abstain) = self.session.at(17, 10), self.course.motion
        resolution = proposal_resolution_draft(proposal=motion, by=self.staff, at=at)
        poll = resolution_put(
            resolution=resolution, method="named", held_under="议事规则", sitting=sitting, by=self.staff, at=at
        )
        name = poll.options.get().title
        sheets = [Marks(approve=(name,))] * approve + [Marks(oppose=(name,))] * oppose + [Marks()] * abstain
        self.voted(sitting, poll, people, sheets, at)

    def by_hands(self, sitting: Sitting) -> None:
        title = f"青禾镇人民代表大会关于{self.course.day.month}月工作报告的决议"
        draft = ResolutionText("resolution", title, "会议同意这个报告。", self.session.item(1))
        resolution = resolution_draft(meeting=self.meeting, draft=draft, by=self.staff, at=self.session.at(17, 30))
        counts = HandsCount(*self.course.hands)
        resolution_hands(
            resolution=resolution, sitting=sitting, counts=counts, by=self.staff, at=self.session.at(17, 40)
        )

    def voted(
        self, sitting: Sitting, poll: Poll, people: Sequence[Person], sheets: Sequence[Marks], at: datetime,
        item: AgendaItem | None = None,
    ) -> None:  # fmt: skip
        """Placed unless it stands on the sitting already, opened, cast from phones, closed, counted, announced."""
        staff = self.staff
        if not sitting.polls.filter(poll=poll).exists():
            sitting_poll_create(sitting=sitting, poll=poll, agenda_item=item, by=staff, at=at)
        sitting_poll_open(sitting=sitting, poll=poll, by=staff, at=at)
        for person, marks in zip(people, sheets, strict=False):
            ballot_cast(poll=poll, marks=marks, by=self.session.town.acting(person), at=at + timedelta(minutes=1))
        poll_close(poll=poll, by=staff, at=at + timedelta(minutes=5))
        poll_count(poll=poll, by=staff, at=at + timedelta(minutes=6))
        poll_announce(poll=Poll.objects.get(pk=poll.pk), by=staff, at=at + timedelta(minutes=7))


def _grade(poll: Poll, counts: tuple[int, int, int], voter: int) -> str:
    """The grade the voter of this number gives; "" for none."""
    line = [grade for grade, count in zip(poll.grades, counts, strict=True) for _ in range(count)]
    return line[voter] if voter < len(line) else ""


def _ballots(course: Course) -> Iterator[Marks]:
    """As many ballots as are cast; where each may name so many only, the options follow each other round the hall."""
    approve: list[list[str]] = [[] for _ in range(course.cast)]
    oppose: list[list[str]] = [[] for _ in range(course.cast)]
    place = 0
    for option, (yes, no) in course.ballots.items():
        place = place if course.seats else 0
        for k in range(yes):
            approve[(place + k) % course.cast].append(option)
        for k in range(yes, yes + no):
            oppose[k].append(option)
        place += yes
    return (Marks(approve=tuple(a), oppose=tuple(o)) for a, o in zip(approve, oppose, strict=True))
