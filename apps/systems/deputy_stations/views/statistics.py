"""Receptions and opinions of a period; every number leads to its list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.systems.deputy_stations.forms.statistics import OpinionStatisticsForm
from apps.systems.deputy_stations.selectors.opinion_lists import statistics_of


@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    form = OpinionStatisticsForm(request.GET or None, actor=request.actor)
    scope = form.scope()
    made = statistics_of(scope, timezone.localdate())
    tables = [("按办理路径", made.routes), ("按诉求类别", made.categories), ("按来源", made.channels)]
    context = {"form": form, "scope": scope, "statistics": made, "tables": tables}
    return render(request, "deputy_stations/opinion_statistics.html", context)
