"""The home page, search, the acting role."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core.errors import NotAllowed
from apps.foundation.people.middleware import SESSION_KEY
from apps.foundation.people.selectors import acting_roles
from apps.portal import selectors

SHOWN = 12
"""So many dates stand on the home page; one's calendar has all."""


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    deadlines = selectors.deadlines_of(request.actor, today)
    context = {
        "today": today,
        "todo": selectors.todo_of(request.actor, today),
        "deadlines": deadlines[:SHOWN],
        "more_deadlines": len(deadlines[SHOWN:]),
        "figures": selectors.figures_of(request.actor, today),
    }
    return render(request, "portal/home.html", context)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:60]
    groups = selectors.hits_of(request.actor, text)
    return render(request, "portal/search.html", {"search_text": text, "groups": groups})


@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """Who I am here, and in which role I act."""
    held = acting_roles(request.user, timezone.localdate())
    if request.method == "GET":
        return render(request, "portal/roles.html", {"roles": held})
    chosen = next((role for role in held if role.choice == request.POST.get("choice")), None)
    if chosen is None:
        raise NotAllowed("您今天不具有这个身份,请刷新页面后重新选择。")
    request.session[SESSION_KEY] = chosen.choice
    messages.success(request, f"已切换为“{chosen.title}”。")
    return redirect("portal_home")
