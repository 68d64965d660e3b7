"""提请任命: received, corrected, decided upon, exempted, withdrawn. Entries and notices name its number alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import (
    CHANGED_MEANWHILE,
    Conflict,
    DomainError,
    WrongState,
    require_newest,
    require_ready,
    required,
)
from apps.foundation.core.fields import blind_index
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person, Term
from apps.foundation.people.rules import identity_number_is_valid
from apps.foundation.policies.selectors import frozen, resolve_many
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import StepDraft, request_open, requests_lapse
from apps.office.notifications.services import notice_send
from apps.systems.legal_exams.models import Admission, Nomination
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.eligibility import issues_before_deciding, issues_with_identity
from apps.systems.legal_exams.selectors.nominations import EXEMPTION, RULES, exemptions_of, standing_of
from apps.systems.legal_exams.selectors.people import exam_staff_of
from apps.systems.legal_exams.services.admissions import seat_free
from apps.systems.legal_exams.services.locks import exam_locked, nomination_locked, office_locked
from apps.systems.legal_exams.services.records import record

TWICE = "同一人选同一职务的提请任命已经登记过,不重复登记。请在列表中查找。"
FIXED = "已经排考或者有了成绩,身份证号和类别不能再改;确有错误的,请撤回后重新登记。"
ON_BALLOT = "已经提请表决,票面上的姓名和职务不能再改。确有错误的,请先作废表决,改正后重新提请。"
TEXTS = ("name", "phone", "present_post", "post", "nominated_by")


@dataclass(frozen=True, slots=True)
class NominationDraft:
    """Who is put forward for what. `organ` and `kind` are values of `Organ` and `NominationKind`."""

    name: str
    identity_number: str
    post: str
    organ: str
    kind: str
    nominated_by: str
    received_on: date
    meeting_on: date | None = None
    present_post: str = ""
    phone: str = ""


@transaction.atomic
def nomination_receive(
    *, office: Area, term: Term, draft: NominationDraft, key: UUID | None = None, by: Actor, at: datetime
) -> Nomination:
    """Register a nomination under the next number of the year.

    Sent twice with the same `key` it is one. Raises Conflict where the same person stands for the same post already.
    """
    _require_plausible(draft, local_day(at))
    office_locked(office)
    if known := Nomination.objects.filter(public_id=key, office=office).first() if key else None:
        return known
    rules = frozen(resolve_many(RULES, area=office, on=draft.received_on))
    numbered = Nomination.objects.filter(office=office, year=draft.received_on.year)
    nomination = Nomination(
        public_id=key or uuid4(), office=office, term=term, year=draft.received_on.year,
        number=(numbered.aggregate(last=Max("number"))["last"] or 0) + 1, frozen_rules=rules, created_at=at,
    )  # fmt: skip
    _fill(nomination, draft)
    _save_once(nomination)
    record("legal_exams.nomination.received", nomination, by, organ=nomination.get_organ_display())
    return nomination


@transaction.atomic
def nomination_change(
    *, nomination: Nomination, draft: NominationDraft, revision: int, by: Actor, at: datetime
) -> Nomination:
    """Correct what was registered. Who it is and for which class of paper stand once an exam hangs on them."""
    nomination = nomination_locked(nomination.pk)
    require_newest(revision, nomination.revision)
    if nomination.state not in states.UNDER_WAY:
        raise WrongState(f"目前“{nomination.get_state_display()}”,不能再修改。")
    if nomination.votes.filter(result="").exists():
        raise WrongState(ON_BALLOT)
    _require_plausible(draft, local_day(at))
    is_same = blind_index(draft.identity_number) == nomination.person_index and draft.organ == nomination.organ
    if not is_same and nomination.state not in (states.RECEIVED, states.REQUIRED):
        raise WrongState(FIXED)
    _fill(nomination, draft)
    nomination.revision = revision + 1
    _save_once(nomination)
    record("legal_exams.nomination.changed", nomination, by)
    return nomination


@transaction.atomic
def nominations_require(*, nominations: Sequence[Nomination], by: Actor, at: datetime) -> int:
    """应考: they have to sit. All of them or none; the refusal names the number. Returns how many."""
    if not nominations:
        raise DomainError("请勾选应当参加考试的人选。")
    for pk in sorted(one.pk for one in nominations):
        nomination = nomination_locked(pk)
        try:
            nomination.state = states.move_nomination(
                nomination.state, "require", issues_before_deciding(standing_of(nomination))
            )
        except DomainError as error:
            told = "".join(issue.sentence for issue in error.issues) or error.sentence
            raise DomainError(f"{nomination}:{told}") from error
        nomination.save(update_fields=["state"])
        record("legal_exams.nomination.required", nomination, by)
    return len(nominations)


@transaction.atomic
def exemption_ask(
    *, nomination: Nomination, exemption: str, reason: str, approver: Person, by: Actor, at: datetime
) -> ApprovalRequest:
    """申请免考: somebody else decides, by the number and the case; the reason stays with those who run the exam."""
    nomination = nomination_locked(nomination.pk)
    reason = required(reason, "请写明免考的理由。")
    if exemption not in exemptions_of(nomination):
        raise DomainError("请选择本地规定的免考情形;规定中没有的,应当参加考试。")
    nomination.state = states.move_nomination(
        nomination.state, "ask_exemption", issues_before_deciding(standing_of(nomination))
    )
    nomination.exemption, nomination.exemption_reason = exemption, reason
    nomination.save(update_fields=["state", "exemption", "exemption_reason"])
    record("legal_exams.nomination.exemption_asked", nomination, by, exemption=exemption)
    return request_open(
        subject=nomination, kind=EXEMPTION, title=f"{nomination}免考:{exemption}", area=nomination.office,
        steps=[StepDraft("免考审批", person=approver)],
        url=reverse("legal_exams_exemption", args=[nomination.public_id]), by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def exemption_grant(*, nomination: Nomination, by: Actor, at: datetime) -> Nomination:
    """Approved. Raises WrongState where it was withdrawn meanwhile."""
    nomination = nomination_locked(nomination.pk)
    nomination.state = states.move_nomination(nomination.state, "exempt")
    nomination.save(update_fields=["state"])
    record("legal_exams.nomination.exempted", nomination, by, exemption=nomination.exemption)
    _tell(nomination, "同意免考", by, at)
    return nomination


@transaction.atomic
def exemption_refuse(*, nomination: Nomination, by: Actor, at: datetime) -> Nomination:
    """Sent back or taken back: the candidate has to sit. Nothing happens where the nomination is no more."""
    nomination = nomination_locked(nomination.pk)
    if nomination.state != states.EXEMPT_ASKED:
        return nomination
    nomination.state = states.move_nomination(nomination.state, "refuse_exemption")
    nomination.save(update_fields=["state"])
    record("legal_exams.nomination.exemption_refused", nomination, by)
    _tell(nomination, "没有同意免考,应当参加考试", by, at)
    return nomination


@transaction.atomic
def nomination_withdraw(*, nomination: Nomination, reason: str, by: Actor, at: datetime) -> Nomination:
    """The nominating organ took it back: its seat is free again, what waits for approval lapses."""
    open_seats = Admission.objects.filter(nomination=nomination, exam__state__in=states.EXAM_OPEN)
    held = sorted(open_seats.values_list("exam", flat=True))
    for pk in held:
        exam_locked(pk)
    nomination, seats = nomination_locked(nomination.pk), list(open_seats)
    if any(one.exam_id not in held for one in seats):
        raise Conflict(CHANGED_MEANWHILE)
    reason = required(reason, "请写明撤回的原因。")
    if nomination.state == states.SCHEDULED and _is_sitting(nomination):
        raise WrongState("考试已经开始,请在考试结束、成绩评定以后再办理撤回。")
    nomination.state = states.move_nomination(nomination.state, "withdraw")
    nomination.withdrawn_reason = reason
    nomination.save(update_fields=["state", "withdrawn_reason"])
    for admission in seats:
        seat_free(admission)
    requests_lapse(subjects=[nomination], reason="提请机关已撤回提请")
    record("legal_exams.nomination.withdrawn", nomination, by)
    return nomination


def _is_sitting(nomination: Nomination) -> bool:
    return nomination.admissions.filter(exam__state__in=(states.RUNNING, states.ENDED)).exists()


def _require_plausible(draft: NominationDraft, today: date) -> None:
    for name, sentence in (
        ("name", "请填写姓名。"),
        ("post", "请填写拟任职务。"),
        ("nominated_by", "请填写提请机关。"),
    ):
        required(getattr(draft, name), sentence)
    number = draft.identity_number
    require_ready(issues_with_identity(number, identity_number_is_valid(number)))
    if draft.received_on > today:
        raise DomainError("收到日期不能晚于今天。")
    if draft.meeting_on is not None and draft.meeting_on < draft.received_on:
        raise DomainError("会议日期不能早于收到提请的日期。")


def _fill(nomination: Nomination, draft: NominationDraft) -> None:
    for name in TEXTS:
        setattr(nomination, name, getattr(draft, name).strip())
    nomination.identity_number = draft.identity_number
    nomination.organ, nomination.kind = draft.organ, draft.kind
    nomination.received_on, nomination.meeting_on = draft.received_on, draft.meeting_on
    nomination.person_index = blind_index(draft.identity_number)
    nomination.post_index = blind_index("".join(draft.post.split()))


def _save_once(nomination: Nomination) -> None:
    try:
        with transaction.atomic():
            nomination.save()
    except IntegrityError as error:
        if "exam_nomination_once" in str(error):
            raise Conflict(TWICE) from None
        raise


def _tell(nomination: Nomination, result: str, by: Actor, at: datetime) -> None:
    notice_send(
        recipients=exam_staff_of(nomination.office, local_day(at)),
        key=f"legal_exams.exemption:{nomination.public_id}:{at.isoformat()}", text="legal_exams.exemption_decided",
        values={"number": str(nomination), "result": result}, area=nomination.office,
        url=nomination.get_absolute_url(), by=by, at=at,
    )  # fmt: skip
