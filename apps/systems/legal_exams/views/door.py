"""The door of the exam: ticket and one-time code, for people who have no account here."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.foundation.core.acts import attempt
from apps.foundation.core.errors import DomainError
from apps.foundation.core.fields import blind_index
from apps.foundation.core.throttle import Throttle
from apps.systems.legal_exams.forms.seats import DoorForm
from apps.systems.legal_exams.models import CodePurpose
from apps.systems.legal_exams.selectors import seats as stands
from apps.systems.legal_exams.services.codes import code_use
from apps.systems.legal_exams.services.sitting import Seat, seat_stand, seat_take
from apps.systems.legal_exams.views.cookies import seat_keep, seat_of

Result = TypeVar("Result")

TOO_MANY = "输错次数过多,请10分钟后再试,或者请监考员在另一台设备上办理。"
# A whole room sits behind one address: what is narrow counts one ticket from one address.
WRONG_ANYWHERE = Throttle("exam_door", limit=600, seconds=600)
STILL_HERE = (stands.WAITING, stands.STARTING, stands.RUNNING)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Whoever has a seat is led back to it, after a crash of the browser as well."""
    now, seat = timezone.now(), seat_of(request)
    if request.method != "POST" and seat and seat_stand(seat=seat, at=now).state in STILL_HERE:
        return redirect("legal_exams_seat")
    form = DoorForm(request.POST or None)
    taken = request.method == "POST" and attempt(form, lambda: throttled(request, form, lambda: _taken(form)))
    if taken:
        return seat_keep(redirect("legal_exams_seat"), taken)
    return render(request, "legal_exams/door.html", {"form": form})


def _taken(form: DoorForm) -> Seat:
    now = timezone.now()
    return seat_take(admission=code_use(**form.cleaned_data, purpose=CodePurpose.SIT, at=now), at=now)


def throttled(request: HttpRequest, form: BaseForm, act: Callable[[], Result]) -> Result:
    """Try a code; what fails is counted, for its ticket at this address and for the address."""
    narrow = Throttle(f"exam_door_{blind_index(form.cleaned_data['ticket'])[:16]}", limit=10, seconds=600)
    if narrow.is_closed(request) or WRONG_ANYWHERE.is_closed(request):
        raise DomainError(TOO_MANY)
    try:
        return act()
    except DomainError:
        narrow.count_failure(request)
        WRONG_ANYWHERE.count_failure(request)
        raise
