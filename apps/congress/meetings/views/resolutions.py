"""The list of resolutions, and the one page of each: its texts, its vote, its papers."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.meetings import resolution_papers as papers
from apps.congress.meetings.filters import ResolutionFilter
from apps.congress.meetings.forms.resolutions import HandsForm, ResolutionForm, VoteForm
from apps.congress.meetings.models import Meeting, Resolution
from apps.congress.meetings.selectors.resolutions import page_of
from apps.congress.meetings.services import resolution_papers
from apps.congress.meetings.services import resolutions as services
from apps.congress.meetings.views.meetings import meeting_of
from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.office.documents.downloads import docx_response, pdf_response

TONES = {"draft": "secondary", "voting": "orange", "adopted": "green", "rejected": "red", "withdrawn": "secondary"}
COLUMNS = [
    Column("本届序号", "number_label", sort="number"),
    Column("标题", "title", link=Resolution.get_absolute_url, sort="title"),
    Column("文种", "get_kind_display", sort="kind"),
    Column("会议", "meeting.title", sort="meeting__starts_on"),
    Column("状态", "state_label", sort="state", tone=lambda row: TONES[row.state]),
    Column("应到", "due", on_screen=False),
    Column("实到", "present", on_screen=False),
    Column("赞成", "approve"),
    Column("反对", "oppose"),
    Column("弃权", "abstain"),
    Column("表决时间", "decided_at", sort="decided_at"),
]


@require_GET
def resolutions(request: HttpRequest) -> HttpResponse:
    """All of the actor's bodies; from a meeting's page those of the meeting, where a draft is begun."""
    rows = Resolution.objects.visible_to(request.actor).with_meeting().order_by("-meeting__starts_on", "number")
    meeting = _meeting_asked(request)
    actions = []
    if meeting is not None and may(request.actor, "meetings.manage", meeting):
        actions = [Action("起草决议、决定", reverse("meetings_resolution_new", args=[meeting.public_id]), "plus", True)]
    keeps = may(request.actor, "meetings.manage")
    empty = "请在会议页面打开“决议决定”,起草第一件。" if keeps else "会议表决的决议、决定会显示在这里。"
    return Register(
        "决议决定", rows, COLUMNS, filterset=ResolutionFilter, search=["title__icontains", "text__icontains"],
        search_hint="查标题、正文", actions=actions, empty=empty, pretitle=meeting.title if meeting else "",
    ).respond(request)  # fmt: skip


def _meeting_asked(request: HttpRequest) -> Meeting | None:
    form = ResolutionFilter(request.GET).form
    public_id = form.cleaned_data.get("meeting") if form.is_valid() else None
    return Meeting.objects.visible_to(request.actor).filter(public_id=public_id).first() if public_id else None


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    form = ResolutionForm(request.POST or None, meeting=meeting, initial={"revision": 1})
    made = request.method == "POST" and attempt(
        form,
        lambda: services.resolution_draft(meeting=meeting, draft=form.draft(), by=request.actor, at=timezone.now()),
    )
    if made:
        messages.success(request, "草案已保存。")
        return redirect(made)
    back = f"{reverse('meetings_resolutions')}?meeting={meeting.public_id}"
    return form_page(request, form, title="起草决议、决定", pretitle=meeting.title, cancel=back)


@require_GET
def resolution(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = resolution_of(request, public_id)
    context = {"resolution": found, "tone": TONES[found.state], "page": page_of(found, timezone.localdate())}
    return render(request, "meetings/resolution.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Another revision; whoever saves over somebody else's sees both texts and decides."""
    found = managed(request, public_id)
    fields = ("kind", "title", "text", "agenda_item", "revision")
    form = ResolutionForm(
        request.POST or None, meeting=found.meeting, initial={field: getattr(found, field) for field in fields}
    )
    if request.method == "POST" and attempt(
        form,
        lambda: services.resolution_change(
            resolution=found, draft=form.draft(), revision=form.cleaned_data["revision"], by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "已保存为新的一版。")
        return redirect(found)
    return render(request, "meetings/resolution_form.html", {"form": form, "resolution": found})


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    services.resolution_withdraw(resolution=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "草案已撤回。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def put(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = VoteForm(request.POST or None, resolution=found)
    poll = request.method == "POST" and attempt(
        form,
        lambda: services.resolution_put(resolution=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    )
    if poll:
        messages.success(request, "表决已准备好。正文从现在起不能再改。")
        return redirect("ballots_poll", poll.public_id)
    return form_page(request, form, title="提交表决", pretitle=found.title, cancel=found.get_absolute_url(),
                     submit="准备表决")  # fmt: skip


@require_http_methods(["GET", "POST"])
def hands(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = HandsForm(request.POST or None, resolution=found)
    if request.method == "POST" and attempt(
        form,
        lambda: services.resolution_hands(
            resolution=found, sitting=form.cleaned_data["sitting"], counts=form.counts(), by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "举手表决结果已登记。")
        return redirect(found)
    needed = page_of(found, timezone.localdate()).majority
    hint = f"填写会场清点的人数。须经{needed}赞成;登记后不能再改,请先核对。"
    return form_page(request, form, title="登记举手表决", pretitle=found.title, cancel=found.get_absolute_url(),
                     submit="登记结果", hint=hint)  # fmt: skip


@require_GET
def text_pdf(request: HttpRequest, public_id: UUID) -> FileResponse:
    return pdf_response(papers.text(resolution_of(request, public_id), timezone.localdate()))


@require_GET
def text_docx(request: HttpRequest, public_id: UUID) -> FileResponse:
    return docx_response(papers.text(resolution_of(request, public_id), timezone.localdate()))


@require_POST
def announcement(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _drafted(request, public_id, resolution_papers.announcement_draft, "公告文稿已拟出,请核对后送审。")


@require_POST
def red_head(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _drafted(request, public_id, resolution_papers.red_head_draft, "印发稿已拟出,请核对后送审。")


def _drafted(request: HttpRequest, public_id: UUID, act: Callable, sentence: str) -> HttpResponse:
    document = act(resolution=managed(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, sentence)
    return redirect(document)


def resolution_of(request: HttpRequest, public_id: UUID) -> Resolution:
    """The text, where it exists for the acting role."""
    return get_object_or_404(Resolution.objects.visible_to(request.actor).with_meeting(), public_id=public_id)


def managed(request: HttpRequest, public_id: UUID) -> Resolution:
    found = resolution_of(request, public_id)
    require(request.actor, "meetings.manage", found)
    return found
