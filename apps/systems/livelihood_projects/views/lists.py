"""Registers: seasons, projects of all seasons, the reserve pool."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.congress.supervision.models import Assignment, Light
from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Action, Column, Register
from apps.systems.livelihood_projects.filters import ProjectFilter, ReserveFilter, SeasonFilter
from apps.systems.livelihood_projects.models import Project, Season, SeasonState
from apps.systems.livelihood_projects.selectors import announce_by

TONES = {
    SeasonState.DRAFTING: "secondary",
    SeasonState.SENT: "blue",
    SeasonState.VOTING: "orange",
    SeasonState.DECIDED: "orange",
    SeasonState.ANNOUNCED: "green",
}
PROJECT_TONES = {"candidate": "blue", "voted_in": "green", "voted_out": "orange", "withdrawn": "secondary"}


@require_GET
def season_list(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    begin = [Action("新建年度", reverse("livelihood_season_create"), "plus", primary=True)]
    is_staff = may(actor, "livelihood.season.manage")
    return Register(
        "民生实事项目",
        Season.objects.visible_to(actor).with_body().with_candidate_count(),
        _season_columns(actor.is_member, timezone.localdate()),
        filterset=SeasonFilter,
        search=("term__body__name__icontains",),
        search_hint="查机关名称",
        actions=begin if is_staff else [],
        empty="请新建一个年度,录入候选项目。" if is_staff else "候选项目送达后会显示在这里,届时请阅读。",
    ).respond(request)


def _season_columns(for_member: bool, on: date) -> list[Column]:
    home = "livelihood_candidates" if for_member else "livelihood_season"

    def home_of(season: Season) -> str:
        return reverse(home, args=[season.public_id])

    return [
        Column("机关", "term.body.name", link=home_of, sort="term__body__name"),
        Column("实施年度", "year", sort="year"),
        Column("应选项目数", "to_choose"),
        Column("候选数", "candidates"),
        Column("状态", "state_label", tone=lambda season: TONES[season.state]),
        Column("送达时间", "sent_at", sort="sent_at"),
        Column("公布期限", lambda season: None if season.announced_at else announce_by(season, on)),
        Column("公布时间", "announced_at"),
    ]


def _in_wan(project: Project) -> Decimal:
    """Without useless zeros, never as an exponent."""
    return Decimal(f"{(project.budget / 10000).normalize():f}")


def _project_columns() -> list[Column]:
    return [
        Column("年度", "season.year", sort="season__year"),
        Column("区划", "season.body.area.name", sort="season__term__body__area__path"),
        Column("机关", "season.body.name", on_screen=False),
        Column("序号", "number"),
        Column("项目名称", "name", link=Project.get_absolute_url, sort="name"),
        Column("类别", "get_category_display"),
        Column("建设内容及规模", "content", on_screen=False),
        Column("建设地点", "place"),
        Column("投资(万元)", _in_wan, sort="budget", exported=False),
        Column("投资(元)", "budget", on_screen=False),
        Column("资金来源", "fund_source", on_screen=False),
        Column("责任单位", "responsible_unit.name"),
        Column("责任领导", "responsible_leader", on_screen=False),
        Column("开工日期", "starts_on", on_screen=False),
        Column("完成日期", "finishes_on", on_screen=False),
        Column("受益人数", "beneficiaries", sort="beneficiaries"),
        Column("提出来源", "origin", on_screen=False),
        Column("状态", "state_label", tone=lambda project: PROJECT_TONES[project.state]),
    ]


def _delivery_columns() -> list[Column]:
    today = timezone.localdate()

    def assignment(project: Project) -> Assignment | None:
        plan = getattr(project, "plan", None)
        return plan.assignment if plan else None

    def light(project: Project) -> str:
        found = assignment(project)
        return found.light_on(today) if found else ""

    return [
        Column("办理", lambda row: found.get_state_display() if (found := assignment(row)) else ""),
        Column("亮灯", lambda row: dict(Light.choices).get(light(row), ""), tone=light),
        Column("进度", lambda row: f"{found.percent}%" if (found := assignment(row)) else ""),
        Column("已支付(元)", lambda row: found.paid if (found := assignment(row)) else None, on_screen=False),
    ]


@require_GET
def project_list(request: HttpRequest) -> HttpResponse:
    return Register(
        "项目一览",
        Project.objects.visible_to(request.actor)
        .with_season()
        .select_related("plan__assignment")
        .order_by("-season__year", "season__term", "number"),
        [*_project_columns(), *_delivery_columns()],
        filterset=ProjectFilter,
        search=("name__icontains", "place__icontains", "content__icontains", "responsible_unit__name__icontains"),
        search_hint="查项目、地点、责任单位",
        empty="请先打开一个年度,录入候选项目。",
    ).respond(request)


@require_GET
def reserve_list(request: HttpRequest) -> HttpResponse:
    rows = Project.objects.visible_to(request.actor).in_reserve().with_season()
    return Register(
        "储备项目库",
        rows.order_by("-season__year", "season__term", "number"),
        _project_columns(),
        filterset=ReserveFilter,
        search=("name__icontains", "place__icontains", "content__icontains"),
        search_hint="查项目、地点、内容",
        empty="落选的候选项目会自动进入储备库,供以后年度选入。",
    ).respond(request)
