"""The platform of single sign-on, as the settings name it."""

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

from apps.foundation.accounts import rules
from apps.foundation.core.errors import DomainError

MAY_LINK = "may_link_sso"


def require_platform() -> None:
    """Without a platform there are no pages of it."""
    if not settings.SSO_SERVER:
        raise Http404


def go_to_platform(request: HttpRequest, process: str, back: str) -> HttpResponse:
    """To the platform's own sign-in. Raises DomainError where it does not answer."""
    require_platform()
    try:
        provider = get_adapter().get_provider(request, rules.SSO)
        return provider.redirect(request, process=process, next_url=back)
    except (RequestException, ValueError, KeyError) as error:
        raise DomainError(rules.SSO_UNREACHABLE.format(name=settings.SSO_NAME)) from error
