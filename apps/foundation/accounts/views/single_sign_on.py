"""Single sign-on by OpenID Connect: going to the platform, and linking one's own account. The way back is allauth's."""

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from apps.foundation.accounts import rules, services
from apps.foundation.accounts.sso import MAY_LINK, go_to_platform, require_platform


@login_not_required
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """A plain link leads here: a form's redirect to another host would be stopped by our own policy."""
    onward = request.GET.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(onward, None)
    return go_to_platform(request, AuthProcess.LOGIN, onward if is_safe else "/")


@never_cache
def own(request: HttpRequest) -> HttpResponse:
    require_platform()
    links = SocialAccount.objects.filter(user=request.user, provider=rules.SSO)
    return render(request, "accounts/sso.html", {"links": links, "may_go": request.session.get(MAY_LINK)})


@never_cache
@reauthentication_required
def link(request: HttpRequest) -> HttpResponse:
    """Linking begins with a button of ours; only then does the link to the platform work, once."""
    if request.method == "POST":
        require_platform()
        request.session[MAY_LINK] = True
        return redirect("accounts_sso")
    if not request.session.pop(MAY_LINK, False):
        return redirect("accounts_sso")
    return go_to_platform(request, AuthProcess.CONNECT, reverse("accounts_sso"))


@require_POST
def unlink(request: HttpRequest) -> HttpResponse:
    services.own_sso_unlink(user=request.user)
    messages.success(request, "已解除关联,今后不能再用单点登录进入此账号。")
    return redirect("accounts_sso")
