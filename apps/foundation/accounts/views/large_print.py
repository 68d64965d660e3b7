"""大字: every page in large print, without a script."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from apps.foundation.accounts import rules, services

SECONDS = 365 * 24 * 3600


@login_not_required
@require_POST
def large_print(request: HttpRequest) -> HttpResponse:
    """Large print or the usual size: an account remembers it everywhere, a browser for a year."""
    back, large = request.POST.get("back", ""), bool(request.POST.get("large"))
    is_own = back.startswith("/") and url_has_allowed_host_and_scheme(back, None)
    response = HttpResponseRedirect(back if is_own else "/")
    if large:
        response.set_cookie(
            rules.LARGE_PRINT_COOKIE, "1", max_age=SECONDS, httponly=True, samesite="Lax", secure=settings.HTTPS
        )
    else:
        response.delete_cookie(rules.LARGE_PRINT_COOKIE, samesite="Lax")
    if request.user.is_authenticated:
        services.large_print_set(user=request.user, large=large)
    return response
