"""The list of polls, and the one page on which a poll is prepared and led through its stages."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.congress.ballots import selectors
from apps.congress.ballots.filters import PollFilter
from apps.congress.ballots.forms.setting_up import ChangePollForm, NewPollForm, OfficersForm, OptionsForm
from apps.congress.ballots.models import Poll, PollState, Stage
from apps.congress.ballots.rules.opening import issues_before_opening
from apps.congress.ballots.secret_box import fingerprints_of
from apps.congress.ballots.selectors.scrutiny import presence_issues
from apps.congress.ballots.services.setting_up import officers_set, options_set, poll_change, poll_create
from apps.congress.ballots.views.common import poll_for
from apps.foundation.core.acts import attempt
from apps.foundation.core.audiences import may_enter
from apps.foundation.core.errors import Issue
from apps.foundation.core.registers import Action, Column, Register

TONES = {"open": "green", "draft": "blue", "voided": "red"}
# Where each missing thing is done; whatever is not named here, among the settings.
STEPS = {
    "ballots_options": ("no_options", "too_few_options"),
    "ballots_officers": ("no_chief_scrutineer", "few_scrutineers", "few_tellers", "candidate_scrutineer"),
    "ballots_officer_vote": ("list_not_passed",),
    "ballots_scrutiny": ("not_declared", "few_present"),
}
COLUMNS = [
    Column("票名", "title", link=lambda poll: reverse("ballots_poll", args=[poll.public_id]), sort="title"),
    Column("机关", "body.name", sort="body__name"),
    Column("表决方式", "get_model_display"),
    Column("投票方式", "get_method_display"),
    Column("状态", "get_state_display", sort="state", tone=lambda poll: TONES.get(poll.state, "secondary")),
    Column("开始时间", "opened_at", sort="opened_at"),
    Column("截止时间", "closed_at", sort="closed_at"),
]


@require_GET
def polls(request: HttpRequest) -> HttpResponse:
    new = [Action("新建表决", reverse("ballots_poll_new"), icon="plus", primary=True)]
    may_create = may_enter(request.actor.role, "ballots_poll_new")
    empty = "请先新建一次表决,录入表决事项。" if may_create else "本机关举行表决时,会在这里和首页待办中显示。"
    return Register(
        "表决", Poll.objects.visible_to(request.actor), COLUMNS,
        empty=empty, filterset=PollFilter, search=["title__icontains", "options__title__icontains"],
        search_hint="查票名", actions=new if may_create else [],
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def poll_new(request: HttpRequest) -> HttpResponse:
    form = NewPollForm(request.POST or None, actor=request.actor)
    made = request.method == "POST" and attempt(
        form,
        lambda: poll_create(
            body=form.cleaned_data["body"], draft=form.draft(), key=form.cleaned_data["key"], by=request.actor,
            at=timezone.now(),
        ),
    )  # fmt: skip
    if made:
        messages.success(request, "已新建,请录入表决事项。")
        return redirect("ballots_poll", made.public_id)
    return render(request, "ballots/settings_form.html", {"form": form, "title": "新建表决"})


@require_GET
def poll(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything about a poll in one place, and the next thing to do."""
    found = poll_for(request, public_id)
    context = {"poll": found, "options": found.options.all(), "officers": found.officers.select_related("person")}
    if found.state == PollState.DRAFT:
        at = timezone.now()
        issues = issues_before_opening(selectors.opening_facts(found, at=at))
        context["steps"] = _steps(found, [*issues, *presence_issues(found, Stage.OPEN, at)])
    else:
        context["counts"] = selectors.live_counts(found)
        context["fingerprints"] = fingerprints_of(found)
    return render(request, "ballots/poll.html", context)


def _steps(poll: Poll, issues: Sequence[Issue]) -> list[tuple[str, str]]:
    """What is missing with the page where it is done, in the order in which it is done."""
    pages = {code: page for page, codes in STEPS.items() for code in codes}
    return [
        (issue.sentence, reverse(pages.get(issue.code, "ballots_poll_edit"), args=[poll.public_id])) for issue in issues
    ]


@require_http_methods(["GET", "POST"])
def poll_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = poll_for(request, public_id, "ballots.run_poll")
    form = ChangePollForm(request.POST or None, instance=found)
    if request.method == "POST" and attempt(
        form,
        lambda: poll_change(
            poll=found, draft=form.draft(), seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "设置已保存。")
        return redirect("ballots_poll", public_id)
    return render(request, "ballots/settings_form.html", {"form": form, "poll": found, "title": "修改设置"})


@require_http_methods(["GET", "POST"])
def options(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = poll_for(request, public_id, "ballots.run_poll")
    form = OptionsForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        options_set(poll=found, options=form.drafts(), by=request.actor, at=timezone.now())
        messages.success(request, "表决事项已保存。")
        return redirect("ballots_poll", public_id)
    return render(request, "ballots/poll_form.html", {"form": form, "poll": found, "title": "表决事项"})


@require_http_methods(["GET", "POST"])
def officers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = poll_for(request, public_id, "ballots.run_poll")
    form = OfficersForm(request.POST or None, poll=found)
    if request.method == "POST" and form.is_valid():
        officers_set(poll=found, officers=form.drafts(), by=request.actor, at=timezone.now())
        messages.success(request, "监票人、计票人已保存。")
        return redirect("ballots_poll", public_id)
    return render(request, "ballots/poll_form.html", {"form": form, "poll": found, "title": "监票人、计票人"})
