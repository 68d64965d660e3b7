"""Papers of 示例区: 青禾镇 has signed minutes and a record in work, 滨江街道 a draft. All invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from apps.congress.ballots.models import Method, Poll, PollModel
from apps.congress.ballots.services.closing import poll_announce
from apps.congress.ballots.services.paper import hands_record
from apps.congress.ballots.services.setting_up import OptionDraft, PollDraft, options_set, poll_create
from apps.congress.meetings.models import (
    AgendaItem,
    GroupOpinion,
    Meeting,
    Observer,
    ObserverPresence,
    Question,
    Resolution,
    Sitting,
    SittingKind,
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
from apps.congress.minutes.models import MinutesKind
from apps.congress.minutes.services.approving import minutes_submit
from apps.congress.minutes.services.drafting import minutes_draft
from apps.congress.minutes.services.editing import newest_of, section_edit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.organisations.selectors import executive_of
from apps.foundation.people.models import Person, Term
from apps.foundation.people.selectors import serving_members
from apps.office.approvals.services import step_approve
from apps.office.documents.demo import demo_actor
from apps.office.documents.selectors import issue_request
from apps.office.documents.services.archiving import document_archive

TOWN_ITEMS = (
    ("听取和审议镇人民政府2026年前三季度工作情况的报告", "镇长刘强"),
    ("听取和审议代表建议办理情况的报告", "副镇长唐敏"),
    ("专题询问:农村供水保障", "镇人民政府"),
)
STREET_ITEMS = (
    ("听取和讨论街道办事处工作情况的报告", "街道办事处主任罗杰"),
    ("讨论议事代表意见建议办理情况", "街道办事处"),
)
SAID = (
    "报告总结工作实事求是,建议把农村公路养护经费足额列入预算。",
    "完全赞成报告,希望加快污水管网改造,让群众早日受益。",
    "建议办理要注重实效,能办的马上办,一时办不了的向代表说明原因。",
)
GUESTS = (("刘强", "镇长"), ("唐敏", "副镇长"), ("罗杰", "规划建设管理办公室主任"))
STREET_GUESTS = (("罗杰", "街道办事处主任"), ("唐敏", "街道办事处副主任"))


@dataclass(frozen=True, slots=True)
class Place:
    """A body with its clerk and its members; `on` is the morning of its meeting."""

    term: Term
    by: Actor
    on: datetime

    @property
    def members(self) -> list[Person]:
        return [seat.person for seat in serving_members(self.term, local_day(self.on))]


def load(at: datetime) -> None:
    """Write them; people, bodies, accounts and letterheads must be there."""
    town = _place("青禾镇人民代表大会", "qinghe", at - timedelta(days=40), at)
    _town_papers(town, _held(town, TOWN_ITEMS, GUESTS), at)
    street = _place("滨江街道议事代表会议", "binjiang", at - timedelta(days=36), at)
    meeting = _held(street, STREET_ITEMS, STREET_GUESTS)
    minutes_draft(
        meeting=meeting, kind=MinutesKind.MINUTES, recorder=street.by.name, by=street.by, at=at - timedelta(days=35)
    )


def _place(body: str, username: str, on: datetime, at: datetime) -> Place:
    term = Term.objects.select_related("body__area").get(body__name=body)
    morning = timezone.localtime(on).replace(hour=9, minute=0, second=0, microsecond=0)
    return Place(term, demo_actor(username, at), morning)


def _town_papers(place: Place, meeting: Meeting, at: datetime) -> None:
    """Minutes drafted the day after, signed two days later; of the record one section was edited, one gist is late."""
    drafted = place.on + timedelta(days=1)
    minutes = minutes_draft(meeting=meeting, kind=MinutesKind.MINUTES, by=place.by, at=drafted)
    reviewers = [Person.objects.select_related("user").get(user__username=name) for name in ("zhenwei", "daibiao1")]
    signed = drafted + timedelta(days=2)
    document = minutes_submit(
        minutes=minutes, reviewers=reviewers, by=place.by, at=drafted, copies=("镇党委", "镇人民政府", "各代表小组"),
        is_published=True,
    )  # fmt: skip
    for number, username in enumerate(("zhenwei", "daibiao1"), start=1):
        request = issue_request(document)
        step_approve(request=request, step_number=number, opinion="同意。", by=demo_actor(username, at), at=signed)
    document_archive(document_id=document.pk, at=signed)
    _record_in_work(place, meeting, drafted)


def _record_in_work(place: Place, meeting: Meeting, at: datetime) -> None:
    record = minutes_draft(meeting=meeting, kind=MinutesKind.RECORD, by=place.by, at=at)
    section = record.sections.get(heading=TOWN_ITEMS[0][0])
    text = newest_of(section).text.replace("完全赞成报告", "表示完全赞成镇人民政府的报告")
    section_edit(section=section, text=text, revision=1, by=place.by, at=at + timedelta(hours=2))
    Speech.objects.filter(sitting__meeting=meeting, agenda_item__number=2).update(gist=SAID[2])


def _held(place: Place, items: Sequence[tuple[str, str]], guests: Sequence[tuple[str, str]]) -> Meeting:
    """Announced in time, held in one morning, closed."""
    noticed = place.on - timedelta(days=15)
    number = 2 * (place.on.year - place.term.first_session_on.year)  # the one before this year's next
    plan = MeetingPlan(
        place=f"{place.term.body.area.name}会议中心", number=number, contact="会务组 023-00000000",
        agenda=[AgendaLine(title, reporter) for title, reporter in items],
        sittings=[SittingLine(SittingKind.PLENARY, place.on, presided_by=place.members[0].name)],
    )  # fmt: skip
    meeting = meeting_create(term=place.term, plan=plan, by=place.by, at=noticed)
    meeting = meeting_notice(meeting=meeting, by=place.by, at=noticed)
    for person in place.members[-2:]:
        request = leave_request(meeting=meeting, person=person, reason="外出培训", by=place.by, at=noticed)
        leave_decide(request=request, granted=True, answer="", by=place.by, at=noticed)
    sitting = _in_session(place, meeting, guests)
    _floor(place, meeting, sitting)
    sitting_close(sitting=sitting, by=place.by, at=place.on + timedelta(hours=2, minutes=40))
    return meeting_close(meeting=meeting, by=place.by, at=place.on + timedelta(hours=2, minutes=45))


def _in_session(place: Place, meeting: Meeting, guests: Sequence[tuple[str, str]]) -> Sitting:
    early = place.on - timedelta(minutes=20)
    sitting = check_in_start(sitting=meeting.sittings.get(), by=place.by, at=early)
    for person in place.members[:-3]:
        check_in_by_list(sitting=sitting, person=person, by=place.by, at=early)
    for number, (name, position) in enumerate(guests, start=1):
        guest = Observer.objects.create(meeting=meeting, number=number, name=name, position=position, kind="must")
        ObserverPresence.objects.create(observer=guest, sitting=sitting, arrived_at=early)
    return sitting_open(sitting=sitting, by=place.by, at=place.on)


def _floor(place: Place, meeting: Meeting, sitting: Sitting) -> None:
    """Reports heard, speeches, an opinion, a question with a promise, a text passed by show of hands."""
    first, second, *rest = meeting.agenda.all()
    steps = [("hear", first), ("deliberate", first), ("hear", second), *(("inquire", item) for item in rest)]
    lines = [StepLine(kind, item) for kind, item in steps]
    programme_save(sitting=sitting, lines=lines, revision=0, by=place.by, at=place.on)
    _speeches(place, sitting, [first, first, second])
    office = executive_of(place.term.body.area, local_day(place.on))
    if office is None:
        return
    GroupOpinion.objects.create(
        meeting=meeting, agenda_item=first, sitting=sitting, group_name="第一小组", text="建议加快污水管网改造",
        unit=office, written_by=place.by.name, written_at=place.on + timedelta(hours=1),
    )  # fmt: skip
    for item in rest:
        _question(place, meeting, sitting, item, office)
        _passed(place, meeting, sitting, first)


def _speeches(place: Place, sitting: Sitting, items: Sequence[AgendaItem]) -> None:
    for number, (person, item) in enumerate(zip(place.members, items, strict=False), start=1):
        began = place.on + timedelta(minutes=20 + 5 * number)
        Speech.objects.create(
            sitting=sitting, agenda_item=item, person=person, name=person.name, group_name="第一小组", place=number,
            state="spoken", asked_at=place.on, began_at=began, ended_at=began + timedelta(minutes=4),
            gist=SAID[number - 1] if number < len(SAID) else "",
        )  # fmt: skip


def _question(place: Place, meeting: Meeting, sitting: Sitting, item: AgendaItem, office: Unit) -> None:
    on = local_day(place.on)
    Question.objects.create(
        meeting=meeting, sitting=sitting, agenda_item=item, number=1, person=place.members[3],
        name=place.members[3].name, text="三组自来水水压不足,何时解决?", unit=office, answered_by="副镇长唐敏",
        answer="已列入管网改造计划,正在更换老旧管道3公里。", commitment="完成3公里老旧管道更换",
        due_on=on + timedelta(days=90), state="committed", asked_at=place.on + timedelta(hours=1, minutes=30),
    )  # fmt: skip


def _passed(place: Place, meeting: Meeting, sitting: Sitting, item: AgendaItem) -> None:
    """A resolution by show of hands: all present but two in favour."""
    title, at = "关于镇人民政府工作情况报告的决议", place.on + timedelta(hours=2)
    here = len(place.members) - 3
    poll = _by_hands(place, sitting, item, title, here, at)
    number = Resolution.objects.filter(numbered_in=place.term).count() + 1
    Resolution.objects.create(
        meeting=meeting, agenda_item=item, sitting=sitting, poll=poll, title=title, state="adopted", number=number,
        numbered_in=place.term,
        text="会议听取和审议了镇人民政府工作情况的报告。会议同意这个报告。", due=sitting.due, present=here,
        approve=here - 2, oppose=0, abstain=2, decided_at=at, created_at=place.on,
    )  # fmt: skip


def _by_hands(place: Place, sitting: Sitting, item: AgendaItem, title: str, here: int, at: datetime) -> Poll:
    draft = PollDraft(title, "议事规则", PollModel.WHOLE_LIST, Method.SHOW_OF_HANDS)
    poll = poll_create(body=place.term.body, draft=draft, by=place.by, at=at)
    options_set(poll=poll, options=[OptionDraft(title)], by=place.by, at=at)
    sitting_poll_create(sitting=sitting, poll=poll, agenda_item=item, by=place.by, at=at)
    sitting_poll_open(sitting=sitting, poll=poll, by=place.by, at=at)
    hands_record(poll=poll, items=[{"name": title, "approve": here - 2, "oppose": 0}], by=place.by, at=at)
    return poll_announce(poll=poll, by=place.by, at=at)
