"""The roster import: template, upload, progress, preview, confirmation."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.foundation.core.acts import attempt
from apps.foundation.core.identifiers import uuid_of
from apps.foundation.core.permissions import require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.core.spreadsheets import XLSX
from apps.foundation.people.forms.terms import RosterForm
from apps.foundation.people.models import RosterImport, RosterState, Term
from apps.foundation.people.services.roster import imports
from apps.foundation.people.services.roster.template import roster_template

TONES = {
    RosterState.UPLOADED: "blue", RosterState.CHECKING: "blue", RosterState.FAULTY: "red", RosterState.CLEAN: "orange",
    RosterState.WRITING: "blue", RosterState.WRITTEN: "green", RosterState.ABANDONED: "secondary",
}  # fmt: skip


def roster_url(roster: RosterImport) -> str:
    return reverse("people_roster", args=[roster.public_id])


def roster_list(request: HttpRequest) -> HttpResponse:
    columns = [
        Column("文件", "file_name", link=roster_url),
        Column("届", "term"),
        Column("状态", "get_state_display", sort="state", tone=lambda row: TONES[row.state]),
        Column("行数", "total"),
        Column("问题", "problem_count"),
        Column("上传人", "uploaded_by.name"),
        Column("上传时间", "uploaded_at", sort="uploaded_at"),
    ]
    return Register(
        "名册导入记录",
        RosterImport.objects.visible_to(request.actor).select_related("term__body", "uploaded_by"),
        columns,
        search=["file_name__icontains", "term__body__name__icontains"],
        search_hint="查文件名或机关",
        actions=[Action("导入名册", reverse("people_roster_import"), "table-import", primary=True)],
        empty="请先下载模板填写,再导入名册。",
    ).respond(request)


def roster_import(request: HttpRequest) -> HttpResponse:
    require(request.actor, "people.import_roster")
    chosen = _chosen_term(request)
    initial = {"term": chosen.public_id, "starts_on": chosen.first_session_on} if chosen else {}
    form = RosterForm(request.POST or None, request.FILES or None, actor=request.actor, initial=initial)
    roster = form.is_bound and attempt(
        form, lambda: imports.roster_upload(**form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if roster:
        return redirect(roster_url(roster))
    terms = list(form.fields["term"].queryset)
    context = {"form": form, "terms": terms, "chosen": chosen}
    return render(request, "people/roster_import.html", context)


def _chosen_term(request: HttpRequest) -> Term | None:
    """The term a link names; without a link the only one there is to choose."""
    terms = Term.objects.visible_to(request.actor)
    if asked := request.GET.get("term"):
        return terms.filter(public_id=uuid_of(asked)).first()
    running = list(terms.filter(ended_on__isnull=True)[:2])
    return running[0] if len(running) == 1 else None


def roster_template_download(request: HttpRequest, term_id: str) -> FileResponse:
    terms = Term.objects.visible_to(request.actor).select_related("body__area")
    term = get_object_or_404(terms, public_id=term_id)
    file = BytesIO(roster_template(term))
    return FileResponse(file, as_attachment=True, filename=f"{term}名册模板.xlsx", content_type=XLSX)


def roster_page(request: HttpRequest, roster_id: str) -> HttpResponse:
    roster = _roster(request, roster_id)
    done, total = imports.roster_progress(roster)
    return render(request, "people/roster.html", {"roster": roster, "done": done, "total": total})


def roster_progress(request: HttpRequest, roster_id: str) -> HttpResponse:
    """The progress alone; when the worker has finished, the browser is asked to load the whole page."""
    roster = _roster(request, roster_id)
    done, total = imports.roster_progress(roster)
    response = render(request, "people/roster_progress.html", {"roster": roster, "done": done, "total": total})
    if not roster.is_working:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def roster_confirm(request: HttpRequest, roster_id: str) -> HttpResponse:
    roster = _roster(request, roster_id)
    require(request.actor, "people.import_roster", roster)
    imports.roster_confirm(roster=roster, by=request.actor, at=timezone.now())
    return redirect(roster_url(roster))


@require_POST
def roster_abandon(request: HttpRequest, roster_id: str) -> HttpResponse:
    roster = _roster(request, roster_id)
    require(request.actor, "people.import_roster", roster)
    imports.roster_abandon(roster=roster, by=request.actor, at=timezone.now())
    messages.success(request, "已放弃,上传的文件已删除。")
    return redirect("people_roster_import")


def _roster(request: HttpRequest, roster_id: str) -> RosterImport:
    rosters = RosterImport.objects.visible_to(request.actor).select_related("term__body__area", "uploaded_by")
    return get_object_or_404(rosters, public_id=roster_id)
