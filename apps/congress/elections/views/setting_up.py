"""The list, the beginning, and the one page of an election."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.elections.filters import ElectionFilter
from apps.congress.elections.forms.setting_up import (
    POSTS,
    ChangeElectionForm,
    DefenceForm,
    ElectionForm,
    NewElectionForm,
    QuestionForm,
)
from apps.congress.elections.models import Election
from apps.congress.elections.selectors.page import page_of
from apps.congress.elections.services import setting_up as services
from apps.congress.elections.views.common import election_for, managed
from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.audiences import may_enter
from apps.foundation.core.registers import Action, Column, Register

SEARCHED = ["title__icontains", "post__icontains", "person__name__icontains"]
TONES = {"nominating": "orange", "polled": "green", "decided": "blue", "closed": "secondary"}
COLUMNS = [
    Column("名称", "title", link=Election.get_absolute_url, sort="title"),
    Column("类别", "get_kind_display", sort="kind"),
    Column("机关", "term.body.name", sort="term__body__name"),
    Column("职务", "post", sort="post"),
    Column("应选", "seats"),
    Column("状态", "state_label", sort="state", tone=lambda row: TONES.get(row.state, "secondary")),
    Column("提名截止", "nominate_by", sort="nominate_by"),
    Column("产生结果", "decided_at", sort="decided_at"),
]


@require_GET
def elections(request: HttpRequest) -> HttpResponse:
    keeps = may_enter(request.actor.role, "elections_new")
    actions = [
        Action("登记辞职、罢免", reverse("elections_question_new"), icon="user-minus"),
        Action("新建选举", reverse("elections_new"), icon="plus", primary=True),
    ]
    empty = "请先新建一次选举,开放提名。" if keeps else "本级人大举行选举时,会在这里和首页待办中显示。"
    return Register(
        "选举", Election.objects.visible_to(request.actor).with_body(), COLUMNS,
        empty=empty, filterset=ElectionFilter, search=SEARCHED,
        search_hint="查名称、职务", actions=actions if keeps else [],
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def election_new(request: HttpRequest) -> HttpResponse:
    form = NewElectionForm(request.POST or None, actor=request.actor)
    made = request.method == "POST" and attempt(
        form,
        lambda: services.election_create(
            term=form.cleaned_data["term"],
            draft=form.draft(),
            key=form.cleaned_data["key"],
            by=request.actor,
            at=timezone.now(),
        ),
    )
    if made:
        messages.success(request, "已新建,提名已经开放。")
        return redirect(made)
    return _form(request, form, "新建选举")


@require_http_methods(["GET", "POST"])
def election_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = ChangeElectionForm(request.POST or None, instance=found)
    if request.method == "POST" and attempt(
        form,
        lambda: services.election_change(
            election=found, draft=form.draft(), seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "设置已保存。")
        return redirect(found)
    return _form(request, form, "修改设置", found)


def _form(request: HttpRequest, form: ElectionForm, title: str, found: Election | None = None) -> HttpResponse:
    back = found.get_absolute_url() if found else reverse("elections_list")
    context = {"form": form, "title": title, "cancel": back, "posts": POSTS}
    return render(request, "elections/election_form.html", context)


@require_http_methods(["GET", "POST"])
def question_new(request: HttpRequest) -> HttpResponse:
    form = QuestionForm(request.POST or None, actor=request.actor)
    made = request.method == "POST" and attempt(
        form,
        lambda: services.question_create(
            term=form.cleaned_data["term"],
            draft=form.draft(),
            key=form.cleaned_data["key"],
            by=request.actor,
            at=timezone.now(),
        ),
    )
    if made:
        messages.success(request, "已登记。")
        return redirect(made)
    return form_page(request, form, title="登记辞职、罢免", cancel=reverse("elections_list"), submit="登记")


@require_GET
def election(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where it stands, what is missing, the next step; for deputies the nominees they may stand for."""
    found = election_for(request, public_id)
    context = {"election": found, "page": page_of(found, request.actor, timezone.now())}
    return render(request, "elections/election.html", context)


@require_POST
def call_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    services.election_call_off(election=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已终止。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def defence(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = election_for(request, public_id, "elections.defend")
    form = DefenceForm(request.POST or None, initial={"text": found.defence})
    if request.method == "POST" and attempt(
        form,
        lambda: services.defence_record(election=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "申辩意见已登记。")
        return redirect(found)
    return form_page(request, form, title="登记申辩意见", cancel=found.get_absolute_url(), pretitle=found.title)
