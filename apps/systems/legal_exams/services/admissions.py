"""排考: who sits in which exam, in which room, on which seat, under which ticket number."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_ready, required
from apps.systems.legal_exams.models import Admission, Exam, Nomination, Paper, Room
from apps.systems.legal_exams.rules import seating, states
from apps.systems.legal_exams.rules.seating import RoomFacts
from apps.systems.legal_exams.services.drawing import paper_drop
from apps.systems.legal_exams.services.locks import exam_locked, nomination_locked
from apps.systems.legal_exams.services.records import record

CHANCE = secrets.SystemRandom()


@transaction.atomic
def candidates_schedule(
    *, exam: Exam, nominations: Sequence[Nomination], order: str, by: Actor, at: datetime
) -> list[Admission]:
    """Give each a ticket number and a free seat, by lot or in the order of the tickets; all of them or none.

    Raises Conflict that names the numbers which were decided otherwise meanwhile, NotReady without enough seats.
    """
    exam = exam_locked(exam.pk)
    _require_open(exam, at)
    if not nominations:
        raise DomainError("请选择要排考的人选。")
    rows = Nomination.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in nominations])
    held = list(rows.order_by("pk"))
    _require_free(exam, held)
    rooms = room_facts(exam)
    require_ready(seating.issues_with_seats(len(held), rooms))
    tickets = _tickets(exam, len(held))
    seats = seating.seats_dealt(tickets, rooms, order, CHANCE)
    made = [
        Admission(exam=exam, nomination=one, ticket=ticket, room_id=seats[ticket][0], seat=seats[ticket][1])
        for one, ticket in zip(held, tickets, strict=True)
    ]
    Admission.objects.bulk_create(made)
    for one in held:
        one.state = states.move_nomination(one.state, "schedule")
    Nomination.objects.bulk_update(held, ["state"])
    _touch(exam)
    words = dict(seating.ORDERS)[order]
    record("legal_exams.candidates.scheduled", exam, by, count=len(made), order=words)
    return made


@transaction.atomic
def admission_move(*, admission: Admission, room: Room, seat: int | None = None, by: Actor, at: datetime) -> Admission:
    """To another seat before the exam; without a seat the first free one of the room."""
    exam = exam_locked(admission.exam_id)
    _require_open(exam, at)
    admission = _admission_locked(admission.pk)
    facts = next((one for one in room_facts(exam) if one.pk == room.pk), None)
    if facts is None:
        raise DomainError("请选择本次考试的考场。")
    free = facts.free
    if not free:
        raise DomainError(f"{room}没有空座位,请另选考场或者增加座位。")
    if seat is not None and seat not in free:
        raise Conflict(f"{room}没有空着的{seat}号座位,可选:{'、'.join(map(str, free[:10]))}。")
    before = f"{admission.room or '未排'}{admission.seat or ''}"
    admission.room, admission.seat = room, seat or free[0]
    admission.save(update_fields=["room", "seat"])
    _touch(exam)
    after = f"{room}{admission.seat}"
    record("legal_exams.admission.moved", admission, by, before=before, after=after)
    return admission


@transaction.atomic
def admission_unschedule(*, admission: Admission, reason: str, by: Actor, at: datetime) -> None:
    """Taken off the exam: the candidate waits for another one, seat and ticket number are no more."""
    exam = exam_locked(admission.exam_id)
    _require_open(exam, at)
    reason = required(reason, "请写明取消排考的原因。")
    nomination = nomination_locked(admission.nomination_id)
    admission = _admission_locked(admission.pk)
    if admission.state != states.WAITING:
        raise WrongState("考生已经到场,不能取消排考。")
    nomination.state = states.move_nomination(nomination.state, unschedule_act(exam))
    nomination.save(update_fields=["state"])
    record(
        "legal_exams.admission.unscheduled", exam, by, reason=reason, ticket=admission.ticket, number=str(nomination)
    )
    seat_free(admission)
    _touch(exam)


def unschedule_act(exam: Exam) -> str:
    """Whoever failed still has to resit."""
    return "unschedule_resit" if exam.resit_of_id else "unschedule"


def seat_free(admission: Admission) -> None:
    """The seat is anybody's again. Codes and what was practised go with the ticket: nothing of it counts."""
    paper_drop(admission)
    admission.codes.all().delete()
    admission.practice.all().delete()
    admission.codes.all().delete()
    admission.delete()


