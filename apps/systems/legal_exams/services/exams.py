"""An exam: planned, its rooms, changed, announced, called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.congress.supervision.selectors.organs import supervising_organ
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_datetime, local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_newest, require_ready, required
from apps.foundation.core.once import made_once
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person, Term
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft
from apps.office.notifications.services import notice_send
from apps.systems.legal_exams.models import AccessCode, Blueprint, CodePurpose, Exam, Nomination, Room
from apps.systems.legal_exams.papers.exams import kind_of_notice, notice_paper
from apps.systems.legal_exams.rules import drawing, seating, states
from apps.systems.legal_exams.selectors.exams import plan_facts, resit_facts, room_stand
from apps.systems.legal_exams.selectors.people import exam_staff_of, invigilators_here, watchers_of
from apps.systems.legal_exams.services.admissions import unschedule_act
from apps.systems.legal_exams.services.locks import exam_locked
from apps.systems.legal_exams.services.records import record


@dataclass(frozen=True, slots=True)
class ExamDraft:
    """`scope` is the 考试范围 as the notice says it."""

    title: str
    blueprint: Blueprint
    starts_at: datetime
    scope: str = ""
    chief: Person | None = None


@dataclass(frozen=True, slots=True)
class RoomDraft:
    name: str
    address: str
    seats: int
    invigilators: Sequence[Person] = ()


@transaction.atomic
def exam_plan(
    *, office: Area, term: Term, draft: ExamDraft, resit_of: Exam | None = None, key: UUID | None = None, by: Actor,
    at: datetime,
) -> Exam:  # fmt: skip
    """Plan an exam, or the resit of one. Length, pass mark and marking rule are those of the blueprint now.

    Raises NotReady where a resit is not possible (yet).
    """
    if resit_of is not None:
        resit_of = exam_locked(resit_of.pk)
        is_made = key is not None and Exam.objects.filter(public_id=key, resit_of=resit_of).exists()
        if not is_made:
            require_ready(seating.issues_before_resit(resit_facts(resit_of)))
    blueprint = _require_plausible(office, draft, at)
    exam, is_new = made_once(
        Exam, key,
        said={"office": office, "title": draft.title.strip(), "blueprint": blueprint, "starts_at": draft.starts_at},
        term=term, resit_of=resit_of, scope=draft.scope.strip(), chief=draft.chief, created_at=at,
        **_rules_of(blueprint),
    )  # fmt: skip
    if is_new:
        record("legal_exams.exam.planned", exam, by, when=chinese_datetime(exam.starts_at))
    return exam


@transaction.atomic
def exam_change(*, exam: Exam, draft: ExamDraft, revision: int, by: Actor, at: datetime) -> Exam:
    """Another time, scope or chief; another blueprint only before the notice. Who was told is told again."""
    exam = exam_locked(exam.pk)
    require_newest(revision, exam.revision)
    exam.state = states.move_exam(exam.state, "change")
    blueprint = _require_plausible(exam.office, draft, at, but=exam)
    if exam.state == states.NOTIFIED and blueprint.pk != exam.blueprint_id:
        raise WrongState("已经发出考试通知,命题方案不能再换;确需更换的,请取消考试后重新安排。")
    if exam.state == states.NOTIFIED and (draft.chief is None or not draft.scope.strip()):
        raise DomainError("已经发出考试通知,总监考和考试范围不能空缺。")
    moved, before = exam.starts_at != draft.starts_at, exam.starts_at
    new_chief = {draft.chief.pk} - {exam.chief_id} if draft.chief else set()
    exam.title, exam.scope, exam.chief = draft.title.strip(), draft.scope.strip(), draft.chief
    exam.starts_at, exam.revision = draft.starts_at, revision + 1
    fields = ["title", "scope", "chief", "starts_at", "revision"]
    if exam.state == states.PLANNED:
        exam.blueprint = blueprint
        for name, value in _rules_of(blueprint).items():
            setattr(exam, name, value)
        fields += ["blueprint", *_rules_of(blueprint)]
    exam.save(update_fields=fields)
    record("legal_exams.exam.changed", exam, by, when=chinese_datetime(exam.starts_at))
    if moved and exam.state == states.NOTIFIED:
        codes = AccessCode.objects.filter(admission__exam=exam, purpose=CodePurpose.STUDY, expires_at=before)
        codes.update(expires_at=exam.starts_at)
        _tell(exam, "legal_exams.exam_changed", by, at, before=chinese_datetime(before))
    elif new_chief and exam.state == states.NOTIFIED:
        _tell(exam, "legal_exams.exam_notified", by, at, only=new_chief)
    return exam


@transaction.atomic
def room_save(
    *, exam: Exam, draft: RoomDraft, room: Room | None = None, stand: str = "", by: Actor, at: datetime
) -> Room:
    """A room of the exam, new or changed. `stand` is `selectors.exams.room_stand` when its form was read.

    Raises Conflict for a stale form or a name that is taken, DomainError where a seat in use would vanish.
    """
    exam = exam_locked(exam.pk)
    if exam.state not in states.EXAM_OPEN:
        raise WrongState(f"考试目前“{exam.get_state_display()}”,不能再改考场。")
    if room is not None:
        room = exam.rooms.get(pk=room.pk)
        require_newest(0, 0 if stand == room_stand(room) else 1)
    _require_room(exam, draft, room, at)
    saved = room or Room(exam=exam)
    saved.name, saved.address, saved.seats = draft.name.strip(), draft.address.strip(), draft.seats
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as error:
        raise Conflict(f"这次考试已有“{saved.name}”,请改用别的名称。") from error
    before = set(saved.invigilators.values_list("pk", flat=True)) if room else set()
    saved.invigilators.set(draft.invigilators)
    act = "legal_exams.room.changed" if room else "legal_exams.room.added"
    record(act, saved, by, room=saved.name, seats=saved.seats, watchers=len(draft.invigilators))
    if exam.state == states.NOTIFIED:
        new = {one.pk for one in draft.invigilators} - before
        _tell(exam, "legal_exams.exam_notified", by, at, only=new)
    return saved


@transaction.atomic
def room_remove(*, room: Room, by: Actor, at: datetime) -> None:
    """A room in which nobody sits."""
    exam = exam_locked(room.exam_id)
    if exam.state not in states.EXAM_OPEN:
        raise WrongState(f"考试目前“{exam.get_state_display()}”,不能再改考场。")
    if room.admissions.exists():
        raise WrongState(f"{room}已经安排了考生,请先把考生调到别的考场。")
    record("legal_exams.room.removed", exam, by, room=room.name)
    room.invigilators.clear()
    room.delete()


@transaction.atomic
def exam_notify(*, exam: Exam, revision: int, by: Actor, at: datetime) -> Exam:
    """The exam stands as it was read: who invigilates and who runs it is told.

    Candidates are handed notice and ticket on paper. Raises Conflict where the arrangement changed since.
    """
    exam = exam_locked(exam.pk)
    require_newest(revision, exam.revision)
    issues = seating.issues_before_notifying(plan_facts(exam), at)
    exam.state = states.move_exam(exam.state, "notify", issues)
    exam.notified_at = at
    exam.save(update_fields=["state", "notified_at"])
    record("legal_exams.exam.notified", exam, by, count=exam.admissions.count())
    _tell(exam, "legal_exams.exam_notified", by, at)
    return exam


@transaction.atomic
def exam_call_off(*, exam: Exam, reason: str, by: Actor, at: datetime) -> Exam:
    """取消: its candidates wait for another exam, their codes open nothing any more."""
    exam = exam_locked(exam.pk)
    was_notified = exam.state == states.NOTIFIED
    exam.state = states.move_exam(exam.state, "call_off")
    exam.called_off_reason = required(reason, "请写明取消的原因。")
    exam.save(update_fields=["state", "called_off_reason"])
    rows = Nomination.objects.select_for_update(of=("self",)).filter(admissions__exam=exam, state=states.SCHEDULED)
    held = list(rows.order_by("pk"))
    for one in held:
        one.state = states.move_nomination(one.state, unschedule_act(exam))
    Nomination.objects.bulk_update(held, ["state"])
    AccessCode.objects.filter(admission__exam=exam, expires_at__gt=at).update(expires_at=at)
    record("legal_exams.exam.called_off", exam, by, reason=exam.called_off_reason, count=len(held))
    if was_notified:
        _tell(exam, "legal_exams.exam_called_off", by, at, reason=exam.called_off_reason)
    return exam


@transaction.atomic
def notice_draft(*, exam: Exam, by: Actor, at: datetime) -> Document:
    """考试通知 as a document of the organ, to be checked, signed and numbered: it names no candidate."""
    exam = exam_locked(exam.pk)
    if exam.state not in states.EXAM_OPEN:
        raise WrongState(f"考试目前“{exam.get_state_display()}”,不再拟考试通知。")
    organ = supervising_organ(exam.office, local_day(at))
    document = only_document_draft(
        subject=exam, organ=organ, kind=kind_of_notice(exam), tree=notice_paper(exam, organ), by=by, at=at
    )
    record("legal_exams.exam.notice_drafted", exam, by)
    return document


def _rules_of(blueprint: Blueprint) -> dict[str, object]:
    return {
        "minutes": blueprint.minutes, "pass_tenths": blueprint.pass_tenths, "partial": blueprint.partial,
        "full_tenths": drawing.total_of(blueprint.drawn_parts),
    }  # fmt: skip


def _require_plausible(office: Area, draft: ExamDraft, at: datetime, but: Exam | None = None) -> Blueprint:
    required(draft.title, "请填写考试名称。")
    rows = Blueprint.objects.select_for_update(of=("self",), no_key=True)  # whoever changes it now comes too late
    blueprint = rows.filter(office=office).get(pk=draft.blueprint.pk)
    is_kept = but is not None and but.blueprint_id == blueprint.pk
    if blueprint.retired_at and not is_kept:
        raise DomainError("这份命题方案已经停用,请另选。")
    if not blueprint.drawn_parts:
        raise DomainError("这份命题方案还没有安排题型,请先补充或者另选。")
    if draft.starts_at <= at:
        raise DomainError("开考时间已过,请另选时间。")
    if draft.chief is not None and draft.chief not in invigilators_here(office, local_day(at)):
        raise DomainError("总监考应当是本区域的监考员,请先授予监考员角色。")
    return blueprint


def _require_room(exam: Exam, draft: RoomDraft, room: Room | None, at: datetime) -> None:
    required(draft.name, "请填写考场名称。")
    required(draft.address, "请填写考场地点。")
    if not 1 <= draft.seats <= seating.SEATS_MOST:
        raise DomainError(f"座位数应在1至{seating.SEATS_MOST}之间。")
    taken = [seat or 0 for seat in room.admissions.values_list("seat", flat=True)] if room else []
    last = max(taken, default=0)
    if exam.state == states.NOTIFIED and taken and not draft.invigilators:
        raise DomainError("已经发出考试通知,有考生的考场须有监考员。")
    if draft.seats < last:
        raise DomainError(f"{last}号座位已经安排了考生,座位数不能少于{last}。")
    here = set(invigilators_here(exam.office, local_day(at)).values_list("pk", flat=True))
    if not {one.pk for one in draft.invigilators} <= here:
        raise DomainError("监考员应当是本区域的监考员,请刷新页面重新选择。")
    others = exam.rooms.exclude(pk=room.pk if room else 0).filter(invigilators__in=draft.invigilators).distinct()
    if busy := [one.name for one in others]:
        raise DomainError(f"所选监考员已经安排在{'、'.join(busy)},一人只能在一个考场监考。")


def _tell(exam: Exam, text: str, by: Actor, at: datetime, only: set[int] | None = None, **more: str) -> None:
    """Who invigilates and who runs the exam, without any name."""
    people = watchers_of(exam) | set(exam_staff_of(exam.office, local_day(at))) if only is None else only
    places = "、".join(f"{room.name}({room.address})" for room in exam.rooms.order_by("name"))
    notice_send(
        recipients=sorted(people), key=f"{text}:{exam.public_id}:{at.isoformat()}", text=text,
        values={"exam": exam.title, "time": chinese_datetime(exam.starts_at), "place": places, **more},
        area=exam.office, url=exam.get_absolute_url(), by=by, at=at,
    )  # fmt: skip
