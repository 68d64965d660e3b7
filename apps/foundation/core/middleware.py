"""Turns refusals into pages, and keeps every URL closed to roles it was not declared for."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.defaults import page_not_found
from django_htmx.http import HttpResponseClientRedirect

from apps.foundation.core.audiences import may_enter
from apps.foundation.core.errors import DomainError, NotAllowed
from apps.foundation.core.recording import current_number

NOT_TYPED = ("csrfmiddlewaretoken", "came_from")
ONLY_SUBMITTED = "这个地址只用来提交,不能直接打开。请回到原来的页面,重新办理。"


def refuse(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page (for htmx the fragment) that shows a refusal."""
    template = "components/refusal.html" if request.headers.get("HX-Request") else "refused.html"
    context = {"error": error, "came_from": _came_from(request) or error.back, "typed": _typed(request)}
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        context["number"] = current_number()
    return render(request, template, context, status=error.status)


def _typed(request: HttpRequest) -> dict[str, str] | None:
    """What was posted with the reason of an act, so that the refusal offers it again; None where there was none."""
    if "reason" not in request.POST:
        return None
    return {name: text for name, text in request.POST.items() if name not in NOT_TYPED}


def _came_from(request: HttpRequest) -> str:
    """The page of this portal that led here, as a path; "" where there is none. A refusal sent again hands it on."""
    address = request.POST.get("came_from") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return ""
    path = urlsplit(address)._replace(scheme="", netloc="").geturl()
    return path if url_has_allowed_host_and_scheme(path, None) else ""  # a path such as //host leads elsewhere


def send_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back again; htmx leaves the whole page, not only its fragment.

    Whoever was submitting keeps what they typed. A script comes back to the page that runs it: the address of an act
    cannot be opened.
    """
    if request.method not in ("GET", "HEAD"):
        is_typed = request.htmx or "text/html" in request.headers.get("Accept", "")
        return keep_typed(request) if is_typed else redirect_to_login(_came_from(request) or "/")
    if request.htmx:
        return HttpResponseClientRedirect(redirect_to_login(request.htmx.current_url_abs_path or "/").url)
    return redirect_to_login(request.get_full_path())


def keep_typed(request: HttpRequest) -> HttpResponse:
    """After the session ended: what was submitted waits in the page, to be sent again after signing in beside it.

    Nothing of it is stored. Secrets are not shown again, and files must be chosen anew.
    """
    fields = [(name, text) for name, texts in request.POST.lists() for text in texts]
    context = {
        "fields": [(name, text) for name, text in fields if name not in NOT_TYPED and "password" not in name],
        "files": [(name, [one.name for one in chosen]) for name, chosen in request.FILES.lists()],
        "came_from": _came_from(request),
    }
    template = "components/signed_out.html" if request.htmx else "signed_out.html"
    response = render(request, template, context, status=HTTPStatus.FORBIDDEN)
    add_never_cache_headers(response)
    return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Closed by default: whoever has not signed in is sent to the one sign-in page, the admin's guests too."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        return send_to_sign_in(request)


class DomainErrorMiddleware:
    """A DomainError becomes a page (or, for htmx, a fragment) with its sentence: 403, 409 or 422; 404 and 405, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = refuse(request, DomainError(ONLY_SUBMITTED)).content
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, ValueError | DataError) and "NUL" in str(error):
            error = DomainError("提交的文字里有不能保存的控制字符,请删去后重新填写。")
        if isinstance(error, DataError) and "value too long" in str(error):
            error = DomainError("填写的文字太长,没有保存。请返回原页面,缩短后重新填写。")
        if isinstance(error, Http404):
            return page_not_found(request, error)  # with DEBUG, too: the page for people, not the one for developers
        return refuse(request, error) if isinstance(error, DomainError) else None


class AudienceMiddleware:
    """Closed by default: the acting role must be among the audience declared for the URL's name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        if may_enter(request.actor.role, request.resolver_match.view_name):
            return None
        if not request.user.is_authenticated:
            return send_to_sign_in(request)
        sentence = "您当前的身份不能进入此页面。如您另有其他身份,请先在右上角切换身份。"
        return refuse(request, NotAllowed(sentence))