def room_facts(exam: Exam) -> list[RoomFacts]:
    """The rooms in their order with the seats that are taken."""
    taken: dict[int, set[int]] = {}
    for room, seat in exam.admissions.filter(room__isnull=False).values_list("room", "seat"):
        taken.setdefault(room or 0, set()).add(seat or 0)
    return [RoomFacts(room.pk, room.seats, frozenset(taken.get(room.pk, ()))) for room in exam.rooms.order_by("name")]


def _require_open(exam: Exam, at: datetime) -> None:
    if exam.state not in states.EXAM_OPEN:
        raise WrongState(f"考试目前“{exam.get_state_display()}”,不能再调整考生和座位。")
    if exam.starts_at <= at:
        raise WrongState("开考时间已到,不能再调整考生和座位;到场后的座位调整请由监考员办理。")


def _require_free(exam: Exam, held: Sequence[Nomination]) -> None:
    wanted = seating.state_to_schedule(exam.resit_of_id is not None)
    wrong = [
        one for one in held if one.state != wanted or one.term_id != exam.term_id or one.office_id != exam.office_id
    ]
    if wrong:
        told = "、".join(f"{one}({one.get_state_display()})" for one in wrong[:10])
        raise Conflict(f"以下人选不能安排到这次考试:{told}。请刷新页面,按当前状态办理。")
    _require_one_chance(exam, held)
    if exam.resit_of_id is None:
        return
    sat = set(Admission.objects.filter(exam=exam.resit_of_id).values_list("nomination", flat=True))
    if others := [str(one) for one in held if one.pk not in sat]:
        raise Conflict(f"补考只安排原考试不及格的人选,{'、'.join(others[:10])}不在其中。")


def _require_one_chance(exam: Exam, held: Sequence[Nomination]) -> None:
    """Whoever is nominated to two posts sits once; whoever failed for good in this term sits no more."""
    persons = [one.person_index for one in held]
    same = Nomination.objects.filter(term=exam.term_id, person_index__in=persons)
    seated = set(
        same.filter(admissions__exam__state__in=states.EXAM_BEFORE_MARKS).values_list("person_index", flat=True)
    )
    locked = set(same.filter(state=states.LOCKED).values_list("person_index", flat=True))
    if over := [str(one) for one in held if one.person_index in locked]:
        raise Conflict(f"{'、'.join(over[:10])}的人选本届内补考仍不及格,不得再安排考试,请退回提请机关。")
    twice = [str(one) for one in held if one.person_index in seated or persons.count(one.person_index) > 1]
    if twice:
        raise Conflict(
            f"{'、'.join(twice[:10])}的人选同时有两件提请任命,一人只安排一个座位。请先排一件,成绩评定后再办理另一件。"
        )


def _tickets(exam: Exam, count: int) -> list[str]:
    """`2026` and eight digits by chance: they say nothing of a name, a number or each other."""
    year, digits, found = local_day(exam.starts_at).year, seating.TICKET_DIGITS, set[str]()
    while len(found) < count:
        found |= {f"{year}{secrets.randbelow(10**digits):0{digits}}" for _ in range(count - len(found))}
        found -= set(Admission.objects.filter(ticket__in=found).values_list("ticket", flat=True))
    return list(found)


def _admission_locked(pk: int) -> Admission:
    """Its paper is held before, as by whoever sits at it."""
    Paper.objects.select_for_update(of=("self",)).filter(admission=pk).only("pk").first()
    rows = Admission.objects.select_for_update(of=("self",)).select_related("room", "exam__office")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Conflict("这名考生刚被取消排考,请刷新页面查看。")
    return found


def _touch(exam: Exam) -> None:
    """Whoever reads the arrangement before announcing it is told that it changed."""
    exam.revision += 1
    exam.save(update_fields=["revision"])
