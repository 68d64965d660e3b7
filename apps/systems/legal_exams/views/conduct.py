"""考试实施: papers drawn, the word given, the end, and what is printed of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.foundation.core.permissions import may, require
from apps.office.documents.downloads import file_of
from apps.systems.legal_exams.models import Admission, Exam
from apps.systems.legal_exams.papers.sitting import answered_paper, sitting_record
from apps.systems.legal_exams.permissions import CONDUCT, RUN
from apps.systems.legal_exams.selectors import rooms as selectors
from apps.systems.legal_exams.selectors.practice import practice_counts
from apps.systems.legal_exams.services.drawing import papers_draw
from apps.systems.legal_exams.services.invigilating import candidates_miss
from apps.systems.legal_exams.services.printing import paper_print, record_print
from apps.systems.legal_exams.services.starting import exam_end, exam_start

ONLY_CHIEF = "由总监考或者任免考试工作人员办理。"
ONLY_STAFF = "由任免考试工作人员办理。"


@require_GET
def watching(request: HttpRequest) -> HttpResponse:
    exams = selectors.exams_watched(request.actor)[:50]
    return render(request, "legal_exams/watching.html", {"exams": exams})


@require_GET
def sitting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return render(request, "legal_exams/sitting.html", _standing(request, public_id))


@require_GET
def sitting_live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return render(request, "legal_exams/parts/sitting.html", _standing(request, public_id))


def _standing(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    exam = _exam_of(request, public_id)
    return {
        "exam": exam, "rooms": selectors.room_counts(selectors.rooms_watched(request.actor, exam)),
        "makeups": selectors.makeups_of(exam), "without_paper": selectors.without_paper(exam),
        "conducts": may(request.actor, CONDUCT, exam), "runs": may(request.actor, RUN, exam),
        "practice": practice_counts(exam), "now": timezone.now(),
    }  # fmt: skip


@require_POST
def draw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exam = _exam_of(request, public_id, RUN, ONLY_STAFF)
    count = papers_draw(exam=exam, by=request.actor, at=timezone.now())
    messages.success(request, f"已抽取{count}份试卷并加密封存。")
    return redirect("legal_exams_sitting", public_id)


@require_POST
def start(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exam = _exam_of(request, public_id, CONDUCT, ONLY_CHIEF)
    exam_start(exam=exam, by=request.actor, at=timezone.now())
    messages.success(request, "已宣布开考,试卷10秒后同时打开。")
    return redirect("legal_exams_sitting", public_id)


@require_POST
def miss_rest(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exam = _exam_of(request, public_id, CONDUCT, ONLY_CHIEF)
    count = candidates_miss(exam=exam, by=request.actor, at=timezone.now())
    messages.success(request, f"已记缺考{count}人。")
    return redirect("legal_exams_sitting", public_id)


@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exam = _exam_of(request, public_id, CONDUCT, ONLY_CHIEF)
    exam_end(exam=exam, by=request.actor, at=timezone.now())
    messages.success(request, "考试已结束。")
    return redirect("legal_exams_sitting", public_id)


@require_GET
def record_file(request: HttpRequest, public_id: UUID, ending: str) -> FileResponse:
    """监考记录, by ticket and seat."""
    exam = _exam_of(request, public_id, CONDUCT, ONLY_CHIEF)
    record_print(exam=exam, by=request.actor)
    return file_of(sitting_record(exam), ending)


@require_GET
def paper_file(request: HttpRequest, public_id: UUID, ending: str) -> FileResponse:
    """An answered paper for the archive: after the exam, one at a time, and the log says who took it."""
    rows = Admission.objects.visible_to(request.actor).select_related("exam__office", "paper", "nomination", "room")
    found = get_object_or_404(rows, public_id=public_id, paper__isnull=False)
    require(request.actor, RUN, found, ONLY_STAFF)
    paper_print(paper=found.paper, by=request.actor)
    return file_of(answered_paper(found.paper), ending)


def _exam_of(request: HttpRequest, public_id: UUID, permission: str = "", otherwise: str = "") -> Exam:
    found = get_object_or_404(selectors.exams_watched(request.actor), public_id=public_id)
    if permission:
        require(request.actor, permission, found, otherwise)
    return found
