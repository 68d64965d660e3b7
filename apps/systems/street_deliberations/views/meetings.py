"""Meetings of streets: the list, the opinions of one, and the feedback about them at the next."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.congress.meetings.models import Meeting
from apps.congress.meetings.selectors.handed import register_url
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.filenames import file_name_of
from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.core.signals import exported
from apps.foundation.core.spreadsheets import XLSX, xlsx_of
from apps.office.documents.downloads import file_of
from apps.systems.street_deliberations.filters import MeetingFilter
from apps.systems.street_deliberations.forms.meetings import AsOfForm
from apps.systems.street_deliberations.papers.feedback import HEADINGS, feedback_paper, opinion_rows, opinions_paper
from apps.systems.street_deliberations.selectors import meetings as selectors
from apps.systems.street_deliberations.selectors.meeting_page import page_of
from apps.systems.street_deliberations.selectors.meetings import ROUTES, MeetingFacts, Turnout
from apps.systems.street_deliberations.selectors.opinions import figures_of, opinion_lines, reported
from apps.systems.street_deliberations.selectors.standing import street_terms
from apps.systems.street_deliberations.services import feedback as services
from apps.systems.street_deliberations.views.common import MANAGE, meeting_for

TONES = {"planned": "secondary", "noticed": "blue", "in_session": "green", "closed": "secondary", "cancelled": "red"}
TITLE = "意见建议汇总清单"
ENDINGS = (("xlsx", "XLSX"), ("pdf", "PDF"), ("docx", "Word"))


@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    """Every meeting with who came, what was brought by route, and whether the next one heard about it."""
    rows = selectors.street_meetings(request.actor)
    keeps = may(request.actor, MANAGE)
    actions = [Action("新建会议", _new_url(request.actor), "plus", primary=True)] if keeps else []
    return Register(
        "议事会议", rows, _columns(selectors.facts_of(rows)), filterset=MeetingFilter,
        search=["title__icontains", "place__icontains"], search_hint="查会议名称、地点", actions=actions,
        empty="请新建本届第一次议事代表会议。" if keeps else "街道安排会议以后,会显示在这里。",
    ).respond(request)  # fmt: skip


def _new_url(actor: Actor) -> str:
    """For the street's present term: an office above would otherwise be offered its own congress."""
    begun = street_terms(actor).filter(ended_on=None, first_session_on__lte=timezone.localdate())
    found = begun.first()
    return f"{reverse('meetings_create')}?term={found.public_id}" if found else reverse("meetings_create")


def _columns(facts: dict[int, MeetingFacts]) -> list[Column]:
    def of(row: Meeting) -> MeetingFacts:
        return facts[row.pk]

    routes = [Column(label, lambda row, key=key: of(row).routes[key], on_screen=False) for key, label in ROUTES.items()]
    return [
        Column("会议名称", "title", link=selectors.meeting_url, sort="title"),
        Column("街道", "body.area.name", sort="body__area__path", on_screen=False),
        Column("开始日期", "starts_on", sort="starts_on"),
        Column("会期(天)", lambda row: of(row).days, on_screen=False),
        Column("到会", lambda row: _came(of(row)), tone=lambda row: _quorum_tone(of(row))),
        Column("到会率", lambda row: _rate(of(row)), on_screen=False),
        Column("法定人数", lambda row: _quorum(of(row)), on_screen=False),
        Column("意见建议", lambda row: of(row).received),
        Column("渠道", lambda row: _routes(of(row)), exported=False),
        *routes,
        Column("向下次会议反馈", lambda row: of(row).feedback.label, tone=lambda row: of(row).feedback.tone),
        Column("状态", "get_state_display", tone=lambda row: TONES[row.state], sort="state"),
    ]


def _came(facts: MeetingFacts) -> str:
    came = facts.turnout
    return f"{came.present}/{came.due},{_met(came)}法定人数" if came else "—"


def _met(came: Turnout) -> str:
    return "达到" if came.met else "未达到"


def _rate(facts: MeetingFacts) -> str:
    return facts.turnout.rate if facts.turnout else "—"


def _quorum(facts: MeetingFacts) -> str:
    return f"{facts.turnout.line}人" if facts.turnout else "—"


def _quorum_tone(facts: MeetingFacts) -> str:
    came = facts.turnout
    return ("green" if came.met else "red") if came else "secondary"


def _routes(facts: MeetingFacts) -> str:
    return "、".join(f"{label}{facts.routes[key]}" for key, label in ROUTES.items() if facts.routes[key]) or "—"


@require_GET
def meeting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was brought at one meeting, its figures as of a moment, and the feedback before and after."""
    found = meeting_for(request, public_id)
    form = AsOfForm(request.GET or None)
    context = {
        "meeting": found, "form": form, "keeps": may(request.actor, MANAGE, found),
        "page": page_of(found, timezone.localdate()), "statistics": figures_of(found, form.moment()),
        "register_url": register_url(found), "endings": ENDINGS,
    }  # fmt: skip
    return render(request, "street_deliberations/meeting.html", context)


@require_GET
def opinions_file(request: HttpRequest, public_id: UUID, ending: str) -> FileResponse:
    """意见建议汇总清单 as XLSX, PDF or Word."""
    found, now = meeting_for(request, public_id), timezone.now()
    lines = opinion_lines(found, local_day(now))
    if ending != "xlsx":
        return file_of(opinions_paper(found, lines, now), ending)
    rows = opinion_rows(lines)
    exported.send(Meeting, request=request, title=f"{found.title}{TITLE}", rows=len(rows))
    name = file_name_of(f"{found.title}{TITLE}", "xlsx")
    return FileResponse(xlsx_of(TITLE, HEADINGS, rows), as_attachment=True, filename=name, content_type=XLSX)


@require_GET
def feedback_file(request: HttpRequest, public_id: UUID, ending: str) -> FileResponse:
    """The report as it would be drafted now."""
    found, now = meeting_for(request, public_id), timezone.now()
    if not selectors.report_facts(found).has_subject:
        raise Http404
    return file_of(feedback_paper(reported(found, now)), ending)


@require_POST
def feedback_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = meeting_for(request, public_id, MANAGE)
    made = services.feedback_draft(meeting=found, by=request.actor, at=timezone.now())
    messages.success(request, "已按此刻的办理情况拟出报告,请核对后送审。")
    return redirect(made)


@require_POST
def feedback_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One more item on the agenda of this meeting."""
    found = meeting_for(request, public_id, MANAGE)
    item = services.feedback_list(meeting=found, by=request.actor, at=timezone.now())
    messages.success(request, f"已列入{found.title}议程第{item.number}项。")
    return redirect("street_deliberations_meeting", public_id)
