"""登录设备: in which browsers one is signed in, and signing out there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from apps.foundation.accounts import services, sessions


@never_cache
def device_list(request: HttpRequest) -> HttpResponse:
    context = {"devices": request.user.devices.living(timezone.now()), "here": request.session.session_key}
    return render(request, "accounts/devices.html", context)


@require_POST
def device_end(request: HttpRequest, device_id: str) -> HttpResponse:
    others = request.user.devices.exclude(session_key=request.session.session_key)
    device = get_object_or_404(others, public_id=device_id)
    services.device_end(device=device)
    messages.success(request, f"已退出在{device}上的登录。")
    return redirect("accounts_devices")


@require_POST
def devices_end(request: HttpRequest) -> HttpResponse:
    here = request.session.session_key
    services.other_devices_end(user=request.user, session_key=here, at=timezone.now())
    sessions.stay(request, request.user)
    messages.success(request, "除本机外,此账号在其他设备上的登录已全部退出。")
    return redirect("accounts_devices")


@never_cache
def still_here(request: HttpRequest) -> HttpResponse:
    """Asked while somebody types: the session does not count as left alone."""
    return HttpResponse(content_type="text/plain")
