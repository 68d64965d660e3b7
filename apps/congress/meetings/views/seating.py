"""座次: rows and seats, and who sits where."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from apps.congress.meetings import selectors, services
from apps.congress.meetings.forms import SeatingForm
from apps.congress.meetings.views.meetings import meeting_of
from apps.foundation.core.acts import attempt
from apps.foundation.core.permissions import may, require


def seating(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting, today = meeting_of(request, public_id), timezone.localdate()
    plan = selectors.seating_plan(meeting)
    form = SeatingForm(request.POST or None, meeting=meeting, plan=plan)
    if request.method == "POST":
        require(request.actor, "meetings.manage", meeting)
        if attempt(
            form,
            lambda: services.seating_save(meeting=meeting, **form.values(), by=request.actor, at=timezone.now()),
        ):
            messages.success(request, "座次已按代表团(组)和姓氏笔画排出。")
            return redirect("meetings_seating", public_id)
    seats = selectors.seats_in(meeting, plan, today) if plan else []
    context = {
        "meeting": meeting,
        "form": form,
        "plan": plan,
        "rows": selectors.hall_rows(plan, seats) if plan else [],
        "people": len(selectors.sitters_of(meeting, today)),
        "may_manage": may(request.actor, "meetings.manage", meeting),
    }
    return render(request, "meetings/seating.html", context)
