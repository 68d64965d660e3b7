"""审题: what waits for the acting person, with contents, approved one by one or many at once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.foundation.core.errors import DomainError
from apps.foundation.core.identifiers import uuid_of
from apps.systems.legal_exams.models import Question
from apps.systems.legal_exams.services import questions as acts
from apps.systems.legal_exams.services.laws import NONE_CHOSEN
from apps.systems.legal_exams.views.finding import revision_read
from apps.systems.legal_exams.views.questions import said

PAGE = 20


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """A page of questions at once; whoever reads it has seen each of them."""
    if request.method == "POST":
        count = acts.questions_approve(read=_chosen(request), by=request.actor, at=timezone.now())
        messages.success(request, f"已审定{count}道题。")
        return redirect("legal_exams_review")
    waiting = Question.objects.visible_to(request.actor).to_review(request.actor).select_related("office", "law")
    page = Paginator(waiting.order_by("number"), PAGE).get_page(request.GET.get("page"))
    questions = list(page.object_list)
    acts.questions_seen(questions=questions, by=request.actor)
    lines = [{"question": one, **said(one)} for one in questions]
    return render(request, "legal_exams/review.html", {"page": page, "lines": lines})


def _chosen(request: HttpRequest) -> list[tuple[Question, int]]:
    """Each ticked box says the question and the revision that was read."""
    pairs = (value.partition(":") for value in request.POST.getlist("read"))
    read = {key: revision_read(told) for text, _, told in pairs if (key := uuid_of(text))}
    if not read:
        raise DomainError(NONE_CHOSEN)
    rows = Question.objects.visible_to(request.actor).filter(public_id__in=read)
    return [(one, read[one.public_id]) for one in rows]
