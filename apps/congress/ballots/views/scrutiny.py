"""What scrutineers do on their own phones, and how staff have their list passed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.ballots.forms.scrutiny import OfficerVoteForm, PresenceForm
from apps.congress.ballots.models import Stage
from apps.congress.ballots.rules.scrutiny import MINUTES
from apps.congress.ballots.selectors import scrutiny as selectors
from apps.congress.ballots.services.scrutiny import officer_declare, officer_vote_prepare, presence_confirm
from apps.congress.ballots.views.common import poll_for
from apps.foundation.core.errors import DomainError
from apps.foundation.core.identifiers import uuid_of


@never_cache
@require_GET
def scrutiny(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One page: the next thing for this scrutineer, and below it who has done what."""
    poll = poll_for(request, public_id, "ballots.scrutinise")
    at = timezone.now()
    officers = list(selectors.scrutineers_of(poll))
    own = next((one for one in officers if one.person_id == request.actor.person_id), None)
    context = {
        "poll": poll,
        "officers": officers,
        "own": own,
        "step": selectors.step_of(own, at) if own else None,
        "declares": selectors.must_declare(poll),
        "needed": selectors.rule_of(poll, selectors.SCRUTINEERS_PRESENT),
        "minutes": MINUTES,
        "present": {stage: selectors.present_now(poll, stage, at) for stage in Stage},
        "witnesses": selectors.witnesses_of(poll),
    }
    return render(request, "ballots/scrutiny.html", context)


@require_POST
def declare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The scrutineer declares; staff record what was declared in the hall."""
    poll = poll_for(request, public_id, "ballots.scrutinise")
    officer = get_object_or_404(selectors.scrutineers_of(poll), person__public_id=uuid_of(request.POST.get("officer")))
    officer_declare(officer=officer, by=request.actor, at=timezone.now())
    messages.success(request, f"{officer.person.name}的声明已记录。")
    return redirect("ballots_scrutiny", public_id)


@require_POST
def present(request: HttpRequest, public_id: UUID) -> HttpResponse:
    poll = poll_for(request, public_id, "ballots.scrutinise")
    form = PresenceForm(request.POST)
    if not form.is_valid():
        raise DomainError("情况记载不超过300字,请缩短后再确认。")
    presence_confirm(poll=poll, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, f"已确认到场,{MINUTES}分钟内有效。")
    return redirect("ballots_scrutiny", public_id)


@require_http_methods(["GET", "POST"])
def officer_vote(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One show of hands for the lists of this poll and, if wanted, of others of the same sitting."""
    poll = poll_for(request, public_id, "ballots.run_poll")
    form = OfficerVoteForm(request.POST or None, poll=poll)
    if request.method == "POST" and form.is_valid():
        polls = [poll, *form.cleaned_data["others"]]
        hands = officer_vote_prepare(polls=polls, by=request.actor, at=timezone.now())
        messages.success(request, "已准备举手表决,在本场会议举行;录入人数并宣布后,名单即为通过。")
        return redirect("ballots_poll", hands.public_id)
    names = selectors.names_on_list(selectors.scrutineers_of(poll))
    context = {"poll": poll, "form": form, "names": names, "standing": selectors.standing_vote(poll)}
    return render(request, "ballots/officer_vote.html", context)
