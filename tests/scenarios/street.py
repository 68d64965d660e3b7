"""滨江街道: seven representatives seated through the whole recommendation, its office as a unit, a deputy above."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from urllib.parse import parse_qs, urlsplit

from apps.congress.matters.links import source_of, write_link
from apps.congress.matters.models import Handling, Matter, Rating, Reply
from apps.congress.matters.rules.handling import Contact
from apps.congress.matters.rules.rating import Voice
from apps.congress.matters.rules.replying import Promise
from apps.congress.matters.services.contacting import contact_record
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.rating import matter_rate
from apps.congress.matters.services.replying import ReplyDraft, reply_draft, reply_submit
from apps.congress.matters.services.reviewing import matter_accept
from apps.congress.matters.services.submitting import suggestion_submit
from apps.congress.matters.services.taking import handling_take
from apps.congress.matters.services.writing import SuggestionDraft, suggestion_create
from apps.congress.meetings.models import Meeting
from apps.congress.meetings.services import (
    AgendaLine,
    MeetingPlan,
    SittingLine,
    check_in_by_list,
    check_in_start,
    meeting_close,
    meeting_create,
    meeting_notice,
    sitting_close,
    sitting_open,
)
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Mandate, Person, Term
from apps.office.approvals.services import step_approve
from apps.office.documents.selectors import issue_request
from apps.office.documents.services.numbering import letterhead_set
from tests import factories as make
from tests.cast import Cast
from tests.scenarios.town import moment
from tests.systems.street_deliberations.office import Office, office_of

LINES = ("新民社区", "新民社区", "红星社区", "红星社区", "前进社区", "前进社区", "驻区单位")
FIRST, SECOND = date(2026, 4, 10), date(2026, 10, 16)
DAY = timedelta(days=1)
_serial = count(1)


@dataclass
class Hands:
    """A unit that answers: who handles, who checks and who signs."""

    unit: Unit
    handler: Actor
    signers: list[Person]

    def answer(
        self, matter: Matter, day: date, result: str = "A", text: str = "已经办成。", promised: date | None = None
    ) -> Reply:  # fmt: skip
        """The present round: taken, talked over, drafted and signed on one day."""
        at = moment(day, 10)
        part = Handling.objects.with_all().get(matter=matter, unit=self.unit, state="sent")
        part = handling_take(part=part, by=self.handler, at=at)
        contact_record(part=part, contact=Contact(day, "phone", "提出人", "希望尽快"), by=self.handler, at=at)
        promises = (Promise("年底前完成", promised),) if promised else ()
        draft = ReplyDraft(result, text, "示例经办", "023-60000001", promises=promises)
        reply = reply_draft(part=part, draft=draft, revision=0, by=self.handler, at=at)
        document = reply_submit(reply=reply, reviewers=self.signers, by=self.handler, at=at)
        for number, person in enumerate(self.signers, start=1):
            by = Actor(person.name, "handler", person_id=person.pk, user_id=person.user_id, unit_id=self.unit.pk)
            step_approve(request=issue_request(document), step_number=number, opinion="", by=by, at=at)
        return Reply.objects.get(pk=reply.pk)


def hands_of(cast: Cast, unit: Unit, by: Actor) -> Hands:
    people = []
    for name in ("经办", "核稿", "签发"):
        person = make.make_person(unit.area, f"示例{name}{next(_serial)}")
        make.make_user(person)
        make.make_role(person, "handler", unit=unit)
        people.append(person)
    at = moment(date(2026, 3, 1), 9)
    letterhead_set(organ=unit, mark=f"{unit.name}文件", code=unit.name[:4], office=unit.name, by=by, at=at)
    one = people[0]
    handler = Actor(one.name, "handler", person_id=one.pk, user_id=one.user_id, unit_id=unit.pk)
    return Hands(unit, handler, people[1:])


@dataclass
class Street:
    """`people` are the representatives by the order of the quota table."""

    cast: Cast
    office: Office
    staff: Actor
    term: Term
    people: list[Person]
    hands: Hands
    above: Hands
    deputy: Mandate
    district_staff: Actor
    titles: "count[int]" = field(default_factory=lambda: count(1))

    def acting(self, person: Person, role: str = "representative") -> Actor:
        body = self.term.body if role == "representative" else self.deputy.term.body
        return Actor(person.name, role, person_id=person.pk, user_id=person.user_id, body_ids=(body.pk,))

    def planned(self, day: date, at: datetime) -> Meeting:
        plan = MeetingPlan(
            place="街道三楼会议室", agenda=[AgendaLine("讨论街道年度工作", "办事处主任")],
            sittings=[SittingLine("plenary", moment(day, 9))],
        )  # fmt: skip
        return meeting_create(term=self.term, plan=plan, by=self.staff, at=at)

    def noticed(self, day: date) -> Meeting:
        at = moment(day - 10 * DAY, 9)
        return meeting_notice(meeting=self.planned(day, at), by=self.staff, at=at)

    def checked_in(self, meeting: Meeting, people: int) -> None:
        sitting = meeting.sittings.get()
        at = moment(meeting.starts_on, 8, 30)
        if sitting.state == "planned":
            sitting = check_in_start(sitting=sitting, by=self.staff, at=at)
        for person in self.people[:people]:
            check_in_by_list(sitting=sitting, person=person, by=self.staff, at=at)

    def opened(self, meeting: Meeting) -> None:
        sitting_open(sitting=meeting.sittings.get(), by=self.staff, at=moment(meeting.starts_on, 9))

    def closed(self, meeting: Meeting) -> Meeting:
        at = moment(meeting.starts_on, 17)
        sitting_close(sitting=meeting.sittings.get(), by=self.staff, at=at)
        return meeting_close(meeting=Meeting.objects.get(pk=meeting.pk), by=self.staff, at=at)

    def held(self, day: date, present: int = 5) -> Meeting:
        meeting = self.noticed(day)
        self.checked_in(meeting, present)
        self.opened(meeting)
        return self.closed(meeting)

    def written(self, meeting: Meeting, person: Person, at: datetime, title: str = "") -> Matter:
        """By the link that the meeting's notice leads to."""
        number = next(self.titles)
        link = write_link(meeting, f"/meetings/{meeting.public_id}/")
        source = source_of(parse_qs(urlsplit(link).query)["source"][0])
        text = f"情况:第{number}处设施损坏。\n问题:居民不便。\n建议:请尽快办理。"
        draft = SuggestionDraft(title or f"关于第{number}项街道事务的建议", text, "城乡建设")
        by = self.acting(person)
        made = suggestion_create(term=self.term, draft=draft, source=source, by=by, at=at)
        return suggestion_submit(matter=made, by=by, at=at)

    def handed_over(self, matter: Matter, day: date) -> Matter:
        at = moment(day, 9)
        if matter.state == "submitted":
            matter = matter_accept(matter=matter, by=self.staff, at=at)
        return matter_hand_over(matter=matter, parts=[PartDraft(self.hands.unit)], by=self.staff, at=at)

    def rated(self, matter: Matter, day: date, attitude: str, result: str, round_: int = 1) -> Rating:
        by = self.acting(matter.lead)
        comment = "还没有彻底办好" if "dissatisfied" in (attitude, result) else ""
        voice = Voice(attitude, result, comment)
        return matter_rate(matter=matter, voice=voice, round_=round_, by=by, at=moment(day, 15))


def street_of(cast: Cast) -> Street:
    """Seven of ten places are filled on 11 March: recommended, reviewed, shown to the public, determined."""
    staff, district_staff = cast.actor("street_staff"), cast.actor("district_staff")
    office = office_of(staff, make.make_term(cast.meeting_of_street, number=21, quota=10))
    office.settled()
    office.determined(*(office.cleared(line) for line in LINES))
    seats = Mandate.objects.filter(term=office.term).order_by("seat__line__number", "pk").select_related("person")
    congress = make.make_unit(cast.district, "district_congress", "示例区人民代表大会")
    person = make.make_person(cast.district, "示例区代表")
    make.make_user(person)
    deputy = make.make_mandate(person, make.make_term(congress, number=18, quota=200))
    hands = hands_of(cast, make.make_unit(cast.street, "street_office", "滨江街道办事处"), staff)
    above = hands_of(cast, make.make_unit(cast.district, "department", "示例区交通运输委员会"), district_staff)
    term = Term.objects.select_related("body__area").get(pk=office.term.pk)
    people = [seat.person for seat in seats]
    return Street(cast, office, staff, term, people, hands, above, deputy, district_staff)
