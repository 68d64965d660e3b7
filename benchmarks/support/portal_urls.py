from django.http import HttpRequest, HttpResponse
from django.urls import path

from apps.foundation.core.audiences import SIGNED_IN
from apps.foundation.core.registry import System, register
from congress_portal.urls import urlpatterns as portal

register(System(slug="benchmarks", title="测速", audiences={"benchmarks_bare": SIGNED_IN}))


def bare(request: HttpRequest) -> HttpResponse:
    """A signed-in POST through the whole middleware that does nothing."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare, name="benchmarks_bare"), *portal]
