"""What everybody in the hall looks at: the member's phone, which follows the sitting by itself, and the big screen."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.congress.meetings import selectors, services
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.rules.questions import opinion_word, question_word
from apps.congress.meetings.selectors.handed import writing_url
from apps.congress.meetings.views.sittings import sitting_of
from apps.foundation.core.permissions import may, require
from apps.foundation.people.models import Person

PHONE_SECONDS, WRITE = 5, "matters.write"


@never_cache
@require_GET
def follow(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return render(request, "meetings/follow.html", _followed(request, public_id))


@never_cache
@login_not_required
@require_GET
def pulse(request: HttpRequest, ticket: str) -> HttpResponse:
    """Asked by every phone every few seconds, with a ticket and without a session: 204 where nothing is new."""
    version = selectors.ticket_version(ticket)
    is_new = version is None or version != request.GET.get("v")
    return HttpResponse(status=HTTPStatus.OK if is_new else HTTPStatus.NO_CONTENT)


@never_cache
@require_GET
def follow_live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What every phone fetches once something is new."""
    version = selectors.version_for(request.actor, public_id)
    if version and version.of_page == request.GET.get("v"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "meetings/_follow.html", _followed(request, public_id, version))


@require_POST
def speech_ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One tap on the phone."""
    sitting = sitting_of(request, public_id)
    require(request.actor, "meetings.attend", sitting)
    person = Person.objects.get(pk=request.actor.person_id)
    services.speech_ask(sitting=sitting, person=person, by=request.actor, at=timezone.now())
    template = "meetings/_follow.html" if request.htmx else "meetings/follow.html"
    return render(request, template, _followed(request, public_id))


def _followed(request: HttpRequest, public_id: UUID, version: selectors.Version | None = None) -> dict[str, Any]:
    """The version is read first: what changes while the rest is read shows at the next question.

    It also says who may see the sitting; what everybody there sees alike is then shared between their phones.
    """
    version = version or selectors.version_for(request.actor, public_id)
    if version is None:
        raise Http404
    at = timezone.now()
    hall = selectors.hall_of(public_id, version, at)
    return {
        "sitting": hall.sitting,
        "version": version.of_page,
        "seconds": PHONE_SECONDS,
        "ticket": selectors.ticket_of(hall.sitting, request.actor),
        "floor": hall.floor_at(at),
        "announced": hall.announced,
        "own": selectors.follower_of(hall, request.actor.person_id),
        **_words(hall.sitting),
        **_taking_part(request, hall.sitting),
        "elsewhere": selectors.running_beside(hall.sitting),
    }


def _words(sitting: Sitting) -> dict[str, str]:
    is_street = sitting.meeting.body.is_street_body
    return {"opinion_word": opinion_word(is_street=is_street), "question_word": question_word(is_street=is_street)}


def _taking_part(request: HttpRequest, sitting: Sitting) -> dict[str, Any]:
    """Whether the reader attends; a member also where they write a suggestion for this meeting."""
    attends, meeting = may(request.actor, "meetings.attend", sitting), sitting.meeting
    if not attends or not may(request.actor, WRITE):
        return {"attends": attends}
    word = "意见建议" if meeting.body.is_street_body else "建议"
    return {"attends": attends, "writing_url": writing_url(meeting), "writing_word": word}
