"""练习、模拟考试: with ticket and study code; questions of the practice bank, explained."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.foundation.core.acts import attempt
from apps.foundation.core.errors import DomainError
from apps.systems.legal_exams.forms.practice import AnswerForm, PracticeForm
from apps.systems.legal_exams.forms.seats import StudyForm
from apps.systems.legal_exams.models import AccessCode, Admission, CodePurpose, PracticeRun
from apps.systems.legal_exams.rules.marking import shown
from apps.systems.legal_exams.rules.sitting import changes_of, left_of
from apps.systems.legal_exams.selectors import practice as selectors
from apps.systems.legal_exams.selectors.seats import HANDED_IN, RUNNING, shown_items
from apps.systems.legal_exams.services import practising
from apps.systems.legal_exams.services.codes import code_use
from apps.systems.legal_exams.views.cookies import study_code_of, study_keep
from apps.systems.legal_exams.views.door import throttled
from apps.systems.legal_exams.views.seat import body_of

GONE = "练习码已失效,请重新输入准考证号和练习码。"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def study_door(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    if request.method != "POST" and selectors.study_code(study_code_of(request), now):
        return redirect("legal_exams_study")
    form = StudyForm(request.POST or None)

    def opened() -> AccessCode:
        admission = code_use(**form.cleaned_data, purpose=CodePurpose.STUDY, at=now)
        return admission.codes.filter(purpose=CodePurpose.STUDY)[0]

    code = attempt(form, lambda: throttled(request, form, opened)) if request.method == "POST" else None
    if code:
        return study_keep(redirect("legal_exams_study"), code.pk, left_of(code.expires_at, now) // 1000)
    return render(request, "legal_exams/study_door.html", {"form": form})


def for_student(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for whoever came with a study code that is in force; others are sent to the door."""

    @login_not_required
    @wraps(view)
    def answering(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        code = selectors.study_code(study_code_of(request), timezone.now())
        return view(request, code.admission, **kwargs) if code else redirect("legal_exams_study_door")

    return answering


@for_student
@require_http_methods(["GET", "HEAD", "POST"])
def study(request: HttpRequest, admission: Admission) -> HttpResponse:
    """What may be practised, and what was."""
    now = timezone.now()
    laws = selectors.laws_to_practise(admission.exam, admission.nomination.organ, timezone.localdate(now))
    form = PracticeForm(request.POST or None, laws=laws, initial={"count": 10})
    if request.method == "POST":
        run = attempt(form, lambda: practising.practice_begin(admission=admission, **form.cleaned_data, at=now))
        if run:
            return redirect("legal_exams_practice", run.public_id)
    context = {"admission": admission, "form": form, "runs": admission.practice.all()[:20]}
    return render(request, "legal_exams/study.html", context)


@for_student
@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: HttpRequest, admission: Admission, public_id: UUID) -> HttpResponse:
    """One question after the other; after each answer what is right, and why."""
    run = _run_of(admission, public_id, is_mock=False)
    form = AnswerForm(request.POST or None)
    told_at = None
    if request.method == "POST":
        told_at = form.data.get("place")
        attempt(form, lambda: practising.practice_answer(run=run, **form.cleaned_data, at=timezone.now()))
        run = _run_of(admission, public_id, is_mock=False)
    asked = selectors.asked_of(run)
    told = next((one for one in asked if str(one.place) == told_at and one.told), None)
    following = next((one for one in asked if one.told is None), None)
    context = {"run": run, "told": told, "asked": following, "form": form, "total": len(asked),
               "done": sum(one.told is not None for one in asked)}  # fmt: skip
    return render(request, "legal_exams/practice.html", context)


@for_student
@require_POST
def mock_begin(request: HttpRequest, admission: Admission) -> HttpResponse:
    run = practising.mock_begin(admission=admission, at=timezone.now())
    return redirect("legal_exams_mock", run.public_id)


@for_student
@require_safe
def mock(request: HttpRequest, admission: Admission, public_id: UUID) -> HttpResponse:
    """The same page as at the exam, over questions of the practice bank."""
    run = _run_of(admission, public_id, is_mock=True)
    if run.ended_at:
        return redirect("legal_exams_result", run.public_id)
    return render(request, "legal_exams/mock.html", {"run": run, "admission": admission})


@for_student
@require_safe
def result(request: HttpRequest, admission: Admission, public_id: UUID) -> HttpResponse:
    run, now = get_object_or_404(admission.practice, public_id=public_id), timezone.now()
    if run.is_mock and not run.ended_at and run.ends_at and now >= run.ends_at:
        run = practising.mock_end(run=run, at=now)
    if not run.ended_at:
        return redirect("legal_exams_mock" if run.is_mock else "legal_exams_practice", run.public_id)
    exam = admission.exam
    context = {"run": run, "asked": selectors.asked_of(run), "points": shown(run.tenths or 0),
               "passed": (run.tenths or 0) >= exam.pass_tenths, "pass_mark": shown(exam.pass_tenths)}  # fmt: skip
    return render(request, "legal_exams/result.html", context)


@csrf_exempt
@login_not_required
@require_POST
def mock_step(request: HttpRequest, public_id: UUID, step: str) -> HttpResponse:
    """What the page of a mock exam asks: `state`, `paper`, `save`, `hand-in`."""
    code = selectors.study_code(study_code_of(request), timezone.now())
    if code is None:
        return JsonResponse({"sentence": GONE}, status=403)
    try:
        return JsonResponse(_stepped(_run_of(code.admission, public_id, is_mock=True), step, body_of(request)))
    except DomainError as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=refusal.status)


def _stepped(run: PracticeRun, step: str, body: dict[str, Any]) -> dict[str, Any]:
    now = timezone.now()
    is_up = run.ends_at is not None and now >= run.ends_at
    if not is_up and not run.ended_at and step in ("save", "hand-in"):
        run = practising.mock_save(run=run, changes=changes_of(body.get("answers")), at=now)
    if is_up or step == "hand-in":
        run = practising.mock_end(run=run, at=now)
    if run.ended_at:
        return {"state": HANDED_IN, "starts_in": 0, "left": 0, "sentence": "模拟考试已结束。"}
    answer: dict[str, Any] = {"state": RUNNING, "starts_in": 0, "left": left_of(run.ends_at, now), "sentence": ""}
    if step == "paper":
        given = [[int(place), ticked, serial] for place, (ticked, serial) in run.answers.items()]
        answer |= {"items": shown_items(run.items), "given": given}
    return answer


def _run_of(admission: Admission, public_id: UUID, *, is_mock: bool) -> PracticeRun:
    run = get_object_or_404(admission.practice.select_related("admission__exam"), public_id=public_id)
    if run.is_mock != is_mock:
        raise Http404
    return run
