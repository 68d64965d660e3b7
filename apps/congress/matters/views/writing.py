"""A member's own suggestions: the list, writing, asking, signing, handing in, taking back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.matters.filters import OwnFilter
from apps.congress.matters.forms.writing import AskForm, NewSuggestionForm, SuggestionForm, WithdrawForm, initial_of
from apps.congress.matters.links import source_of
from apps.congress.matters.models import Matter
from apps.congress.matters.rules.waiting import tone_of, waits_for
from apps.congress.matters.rules.writing import TEMPLATE
from apps.congress.matters.selectors.writing import terms_of, voiced_options
from apps.congress.matters.services import signing, submitting
from apps.congress.matters.services import writing as services
from apps.congress.matters.services.writing import ONLY_LEAD
from apps.congress.matters.views.common import matter_for, refuse_early
from apps.foundation.core.acts import attempt
from apps.foundation.core.errors import DomainError
from apps.foundation.core.identifiers import uuid_of
from apps.foundation.core.numbers import number_of
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.people.models import Term


@require_GET
def own_list(request: HttpRequest) -> HttpResponse:
    """我的建议: what the member leads, was asked to sign, or brought for a resident."""
    rows = Matter.objects.none()
    if request.actor.is_member and request.actor.person_id:
        rows = Matter.objects.of_member(request.actor.person_id).with_all().order_by("-created_at", "-pk")
    return Register(
        "我的建议", rows, _columns(request.actor.person_id), filterset=OwnFilter,
        search=lambda found, text: found.found_by(text), search_hint="查标题、内容或编号",
        empty="看到、听到需要解决的事,可以写成意见建议提出,办理进展会写在这里。",
        actions=[Action("写建议", reverse("matters_write"), "pencil-plus", primary=True)],
    ).respond(request)  # fmt: skip


def _columns(me: int | None) -> list[Column]:
    return [
        Column("标题", "title", link=Matter.get_absolute_url, sort="title"),
        Column("状态", "get_state_display", sort="state", tone=lambda row: tone_of(row.state)),
        Column("在等什么", lambda row: waits_for(row.state, is_own=row.lead_id == me)),
        Column("期限", "due_on", sort="due_on"),
        Column("提出人", "proposer_name"),
        Column("编号", "number", sort="number"),
        Column("提交时间", "submitted_at", sort="submitted_at"),
    ]


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Begin one, for a body in which the member sits; from a link also for a meeting, or for what a resident told."""
    term, source = _term_asked(request), source_of(request.GET.get("source", ""))
    initial = {"revision": 1, "may_be_published": True, **_voiced(request, term)}
    form = NewSuggestionForm(
        request.POST or None, request.FILES or None, term=term, actor=request.actor, initial=initial
    )
    made = form.is_bound and attempt(
        form,
        lambda: services.suggestion_create(
            term=term, draft=form.draft(), ask=form.asked(), files=form.cleaned_data["files"], source=source,
            voiced=form.cleaned_data.get("voiced"), key=form.cleaned_data["key"], by=request.actor, at=timezone.now(),
        ),
    )  # fmt: skip
    if made:
        messages.success(request, "草稿已保存。核对后请点“提交”。")
        return redirect(made)
    title = "写意见建议" if term.body.is_street_body else "写建议"
    return _form(request, form, title, term.body.name, reverse("matters_own"), f"new-{term.pk}")


def _term_asked(request: HttpRequest) -> Term:
    terms = terms_of(request.actor, timezone.localdate())
    key = number_of(request.GET.get("term"), up_to=2**63 - 1)
    if key is not None:
        return get_object_or_404(terms, pk=key)
    found = terms.first()
    if found is None:
        raise Http404
    return found


def _voiced(request: HttpRequest, term: Term) -> dict[str, str]:
    """What a resident told, chosen by the link on its page: its text is where one begins."""
    asked = uuid_of(request.GET.get("voiced", ""))
    found = voiced_options(request.actor, term).filter(public_id=asked).first() if asked else None
    return {"voiced": str(found.public_id), "text": f"情况:{found.text}\n\n问题:\n\n建议:\n"} if found else {}


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = matter_for(request, public_id, "matters.change", ONLY_LEAD)
    refuse_early(request, found, "change")
    if found.term is None:
        raise Http404
    form = SuggestionForm(
        request.POST or None, request.FILES or None, term=found.term, initial=initial_of(found)
    )  # fmt: skip
    changed = form.is_bound and attempt(
        form,
        lambda: services.suggestion_change(
            matter=found, draft=form.draft(), revision=form.cleaned_data["revision"],
            files=form.cleaned_data["files"], by=request.actor, at=timezone.now(),
        ),
    )  # fmt: skip
    if changed:
        messages.success(request, "已保存。改了标题或者内容的,已附议的代表会收到消息,请重新确认。")
        return redirect(found)
    cancel = found.get_absolute_url()
    return _form(request, form, "修改", found.title, cancel, f"{found.public_id}-{found.revision}")


def _form(
    request: HttpRequest, form: SuggestionForm, title: str, pretitle: str, cancel: str, kept_as: str
) -> HttpResponse:
    context = {
        "form": form, "title": title, "pretitle": pretitle, "cancel": cancel, "kept_as": kept_as,
        "template": TEMPLATE,
    }  # fmt: skip
    return render(request, "matters/write.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = matter_for(request, public_id, "matters.change", ONLY_LEAD)
    refuse_early(request, found, "change")
    form = AskForm(request.POST or None, matter=found)
    if form.is_bound and attempt(
        form, lambda: signing.colleagues_ask(matter=found, people=form.asked(), by=request.actor, at=timezone.now())
    ):
        messages.success(request, "已向所选代表发出消息,由本人在手机上确认。")
        return redirect(found)
    context = {"form": form, "title": "请代表附议", "pretitle": found.title, "cancel": found.get_absolute_url()}
    return render(request, "matters/ask.html", {**context, "submit": "发出"})


@require_POST
def sign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = matter_for(request, public_id)
    revision = number_of(request.POST.get("revision"), up_to=30000) or 0
    signing.matter_sign(matter=found, revision=revision, by=request.actor, at=timezone.now())
    messages.success(request, "您已附议。立案以前可以撤回。")
    return redirect(found)


@require_POST
def unsign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = matter_for(request, public_id)
    row = signing.matter_unsign(matter=found, by=request.actor, at=timezone.now())
    messages.success(request, f"{row.get_consent_display()}。")
    return redirect("matters_own")


@require_POST
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = matter_for(request, public_id)
    made = submitting.suggestion_submit(matter=found, by=request.actor, at=timezone.now())
    number = made.submission.number if made.submission else ""
    messages.success(request, f"已提交,受理编号{number}。审核、交办、答复的每一步都会告诉您。")
    return redirect(found)


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, form = matter_for(request, public_id), WithdrawForm(request.POST)
    if not form.is_valid():
        raise DomainError("请写明撤回理由,不超过300字。")
    submitting.matter_withdraw(matter=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, "已撤回。")
    return redirect(found)
