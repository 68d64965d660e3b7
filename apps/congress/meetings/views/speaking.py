"""The speakers' list at the office's desk."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.meetings import selectors, services
from apps.congress.meetings.forms.speaking import GistForm, SpeakerForm, TurnForm
from apps.congress.meetings.models import Sitting, Speech
from apps.congress.meetings.rules.speaking import TAKEN_BACK
from apps.congress.meetings.views.desk import floor_context
from apps.congress.meetings.views.sittings import sitting_of
from apps.foundation.core.acts import attempt, reason_of
from apps.foundation.core.errors import DomainError
from apps.foundation.core.permissions import may, require


@require_GET
def floor(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asked every few seconds, so that requests from phones and other desks' acts show; 204 where nothing changed."""
    version = selectors.followed_version(request.actor, public_id)
    if version is None:
        raise Http404
    if version == request.GET.get("v"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "meetings/_floor.html", floor_context(request.actor, sitting_of(request, public_id)))


@require_POST
def turn(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One tap: this is what the sitting deals with now."""
    sitting = _managed(request, public_id)
    form = TurnForm(request.POST, sitting=sitting)
    if not form.is_valid():
        raise DomainError("请选择本场会议的一项日程或者议程。")
    services.sitting_turn_to(sitting=sitting, **form.chosen(), by=request.actor, at=timezone.now())
    return _shown(request, sitting)


@require_POST
def speech_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sitting = _managed(request, public_id)
    form = SpeakerForm(request.POST, sitting=sitting)
    if not form.is_valid():
        raise DomainError("请选择一名已签到的代表,或者一名列席人员。")
    services.speech_add(sitting=sitting, **form.cleaned_data, by=request.actor, at=timezone.now())
    return _shown(request, sitting)


@require_POST
def speech_call(request: HttpRequest, public_id: UUID) -> HttpResponse:
    speech = _managed_speech(request, public_id)
    services.speech_call(speech=speech, by=request.actor, at=timezone.now())
    return _shown(request, speech.sitting)


@require_POST
def speech_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    speech = _managed_speech(request, public_id)
    services.speech_end(speech=speech, by=request.actor, at=timezone.now())
    return _shown(request, speech.sitting)


@require_POST
def speech_move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    speech = _managed_speech(request, public_id)
    up = request.POST.get("up") == "1"
    services.speech_move_place(speech=speech, up=up, by=request.actor, at=timezone.now())
    return _shown(request, speech.sitting)


@require_POST
def speech_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Staff say why; who takes back their own needs no more than the tap."""
    speech = _speech(request, public_id)
    require(request.actor, "meetings.withdraw_speech", speech)
    is_office = may(request.actor, "meetings.manage", speech)
    reason = reason_of(request) if is_office else TAKEN_BACK
    services.speech_withdraw(speech=speech, reason=reason, by=request.actor, at=timezone.now())
    if is_office:
        return _shown(request, speech.sitting)
    return redirect("meetings_follow", speech.sitting.public_id)


@require_http_methods(["GET", "POST"])
def gist(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The gist saves itself while it is typed; over somebody else's text it does not, and what was typed stays."""
    speech = _managed_speech(request, public_id)
    form = GistForm(request.POST or None, initial={"gist": speech.gist, "revision": speech.gist_revision})
    saved = request.method == "POST" and attempt(
        form, lambda: services.gist_write(speech=speech, **form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if saved and request.htmx:
        return render(request, "meetings/_gist_saved.html", {"speech": saved, "at": timezone.now()})
    if saved:
        messages.success(request, f"已保存{saved.name}的发言要点。")
        return redirect(_page(saved.sitting))
    template = "meetings/_gist_refused.html" if request.htmx else "meetings/gist.html"
    return render(request, template, {"form": form, "speech": speech, "back": _page(speech.sitting)})


def _page(sitting: Sitting) -> str:
    return f"{reverse('meetings_sitting', args=[sitting.public_id])}#floor"


def _shown(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """After an act: the desk's part alone, or the page where no script runs."""
    if request.htmx:
        return render(request, "meetings/_floor.html", floor_context(request.actor, sitting))
    return redirect(_page(sitting))


def _managed(request: HttpRequest, public_id: UUID) -> Sitting:
    sitting = sitting_of(request, public_id)
    require(request.actor, "meetings.manage", sitting)
    return sitting


def _speech(request: HttpRequest, public_id: UUID) -> Speech:
    rows = Speech.objects.filter(sitting__in=Sitting.objects.visible_to(request.actor))
    return get_object_or_404(rows.select_related("sitting__meeting__body__area"), public_id=public_id)


def _managed_speech(request: HttpRequest, public_id: UUID) -> Speech:
    speech = _speech(request, public_id)
    require(request.actor, "meetings.manage", speech)
    return speech
