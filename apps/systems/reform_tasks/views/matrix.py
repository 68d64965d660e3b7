"""镇街 × task, and the list of all cells."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.foundation.core.filenames import file_name_of
from apps.foundation.core.registers import Column, Register
from apps.foundation.core.signals import exported
from apps.foundation.core.spreadsheets import XLSX, xlsx_of
from apps.systems.reform_tasks.filters import CellFilter
from apps.systems.reform_tasks.models import PlaceTask, ReformPlan
from apps.systems.reform_tasks.selectors.matrix import Cell, Matrix, cell_of, cells_seen, matrix_of, timeline
from apps.systems.reform_tasks.views.common import plan_for

PLACES_A_PAGE, RANKED = 50, 10
TOTALS = ("任务", "销号", "红灯", "黄灯", "平均进度%", "名次", "保障缺口")


@require_GET
def matrix(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, today = plan_for(request, public_id), timezone.localdate()
    made = matrix_of(found, today, request.actor)
    context = {
        "plan": found, "matrix": made, "page": Paginator(made.rows, PLACES_A_PAGE).get_page(request.GET.get("page")),
        "columns": list(zip(made.tasks, made.columns, strict=True)), "ranking": made.ranking[:RANKED],
        "stages": timeline(found, today, request.actor), "today": today,
    }  # fmt: skip
    return render(request, "reform_tasks/matrix.html", context)


@require_GET
def matrix_file(request: HttpRequest, public_id: UUID) -> FileResponse:
    """The matrix as XLSX: light and percent in every cell."""
    found = plan_for(request, public_id)
    made = matrix_of(found, timezone.localdate(), request.actor)
    title = f"{found.title}镇街任务矩阵"
    exported.send(ReformPlan, request=request, title=title, rows=len(made.rows))
    headings = ["镇街", *(task.title for task in made.tasks), *TOTALS]
    file = xlsx_of("镇街任务矩阵", headings, _rows(made))
    return FileResponse(file, as_attachment=True, filename=file_name_of(title, "xlsx"), content_type=XLSX)


def _rows(made: Matrix) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for row in made.rows:
        one = row.tally
        cells = [f"{cell.word}{cell.percent}%" if cell else "" for cell in row.cells]
        rows.append([row.area.name, *cells, one.total, one.done, one.red, one.yellow, one.percent, row.rank, row.gaps])
    one = made.total
    totals = [f"{column.percent}%,红{column.red}" for column in made.columns]
    rows.append(["合计", *totals, one.total, one.done, one.red, one.yellow, one.percent, "", made.gaps])
    return rows


@require_GET
def cells(request: HttpRequest) -> HttpResponse:
    """Every task of every place: what the measures count."""
    today = timezone.localdate()

    def of(row: PlaceTask) -> Cell:
        return cell_of(row, today)

    columns = [
        Column("任务", "task.title", link=lambda row: row.assignment.get_absolute_url(), sort="task__title"),
        Column("镇街", "area.name", sort="area__path"),
        Column("改革事项", "task.item.title", sort="task__item__number"),
        Column("牵头单位", _lead, on_screen=False),
        Column("完成期限", "assignment.due_on", sort="assignment__due_on"),
        Column("进度%", "assignment.percent", sort="assignment__percent"),
        Column("灯色", lambda row: of(row).name, tone=lambda row: of(row).tone),
        Column("状态", "assignment.get_state_display", sort="assignment__state"),
        Column("实施方案", "task.item.plan.title", on_screen=False),
    ]
    return Register(
        "改革任务清单", cells_seen(request.actor).prefetch_related("assignment__units"), columns,
        filterset=CellFilter, search=["task__title__icontains", "area__name__icontains"],
        search_hint="查任务、镇街", empty="实施方案批准、交办以后,各镇街的任务会显示在这里。",
    ).respond(request)  # fmt: skip


def _lead(row: PlaceTask) -> str:
    units = row.assignment.units.all()  # type: ignore[attr-defined]
    return "、".join(unit.unit_name for unit in units if unit.role == "lead")
