"""公开: the office edits the public version; everybody reads it without signing in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.congress.matters.forms.publishing import PublicationForm, SearchForm
from apps.congress.matters.models import Publication
from apps.congress.matters.rules.publishing import issues_with_openness
from apps.congress.matters.selectors.publishing import facts_of, proposal_of, published_rows
from apps.congress.matters.services.publishing import publication_save, publication_withdraw
from apps.congress.matters.views.outcome import matter_for
from apps.foundation.core.acts import attempt, reason_of
from apps.foundation.core.errors import require_ready

A_PAGE = 20


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    matter = matter_for(request, public_id, "matters.follow")
    if request.method == "GET":
        require_ready(issues_with_openness(facts_of(matter)))
    before, proposed = Publication.objects.filter(matter=matter).first(), proposal_of(matter)
    start = before or proposed.draft
    initial = {name: getattr(start, name) for name in ("title", "text", "reply")}
    form = PublicationForm(request.POST or None, initial={**initial, "revision": before.revision if before else 0})
    done = form.is_bound and attempt(
        form,
        lambda: publication_save(
            matter=matter, draft=form.draft, revision=form.cleaned_data["revision"], by=request.actor, at=timezone.now()
        ),
    )
    if done:
        messages.success(request, "已公开,不登录即可查看。")
        return redirect(matter)
    context = {"matter": matter, "form": form, "before": before, "findings": proposed.findings}
    return render(request, "matters/publish.html", context)


@require_POST
def unpublish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    matter = matter_for(request, public_id, "matters.follow")
    publication_withdraw(matter=matter, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已撤下,公开页面不再显示。")
    return redirect(matter)


@login_not_required
@require_safe
def published_list(request: HttpRequest) -> HttpResponse:
    """Suggestions and their replies, the newest first; searched by what the public version says."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"].replace("\x00", "") if form.is_valid() else ""
    page = Paginator(published_rows(text), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "matters/published_list.html", {"page": page, "form": form, "text": text})


@login_not_required
@require_safe
def published(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = get_object_or_404(published_rows(), public_id=public_id)
    return render(request, "matters/published.html", {"published": found, "matter": found.matter})
