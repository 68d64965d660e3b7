"""While the voting goes on: how many, never what."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.congress.ballots import result_sheet, selectors
from apps.congress.ballots.forms.setting_up import VoidForm
from apps.congress.ballots.models import Channel, Poll, PollState, RollEntry, Stage
from apps.congress.ballots.selectors.scrutiny import SCRUTINEERS_PRESENT, issues_before_closing, present_now, rule_of
from apps.congress.ballots.services.closing import poll_announce, poll_close, poll_void
from apps.congress.ballots.services.counting import poll_count
from apps.congress.ballots.services.opening import voter_channel_change
from apps.congress.ballots.services.rounds import run_off_open, second_round_open
from apps.congress.ballots.views.common import poll_for
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError
from apps.foundation.core.permissions import may

VOTER_LIMIT = 300
TIMETABLE = timedelta(minutes=1)
"""The timetable closes what has run out every few seconds; after a minute it is not at work."""


@require_GET
def live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The staff page; htmx asks for its moving part alone."""
    poll = poll_for(request, public_id, "ballots.watch_poll")
    context = _counts(poll)
    if may(request.actor, "ballots.run_poll", poll):
        context |= _voters(poll)
    return render(request, "ballots/live_counts.html" if request.htmx else "ballots/live.html", context)


@require_GET
def screen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The hall's big screen: counts and the way to the ballot."""
    poll = poll_for(request, public_id, "ballots.watch_poll")
    context = _counts(poll)
    if poll.state == PollState.OPEN and poll.votes_by_phone:
        url = settings.PUBLIC_URL.rstrip("/") + reverse("ballots_vote", args=[public_id])
        context["qr"] = segno.make(url, error="m").svg_data_uri(border=1)
    if poll.state == PollState.ANNOUNCED:
        # Everybody in the hall reads it, whoever signed in: the publish rule alone decides what is shown.
        context |= result_sheet.facts(poll, Actor.guest())
    return render(request, "ballots/screen_counts.html" if request.htmx else "ballots/screen.html", context)


def _voters(poll: Poll) -> dict[str, Any]:
    """For staff: who has not voted by name; in a secret poll only whom paper could be given, voted or not."""
    if not poll.is_secret:
        return {"missing": selectors.missing_voters(poll)[:VOTER_LIMIT]}
    if poll.is_mixed and poll.state == PollState.OPEN:
        return {"by_phone": poll.roll.filter(channel=Channel.ELECTRONIC).order_by("number")}
    return {}


def _counts(poll: Poll) -> dict[str, Any]:
    at = timezone.now()
    left = poll.closes_at - at if poll.closes_at and poll.state == PollState.OPEN else None
    return {
        "poll": poll,
        "counts": selectors.live_counts(poll),
        "present": present_now(poll, Stage.CLOSE, at) if poll.is_secret else None,
        "needed": rule_of(poll, SCRUTINEERS_PRESENT),
        "seconds_left": max(int(left.total_seconds()), 0) if left else None,
        "has_run_out": left is not None and left < -TIMETABLE,
    }


@require_POST
def channel(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """A voter of a mixed poll takes a paper ballot instead."""
    poll = poll_for(request, public_id, "ballots.run_poll")
    entry = get_object_or_404(RollEntry, poll=poll, number=number)
    voter_channel_change(entry=entry, by=request.actor, at=timezone.now())
    messages.success(request, f"{entry.name}改用纸质票。")
    for issue in issues_before_closing(poll):
        messages.warning(request, issue.sentence)
    return redirect("ballots_live", public_id)


@require_POST
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    poll = poll_for(request, public_id, "ballots.run_poll")
    poll_close(poll=poll, by=request.actor, at=timezone.now())
    messages.success(request, "投票已截止,请计票。")
    return redirect("ballots_poll", public_id)


@require_POST
def count(request: HttpRequest, public_id: UUID) -> HttpResponse:
    poll = poll_for(request, public_id, "ballots.run_poll")
    poll_count(poll=poll, by=request.actor, at=timezone.now())
    messages.success(request, "计票完成。")
    return redirect("ballots_result", public_id)


@require_POST
def announce(request: HttpRequest, public_id: UUID) -> HttpResponse:
    poll = poll_for(request, public_id, "ballots.run_poll")
    poll_announce(poll=poll, by=request.actor, at=timezone.now())
    messages.success(request, "结果已宣布。")
    return redirect("ballots_result", public_id)


@require_POST
def void(request: HttpRequest, public_id: UUID) -> HttpResponse:
    poll = poll_for(request, public_id, "ballots.run_poll")
    form = VoidForm(request.POST)
    if not form.is_valid():
        raise DomainError("请填写作废理由,不超过300字。")
    poll_void(poll=poll, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, "本次表决已作废。")
    return redirect("ballots_poll", public_id)


@require_POST
def run_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    poll = poll_for(request, public_id, "ballots.run_poll")
    return _to_round(request, run_off_open(poll=poll, by=request.actor, at=timezone.now()))


@require_POST
def second_round(request: HttpRequest, public_id: UUID) -> HttpResponse:
    poll = poll_for(request, public_id, "ballots.run_poll")
    return _to_round(request, second_round_open(poll=poll, by=request.actor, at=timezone.now()))


def _to_round(request: HttpRequest, draft: Poll) -> HttpResponse:
    messages.success(request, f"已准备“{draft.title}”,请核对后在会次中开始。")
    return redirect("ballots_poll", draft.public_id)
