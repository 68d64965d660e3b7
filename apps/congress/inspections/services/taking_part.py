"""What participants do: answer, sign in, write down what they found."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.congress.inspections.models import Answer, Finding, Inspection, Means, Participant, Stop
from apps.congress.inspections.rules.arriving import issues_before_sign_in, issues_with_arrival_code
from apps.congress.inspections.rules.states import HELD, issues_before_finding, issues_before_holding, move
from apps.congress.inspections.selectors.people import own_answer, seats_among
from apps.congress.inspections.services.records import inspection_locked, record
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import DomainError, NotAllowed, WrongState, require_ready
from apps.foundation.core.once import made_once
from apps.foundation.people.models import Person
from apps.foundation.people.services.duty import duty_event_record, duty_events_record
from apps.office.files.services import attachment_add


@transaction.atomic
def invitation_answer(
    *, inspection: Inspection, person: Person, answer: str, reason: str, by: Actor, at: datetime
) -> Participant:
    """参加, 不能参加 or 回避 (利害关系); the latter two say why. May be changed until the day's work is registered."""
    inspection = inspection_locked(inspection)
    move(inspection.state, "answer")
    row = _row_of(inspection, person)
    if answer not in (Answer.COMING, Answer.DECLINED, Answer.RECUSED):
        raise DomainError("请选择参加、不能参加或者回避。")
    if row.came_at is not None:
        raise WrongState(f"{row.name}已经签到,无须再回复。")
    if answer != Answer.COMING and not reason.strip():
        raise DomainError("请写明不能参加或者回避的理由。")
    row.answer, row.answered_at = answer, at
    row.reason = "" if answer == Answer.COMING else reason.strip()
    row.save(update_fields=["answer", "reason", "answered_at"])
    record("inspections.invitation.answered", inspection, by, reason=row.reason, name=row.name,
           answer=row.get_answer_display())  # fmt: skip
    return row


@transaction.atomic
def sign_in_by_code(*, inspection: Inspection, person: Person, code: str, by: Actor, at: datetime) -> Participant:
    """A deputy scans the code that staff show; scanned again it changes nothing."""
    inspection = inspection_locked(inspection)
    row = _row_of(inspection, person)
    if row.came_at is not None:
        return row
    move(inspection.state, "sign_in")
    require_ready(issues_with_arrival_code(code, inspection.code_salt, at))
    return _arrive(inspection, row, Means.CODE, by, at)


@transaction.atomic
def sign_in_by_list(*, inspection: Inspection, person: Person, by: Actor, at: datetime) -> Participant:
    """Staff tick a deputy who stands before them; already ticked, nothing changes."""
    inspection = inspection_locked(inspection)
    row = _row_of(inspection, person)
    if row.came_at is not None:
        return row
    move(inspection.state, "sign_in")
    return _arrive(inspection, row, Means.LIST, by, at)


@transaction.atomic
def sign_in_undo(*, inspection: Inspection, person: Person, by: Actor, at: datetime) -> Participant:
    """Take back a wrong tick, until it was registered as held: then it stands in the duty file."""
    inspection = inspection_locked(inspection)
    row = _row_of(inspection, person)
    if row.came_at is None:
        raise WrongState(f"{row.name}还没有签到,无须撤销。")
    if inspection.state == HELD or not inspection.allows("sign_in"):
        raise WrongState("活动已登记开展,签到已记入履职档案,不能撤销。")
    row.came_at, row.means, row.signed_in_by = None, "", ""
    row.save(update_fields=["came_at", "means", "signed_in_by"])
    record("inspections.sign_in.undone", inspection, by, name=row.name)
    return row


@transaction.atomic
def inspection_hold(*, inspection: Inspection, by: Actor, at: datetime) -> Inspection:
    """Register that it was held; who came gets it into the duty file."""
    inspection = inspection_locked(inspection)
    state = move(inspection.state, "hold")
    came = [row.person for row in inspection.participants.came().select_related("person")]
    require_ready(issues_before_holding(on=local_day(at), starts_on=inspection.starts_on, came=len(came)))
    inspection.state, inspection.held_at = state, at
    inspection.save(update_fields=["state", "held_at"])
    duty_events_record(
        people=came, kind=inspection.duty_kind, on=inspection.starts_on, title=inspection.title, subject=inspection,
        at=at,
    )  # fmt: skip
    record("inspections.inspection.held", inspection, by, came=len(came))
    return inspection


@transaction.atomic
def finding_add(
    *, inspection: Inspection, text: str, stop: Stop | None, photos: Sequence[UploadedFile], key: UUID | None = None,
    by: Actor, at: datetime,
) -> Finding:  # fmt: skip
    """Write down what was seen at a stop, with photos. Does not hold the inspection: photos take a while to redraw.

    Sent again under the same `key`, as on a bad line, it is the same finding.
    """
    inspection = Inspection.objects.with_body().get(pk=inspection.pk)
    move(inspection.state, "find")
    answer = own_answer(inspection, by)
    require_ready(issues_before_finding(on=local_day(at), starts_on=inspection.starts_on, answer=answer))
    if not text.strip():
        raise DomainError("请写明发现的情况。")
    if stop is not None and stop.inspection_id != inspection.pk:
        raise DomainError("点位不属于本次活动,请重新选择。")
    said = {"inspection": inspection, "stop": stop, "person_id": by.person_id, "text": text.strip()}
    finding, is_new = made_once(Finding, key, said=said, name=by.name, found_at=at)
    if not is_new:
        return finding
    for photo in photos:
        attachment_add(parent=finding, upload=photo, by=by, at=at, area_path=inspection.body.area.path)
    record("inspections.finding.added", inspection, by)
    return finding


@transaction.atomic
def finding_withdraw(*, finding: Finding, by: Actor, at: datetime) -> Finding:
    """Take a finding back; it stays crossed out. By who wrote it, or the office."""
    inspection = inspection_locked(finding.inspection)
    move(inspection.state, "find")
    finding = Finding.objects.get(pk=finding.pk)
    if finding.withdrawn_at is not None:
        raise WrongState("这一条已经撤回。")
    finding.withdrawn_at = at
    finding.save(update_fields=["withdrawn_at"])
    record("inspections.finding.withdrawn", inspection, by)
    return finding


def _row_of(inspection: Inspection, person: Person) -> Participant:
    row = inspection.participants.filter(person=person).first()
    if row is None:
        raise NotAllowed(f"{person.name}不在本次活动的参加名单内。如有疑问,请联系人大工作人员。")
    return row


def _arrive(inspection: Inspection, row: Participant, means: str, by: Actor, at: datetime) -> Participant:
    on = local_day(at)
    if on < inspection.starts_on:
        raise WrongState(f"活动定于{chinese_date(inspection.starts_on)}开展,当日起才能签到。")
    is_serving = row.person_id in seats_among(inspection.term, [row.person_id], on)
    require_ready(issues_before_sign_in(name=row.name, answer=row.answer, is_serving=is_serving))
    row.came_at, row.means, row.signed_in_by = at, means, by.name
    if row.answer != Answer.COMING:
        row.answer, row.reason, row.answered_at = Answer.COMING, "", at
    row.save()
    if inspection.state == HELD:
        duty_event_record(
            person=row.person, kind=inspection.duty_kind, on=inspection.starts_on, title=inspection.title,
            subject=inspection, at=at,
        )  # fmt: skip
    record("inspections.sign_in.made", inspection, by, name=row.name, means=row.get_means_display())
    return row
