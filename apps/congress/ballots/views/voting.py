"""The phone page on which a member votes."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.congress.ballots import selectors
from apps.congress.ballots.forms.marks import marks_from
from apps.congress.ballots.secret_page import secret_facts
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.views.common import poll_for


@never_cache
@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One page: mark and confirm. A refusal is a fragment above the ballot, so no mark is ever lost."""
    if request.method == "GET":
        page = selectors.voting_page(poll_for(request, public_id), request.actor.person_id)
        secret = secret_facts(page, on_tablet="tablet" in request.GET)
        return render(request, "ballots/vote.html", {"page": page, "poll": page.poll, "secret": secret})
    poll = selectors.poll_of_voter(public_id, request.actor.person_id) or poll_for(request, public_id)
    marks = marks_from(poll.model, request.POST)
    ballot = ballot_cast(poll=poll, marks=marks, by=request.actor, at=timezone.now())
    if request.htmx:
        return render(request, "ballots/voted.html", {"poll": poll, "ballot": ballot})
    return redirect("ballots_vote", public_id)
