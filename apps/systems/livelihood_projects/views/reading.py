"""The list as members read it, and who has read it."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Column, Register
from apps.foundation.core.spreadsheets import XLSX
from apps.foundation.people.models import Mandate
from apps.office.documents.downloads import docx_response, pdf_response
from apps.systems.livelihood_projects import candidate_list, selectors
from apps.systems.livelihood_projects.filters import ReadingFilter
from apps.systems.livelihood_projects.models import Season
from apps.systems.livelihood_projects.services import deliberating
from apps.systems.livelihood_projects.views.preparing import CHANGE, managed_season, visible_season


@require_GET
def candidates(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The list in big type. That a member opened it is noted once; nothing else changes."""
    season = visible_season(request, public_id)
    deliberating.candidates_read(season=season, by=request.actor, at=timezone.now())
    context = _list_of(season) | {"to_cast": selectors.poll_to_cast(season, request.actor.person_id)}
    return render(request, "livelihood_projects/candidates.html", context)


@require_GET
def candidates_print(request: HttpRequest, public_id: UUID) -> FileResponse:
    return pdf_response(candidate_list.tree(visible_season(request, public_id)))


@require_GET
def candidates_docx(request: HttpRequest, public_id: UUID) -> FileResponse:
    return docx_response(candidate_list.tree(visible_season(request, public_id)))


def _list_of(season: Season) -> dict:
    projects = list(selectors.candidates_of(season))
    total = sum(project.budget for project in projects)
    return {"season": season, "words": season.words, "projects": projects, "total": total}


@require_GET
def candidates_xlsx(request: HttpRequest, public_id: UUID) -> FileResponse:
    season = visible_season(request, public_id)
    file, name = candidate_list.xlsx(season), candidate_list.name(season)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


@require_GET
def reading(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season, today = visible_season(request, public_id), timezone.localdate()
    columns = [
        Column("姓名", "person.name", sort="person__pinyin"),
        Column("团组", _groups),
        Column(
            "阅读", lambda row: "已读" if row.read_at else "未读", tone=lambda row: "green" if row.read_at else "red"
        ),
        Column("首次阅读时间", "read_at", sort="read_at"),
    ]
    if may(request.actor, CHANGE, season):
        columns.insert(2, Column("电话", "person.phone"))
    return Register(
        f"{season}阅读情况",
        selectors.members_with_reading(season, today),
        columns,
        filterset=ReadingFilter,
        search=("person__name__icontains", "person__pinyin__icontains", "person__initials__istartswith"),
        search_hint="查姓名或拼音",
        empty="本届还没有在任的成员,请先在“人员”中导入名册。",
        template="livelihood_projects/reading.html",
        context={"season": season, "reading": selectors.reading_of(season, today)},
    ).respond(request)


def _groups(row: Mandate) -> str:
    return "、".join(membership.group.name for membership in row.person.current_memberships)


@require_POST
def unread_remind(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = managed_season(request, public_id)
    told = deliberating.unread_remind(season=season, by=request.actor, at=timezone.now())
    messages.success(request, f"已提醒{told}名尚未阅读的成员。")
    return redirect(reverse("livelihood_reading", args=[public_id]))
