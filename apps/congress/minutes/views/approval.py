"""Sending a paper to its approvers, taking it back, opening it to members."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.congress.minutes.forms import SubmitForm
from apps.congress.minutes.rules.states import move
from apps.congress.minutes.selectors import page
from apps.congress.minutes.services import approving
from apps.congress.minutes.views.common import managed
from apps.foundation.core.acts import attempt, reason_of


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, actor, now = managed(request, public_id), request.actor, timezone.now()
    move(found.state, "submit")
    view = page.paper_view(found, now, actor.user_id)
    people = page.possible_approvers(found, actor.person_id, timezone.localdate())
    form = SubmitForm(request.POST or None, people=people, minutes=found, has_differences=bool(view.differences))
    if attempt(form, lambda: approving.minutes_submit(minutes=found, by=actor, at=now, **form.stated)):
        messages.success(request, "已送核稿。核稿、签发后自动编号并归档。")
        return redirect(found)
    context = {
        "minutes": found,
        "form": form,
        "differences": view.differences,
        "issues": page.submit_issues(found, view, now, actor.user_id),
        "hints": page.paper_hints(found),
    }
    return render(request, "minutes/submit.html", context)


@require_POST
def recall(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    approving.minutes_recall(minutes=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已撤回送审,可以修改后重新送审。")
    return redirect(found)


@require_POST
def publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    is_published = request.POST.get("publish") == "1"
    approving.minutes_publish(minutes=found, is_published=is_published, by=request.actor, at=timezone.now())
    messages.success(request, "已向代表公开。" if is_published else "已不再向代表公开。")
    return redirect(found)
