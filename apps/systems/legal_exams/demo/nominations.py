"""Nine nominations of 示例区 in every state before an exam, and an exam in three days. All invented.

Who is seated is of the government, for whose class the bank fills the short blueprint.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.selectors import working_day_from
from apps.foundation.organisations.models import Area
from apps.foundation.people.demo import DISTRICT
from apps.foundation.people.models import Person, Term
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve
from apps.office.documents.demo import demo_actor
from apps.systems.legal_exams.demo.accounts import CHIEF, STAFF_OF_EXAM, WATCHER
from apps.systems.legal_exams.demo.bank import SHORT_TITLE
from apps.systems.legal_exams.models import Blueprint, Exam, Nomination, NominationKind, Organ
from apps.systems.legal_exams.rules.seating import BY_LOT
from apps.systems.legal_exams.selectors.nominations import exemptions_of
from apps.systems.legal_exams.services.admissions import candidates_schedule
from apps.systems.legal_exams.services.exams import ExamDraft, RoomDraft, exam_notify, exam_plan, room_save
from apps.systems.legal_exams.services.nominations import (
    NominationDraft,
    exemption_ask,
    nomination_receive,
    nomination_withdraw,
    nominations_require,
)

DAY = timedelta(days=1)
COURT, DECIDE, APPOINT = "示例区人民法院", NominationKind.DECIDE, NominationKind.APPOINT
GOVERNOR = "示例区人民政府区长"
PEOPLE = (
    ("沈砚舟", "示例区水利局局长", "示例区水利局副局长", Organ.GOVERNMENT, DECIDE, GOVERNOR),
    ("柳知夏", "示例区审计局局长", "示例区财政局副局长", Organ.GOVERNMENT, DECIDE, GOVERNOR),
    ("苏念安", "示例区教育委员会主任", "示例区教育委员会副主任", Organ.GOVERNMENT, DECIDE, GOVERNOR),
    ("傅明远", "示例区卫生健康委员会主任", "示例区人民医院院长", Organ.GOVERNMENT, DECIDE, GOVERNOR),
    ("江临川", "示例区人民法院审判员", "示例区人民法院法官助理", Organ.COURT, APPOINT, COURT),
    ("叶清越", "示例区人大常委会滨江街道工作委员会副主任", "滨江街道党政办主任", Organ.CONGRESS, APPOINT, "主任会议"),
    ("宋晚晴", "检察委员会委员", "检察官", Organ.PROCURATORATE, APPOINT, "示例区人民检察院"),
    ("裴书远", "示例区人民法院刑事审判庭庭长", "示例区人民法院民一庭庭长", Organ.COURT, APPOINT, COURT),
    ("韩砚秋", "示例区监察委员会委员", "示例区纪委监委室主任", Organ.SUPERVISION, APPOINT, "示例区监察委员会主任"),
)  # fmt: skip
SEATED, ASKED, EXEMPT, WITHDRAWN = slice(0, 4), 6, 7, 8
"""The other two, 4 and 5, wait for a decision."""
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SCOPE = "宪法、地方组织法、监督法、公务员法、监察法;与拟任职务相关的法律法规。"


def load(at: datetime) -> None:
    """Accounts of the exam, the term of the district and the bank must be there."""
    office = Area.objects.get(name=DISTRICT, is_demo=True)
    term = Term.objects.get(body__area=office, ended_on__isnull=True)
    by = demo_actor(STAFF_OF_EXAM, at)
    made = [_received(office, term, number, by, at) for number in range(len(PEOPLE))]
    nominations_require(nominations=made[SEATED], by=by, at=at - 2 * DAY)
    _exempted(made[ASKED], "lingdao", by, at - DAY)
    request = _exempted(made[EXEMPT], "quwei", by, at - 2 * DAY)
    step_approve(request=request, step_number=1, opinion="同意。", by=demo_actor("quwei", at), at=at - DAY)
    nomination_withdraw(nomination=made[WITHDRAWN], reason="提请机关另行研究人选", by=by, at=at - DAY)
    _exam(office, term, made[SEATED], by, at)


def _received(office: Area, term: Term, number: int, by: Actor, at: datetime) -> Nomination:
    name, post, present, organ, kind, nominated_by = PEOPLE[number]
    on = local_day(at)
    draft = NominationDraft(
        name, identity_of(number), post, organ, kind, nominated_by, received_on=on - (6 - number // 3) * DAY,
        meeting_on=on + (9 if number in (4, 5) else 14) * DAY, present_post=present, phone=f"1390000{number:04}",
    )  # fmt: skip
    return nomination_receive(office=office, term=term, draft=draft, by=by, at=at - 3 * DAY)


def identity_of(number: int) -> str:
    """With a right check digit, in an area that does not exist."""
    body = f"000000{1975 + number}0{1 + number % 9}15{100 + number}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def _exempted(nomination: Nomination, approver: str, by: Actor, at: datetime) -> ApprovalRequest:
    return exemption_ask(
        nomination=nomination, exemption=exemptions_of(nomination)[-1],
        reason="在同一机关内平级调整,原职务任命时已经考试。",
        approver=Person.objects.get(user__username=approver), by=by, at=at,
    )  # fmt: skip


def _exam(office: Area, term: Term, nominations: list[Nomination], by: Actor, at: datetime) -> Exam:
    """Three days ahead, or on the next working day after."""
    day = working_day_from(local_day(at) + 3 * DAY)
    starts_at = datetime.combine(day, time(9), timezone.get_current_timezone())
    blueprint = Blueprint.objects.get(office=office, title=SHORT_TITLE)
    chief, watcher = (Person.objects.get(user__username=name) for name in (CHIEF, WATCHER))
    draft = ExamDraft(f"{day.year}年第三次任前法律知识考试", blueprint, starts_at, SCOPE, chief)
    exam = exam_plan(office=office, term=term, draft=draft, by=by, at=at - 2 * DAY)
    room = RoomDraft("第一考场", "示例区人大机关三楼电子阅览室", 12, [watcher])
    room_save(exam=exam, draft=room, by=by, at=at - 2 * DAY)
    candidates_schedule(exam=exam, nominations=nominations, order=BY_LOT, by=by, at=at - DAY)
    return exam_notify(exam=exam, revision=Exam.objects.get(pk=exam.pk).revision, by=by, at=at - DAY)
