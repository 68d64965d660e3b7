"""What everybody may read, and say, without signing in: on a phone, in WeChat's browser."""

from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from apps.foundation.core.actors import Actor
from apps.foundation.core.acts import attempt
from apps.foundation.core.errors import DomainError
from apps.foundation.core.throttle import Throttle
from apps.office.public_notices import services
from apps.office.public_notices.forms import ObjectionForm
from apps.office.public_notices.models import Channel, PublicNotice

# A whole village may share one address of its mobile network: wide enough for it, too narrow for a program.
SUBMISSIONS = Throttle("public_objections", limit=20, seconds=3600)
TOO_MANY = (
    "这个网络地址短时间内提交的意见过多,暂不受理。您写的内容还在下面,请复制保存,一小时后再提交,或者直接联系公示单位。"
)


@login_not_required
@require_safe
def open_list(request: HttpRequest) -> HttpResponse:
    notices = PublicNotice.objects.running_on(timezone.localdate()).select_related("area").order_by("ends_on", "pk")
    return render(request, "public_notices/open_list.html", {"notices": notices})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_notice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One notice with the form for objections while it runs; afterwards its conclusion."""
    notice, today = _begun(public_id), timezone.localdate()
    form = ObjectionForm(request.POST or None)
    if attempt(form, lambda: _receive(request, notice, form)):
        return redirect("public_notices_open_received", public_id)
    status = HTTPStatus.TOO_MANY_REQUESTS if form.is_bound and SUBMISSIONS.is_closed(request) else HTTPStatus.OK
    context = {"notice": notice, "form": form, "hears": notice.hears_on(today), "standing": notice.standing(today)}
    return render(request, "public_notices/open_notice.html", context, status=status)


@login_not_required
@require_safe
def received(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return render(request, "public_notices/received.html", {"notice": _begun(public_id)})


def _begun(public_id: UUID) -> PublicNotice:
    notices = PublicNotice.objects.begun_on(timezone.localdate()).select_related("area")
    return get_object_or_404(notices, public_id=public_id)


def _receive(request: HttpRequest, notice: PublicNotice, form: ObjectionForm) -> object:
    """As a guest whoever it is: somebody signed in who gives no name must not be named by the audit log."""
    if not SUBMISSIONS.admit(request):
        raise DomainError(TOO_MANY)
    return services.objection_receive(
        notice=notice, channel=Channel.ONLINE, by=Actor.guest(), at=timezone.now(), **form.cleaned_data
    )
