"""The public door: every page on which somebody without an account brings a sentence is answered here.

A system above gives its own form, template and act:

    def collect(request, season_id):
        season = ...
        return public_entry(
            request, ClueForm, "livelihood_projects/collect.html", {"season": season},
            receive=lambda form: clue_propose(season=season, values=form.values(), by=request.actor, at=timezone.now()),
        )

`receive` returns the submission and its follow-up code; the template extends `matters/entry.html`.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from apps.congress.matters.forms import SubmissionForm
from apps.congress.matters.models import Channel, Submission
from apps.foundation.core.acts import attempt
from apps.foundation.core.errors import DomainError
from apps.foundation.core.throttle import Throttle
from apps.foundation.people.models import Person

ENTRIES = Throttle("matters_entries", limit=30, seconds=600)
TRIES = Throttle("matters_entry_tries", limit=120, seconds=600)
"""Wide: a station's tablet and everybody behind one carrier's address share them. Tries are counted apart, since
looking at photos costs more than refusing them."""
BUSY = "从您所在的网络 10 分钟内提交的件数已满,请 10 分钟后再提交;写好的内容都还在。急事请直接联系当地人大办公室。"
CODE_COOKIE, CODE_SALT, CODE_SECONDS = "matters_code", "matters.code", 600

Received = tuple[Submission, str]


def public_entry(
    request: HttpRequest,
    form_class: type[SubmissionForm],
    template: str,
    context: dict[str, Any],
    *,
    receive: Callable[[Any], Received],
    **form_values: Any,
) -> HttpResponse:
    """Show the form, or take in what it brings; whatever is refused, the typing stays."""
    if request.method != "POST":
        return render(request, template, {**context, "form": form_class(member=member_of(request), **form_values)})
    is_let_in = not ENTRIES.is_closed(request) and TRIES.admit(request)
    files = request.FILES if is_let_in else None
    form = form_class(request.POST, files, member=member_of(request), **form_values)
    received = attempt(form, lambda: _received(request, form, receive, is_let_in))
    form.files = request.FILES  # unread where nobody is let in, but the page says that they must be chosen again
    if received:
        return to_success_page(received)
    status = HTTPStatus.TOO_MANY_REQUESTS if ENTRIES.is_closed(request) or not is_let_in else HTTPStatus.OK
    return render(request, template, {**context, "form": form}, status=status)


def _received(request: HttpRequest, form: SubmissionForm, receive: Callable[[Any], Received], let_in: bool) -> Received:
    if not let_in or not ENTRIES.admit(request):
        raise DomainError(BUSY)
    return receive(form)


def to_success_page(received: Received) -> HttpResponse:
    """On to the page that shows number and code. The code travels in a cookie of the sender's own browser alone."""
    response = redirect("matters_done")
    response.set_signed_cookie(
        CODE_COOKIE, received[1], salt=CODE_SALT, max_age=CODE_SECONDS, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE, path=reverse("matters_done"),
    )  # fmt: skip
    return response


def code_just_given(request: HttpRequest) -> str:
    """The code shown to this browser in the last minutes, "" where there is none."""
    return request.get_signed_cookie(CODE_COOKIE, "", salt=CODE_SALT, max_age=CODE_SECONDS)


def channel_of(request: HttpRequest) -> str:
    """Posters lead to the page with `?by=scan`."""
    return Channel.SCAN if request.GET.get("by") == Channel.SCAN else Channel.ONLINE


def member_of(request: HttpRequest) -> Person | None:
    """The deputy or representative who is signed in; an office's tablet speaks for whoever stands before it."""
    return Person.objects.filter(pk=request.actor.person_id).first() if request.actor.is_member else None
