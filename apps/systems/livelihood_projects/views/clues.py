"""The pool of clues: the register, one clue, and what the office does with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.matters.entry import to_success_page
from apps.foundation.audit.selectors import history_of
from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import document_draft
from apps.systems.livelihood_projects import front_papers, rules, selectors
from apps.systems.livelihood_projects.filters import AllCluesFilter, clue_filter
from apps.systems.livelihood_projects.forms import (
    ByHandForm,
    ClueSortForm,
    EndForm,
    JoinForm,
    MergeForm,
    NominateForm,
    SortingForm,
    StudyForm,
)
from apps.systems.livelihood_projects.models import Clue, Season
from apps.systems.livelihood_projects.services import collecting, nominating, sorting, studying
from apps.systems.livelihood_projects.views.collecting import managed_call
from apps.systems.livelihood_projects.views.preparing import CHANGE, managed_season, visible_season

TONES = {
    "collected": "orange", "merged": "secondary", "rejected": "secondary", "other_channel": "secondary",
    "feasibility": "blue", "preliminary": "green", "not_chosen": "secondary", "candidate": "green",
}  # fmt: skip
SORTED_AT_ONCE = 25


def visible_clue(request: HttpRequest, public_id: UUID) -> Clue:
    return get_object_or_404(Clue.objects.visible_to(request.actor).with_all(), public_id=public_id)


def managed_clue(request: HttpRequest, public_id: UUID) -> Clue:
    clue = visible_clue(request, public_id)
    require(request.actor, CHANGE, clue.season)
    return clue


@require_GET
def clue_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = visible_season(request, public_id)
    unsorted = selectors.clues_to_sort(season).count()
    return Register(
        f"{season}线索",
        season.clues.with_all().with_joined(),
        _columns(),
        filterset=clue_filter(season),
        search=lambda rows, text: rows.found_by(text),
        search_hint="查名称、内容、地点或编号",
        actions=_list_actions(season, unsorted) if may(request.actor, CHANGE, season) else [],
        empty="群众在征集页面提交后会出现在这里;来访、来电、来信请登记。",
        template="livelihood_projects/clues.html",
        context={"season": season},
    ).respond(request)


def _list_actions(season: Season, unsorted: int) -> list[Action]:
    key = [season.public_id]
    actions = []
    if hasattr(season, "collection"):
        actions.append(
            Action("登记线索", reverse("livelihood_season_clue_enter", args=key), "pencil-plus", primary=True)
        )
    if unsorted:
        actions.append(Action(f"批量分类({unsorted})", reverse("livelihood_season_clues_sort", args=key), "tags"))
    return actions


@require_GET
def all_clues(request: HttpRequest) -> HttpResponse:
    """Clues of every season, without those that were taken back."""
    columns = [
        Column("实施年度", "season.year", sort="season__year"),
        Column("机关", "season.body.name", sort="season__term__body__area__path"),
        *_columns(),
    ]
    return Register(
        "线索一览", Clue.objects.visible_to(request.actor).standing().with_all().with_joined(), columns,
        filterset=AllCluesFilter, search=lambda rows, text: rows.found_by(text), search_hint="查名称、内容、地点或编号",
        empty="各年度征集到的线索会列在这里。",
    ).respond(request)  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column("线索", "title", link=Clue.get_absolute_url, sort="title"),
        Column("编号", "submission.number", sort="submission__number"),
        Column("内容", "submission.text", on_screen=False),
        Column("类别", lambda clue: clue.get_category_display() or "未分类", sort="category"),
        Column("区域", "submission.area.name", sort="submission__area__path"),
        Column("地点", "submission.place", on_screen=False),
        Column("渠道", "submission.get_channel_display", sort="submission__channel"),
        Column("来源", _origin, on_screen=False),
        Column("收集代表", "submission.collected_by.name", on_screen=False),
        Column("件数", lambda clue: 1 + clue.joined, sort="joined"),
        Column("状态", "state_label", sort="state", tone=lambda clue: TONES[clue.state]),
        Column("并入", "merged_into.title", on_screen=False),
        Column("论证结论", finding_label, on_screen=False),
        Column("候选项目", "project.name", on_screen=False),
        Column("理由", "reason", on_screen=False),
        Column("收到时间", "submission.received_at", sort="submission__received_at"),
    ]


def _origin(clue: Clue) -> str:
    return rules.origin_of(channel=clue.submission.channel, proposer_kind=clue.submission.proposer_kind)


def finding_label(clue: Clue) -> str:
    sheet = selectors.sheet_of(clue)
    return sheet.get_conclusion_display() if sheet else ""


@require_GET
def clue_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    clue = visible_clue(request, public_id)
    keeps = may(request.actor, CHANGE, clue.season)
    context = {
        "clue": clue,
        "season": clue.season,
        "submission": clue.submission,
        "tone": TONES[clue.state],
        "keeps": keeps,
        "sheet": selectors.sheet_of(clue),
        "opinions": selectors.opinions_of(clue),
        "alike": selectors.clue_duplicates(clue) if keeps and clue.is_open else [],
        "merged": clue.merged.select_related("submission__area"),
        "updates": clue.submission.updates.all(),
        "papers": Document.objects.visible_to(request.actor).of(clue).defer("tree"),
        "history": history_of(clue, limit=30),
        "conclusions": clue.conclusions.select_related("consultation__season", "into").exclude(verdict=""),
    }
    return render(request, "livelihood_projects/clue.html", context)


def _act(
    request: HttpRequest, clue: Clue, form: BaseForm, act: Callable[[], Any], *, title: str, submit: str, done: str,
    hint: str = "",
) -> HttpResponse:  # fmt: skip
    """The page of one act on a clue."""
    if form.is_bound and attempt(form, act):
        messages.success(request, done)
        return redirect(clue)
    hint = hint or f"“{clue.submission.excerpt(80)}”"
    return form_page(
        request, form, title=title, pretitle=f"{clue.number} {clue.title}", cancel=clue.get_absolute_url(),
        submit=submit, hint=hint,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def clue_enter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    call, today = managed_call(request, public_id), timezone.localdate()
    areas = selectors.call_areas(call.season, today)
    form = ByHandForm(request.POST or None, request.FILES or None, areas=areas)
    received = form.is_bound and attempt(
        form,
        lambda: collecting.clue_collect(
            collection=call, area=form.chosen_area, values=form.values(), channel=form.cleaned_data["channel"],
            title=form.cleaned_data["title"], category=form.cleaned_data["category"], is_late=True,
            by=request.actor, at=timezone.now(),
        ),
    )  # fmt: skip
    if received:
        return to_success_page((received[0].submission, received[1]))
    hint = "替来访、来电、来信的群众登记,提交后给出查询码,请转告本人。"
    cancel = reverse("livelihood_season_clues", args=[public_id])
    return form_page(request, form, title="登记线索", pretitle=str(call.season), cancel=cancel, hint=hint)


@require_http_methods(["GET", "POST"])
def clues_sort(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A page of clues without a category, the likely one chosen already."""
    season = managed_season(request, public_id)
    waiting = selectors.clues_to_sort(season)
    clues = list(waiting[:SORTED_AT_ONCE])
    form = SortingForm(request.POST or None, clues=clues)
    if form.is_bound and form.is_valid():
        done = sorting.clues_sort(season=season, categories=form.categories, by=request.actor, at=timezone.now())
        messages.success(request, f"已分类{done}件。")
        return redirect(
            request.path if done and waiting.exists() else reverse("livelihood_season_clues", args=[public_id])
        )
    context = {"form": form, "season": season, "waiting": waiting.count()}
    return render(request, "livelihood_projects/clues_sort.html", context)


