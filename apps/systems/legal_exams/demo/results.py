"""An exam of 40 days ago and its resit: six candidates of two organs, one failed and passed the resit, a question that
was withdrawn afterwards, the report signed, and the vote of the standing committee on one of them. All invented.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from django.utils import timezone

from apps.congress.ballots.models import Duty, Poll
from apps.congress.ballots.rules.rolls import RollMember
from apps.congress.ballots.rules.sheets import Sheet
from apps.congress.ballots.services.closing import poll_announce, poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.opening import poll_open
from apps.congress.ballots.services.paper import tally_enter
from apps.congress.ballots.services.setting_up import OfficerDraft, officers_set
from apps.congress.ballots.services.signing import result_sign
from apps.congress.meetings.services import AgendaLine, MeetingPlan, SittingLine, meeting_create
from apps.foundation.core.actors import DEPUTY, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.selectors import working_day_from
from apps.foundation.organisations.models import Area, Unit, UnitKind
from apps.foundation.people.demo import DISTRICT
from apps.foundation.people.models import Mandate, MandateKind, MandateState, MandateStatus, Person, Term
from apps.office.documents.demo import demo_actor, demo_sign
from apps.systems.legal_exams.demo.accounts import CHIEF, STAFF_OF_EXAM, WATCHER
from apps.systems.legal_exams.demo.nominations import identity_of
from apps.systems.legal_exams.models import (
    Admission,
    Appointment,
    Blueprint,
    Exam,
    Nomination,
    NominationKind,
    Organ,
    Paper,
)
from apps.systems.legal_exams.rules.drawing import EASY, JUDGE, MEDIUM, MULTIPLE, PUBLIC, SINGLE, Part
from apps.systems.legal_exams.rules.marking import GIVE
from apps.systems.legal_exams.rules.seating import BY_TICKET
from apps.systems.legal_exams.rules.sitting import LEAD, Change
from apps.systems.legal_exams.selectors.nominations import running_term
from apps.systems.legal_exams.services import blueprints, sitting
from apps.systems.legal_exams.services.admissions import candidates_schedule
from apps.systems.legal_exams.services.appointing import appointment_change
from apps.systems.legal_exams.services.exams import ExamDraft, RoomDraft, exam_notify, exam_plan, room_save
from apps.systems.legal_exams.services.invigilating import candidate_check_in
from apps.systems.legal_exams.services.marking import exam_mark, question_withdraw
from apps.systems.legal_exams.services.nominations import NominationDraft, nomination_receive, nominations_require
from apps.systems.legal_exams.services.reporting import report_draft, scores_file
from apps.systems.legal_exams.services.starting import exam_end, exam_start
from apps.systems.legal_exams.services.voting import appointment_submit

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
AGO = 40 * DAY
COURT, MAYOR = "示例区人民法院", "示例区人民政府区长"
PEOPLE = (
    ("陆景行", "示例区财政局局长", "示例区财政局副局长", Organ.GOVERNMENT, NominationKind.DECIDE, MAYOR, 12),
    ("温如初", "示例区司法局局长", "示例区司法局副局长", Organ.GOVERNMENT, NominationKind.DECIDE, MAYOR, 11),
    ("程以安", "示例区统计局局长", "示例区统计局副局长", Organ.GOVERNMENT, NominationKind.DECIDE, MAYOR, 5),
    ("谢长宁", "示例区人民法院审判委员会委员", "示例区人民法院庭长", Organ.COURT, NominationKind.APPOINT, COURT, 10),
    ("许牧之", "示例区人民法院行政审判庭庭长", "示例区人民法院审判员", Organ.COURT, NominationKind.APPOINT, COURT, 9),
    ("周望舒", "示例区人民法院审判员", "示例区人民法院法官助理", Organ.COURT, NominationKind.APPOINT, COURT, 11),
)  # fmt: skip
"""The last number: how many of the twelve questions were answered rightly."""
FAILED, RIGHT_AT_RESIT = 2, 11
EXAM = "第一次任前法律知识考试"
PUBLIC_TITLE = "任前法律知识考试命题方案(公共部分12题)"
PARTS = tuple(
    Part(kind, PUBLIC, difficulty, count, tenths)
    for kind, difficulty, count, tenths in (
        (SINGLE, EASY, 4, 80), (SINGLE, MEDIUM, 3, 80), (MULTIPLE, MEDIUM, 2, 100), (JUDGE, EASY, 3, 80),
    )
)  # fmt: skip
SCOPE = "宪法、地方组织法、监督法、公务员法、监察法。"
MEMBERS = 25
DUTIES = (Duty.CHIEF_SCRUTINEER, Duty.SCRUTINEER, Duty.SCRUTINEER, Duty.TELLER, Duty.TELLER)
APPROVALS = 23


def load(at: datetime) -> None:
    """The bank, the accounts of the exam and the terms of the district must be there."""
    office = Area.objects.get(name=DISTRICT, is_demo=True)
    term = running_term(office)
    if term is None:
        return
    by, begun = demo_actor(STAFF_OF_EXAM, at), at - AGO
    nominations = _received(office, term, by, begun - 6 * DAY)
    blueprint = _blueprint(office, by, begun - 7 * DAY)
    exam = _sat(office, term, blueprint, EXAM, None, nominations, by, begun)
    exam_mark(exam=exam, by=by, at=exam.ended_at + HOUR)
    again = _sat(office, term, blueprint, f"{EXAM}补考", exam, [nominations[FAILED]], by, begun + 2 * DAY)
    exam_mark(exam=again, by=by, at=again.ended_at + HOUR)
    number, later = Paper.objects.filter(admission__exam=exam).order_by("pk")[0].items[0]["number"], again.ended_at
    reason = "命题审题人复核认为题干表述有歧义"
    question_withdraw(exam=exam, number=number, how=GIVE, reason=reason, by=by, at=later + 2 * HOUR)
    for one in (exam, again):
        scores_file(exam=one, by=by, at=later + DAY)
        demo_sign(report_draft(exam=one, by=by, at=later + DAY), by, ("quwei", "lingdao"), later + DAY)
    _voted(office, nominations[0], at - 20 * DAY)


def _received(office: Area, term: Term, by: Actor, at: datetime) -> list[Nomination]:
    made = []
    for number, (name, post, present, organ, kind, nominated_by, _) in enumerate(PEOPLE):
        draft = NominationDraft(
            name, identity_of(40 + number), post, organ, kind, nominated_by, received_on=local_day(at),
            meeting_on=local_day(at) + 26 * DAY, present_post=present, phone=f"1380000{number:04}",
        )  # fmt: skip
        made.append(nomination_receive(office=office, term=term, draft=draft, by=by, at=at))
    nominations_require(nominations=made, by=by, at=at + DAY)
    return made


def _blueprint(office: Area, by: Actor, at: datetime) -> Blueprint:
    head, _ = blueprints.usual_of(office, local_day(at))
    head = replace(head, title=PUBLIC_TITLE)
    return blueprints.blueprint_create(office=office, head=head, parts=PARTS, by=by, at=at)


def _sat(
    office: Area, term: Term, blueprint: Blueprint, title: str, first: Exam | None, nominations: Sequence[Nomination],
    by: Actor, at: datetime,
) -> Exam:  # fmt: skip
    """From the plan to the end of a morning on or after the day of `at`."""
    day = working_day_from(local_day(at))
    starts_at = datetime.combine(day, time(9), timezone.get_current_timezone())
    before = starts_at - DAY
    chief, watcher = (Person.objects.get(user__username=name) for name in (CHIEF, WATCHER))
    draft = ExamDraft(f"{day.year}年{title}", blueprint, starts_at, SCOPE, chief)
    exam = exam_plan(office=office, term=term, draft=draft, resit_of=first, by=by, at=before)
    room = RoomDraft("第一考场", "示例区人大机关三楼电子阅览室", 12, [watcher])
    room_save(exam=exam, draft=room, by=by, at=before)
    candidates_schedule(exam=exam, nominations=nominations, order=BY_TICKET, by=by, at=before)
    exam_notify(exam=exam, revision=Exam.objects.get(pk=exam.pk).revision, by=by, at=before)
    _answered(exam, starts_at)
    return exam_end(exam=exam, by=demo_actor(CHIEF, at), at=starts_at + HOUR)


def _answered(exam: Exam, starts_at: datetime) -> None:
    """Everybody checks in, answers as many rightly as PEOPLE says (more at the resit) and hands in."""
    watcher = demo_actor(WATCHER, starts_at)
    admissions = list(Admission.objects.filter(exam=exam).select_related("nomination").order_by("ticket"))
    for admission in admissions:
        candidate_check_in(admission=admission, by=watcher, at=starts_at - HOUR / 2)
    exam_start(exam=exam, by=demo_actor(CHIEF, starts_at), at=starts_at)
    rights = {name: right for name, *_, right in PEOPLE}
    for minutes, admission in enumerate(admissions, start=31):
        right = RIGHT_AT_RESIT if exam.resit_of_id else rights[admission.nomination.name]
        seat = sitting.seat_take(admission=admission, at=starts_at + LEAD)
        sitting.paper_open(seat=seat, at=starts_at + LEAD)
        changes = [Change(place, ticked, 1) for place, ticked in enumerate(_ticks(admission.paper, right))]
        sitting.paper_hand_in(seat=seat, changes=changes, at=starts_at + timedelta(minutes=minutes))


def _ticks(paper: Paper, right: int) -> list[tuple[int, ...]]:
    """As shown: the key at the first places after the one that is withdrawn later; elsewhere a wrong option, nothing
    where every option is right."""
    ticks = []
    for place, item in enumerate(paper.items):
        key = [item["order"].index(one) for one in item["key"]]
        wrong = [shown for shown in range(len(item["order"])) if shown not in key][:1]
        ticks.append(tuple(sorted(key if 1 <= place <= right or right == len(paper.items) else wrong)))
    return ticks


def _voted(office: Area, nomination: Nomination, at: datetime) -> None:
    """One of those who passed is appointed by the standing committee; certificate and oath follow."""
    by, staff = demo_actor(STAFF_OF_EXAM, at), demo_actor("quwei", at)
    term = _committee(office)
    sits_at = datetime.combine(local_day(at), time(9), timezone.get_current_timezone())
    plan = MeetingPlan(
        place="示例区人大机关二楼会议室", agenda=[AgendaLine("审议人事任免案", "主任会议成员")],
        sittings=[SittingLine("plenary", sits_at)],
    )  # fmt: skip
    meeting = meeting_create(term=term, plan=plan, by=staff, at=at - 10 * DAY)
    poll = appointment_submit(nominations=[nomination], sitting=meeting.sittings.get(), by=by, at=sits_at)
    _announced(poll, list(Mandate.objects.filter(term=term).select_related("person").order_by("pk")), staff, sits_at)
    details = {
        "certificate_number": f"示任〔{sits_at.year}〕1号", "signed_by": "示例区人大常委会主任",
        "certificate_given_on": local_day(at), "oath_on": local_day(at), "oath_place": "示例区人大机关二楼会议室",
        "oath_led_by": "示例区人大常委会副主任", "note": "",
    }  # fmt: skip
    appointment = Appointment.objects.get(nomination=nomination)
    appointment_change(appointment=appointment, details=details, revision=0, by=by, at=sits_at + 4 * HOUR)


def _committee(office: Area) -> Term:
    """The term of the standing committee: the first deputies of the district by pinyin."""
    unit = Unit.objects.get(area=office, kind=UnitKind.STANDING_COMMITTEE)
    congress = Term.objects.get(body__area=office, body__kind=UnitKind.DISTRICT_CONGRESS, ended_on=None)
    term = Term.objects.create(
        body=unit, number=congress.number, first_session_on=congress.first_session_on, quota=MEMBERS, elected=MEMBERS
    )
    people = Person.objects.filter(mandates__term=congress).order_by("pinyin", "pk")[:MEMBERS]
    seats = Mandate.objects.bulk_create(
        Mandate(person=person, term=term, kind=MandateKind.MEMBER) for person in people
    )  # fmt: skip
    MandateStatus.objects.bulk_create(
        MandateStatus(mandate=seat, state=MandateState.SERVING, starts_on=term.first_session_on) for seat in seats
    )
    return term


def _announced(poll: Poll, seats: Sequence[Mandate], by: Actor, at: datetime) -> None:
    """Votes on paper, counted by two tellers, signed by the scrutineers on paper, announced."""
    officers = [OfficerDraft(seat.person_id, duty) for seat, duty in zip(seats, DUTIES, strict=False)]
    officers_set(poll=poll, officers=officers, by=by, at=at)
    roll = [RollMember(seat.pk, seat.person_id, seat.person.name) for seat in seats]
    poll = poll_open(poll=poll, roll=roll, due=len(roll), present=len(roll), by=by, at=at + HOUR)
    poll = poll_close(poll=poll, by=by, at=at + HOUR)
    item = {"name": poll.options.get().title, "approve": APPROVALS, "oppose": 1, "abstain": MEMBERS - APPROVALS - 1}
    for seat, duty in zip(seats, DUTIES, strict=False):
        if duty == Duty.TELLER:
            teller = Actor(seat.person.name, DEPUTY, person_id=seat.person_id, body_ids=(poll.body_id,))
            tally_enter(poll=poll, sheet=Sheet(MEMBERS, MEMBERS, 0, 0, (item,)), by=teller, at=at + HOUR)
    poll_count(poll=poll, by=by, at=at + HOUR)
    for officer in poll.officers.exclude(duty=Duty.TELLER):
        result_sign(officer=officer, by=by, at=at + HOUR)
    poll_announce(poll=Poll.objects.get(pk=poll.pk), by=by, at=at + 2 * HOUR)
