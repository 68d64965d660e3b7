"""任前考试进度: what leaders and the office may see of nominations, which is neither a name nor a post."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from apps.foundation.core.registers import Column, Register
from apps.systems.legal_exams.filters.progress import ProgressFilters
from apps.systems.legal_exams.models import Nomination
from apps.systems.legal_exams.selectors.progress import in_running_terms
from apps.systems.legal_exams.views.nominations import TONES

SAFE = ("office__name", "year", "number", "organ", "state", "received_on", "meeting_on")
COLUMNS = [
    Column("提名编号", str),
    Column("区划", "office.name", sort="office__path"),
    Column("类别", "get_organ_display", sort="organ"),
    Column("收到提请日期", "received_on", sort="received_on"),
    Column("拟提请的会议日期", "meeting_on", sort="meeting_on"),
    Column("参加考试次数", "sat", sort="sat"),
    Column("状态", "get_state_display", sort="state", tone=lambda row: TONES[row.state]),
]


@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    path = request.actor.area_path
    rows = in_running_terms(path) if path else Nomination.objects.none()
    return Register(
        "任前考试进度", rows.select_related("office").only(*SAFE), COLUMNS, filterset=ProgressFilters,
        empty="本届还没有登记提请任命。", pretitle="不显示姓名和职务:表决公布以前,只有任免考试工作人员可以查看。",
    ).respond(request)  # fmt: skip
