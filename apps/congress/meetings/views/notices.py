"""The notice on the member's phone, and leave."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.congress.meetings import selectors, services
from apps.congress.meetings.forms import LeaveDecisionForm, LeaveForm, LeaveRecordForm
from apps.congress.meetings.models import LeaveRequest, Meeting
from apps.congress.meetings.selectors.handed import writing_url
from apps.congress.meetings.views.meetings import meeting_of
from apps.foundation.core.errors import DomainError
from apps.foundation.core.numbers import number_of
from apps.foundation.core.permissions import may, require
from apps.foundation.people.models import Person


def notice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    person_id = request.actor.person_id
    context = {
        "meeting": meeting,
        "paper": selectors.notice_document(meeting) if request.actor.sees_area else None,
        "sittings": selectors.sittings_for(meeting, request.actor, timezone.localdate()),
        "change": meeting.plan_changes.filter(revision=meeting.revision).first() if meeting.revision > 1 else None,
        "seat": selectors.seat_of_person(meeting, person_id, timezone.localdate()),
        "attends": may(request.actor, "meetings.attend", meeting),
        "receipt": meeting.receipts.filter(person=person_id, revision=meeting.revision).first(),
        "leave": selectors.live_leave(meeting, person_id),
        "writing_url": writing_url(meeting),
        "check_ins": selectors.own_check_ins(meeting, person_id),
    }
    return render(request, "meetings/notice.html", context)


@require_POST
def notice_read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The notice page says that it was looked at; not by GET, for messengers fetch links for previews."""
    meeting = _attended(request, public_id)
    services.notice_read(meeting=meeting, person=_self(request), revision=_edition(request, meeting), at=timezone.now())
    return HttpResponse(status=204)


@require_POST
def notice_acknowledge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = _attended(request, public_id)
    services.notice_acknowledge(
        meeting=meeting, person=_self(request), revision=_edition(request, meeting), by=request.actor, at=timezone.now()
    )
    messages.success(request, "已确认知悉。请按时到会。")
    return redirect("meetings_notice", public_id)


def leave_request(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = _attended(request, public_id)
    form = LeaveForm(request.POST or None)
    if form.is_valid():
        services.leave_request(
            meeting=meeting, person=_self(request), reason=form.cleaned_data["reason"],
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, "请假已提出,批复后会在消息里告诉您。")
        return redirect("meetings_notice", public_id)
    return render(request, "meetings/leave.html", {"meeting": meeting, "form": form})


@require_POST
def leave_record(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The office writes down a request made by word or on paper."""
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    people = selectors.people_invited(meeting, timezone.localdate())
    form = LeaveRecordForm(request.POST, people=people)
    if not form.is_valid():
        raise DomainError("请选择请假人并写明事由。")
    services.leave_request(meeting=meeting, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, f"已登记{form.cleaned_data['person'].name}的请假,请批复。")
    return redirect("meetings_detail", public_id)


@require_POST
def leave_decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    asked = _leave(request, public_id)
    require(request.actor, "meetings.decide_leave", asked)
    form = LeaveDecisionForm(request.POST)
    if not form.is_valid():
        raise DomainError("请选择批准或不批准。")
    services.leave_decide(request=asked, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, f"已批复{asked.person.name}的请假。")
    return redirect("meetings_detail", asked.meeting.public_id)


@require_POST
def leave_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    asked = _leave(request, public_id)
    require(request.actor, "meetings.withdraw_leave", asked)
    services.leave_withdraw(request=asked, by=request.actor, at=timezone.now())
    messages.success(request, "请假已撤回,请按时到会。")
    page = "meetings_detail" if request.actor.sees_area else "meetings_notice"
    return redirect(page, asked.meeting.public_id)


def _attended(request: HttpRequest, public_id: UUID) -> Meeting:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.attend", meeting)
    return meeting


def _leave(request: HttpRequest, public_id: UUID) -> LeaveRequest:
    rows = LeaveRequest.objects.visible_to(request.actor).select_related("meeting__body__area", "person")
    return get_object_or_404(rows, public_id=public_id)


def _self(request: HttpRequest) -> Person:
    return Person.objects.get(pk=request.actor.person_id)


def _edition(request: HttpRequest, meeting: Meeting) -> int:
    """The edition the member's page showed; 404 for one that was never sent."""
    edition = number_of(request.POST.get("revision"), up_to=meeting.revision)
    if not edition:
        raise Http404
    return edition
