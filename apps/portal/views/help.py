"""The manual inside the portal: contents, a chapter, a whole part to print, the chapter of a page."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from apps.foundation.core.middleware import send_to_sign_in
from apps.portal.rules.manual import AUDIENCES, Audience, Chapter, chapter_for, parts_for, with_open_links
from apps.portal.rules.manual import search as search_in
from apps.portal.selectors.manual import chapters


def _parts(request: HttpRequest) -> list[Audience]:
    return parts_for(request.actor.role, signed_in=request.user.is_authenticated)


def _of(audience: Audience) -> list[Chapter]:
    return [chapter for chapter in chapters() if chapter.audience == audience]


def _closed(request: HttpRequest) -> HttpResponse:
    """A guest signs in; what is for operators is nobody else's."""
    if request.user.is_authenticated:
        raise Http404
    return send_to_sign_in(request)


@require_GET
@login_not_required
def contents(request: HttpRequest) -> HttpResponse:
    parts, text = _parts(request), request.GET.get("q", "").strip()[:60]
    readable = [(part, _of(part)) for part in parts]
    found = search_in(text, [chapter for _, of_part in readable for chapter in of_part]) if text else []
    context = {"parts": readable, "manual_text": text, "found": found}
    return render(request, "portal/help/contents.html", context)


@require_GET
@login_not_required
def for_page(request: HttpRequest, page: str) -> HttpResponse:
    """From the help link of a page to the chapter that explains it, else to the contents."""
    chapter = chapter_for(page, _parts(request), chapters())
    if chapter is None:
        return redirect("portal_help")
    return redirect("portal_help_chapter", chapter.audience.slug, chapter.slug)


@require_GET
@login_not_required
def chapter(request: HttpRequest, part: str, slug: str) -> HttpResponse:
    audience = next((audience for audience in AUDIENCES if audience.slug == part), None)
    of_part = _of(audience) if audience else []
    number = next((number for number, one in enumerate(of_part) if one.slug == slug), None)
    if audience is None or number is None:
        raise Http404
    parts = _parts(request)
    if audience not in parts:
        return _closed(request)
    context = {
        "chapter": of_part[number],
        "html": with_open_links(of_part[number].html, parts),
        "of_part": of_part,
        "before": of_part[number - 1] if number else None,
        "after": of_part[number + 1] if number + 1 < len(of_part) else None,
    }
    return render(request, "portal/help/chapter.html", context)


@require_GET
@login_not_required
def book(request: HttpRequest, part: str) -> HttpResponse:
    """All chapters of a part on sheets to print."""
    audience = next((audience for audience in AUDIENCES if audience.slug == part), None)
    if audience is None:
        raise Http404
    if audience not in _parts(request):
        return _closed(request)
    context = {"audience": audience, "chapters": _of(audience), "back": reverse("portal_help")}
    return render(request, "portal/help/book.html", context)
