"""命题方案: the list, one of them beside what the bank offers, its editor."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt
from apps.foundation.core.errors import WrongState
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.systems.legal_exams.forms.blueprints import BlueprintEditor
from apps.systems.legal_exams.models import Blueprint
from apps.systems.legal_exams.permissions import RUN
from apps.systems.legal_exams.rules.drawing import total_of
from apps.systems.legal_exams.rules.marking import shown
from apps.systems.legal_exams.selectors.blueprints import fills_of
from apps.systems.legal_exams.services import blueprints as acts
from apps.systems.legal_exams.views.finding import office_of, visible


@require_GET
def blueprint_list(request: HttpRequest) -> HttpResponse:
    rows = Blueprint.objects.visible_to(request.actor).prefetch_related("lines", "exams")
    columns = [
        Column("命题方案", "title", link=Blueprint.get_absolute_url, sort="title"),
        Column("题数", lambda one: sum(part.count for part in one.drawn_parts)),
        Column("总分", lambda one: shown(total_of(one.drawn_parts))),
        Column("及格线", lambda one: shown(one.pass_tenths), sort="pass_tenths"),
        Column("考试时间(分钟)", "minutes", sort="minutes"),
        Column("采用的考试", lambda one: len(one.exams.all())),
        Column("状态", _standing, tone=lambda one: "secondary" if one.retired_at else "green"),
    ]
    actions = [Action("题库概况", reverse("legal_exams_bank_counts"), "chart-bar")]
    if may(request.actor, RUN):
        actions.insert(0, Action("制定命题方案", reverse("legal_exams_blueprint_new"), "plus", primary=True))
    return Register(
        "命题方案", rows, columns, search=["title__icontains"], search_hint="查名称", actions=actions,
        empty="由任免考试工作人员制定:每种题型从公共部分、相关部分各抽多少道。",
    ).respond(request)  # fmt: skip


def _standing(blueprint: Blueprint) -> str:
    return "停用" if blueprint.retired_at else "已用于考试" if blueprint.exams.all() else "可以修改"


@require_GET
def blueprint_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    blueprint = visible(request, Blueprint.objects, public_id)
    (fill,) = fills_of(blueprint.office, [blueprint], timezone.localdate())
    context = {
        "blueprint": blueprint, "fill": fill, "keeps": may(request.actor, RUN, blueprint),
        "is_used": blueprint.exams.exists(), "total": shown(total_of(blueprint.drawn_parts)),
        "pass_mark": shown(blueprint.pass_tenths), "questions": sum(line.part.count for line in fill.lines),
        "lines": [(line, shown(line.part.tenths)) for line in fill.lines],
    }  # fmt: skip
    return render(request, "legal_exams/blueprint.html", context)


@require_http_methods(["GET", "POST"])
def blueprint_new(request: HttpRequest) -> HttpResponse:
    require(request.actor, RUN)
    office = office_of(request)
    head, parts = acts.usual_of(office, timezone.localdate())
    editor = BlueprintEditor(request.POST or None, head=head, parts=parts)
    made = request.method == "POST" and attempt(
        editor,
        lambda: acts.blueprint_create(
            office=office, head=editor.draft(), parts=editor.parts(), by=request.actor, at=timezone.now()
        ),
    )
    if made:
        messages.success(request, "命题方案已保存。请看题库够不够抽。")
        return redirect(made)
    return _editor(request, editor, "制定命题方案", reverse("legal_exams_blueprints"))


@require_http_methods(["GET", "POST"])
def blueprint_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    blueprint = visible(request, Blueprint.objects, public_id, RUN)
    if blueprint.exams.exists():
        raise WrongState(acts.IN_USE)
    editor = BlueprintEditor.of(request.POST or None, blueprint)
    if request.method == "POST" and attempt(
        editor,
        lambda: acts.blueprint_change(
            blueprint=blueprint, head=editor.draft(), parts=editor.parts(), revision=editor.revision,
            by=request.actor, at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "命题方案已保存。")
        return redirect(blueprint)
    return _editor(request, editor, f"修改{blueprint}", blueprint.get_absolute_url())


@require_POST
def blueprint_copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    blueprint = visible(request, Blueprint.objects, public_id, RUN)
    made = acts.blueprint_copy(blueprint=blueprint, by=request.actor, at=timezone.now())
    messages.success(request, "已复制为新方案,请修改后使用。")
    return redirect("legal_exams_blueprint_change", made.public_id)


@require_POST
def blueprint_retire(request: HttpRequest, public_id: UUID) -> HttpResponse:
    blueprint = visible(request, Blueprint.objects, public_id, RUN)
    acts.blueprint_retire(blueprint=blueprint, by=request.actor, at=timezone.now())
    messages.success(request, "命题方案已停用。")
    return redirect(blueprint)


def _editor(request: HttpRequest, editor: BlueprintEditor, title: str, cancel: str) -> HttpResponse:
    return render(request, "legal_exams/blueprint_editor.html", {"editor": editor, "title": title, "cancel": cancel})
