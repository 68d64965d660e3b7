"""A tablet of the hall, on which deputies vote one after the other."""

from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.congress.ballots.models import PollState
from apps.congress.ballots.tablets import tablet_page, tablet_sign_in
from apps.congress.ballots.views.common import poll_for
from apps.foundation.core.errors import WrongState


@never_cache
@require_http_methods(["GET", "POST"])
def tablet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Staff hand the device over: they are signed out, and the first voter finds the sign-in page."""
    poll = poll_for(request, public_id, "ballots.run_poll")
    if not poll.votes_by_phone or poll.state not in (PollState.DRAFT, PollState.OPEN):
        raise WrongState("只有尚未截止的电子表决可以用会场平板投票。")
    if request.method == "POST":
        logout(request)
        return redirect(tablet_sign_in(poll))
    return render(request, "ballots/tablet.html", {"poll": poll, "at": tablet_page(poll)})