@require_POST
def clues_paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Draft the 线索汇总表."""
    season, today = managed_season(request, public_id), timezone.localdate()
    document = document_draft(
        organ=selectors.issuer_of(season, today), kind=front_papers.CLUES,
        tree=front_papers.clue_register(season, today), subject=season, by=request.actor, at=timezone.now(),
    )  # fmt: skip
    return redirect(document)


@require_http_methods(["GET", "POST"])
def clue_sort(request: HttpRequest, public_id: UUID) -> HttpResponse:
    clue = managed_clue(request, public_id)
    likely = {} if clue.category else {"category": rules.likely_category(clue.submission.text)}
    form = ClueSortForm(request.POST or None, instance=clue, initial=likely)
    return _act(
        request, clue, form,
        lambda: sorting.clue_sort(clue=clue, **form.cleaned_data, by=request.actor, at=timezone.now()),
        title="名称和类别", submit="保存", done="已保存。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def clue_merge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    clue = managed_clue(request, public_id)
    initial = {"into": request.GET.get("into", ""), "reason": "反映的是同一件事"}
    form = MergeForm(request.POST or None, season=clue.season, initial=initial)
    return _act(
        request, clue, form,
        lambda: sorting.clue_merge(clue=clue, **form.cleaned_data, by=request.actor, at=timezone.now()),
        title="合并线索", submit="合并", done="已合并,两边的反映人都已告知。",
        hint=f"“{clue.submission.excerpt(80)}”并入另一件后,以后只办那一件,不能撤销。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def clue_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """不予采纳 or 转其他渠道, with the answer to the proposer."""
    clue = managed_clue(request, public_id)
    form = EndForm(request.POST or None)

    def end() -> Clue:
        data = form.cleaned_data
        act = sorting.clue_divert if data["kind"] == "divert" else sorting.clue_reject
        return act(clue=clue, reason=data["reason"], where=data["where"], by=request.actor, at=timezone.now())

    return _act(request, clue, form, end, title="不列入,答复反映人", submit="答复", done="已答复反映人。")


@require_http_methods(["GET", "POST"])
def clue_study(request: HttpRequest, public_id: UUID) -> HttpResponse:
    clue = managed_clue(request, public_id)
    form = StudyForm(request.POST or None, season=clue.season)
    return _act(
        request, clue, form,
        lambda: studying.clue_study(clue=clue, **form.cleaned_data, by=request.actor, at=timezone.now()),
        title="交办论证", submit="交办", done="已交办,单位的办理人员收到了消息。",
    )  # fmt: skip


@require_POST
def clue_drop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    clue = managed_clue(request, public_id)
    sorting.clue_drop(clue=clue, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已移出初选,反映人已告知。")
    return redirect(clue)


@require_http_methods(["GET", "POST"])
def clue_nominate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make a candidate of the clue; the next page is the candidate's own, filled in."""
    clue = managed_clue(request, public_id)
    form = NominateForm(request.POST or None, clue=clue)
    project = form.is_bound and attempt(
        form,
        lambda: nominating.project_from_clue(clue=clue, **form.cleaned_data, by=request.actor, at=timezone.now()),
    )
    if project:
        messages.success(request, f"“{project}”已列为候选,论证表的内容都已带入,请核对。")
        return redirect("livelihood_project_change", project.public_id)
    hint = "论证表的各栏和范围审核会带入候选项目;一个候选项目可以来自几件线索。"
    return form_page(
        request, form, title="列为候选项目", pretitle=f"{clue.number} {clue.title}",
        cancel=clue.get_absolute_url(), submit="列为候选", hint=hint,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def clue_join(request: HttpRequest, public_id: UUID) -> HttpResponse:
    clue = managed_clue(request, public_id)
    form = JoinForm(request.POST or None, clue=clue)
    return _act(
        request, clue, form,
        lambda: nominating.clue_join(clue=clue, **form.cleaned_data, by=request.actor, at=timezone.now()),
        title="归入已有候选项目", submit="归入", done="已归入,候选项目的提出来源已更新。",
    )  # fmt: skip


@require_POST
def clue_paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Draft the 可行性论证表."""
    clue, today = managed_clue(request, public_id), timezone.localdate()
    document = document_draft(
        organ=selectors.issuer_of(clue.season, today), kind=front_papers.SHEET,
        tree=front_papers.feasibility_sheet(clue, today), subject=clue, by=request.actor, at=timezone.now(),
    )  # fmt: skip
    return redirect(document)
