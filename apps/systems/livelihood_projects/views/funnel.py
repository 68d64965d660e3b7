"""From clues to chosen projects, by channel, category and place."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.foundation.core.spreadsheets import XLSX, xlsx_of
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.selectors.funnel import STAGES, Funnel
from apps.systems.livelihood_projects.views.preparing import visible_season

HEADINGS = ("分组", "名称", *(name for stage in STAGES for name in (stage, f"{stage}:群众提出", f"{stage}:群众占比")))


@require_GET
def funnel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = visible_season(request, public_id)
    found = selectors.funnel_of(season)
    context = {
        "season": season,
        "funnel": found,
        "titles": STAGES,
        "total": tuple(zip(STAGES, found.total.stages, strict=True)),
    }
    return render(request, "livelihood_projects/funnel.html", context)


@require_GET
def funnel_xlsx(request: HttpRequest, public_id: UUID) -> FileResponse:
    season = visible_season(request, public_id)
    name = f"{season}征集转化情况"
    file = xlsx_of(name, HEADINGS, _rows(selectors.funnel_of(season)))
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _rows(funnel: Funnel) -> Iterator[tuple[Any, ...]]:
    for group, lines in (("合计", (funnel.total,)), *funnel.tables):
        for line in lines:
            yield (
                group,
                line.title,
                *(value for stage in line.stages for value in (stage.clues, stage.public, stage.share)),
            )
