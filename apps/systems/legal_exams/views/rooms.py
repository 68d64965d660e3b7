"""An invigilator's room: who is where, and what is done at a seat."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.permissions import may, require
from apps.systems.legal_exams.forms.rooms import ExtendForm, NoteForm
from apps.systems.legal_exams.models import Admission, Room
from apps.systems.legal_exams.permissions import INVIGILATE, INVIGILATE_ROOM, RUN, WATCH
from apps.systems.legal_exams.selectors import rooms as selectors
from apps.systems.legal_exams.services import invigilating
from apps.systems.legal_exams.services.printing import may_print

ONLY_HERE = "由本考场的监考员或者总监考办理。"


@require_GET
def room(request: HttpRequest, exam_id: UUID, public_id: UUID) -> HttpResponse:
    return render(request, "legal_exams/room.html", _watched(request, _room_of(request, exam_id, public_id)))


@require_GET
def room_live(request: HttpRequest, exam_id: UUID, public_id: UUID) -> HttpResponse:
    """The list alone, every few seconds."""
    return render(request, "legal_exams/parts/room.html", _watched(request, _room_of(request, exam_id, public_id)))


def _watched(request: HttpRequest, found: Room) -> dict[str, Any]:
    now = timezone.now()
    return {
        "room": found, "exam": found.exam, "lines": selectors.lines_of(found, now), "now": now,
        "acts": may(request.actor, INVIGILATE_ROOM, found), "notes": found.notes.all(), "form": NoteForm(),
    }  # fmt: skip


@require_POST
def note(request: HttpRequest, exam_id: UUID, public_id: UUID) -> HttpResponse:
    found = _room_of(request, exam_id, public_id, INVIGILATE_ROOM)
    form = NoteForm(request.POST)
    saved = attempt(
        form,
        lambda: invigilating.note_add(room=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    )
    if saved:
        messages.success(request, "已记入监考记录。")
        return redirect("legal_exams_room", exam_id, public_id)
    return render(request, "legal_exams/room.html", _watched(request, found) | {"form": form})


@require_http_methods(["GET", "POST"])
def room_extend(request: HttpRequest, exam_id: UUID, public_id: UUID) -> HttpResponse:
    """More time for everybody in the room."""
    found = _room_of(request, exam_id, public_id, INVIGILATE_ROOM)
    extra = selectors.room_extra(selectors.lines_of(found, timezone.now()))
    form = ExtendForm(request.POST or None, initial={"extra": extra})
    if request.method == "POST" and attempt(
        form,
        lambda: invigilating.room_extend(room=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "已为本考场没有交卷的考生延长时间。")
        return redirect("legal_exams_room", exam_id, public_id)
    cancel = redirect("legal_exams_room", exam_id, public_id).url
    return form_page(request, form, title="全考场延长时间", pretitle=found.name, cancel=cancel, submit="延长时间")


@require_GET
def candidate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name and masked identity number to compare with the card, and what may be done at the seat."""
    found, now = _seat_of(request, public_id), timezone.now()
    paper = getattr(found, "paper", None)
    context = {
        "admission": found, "line": selectors.line_of(found, now), **selectors.identity_of(found),
        "acts": may(request.actor, INVIGILATE, found), "prints": may(request.actor, RUN, found) and may_print(found),
        "events": paper.events.all() if paper else (),
    }  # fmt: skip
    return render(request, "legal_exams/candidate.html", context)


@require_POST
def check_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The one page on which the code stands."""
    found = _seat_of(request, public_id, acts=True)
    code = invigilating.candidate_check_in(admission=found, by=request.actor, at=timezone.now())
    return render(request, "legal_exams/code.html", {"admission": found, "code": code})


@require_POST
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _seat_of(request, public_id, acts=True)
    code = invigilating.seat_move_allow(
        admission=found, reason=reason_of(request), by=request.actor, at=timezone.now()
    )  # fmt: skip
    return render(request, "legal_exams/code.html", {"admission": found, "code": code})


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _seat_of(request, public_id, acts=True)
    paper = getattr(found, "paper", None)
    form = ExtendForm(request.POST or None, initial={"extra": paper.extra_minutes if paper else 0})

    def act() -> bool:
        invigilating.paper_extend(admission=found, **form.cleaned_data, by=request.actor, at=timezone.now())
        return True

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "已延长时间,考生的页面会自动更新。")
        return redirect("legal_exams_candidate", public_id)
    cancel = redirect("legal_exams_candidate", public_id).url
    return form_page(request, form, title="延长时间", pretitle=str(found), cancel=cancel, submit="延长时间")


@require_POST
def stop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _seat_of(request, public_id, acts=True)
    invigilating.candidate_stop(admission=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已终止该考生的考试。")
    return redirect("legal_exams_candidate", public_id)


@require_POST
def miss(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _seat_of(request, public_id, acts=True)
    invigilating.candidate_miss(admission=found, by=request.actor, at=timezone.now())
    messages.success(request, "已记缺考。")
    return redirect("legal_exams_candidate", public_id)


def _room_of(request: HttpRequest, exam_id: UUID, public_id: UUID, permission: str = WATCH) -> Room:
    exam = get_object_or_404(selectors.exams_watched(request.actor), public_id=exam_id)
    found = get_object_or_404(selectors.rooms_watched(request.actor, exam), public_id=public_id)
    require(request.actor, permission, found, ONLY_HERE)
    return found


def _seat_of(request: HttpRequest, public_id: UUID, *, acts: bool = False) -> Admission:
    rows = Admission.objects.visible_to(request.actor).select_related("exam__office", "room", "nomination", "paper")
    found = get_object_or_404(rows, public_id=public_id)
    if acts:
        require(request.actor, INVIGILATE, found, ONLY_HERE)
    return found
