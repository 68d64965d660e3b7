"""The phone page on which a member votes."""

from base64 import b64encode
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.congress.ballots import selectors
from apps.congress.ballots.forms.marks import marks_from
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.ballots.views.common import poll_for
from apps.congress.ballots.views.tablet import tablet_sign_in


@never_cache
@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One page: mark and confirm. A refusal is a fragment above the ballot, so no mark is ever lost."""
    if request.method == "GET":
        page = selectors.voting_page(poll_for(request, public_id), request.actor.person_id)
        context = {"page": page, "poll": page.poll, "secret": _secret(page, is_tablet="tablet" in request.GET)}
        return render(request, "ballots/vote.html", context)
    poll = selectors.poll_of_voter(public_id, request.actor.person_id) or poll_for(request, public_id)
    marks = marks_from(poll.model, request.POST)
    ballot = ballot_cast(poll=poll, marks=marks, by=request.actor, at=timezone.now())
    if request.htmx:
        return render(request, "ballots/voted.html", {"poll": poll, "ballot": ballot})
    return redirect("ballots_vote", public_id)


def _secret(page: selectors.VotingPage, *, is_tablet: bool) -> dict[str, Any] | None:
    """What the element of a secret ballot needs; None where there is no ballot to take or to go on with."""
    if page.keys is None or page.entry is None or not page.may_go_on:
        return None
    poll = page.poll
    return {
        "voter": page.entry.pk,
        "issue_url": reverse("ballots_issue", args=[poll.public_id]),
        "box_url": reverse("ballots_box", args=[poll.public_id]),
        "signing_key": b64encode(bytes(page.keys.signing_key)).decode(),
        "sealing_key": bytes(page.keys.sealing_key).hex(),
        "ballot_size": page.keys.ballot_size,
        "tablet": is_tablet,
        "next_url": tablet_sign_in(poll),
        "taken": page.took_ballot,
    }
