"""The office's page of a running sitting: live count, list, opening, votes, closing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.congress.meetings import selectors, services
from apps.congress.meetings.forms import SittingPollForm
from apps.congress.meetings.models import Observer, Sitting, SittingState
from apps.congress.meetings.views.desk import floor_context
from apps.foundation.core.acts import reason_of
from apps.foundation.core.errors import DomainError
from apps.foundation.core.permissions import may, require
from apps.foundation.people.models import Person


def sitting_control(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sitting = sitting_of(request, public_id)
    context = {
        **_live(sitting),
        **_listed(request, sitting),
        **floor_context(request.actor, sitting),
        "polls": selectors.sitting_polls(sitting),
        "poll_form": SittingPollForm(sitting=sitting),
        "observers": selectors.attending_at(sitting),
        "programme": selectors.programme_of(sitting) if sitting.state != SittingState.CALLED_OFF else None,
        "history": selectors.sitting_history(sitting),
    }
    return render(request, "meetings/sitting.html", context)


@require_GET
def sitting_live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The count alone, asked for every few seconds."""
    return render(request, "meetings/_live.html", _live(sitting_of(request, public_id)))


@require_GET
def sitting_people(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The list as it is narrowed while staff type."""
    sitting = sitting_of(request, public_id)
    context = {**_listed(request, sitting), "may_manage": may(request.actor, "meetings.manage", sitting)}
    return render(request, "meetings/_people.html", context)


@require_POST
def check_in_start(request: HttpRequest, public_id: UUID) -> HttpResponse:
    services.check_in_start(sitting=managed(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, "签到已开始,应到人数已固定。")
    return redirect("meetings_sitting", public_id)


@require_POST
def attendance_toggle(request: HttpRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """One tap on the list: `here=1` has arrived, `here=0` was a mistake."""
    sitting = managed(request, public_id)
    person = get_object_or_404(Person, public_id=person_id, attendances__sitting=sitting)
    act = services.check_in_by_list if request.POST.get("here") == "1" else services.check_in_undo
    row = act(sitting=sitting, person=person, by=request.actor, at=timezone.now())
    return render(request, "meetings/_toggled.html", {**_live(sitting), "row": row, "may_manage": True})


@require_POST
def observer_toggle(request: HttpRequest, public_id: UUID, observer_id: UUID) -> HttpResponse:
    """One tap on the list of those without a vote: `here=1` has arrived, `here=0` was a mistake."""
    sitting = managed(request, public_id)
    observer = get_object_or_404(Observer, public_id=observer_id, meeting=sitting.meeting_id)
    is_here = request.POST.get("here") == "1"
    act = services.observer_arrive if is_here else services.observer_depart
    act(observer=observer, sitting=sitting, by=request.actor, at=timezone.now())
    rows = selectors.attending_at(sitting)
    return render(request, "meetings/_observers.html", {"sitting": sitting, "observers": rows, "may_manage": True})


@require_POST
def sitting_open(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sitting = services.sitting_open(sitting=managed(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, f"已开会:应到{sitting.due}人,实到{sitting.present}人,符合法定人数。")
    return redirect("meetings_sitting", public_id)


@require_POST
def sitting_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    services.sitting_close(sitting=managed(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, "已散会,签到表已定稿。")
    return redirect("meetings_sitting", public_id)


@require_POST
def sitting_call_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sitting = managed(request, public_id)
    services.sitting_call_off(sitting=sitting, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已宣布本场会议不举行。改期举行的,请在会议安排中增加一场。")
    return redirect("meetings_sitting", public_id)


@require_POST
def poll_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sitting = managed(request, public_id)
    form = SittingPollForm(request.POST, sitting=sitting)
    if not form.is_valid():
        raise DomainError("请选择一项准备中的表决。")
    services.sitting_poll_create(sitting=sitting, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, "已安排表决。")
    return redirect("meetings_sitting", public_id)


@require_POST
def poll_open(request: HttpRequest, public_id: UUID, poll_id: UUID) -> HttpResponse:
    sitting = managed(request, public_id)
    link = get_object_or_404(sitting.polls.select_related("poll"), poll__public_id=poll_id)
    services.sitting_poll_open(sitting=sitting, poll=link.poll, by=request.actor, at=timezone.now())
    messages.success(request, f"“{link.poll.title}”已开始表决。")
    return redirect("meetings_sitting", public_id)


def sitting_of(request: HttpRequest, public_id: UUID) -> Sitting:
    rows = Sitting.objects.visible_to(request.actor).select_related("meeting__body__area", "meeting__term", "group")
    return get_object_or_404(rows, public_id=public_id)


def managed(request: HttpRequest, public_id: UUID) -> Sitting:
    sitting = sitting_of(request, public_id)
    require(request.actor, "meetings.manage", sitting)
    return sitting


def _live(sitting: Sitting) -> dict[str, object]:
    facts = selectors.opening_facts(sitting)
    return {"sitting": sitting, "count": selectors.head_count(sitting), "facts": facts}


def _listed(request: HttpRequest, sitting: Sitting) -> dict[str, object]:
    state, text = request.GET.get("state", ""), request.GET.get("q", "").replace("\x00", "")
    rows = selectors.attendance_list(sitting, state, text)
    return {"sitting": sitting, "rows": rows, "text": text, "state": state}
