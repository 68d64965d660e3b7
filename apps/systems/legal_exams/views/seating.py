"""Rooms, candidates and their seats, tickets and room lists."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.errors import DomainError
from apps.office.documents.downloads import merged_pdf_response
from apps.systems.legal_exams.forms.exams import MoveForm, RoomForm, ScheduleForm
from apps.systems.legal_exams.models import Exam, Room
from apps.systems.legal_exams.papers.exams import roster_paper
from apps.systems.legal_exams.papers.tickets import tickets_response
from apps.systems.legal_exams.permissions import RUN
from apps.systems.legal_exams.selectors import exams as selectors
from apps.systems.legal_exams.services import admissions, exams, tickets
from apps.systems.legal_exams.services.records import record
from apps.systems.legal_exams.views.finding import admission_for, exam_for, found


def _room(request: HttpRequest, public_id: UUID) -> Room:
    rows = Room.objects.filter(exam__in=Exam.objects.visible_to(request.actor)).select_related("exam__office")
    return found(request, rows, public_id, RUN)


@require_http_methods(["GET", "POST"])
def room_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _room_form(request, exam_for(request, public_id), None)


@require_http_methods(["GET", "POST"])
def room_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    room = _room(request, public_id)
    return _room_form(request, room.exam, room)


def _room_form(request: HttpRequest, exam: Exam, room: Room | None) -> HttpResponse:
    form = RoomForm(request.POST or None, exam=exam, on=timezone.localdate(), room=room)
    if request.method == "POST" and attempt(
        form,
        lambda: exams.room_save(
            exam=exam, room=room, draft=form.draft(), stand=form.cleaned_data["stand"], by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "考场已保存。")
        return redirect(exam)
    title = "修改考场" if room else "增加考场"
    return form_page(request, form, title=title, pretitle=exam.title, cancel=exam.get_absolute_url())


@require_POST
def room_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    room = _room(request, public_id)
    exams.room_remove(room=room, by=request.actor, at=timezone.now())
    messages.success(request, f"{room.name}已删去。")
    return redirect(room.exam)


@require_http_methods(["GET", "POST"])
def candidates(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who is to sit: all that wait are ticked."""
    exam = exam_for(request, public_id)
    form = ScheduleForm(request.POST or None, waiting=selectors.waiting_for(exam))
    made = request.method == "POST" and attempt(
        form,
        lambda: admissions.candidates_schedule(exam=exam, **form.cleaned_data, by=request.actor, at=timezone.now()),
    )
    if made:
        messages.success(request, f"已安排{len(made)}人,准考证号和座位已经生成。")
        return redirect(exam)
    free = len(admissions.seating.seats_free(admissions.room_facts(exam)))
    return render(request, "legal_exams/candidates.html", {"exam": exam, "form": form, "free": free})


@require_http_methods(["GET", "POST"])
def admission_move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    seat = admission_for(request, public_id)
    form = MoveForm(request.POST or None, exam=seat.exam, room=seat.room)
    if request.method == "POST" and attempt(
        form,
        lambda: admissions.admission_move(admission=seat, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "座位已调整。已经打印的准考证请补打。")
        return redirect(seat.exam)
    return form_page(request, form, title="调整座位", pretitle=str(seat), cancel=seat.exam.get_absolute_url())


@require_POST
def admission_unschedule(request: HttpRequest, public_id: UUID) -> HttpResponse:
    seat = admission_for(request, public_id)
    admissions.admission_unschedule(admission=seat, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已取消排考,座位空出。")
    return redirect(seat.exam)


@require_POST
def tickets_print(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Codes are told in this answer only."""
    exam = exam_for(request, public_id)
    return tickets_response(tickets.tickets_print(exam=exam, by=request.actor, at=timezone.now()))


@require_POST
def ticket_reprint(request: HttpRequest, public_id: UUID) -> HttpResponse:
    seat = admission_for(request, public_id)
    return tickets_response(
        tickets.ticket_reprint(admission=seat, reason=reason_of(request), by=request.actor, at=timezone.now())
    )


@require_GET
def rosters(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """考生名册 of every room in one file, made on the spot and never kept: it names the candidates."""
    exam, today = exam_for(request, public_id), timezone.localdate()
    rooms = list(
        exam.rooms.prefetch_related("invigilators").select_related("exam__office", "exam__chief").order_by("name")
    )
    if not rooms:
        raise DomainError("还没有考场,请先设置考场并排考。")
    record("legal_exams.list.printed", exam, request.actor, paper="考生名册")
    lists = [list(room.admissions.select_related("nomination").order_by("seat")) for room in rooms]
    return merged_pdf_response([roster_paper(*pair, today) for pair in zip(rooms, lists, strict=True)])
