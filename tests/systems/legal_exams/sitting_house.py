"""A sitting as the services leave it: candidates checked in, at their seats, answering."""

from datetime import timedelta
from types import SimpleNamespace

from apps.systems.legal_exams.models import Admission, CodePurpose, Exam, Paper
from apps.systems.legal_exams.rules import sitting as rules
from apps.systems.legal_exams.rules.sitting import Change
from apps.systems.legal_exams.services.codes import code_use
from apps.systems.legal_exams.services.drawing import papers_draw
from apps.systems.legal_exams.services.invigilating import candidate_check_in
from apps.systems.legal_exams.services.sitting import Seat, paper_open, seat_take
from apps.systems.legal_exams.services.starting import exam_start
from tests.systems.legal_exams.house_of_exams import (
    ExamHouse,
    make_admission,
    make_bank,
    make_exam,
    make_nomination,
    minutes_on,
)

BEFORE = minutes_on(-10)
OPENS = minutes_on(0) + rules.LEAD
ENDS = OPENS + timedelta(minutes=60)


def at(minutes: float):
    """So long after the papers opened."""
    return OPENS + timedelta(minutes=minutes)


def ready(house: ExamHouse, number: int = 2) -> SimpleNamespace:
    """A notified exam of so many candidates, papers drawn."""
    make_bank(house)
    exam = make_exam(house)
    admissions = [make_admission(exam, make_nomination(house, f"密名{seat}"), seat) for seat in range(1, number + 1)]
    papers_draw(exam=exam, by=house.actor("exam_staff"), at=BEFORE)
    return SimpleNamespace(exam=exam, admissions=admissions, house=house)


def seated(held: SimpleNamespace, admission: Admission, when=BEFORE) -> Seat:
    """Checked in, and the code typed at the door."""
    code = candidate_check_in(admission=admission, by=held.house.actor("invigilator"), at=when)
    found = code_use(ticket=admission.ticket, purpose=CodePurpose.SIT, code=code, at=when)
    return seat_take(admission=found, at=when)


def started(held: SimpleNamespace) -> Exam:
    return exam_start(exam=held.exam, by=held.house.actor("chief"), at=minutes_on(0))


def answering(house: ExamHouse, number: int = 2) -> tuple[SimpleNamespace, list[Seat]]:
    """Everybody has the paper before them since it opened."""
    held = ready(house, number)
    seats = [seated(held, admission) for admission in held.admissions]
    held.exam = started(held)
    for seat in seats:
        paper_open(seat=seat, at=at(0))
    return held, seats


def tick(place: int, *ticked: int, serial: int = 1) -> Change:
    return Change(place, ticked, serial)


def given(seat: Seat) -> dict[int, list[int]]:
    """What the portal keeps of a seat's paper."""
    return dict(Paper.objects.get(public_id=seat.paper).answers.values_list("place", "ticked"))


def paper_of(seat: Seat) -> Paper:
    return Paper.objects.select_related("admission").get(public_id=seat.paper)
