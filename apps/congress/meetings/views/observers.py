"""列席人员: the list of a meeting, pasted, taken over, exported."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.congress.meetings import selectors, services
from apps.congress.meetings.forms import ObserversForm
from apps.congress.meetings.models import Observer
from apps.congress.meetings.views.meetings import meeting_of
from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register

TONES = {"must": "red", "invited": "blue", "auditing": "secondary"}


def observer_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    columns = [
        Column("姓名", "name", link=lambda row: reverse("meetings_observer", args=[row.public_id]), sort="name"),
        Column("序号", "number", sort="number"),
        Column("单位及职务", "position", sort="position"),
        Column("列席类别", "get_kind_display", tone=lambda row: TONES[row.kind], sort="kind"),
        Column("到会场次", "came"),
    ]
    rows = selectors.observers_with_presence(meeting)
    sheet = Action("名单PDF", reverse("meetings_paper", args=[public_id, "observers"]), "printer")
    actions = [sheet] if rows.exists() else []
    empty = "人大工作人员填写名单后,在这里可以看到。"
    if may(request.actor, "meetings.manage", meeting):
        add = reverse("meetings_observers_add", args=[public_id])
        actions = [Action("填写名单", add, "plus", primary=True), *actions]
        empty = "请填写名单,每行一人。"
    offered = len(selectors.observers_of_last(meeting, timezone.localdate()))
    return Register(
        "列席人员", rows, columns, search=["name__icontains", "position__icontains"],
        search_hint="查姓名、单位", actions=actions, template="meetings/observers.html",
        context={"meeting": meeting, "offered": offered}, empty=empty,
    ).respond(request)  # fmt: skip


def observers_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    form = ObserversForm(request.POST or None, is_street=meeting.body.is_street_body)
    added = request.method == "POST" and attempt(
        form,
        lambda: services.observers_add(meeting=meeting, **form.values(), by=request.actor, at=timezone.now()),
    )
    if added:
        messages.success(request, f"已列入{len(added)}人。")
        return redirect("meetings_observers", public_id)
    back = reverse("meetings_observers", args=[public_id])
    return form_page(request, form, title="填写列席人员名单", cancel=back, pretitle=meeting.title)


@require_POST
def observers_copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    added = services.observers_copy(meeting=meeting, by=request.actor, at=timezone.now())
    messages.success(request, f"已沿用上次会议的列席人员{len(added)}人,请核对单位及职务。")
    return redirect("meetings_observers", public_id)


def observer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One of them: which sittings they came to."""
    found = _observer(request, public_id)
    presences = found.presences.select_related("sitting__meeting__body", "sitting__group").order_by("arrived_at")
    return render(request, "meetings/observer.html", {"observer": found, "presences": presences})


@require_POST
def observer_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _observer(request, public_id)
    require(request.actor, "meetings.manage", found)
    services.observer_remove(observer=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, f"已将{found.name}从列席名单中删去。")
    return redirect("meetings_observers", found.meeting.public_id)


def _observer(request: HttpRequest, public_id: UUID) -> Observer:
    rows = Observer.objects.select_related("meeting__body__area")
    found = get_object_or_404(rows, public_id=public_id)
    meeting_of(request, found.meeting.public_id)
    return found
