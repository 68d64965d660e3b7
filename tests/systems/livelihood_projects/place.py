"""A town or street with its season, its sitting and its vote, as far as a test needs it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.services.closing import poll_announce, poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.setting_up import PollDraft
from apps.congress.meetings.models import Meeting, Sitting
from apps.congress.meetings.services import (
    AgendaLine,
    MeetingPlan,
    SittingLine,
    check_in_by_list,
    check_in_start,
    meeting_create,
    sitting_open,
    sitting_poll_open,
)
from apps.congress.meetings.services.notices import meeting_notice
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person, Term
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve, step_return
from apps.systems.livelihood_projects.models import Project, ScopeQuestion, Season
from apps.systems.livelihood_projects.services import consulting, deciding, preparing

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 3, 20, 12, tzinfo=ZONE)
"""The day of the sitting."""
SENT_AT = NOON - timedelta(days=12)
YES = {question.value: (True, "") for question in ScopeQuestion}
NAMES = ("修路", "建校", "路灯")


@dataclass
class Place:
    """A body with the staff who keep its seasons."""

    staff: Actor
    term: Term
    office: Unit

    def season(self, seats: int = 2, year: int = 2027, at: datetime = SENT_AT) -> Season:
        return preparing.season_create(term=self.term, year=year, to_choose=seats, by=self.staff, at=at)

    def values(self, name: str, **values) -> dict:
        return {
            "name": name,
            "category": "transport",
            "content": "拓宽道路4公里",
            "place": "新民村",
            "budget": Decimal(3860000),
            "fund_source": "财政资金",
            "responsible_unit": self.office,
            "responsible_leader": "刘副镇长",
            "starts_on": date(2027, 1, 1),
            "finishes_on": date(2027, 12, 1),
            "beneficiaries": 3000,
            "expected_result": "出行方便",
        } | values

    def add(self, season: Season, name: str, scope: dict | None = None, **values) -> Project:
        scope = YES if scope is None else scope
        return preparing.project_add(
            season=season, values=self.values(name, **values), scope=scope, by=self.staff, at=SENT_AT
        )

    def drafted(self, names: tuple[str, ...] = NAMES, seats: int = 2, year: int = 2027) -> Season:
        season = self.season(seats, year)
        for name in names:
            self.add(season, name)
        return season

    def sent(self, at: datetime = SENT_AT, **values) -> Season:
        return self.send(self.drafted(**values), at)

    def send(self, season: Season, at: datetime = SENT_AT) -> Season:
        """Sent after the party committee has agreed."""
        self.studied(season, at)
        return preparing.season_send(season=season, by=self.staff, at=at)

    def studied(self, season: Season, at: datetime = SENT_AT) -> Season:
        request = self.asked(season, at)
        step_approve(
            request=request, step_number=1, opinion="同意", document_number="青委〔2026〕8号",
            decided_on=local_day(at), by=self.staff, at=at,
        )  # fmt: skip
        return season

    def returned(self, season: Season, at: datetime = SENT_AT) -> Season:
        """The party committee wants it done again."""
        step_return(
            request=self.asked(season, at), step_number=1, reason="补充资金方案", document_number="青委〔2026〕7号",
            decided_on=local_day(at), by=self.staff, at=at,
        )  # fmt: skip
        return season

    def asked(self, season: Season, at: datetime = SENT_AT) -> ApprovalRequest:
        """The party committee is asked; there is one from the first call on."""
        area, is_street = self.term.body.area, self.term.body.is_street_body
        kind = "party_work_committee" if is_street else "party_committee"
        Unit.objects.get_or_create(
            area=area, kind=kind, defaults={"name": f"中共{area}委员会", "starts_on": date(2022, 1, 1)}
        )
        return consulting.study_open(season=season, by=self.staff, at=at)

    def meeting(self, day: datetime = NOON) -> Meeting:
        plan = MeetingPlan(place="会议室", agenda=[AgendaLine("民生实事")], sittings=[SittingLine("plenary", day)])
        before = day - timedelta(days=20)
        meeting = meeting_create(term=self.term, plan=plan, by=self.staff, at=before)
        return meeting_notice(meeting=meeting, by=self.staff, at=before)

    def members(self) -> list[Person]:
        return list(Person.objects.filter(mandates__term=self.term).order_by("pinyin"))

    def member(self, person: Person) -> Actor:
        role = "representative" if self.term.body.is_street_body else "deputy"
        return Actor(person.name, role, user_id=person.user_id, person_id=person.pk, body_ids=(self.term.body_id,))

    def in_session(self, day: datetime = NOON) -> Sitting:
        """Everybody has checked in, the sitting is open."""
        sitting = check_in_start(sitting=self.meeting(day).sittings.get(), by=self.staff, at=day)
        for person in self.members():
            check_in_by_list(sitting=sitting, person=person, by=self.staff, at=day)
        return sitting_open(sitting=sitting, by=self.staff, at=day)

    def voting(self, season: Season | None = None, day: datetime = NOON) -> Poll:
        """The season's poll, open."""
        season, sitting = season or self.sent(), self.in_session(day)
        draft = PollDraft(title="表决票", held_under="本地办法", seats=season.to_choose)
        poll = deciding.vote_prepare(season=season, draft=draft, sitting=sitting, by=self.staff, at=day)
        return sitting_poll_open(sitting=sitting, poll=poll, by=self.staff, at=day)

    def vote(self, poll: Poll, *ballots: tuple[str, ...], day: datetime = NOON) -> None:
        """One ballot each, in the order of pinyin."""
        for person, names in zip(self.members(), ballots, strict=False):
            ballot_cast(poll=poll, marks=Marks(approve=names), by=self.member(person), at=day)

    def announce(self, poll: Poll, day: datetime = NOON) -> Poll:
        poll_close(poll=poll, by=self.staff, at=day)
        poll_count(poll=poll, by=self.staff, at=day)
        return poll_announce(poll=poll, by=self.staff, at=day)

    def decided(self, season: Season | None = None) -> Season:
        """The first two of three are chosen by everybody."""
        poll = self.voting(season)
        self.vote(poll, *[NAMES[:2]] * len(self.members()))
        self.announce(poll)
        return Season.objects.get(polls__poll=poll)

    def announced(self, season: Season | None = None) -> Season:
        return deciding.season_announce(season=self.decided(season), by=self.staff, at=NOON)
