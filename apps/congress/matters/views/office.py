"""The office's register of submissions and the page of one."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.matters import selectors, services
from apps.congress.matters.entry import to_success_page
from apps.congress.matters.filters import SubmissionFilter
from apps.congress.matters.forms import ByHandForm, MergeForm, TellForm
from apps.congress.matters.models import Submission
from apps.congress.matters.qr import qr_of
from apps.congress.matters.services.matter_merging import submission_end_in
from apps.foundation.audit.selectors import history_of
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import WrongState
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.organisations.models import Area

TONES = {"未告知": "orange", "已告知": "blue", "已办结": "green"}


def progress_tone(submission: Submission) -> str:
    return TONES.get(submission.progress, "secondary")


@require_GET
def submission_list(request: HttpRequest) -> HttpResponse:
    actions = [
        Action("登记来访来电来信", reverse("matters_enter"), "pencil-plus", primary=True),
        Action("意见征集二维码", reverse("matters_posters"), "qrcode"),
    ]
    return Register(
        "意见建议",
        Submission.objects.visible_to(request.actor).select_related("area", "collected_by").with_progress(),
        _columns(),
        filterset=SubmissionFilter,
        search=lambda rows, text: rows.found_by(text),
        search_hint="查内容、地点、姓名或编号",
        actions=actions if may(request.actor, "matters.keep") else [],
        empty="请打印意见征集二维码张贴,或者登记来访、来电、来信。",
    ).respond(request)


def _columns() -> list[Column]:
    return [
        Column("内容", "excerpt", link=Submission.get_absolute_url, exported=False),
        Column("编号", "number", sort="number"),
        Column("内容", "text", on_screen=False),
        Column("区划", "area.name", sort="area__path"),
        Column("地点", "place", on_screen=False),
        Column("用途", "purpose_title"),
        Column("渠道", "get_channel_display", sort="channel"),
        Column("反映人", "proposer"),
        Column("收集代表", "collected_by.name", on_screen=False),
        Column("收到日期", lambda row: local_day(row.received_at), sort="received_at"),
        Column("进展", "progress", tone=progress_tone),
        Column("最近一次告知", "last_sentence", on_screen=False),
        Column("告知时间", "last_told_at", on_screen=False),
    ]


@require_GET
def submission_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, submission_of(request, public_id))


def _page(request: HttpRequest, submission: Submission, phone: str = "") -> HttpResponse:
    """`phone` is the whole number, just looked up; otherwise it is masked."""
    keeps = may(request.actor, "matters.keep", submission)
    context = {
        "submission": submission,
        "tone": progress_tone(submission),
        "phone": phone or submission.masked_phone,
        "is_phone_whole": bool(phone),
        "keeps": keeps,
        "updates": submission.updates.all(),
        "merged": submission.merged.select_related("area"),
        "alike": selectors.duplicates_of(submission) if keeps and submission.stands and not submission.purpose else [],
        "history": history_of(submission, limit=30) if request.actor.sees_area else [],
    }
    return render(request, "matters/submission.html", context)


@require_http_methods(["GET", "POST"])
def submission_tell(request: HttpRequest, public_id: UUID) -> HttpResponse:
    submission = kept(request, public_id)
    form = TellForm(request.POST or None)
    told = form.is_bound and attempt(
        form,
        lambda: services.submission_tell(
            submission=submission, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
    )
    if told:
        messages.success(request, "已告知,反映人凭查询码可以看到。")
        return redirect(submission)
    hint = f"“{submission.excerpt(60)}”。并入本件的反映人也会看到这句话。"
    return form_page(
        request, form, title="告知进展", pretitle=submission.number, cancel=submission.get_absolute_url(),
        submit="告知", hint=hint,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def submission_merge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Into another submission or into a matter; what was brought to a system is merged on that system's own page."""
    submission = kept(request, public_id)
    if submission.purpose:
        raise WrongState(f"{submission.number}号属于“{submission.purpose_title}”,请在该系统的页面上合并。")
    among = Submission.objects.visible_to(request.actor).in_place_of(submission)
    form = MergeForm(request.POST or None, among=among, initial={"into": request.GET.get("into", "")})
    merged = form.is_bound and attempt(
        form,
        lambda: submission_end_in(submission=submission, **form.cleaned_data, by=request.actor, at=timezone.now()),
    )
    if merged:
        messages.success(request, "已合并,两边的反映人都已告知。")
        return redirect(merged.merged_into)
    hint = (
        f"将{submission.number}号“{submission.excerpt(60)}”并入另一件意见建议,或者正在办理的代表建议等事项;"
        "以后只在那一件上告知进展,不能撤销。"
    )
    return form_page(
        request, form, title="合并", pretitle=submission.number, cancel=submission.get_absolute_url(),
        submit="合并", hint=hint,
    )  # fmt: skip


@require_POST
def code_renew(request: HttpRequest, public_id: UUID) -> HttpResponse:
    submission = kept(request, public_id)
    code = services.code_renew(submission=submission, by=request.actor, at=timezone.now())
    return to_success_page((submission, code))


@require_POST
def phone_look_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    submission = submission_of(request, public_id)
    require(request.actor, "matters.dial", submission)
    return _page(
        request, submission, services.phone_look_up(submission=submission, by=request.actor, at=timezone.now())
    )


@require_http_methods(["GET", "POST"])
def submission_enter(request: HttpRequest) -> HttpResponse:
    """Who came, called or wrote is written down by the office."""
    require(request.actor, "matters.keep")
    areas = selectors.areas_within(request.actor, timezone.localdate())
    form = ByHandForm(request.POST or None, request.FILES or None, areas=areas)
    received = form.is_bound and attempt(
        form, lambda: services.submission_receive(**form.values(), by=request.actor, at=timezone.now())
    )
    if received:
        return to_success_page(received)
    hint = "提交后会给出查询码,请抄给反映人。"
    return form_page(request, form, title="登记意见建议", cancel=reverse("matters_list"), submit="登记", hint=hint)


@require_GET
def posters(request: HttpRequest) -> HttpResponse:
    """One poster for each place of the office's area."""
    today = timezone.localdate()
    areas = [area for area in selectors.areas_within(request.actor, today) if area.kind in selectors.PLACES]
    return render(request, "matters/posters.html", {"areas": areas, "today": today})


@require_GET
def poster(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """意见征集二维码, A4."""
    area = get_object_or_404(Area.objects.visible_to(request.actor), public_id=public_id)
    path = f"{reverse('matters_tell', args=[area.public_id])}?by=scan"
    contact = selectors.contact_of(area, timezone.localdate())
    return render(request, "matters/poster.html", {"area": area, "qr": qr_of(path), "contact": contact})


def submission_of(request: HttpRequest, public_id: UUID) -> Submission:
    """The submission, where it exists for the acting role."""
    return get_object_or_404(_rows(request), public_id=public_id)


def kept(request: HttpRequest, public_id: UUID) -> Submission:
    """The same, for who may act on it."""
    submission = submission_of(request, public_id)
    require(request.actor, "matters.keep", submission)
    return submission


def _rows(request: HttpRequest) -> QuerySet[Submission]:
    rows = Submission.objects.visible_to(request.actor).with_progress()
    return rows.select_related("area", "series", "person", "collected_by", "merged_into", "rating")
