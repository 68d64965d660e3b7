"""A session of two days in the town, held through the services: whoever reads its minutes knows every figure."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.rules.sheets import Sheet
from apps.congress.ballots.services.assessments import assessment_prepare
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.services.closing import poll_announce, poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.paper import hands_record, tally_enter
from apps.congress.ballots.services.setting_up import (
    OfficerDraft,
    OptionDraft,
    PollDraft,
    officers_set,
    options_set,
    poll_create,
)
from apps.congress.ballots.services.signing import result_sign
from apps.congress.elections.services.voting import vote_prepare
from apps.congress.meetings.models import (
    AgendaItem,
    GroupOpinion,
    Meeting,
    Observer,
    ObserverPresence,
    Question,
    Resolution,
    Sitting,
    Speech,
)
from apps.congress.meetings.services import (
    AgendaLine,
    MeetingPlan,
    SittingLine,
    StepLine,
    check_in_by_list,
    check_in_start,
    leave_decide,
    leave_request,
    meeting_close,
    meeting_create,
    meeting_notice,
    programme_save,
    sitting_close,
    sitting_open,
    sitting_poll_create,
    sitting_poll_open,
)
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.congress.elections.floor import Floor

ZONE = ZoneInfo("Asia/Shanghai")
BEFORE = datetime(2026, 3, 8, 10, tzinfo=ZONE)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


@dataclass
class Session:
    """`polls` by what they are about; `sittings` in order."""

    cast: Cast
    staff: Actor
    meeting: Meeting
    presidium: Unit
    office: Unit
    polls: dict[str, Poll] = field(default_factory=dict)

    @property
    def sittings(self) -> list[Sitting]:
        return list(self.meeting.sittings.order_by("starts_at"))

    def item(self, number: int) -> AgendaItem:
        return self.meeting.agenda.get(number=number)

    def person(self, name: str) -> Person:
        return Person.objects.get(name=name, mandates__term=self.cast.term)

    def voter(self, person: Person) -> Actor:
        return Actor(
            name=person.name, role="deputy", person_id=person.pk, user_id=person.user_id,
            body_ids=(self.cast.congress.pk,), role_title="代表",
        )  # fmt: skip


def planned(cast: Cast) -> Session:
    """Announced; 江河 has leave."""
    staff = cast.actor("staff")
    presidium = make.make_unit(cast.town, "presidium", "青禾镇人大主席团")
    plan = MeetingPlan(
        place="镇政府三楼会议室",
        agenda=[
            AgendaLine("听取和审议镇人民政府工作报告", "镇长刘强"),
            AgendaLine("票决2026年民生实事项目"),
            AgendaLine("选举副镇长"),
            AgendaLine("专题询问", "镇人民政府"),
        ],
        sittings=[
            SittingLine("preparatory", at(20, 9), presided_by="安然"),
            SittingLine("plenary", at(20, 14), presided_by="白雪"),
            SittingLine("plenary", at(21, 9), presided_by="安然"),
        ],
        number=3,
    )
    meeting = meeting_create(term=cast.term, plan=plan, by=staff, at=BEFORE)
    meeting = meeting_notice(meeting=meeting, by=staff, at=BEFORE)
    session = Session(cast, staff, meeting, presidium, Unit.objects.get(name="青禾镇人民政府"))
    request = leave_request(meeting=meeting, person=session.person("江河"), reason="住院", by=staff, at=BEFORE)
    leave_decide(request=request, granted=True, answer="", by=staff, at=BEFORE)
    for number, (name, position) in enumerate((("刘强", "镇长"), ("唐敏", "副镇长")), start=1):
        Observer.objects.create(meeting=meeting, number=number, name=name, position=position, kind="must")
    return session


def held(cast: Cast, *, full: bool = False) -> Session:
    """Both days over: 8 of 10 at the preparatory and second plenary sitting, 康宁 late at the first plenary.

    `full`: with four more votes on the second day, which take their time.
    """
    session = planned(cast)
    first, second, third = session.sittings
    come = [person for person in cast.deputies() if person.name not in ("江河", "林木")]
    _open(session, first, come, at(20, 9))
    _close(session, first, at(20, 9, 40))
    _open(session, second, [person for person in come if person.name != "康宁"], at(20, 14))
    check_in_by_list(sitting=second, person=session.person("康宁"), by=session.staff, at=at(20, 14, 20))
    _first_plenary(session, second)
    _close(session, second, at(20, 17, 5))
    _open(session, third, come, at(21, 9))
    _second_plenary(session, third)
    if full:
        _votes(session, third, come)
    else:
        _resolved(session, third)
    _close(session, third, at(21, 11, 30))
    session.meeting = meeting_close(meeting=session.meeting, by=session.staff, at=at(21, 11, 35))
    return session


def _open(session: Session, sitting: Sitting, people: list[Person], moment: datetime) -> None:
    start = moment - timedelta(minutes=20)
    sitting = check_in_start(sitting=sitting, by=session.staff, at=start)
    for person in people:
        check_in_by_list(sitting=sitting, person=person, by=session.staff, at=start)
    sitting_open(sitting=sitting, by=session.staff, at=moment)
    for observer in session.meeting.observers.all():
        ObserverPresence.objects.create(observer=observer, sitting=sitting, arrived_at=start)


def _close(session: Session, sitting: Sitting, moment: datetime) -> None:
    sitting_close(sitting=sitting, by=session.staff, at=moment)


def _first_plenary(session: Session, sitting: Sitting) -> None:
    """A report, three speeches, an opinion, a question with a promise."""
    report, inquiry = session.item(1), session.item(4)
    steps = [StepLine("hear", report), StepLine("deliberate", report), StepLine("inquire", inquiry)]
    programme_save(sitting=sitting, lines=steps, revision=0, by=session.staff, at=at(20, 14, 1))
    for place, (name, gist) in enumerate(
        (("陈晨", "报告实事求是，建议把农村公路养护经费列入预算"), ("丁宁", "赞成报告"), ("方圆", "")), start=1
    ):
        Speech.objects.create(
            sitting=sitting, agenda_item=report, person=session.person(name), name=name, group_name="第一小组",
            place=place, state="spoken", asked_at=at(20, 14, 5), began_at=at(20, 14, 10 + place),
            ended_at=at(20, 14, 12 + place), gist=gist,
        )  # fmt: skip
    GroupOpinion.objects.create(
        meeting=session.meeting, agenda_item=report, sitting=sitting, group_name="第一小组", name="陈晨",
        text="建议加快污水管网改造", unit=session.office, written_by="镇办同志", written_at=at(20, 15),
    )  # fmt: skip
    Question.objects.create(
        meeting=session.meeting, sitting=sitting, agenda_item=inquiry, number=1, person=session.person("高山"),
        name="高山", text="自来水水压不足何时解决", unit=session.office, answered_by="副镇长唐敏",
        answer="正在更换3公里老旧管道", commitment="完成3公里老旧管道更换", due_on=date(2026, 6, 30), state="committed",
        asked_at=at(20, 15, 30),
    )  # fmt: skip


def _second_plenary(session: Session, sitting: Sitting) -> None:
    """Two steps and a show of hands."""
    vote, elect = session.item(2), session.item(3)
    steps = [StepLine("vote", vote), StepLine("other", elect, "选举副镇长")]
    programme_save(sitting=sitting, lines=steps, revision=0, by=session.staff, at=at(21, 9, 1))
    session.polls["hands"] = _by_hands(session, sitting)


def _votes(session: Session, sitting: Sitting, people: list[Person]) -> None:
    """A vote on projects, a resolution, an assessment on paper and an election."""
    vote, elect = session.item(2), session.item(3)
    session.polls["projects"] = _projects(session, sitting, people, vote)
    session.polls["resolution"] = _resolution(session, sitting, people, vote)
    session.polls["assessment"] = _assessment(session, sitting)
    session.polls["election"] = _election(session, sitting, people, elect)


def _by_hands(session: Session, sitting: Sitting) -> Poll:
    poll = _placed(session, sitting, PollDraft("通过民生实事项目票决办法", "议事规则", "whole_list", "show_of_hands"),
                   ["民生实事项目票决办法"])  # fmt: skip
    sitting_poll_open(sitting=sitting, poll=poll, by=session.staff, at=at(21, 9, 5))
    items = [{"name": "民生实事项目票决办法", "approve": 7, "oppose": 1}]
    hands_record(poll=poll, items=items, by=session.staff, at=at(21, 9, 6))
    return _announced(session, poll, at(21, 9, 7))


def _projects(session: Session, sitting: Sitting, people: list[Person], item: AgendaItem) -> Poll:
    draft = PollDraft("2026年民生实事项目票决", "本镇票决办法", seats=2)
    poll = _placed(session, sitting, draft, ["道路硬化", "饮水改造", "路灯安装"], item)
    ballots = [("道路硬化", "饮水改造")] * 6 + [("道路硬化", "路灯安装")] + [()]
    return _voted(session, sitting, poll, people, [Marks(approve=names) for names in ballots], at(21, 9, 20))


def _resolution(session: Session, sitting: Sitting, people: list[Person], item: AgendaItem) -> Poll:
    draft = PollDraft("关于政府工作报告的决议", "议事规则", "whole_list")
    poll = _placed(session, sitting, draft, ["关于政府工作报告的决议(草案)"], item)
    yes, no = Marks(approve=("关于政府工作报告的决议(草案)",)), Marks(oppose=("关于政府工作报告的决议(草案)",))
    _voted(session, sitting, poll, people, [yes] * 6 + [no] + [Marks()], at(21, 9, 40))
    _resolved(session, sitting, poll)
    return Poll.objects.get(pk=poll.pk)


def _resolved(session: Session, sitting: Sitting, poll: Poll | None = None) -> None:
    Resolution.objects.create(
        meeting=session.meeting, agenda_item=session.item(2), sitting=sitting, poll=poll,
        title="关于政府工作报告的决议", text="会议同意镇人民政府工作报告。\n会议要求，认真落实。",
        state="adopted", number=4, due=10, present=8,
        approve=6, oppose=1, abstain=1, decided_at=at(21, 9, 45), created_at=BEFORE,
    )  # fmt: skip


def _assessment(session: Session, sitting: Sitting) -> Poll:
    poll = assessment_prepare(
        body=session.cast.congress, title="建议办理工作满意度测评", items=["民生服务办公室", "规划建设办公室"],
        held_under="测评办法", base="all", method="paper", by=session.staff, at=at(21, 9, 50),
    )  # fmt: skip
    tellers = _officers(session, poll)
    sitting_poll_create(sitting=sitting, poll=poll, by=session.staff, at=at(21, 9, 50))
    sitting_poll_open(sitting=sitting, poll=poll, by=session.staff, at=at(21, 9, 51))
    poll_close(poll=poll, by=session.staff, at=at(21, 10))
    counts = {"民生服务办公室": (6, 1, 1, 0), "规划建设办公室": (4, 2, 1, 1)}
    items = tuple(
        {"name": name, "counts": dict(zip(("满意", "基本满意", "不满意"), row[:3], strict=True)), "abstain": row[3]}
        for name, row in counts.items()
    )
    sheet = Sheet(issued=8, received=8, void=0, blank=0, items=items)
    for teller in tellers:
        tally_enter(poll=poll, sheet=sheet, by=teller, at=at(21, 10, 5))
    poll_count(poll=poll, by=session.staff, at=at(21, 10, 6))
    for officer in poll.officers.exclude(duty="teller"):
        result_sign(officer=officer, by=session.staff, at=at(21, 10, 7))
    return _announced(session, poll, at(21, 10, 8))


def _officers(session: Session, poll: Poll) -> list[Actor]:
    """Three scrutineers among the deputies; the tellers are staff and leader of the town."""
    people = [*session.cast.deputies()[:3], session.cast.people["staff"], session.cast.people["leader"]]
    duties = ["chief_scrutineer", "scrutineer", "scrutineer", "teller", "teller"]
    drafts = [OfficerDraft(person.pk, duty) for person, duty in zip(people, duties, strict=True)]
    officers_set(poll=poll, officers=drafts, by=session.staff, at=at(21, 9, 50))
    return [session.cast.actor("staff"), session.cast.actor("leader")]


def _election(session: Session, sitting: Sitting, people: list[Person], item: AgendaItem) -> Poll:
    floor = Floor(session.cast, session.staff)
    floor.open_ballot()
    election = floor.fixed("丁晓岚", "王志远", "欧阳海")
    poll = vote_prepare(election=election, method="named", by=session.staff, at=at(21, 10, 10))
    sitting_poll_create(sitting=sitting, poll=poll, agenda_item=item, by=session.staff, at=at(21, 10, 10))
    marks = [Marks(approve=("丁晓岚", "王志远"))] * 6 + [Marks(approve=("丁晓岚",), oppose=("王志远",)), Marks()]
    return _voted(session, sitting, poll, people, marks, at(21, 10, 20))


def _placed(
    session: Session, sitting: Sitting, draft: PollDraft, options: list[str], item: AgendaItem | None = None
) -> Poll:
    poll = poll_create(body=session.cast.congress, draft=draft, by=session.staff, at=BEFORE)
    options_set(poll=poll, options=[OptionDraft(title) for title in options], by=session.staff, at=BEFORE)
    sitting_poll_create(sitting=sitting, poll=poll, agenda_item=item, by=session.staff, at=sitting.starts_at)
    return poll


def _voted(
    session: Session, sitting: Sitting, poll: Poll, people: list[Person], ballots: list[Marks], moment: datetime
) -> Poll:
    sitting_poll_open(sitting=sitting, poll=poll, by=session.staff, at=moment)
    for person, marks in zip(people, ballots, strict=True):
        ballot_cast(poll=poll, marks=marks, by=session.voter(person), at=moment)
    poll_close(poll=poll, by=session.staff, at=moment)
    poll_count(poll=poll, by=session.staff, at=moment)
    return _announced(session, poll, moment)


def _announced(session: Session, poll: Poll, moment: datetime) -> Poll:
    poll_announce(poll=Poll.objects.get(pk=poll.pk), by=session.staff, at=moment)
    return Poll.objects.select_related("count").get(pk=poll.pk)
