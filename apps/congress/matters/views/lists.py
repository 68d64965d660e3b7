"""The register of matters: everything that was handed in, whoever has it now."""

from datetime import date
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.congress.matters.matter_filters import MatterFilter
from apps.congress.matters.models import Matter
from apps.congress.matters.rules import states
from apps.congress.matters.selectors.matter_lists import total_for
from apps.foundation.core.dates import local_day
from apps.foundation.core.keysets import Keyset
from apps.foundation.core.registers import Column, Register

TONES = {
    **dict.fromkeys(states.WAITING[states.OFFICE], "orange"),
    **dict.fromkeys(states.WAITING[states.UNITS], "blue"),
    **dict.fromkeys(states.WAITING[states.PROPOSER], "azure"),
    states.CLOSED: "green",
}


@require_GET
def matter_list(request: HttpRequest) -> HttpResponse:
    return Register(
        "建议意见办理",
        Matter.objects.visible_to(request.actor).for_list(),
        _columns(timezone.localdate()),
        filterset=MatterFilter,
        search=lambda found, text: found.found_by(text),
        search_hint="查标题、内容(两个字以上)或编号",
        pages=Keyset(partial(total_for, request.actor)),
        empty="代表提出的建议、会议和视察形成的意见会列在这里。",
    ).respond(request)


def _columns(on: date) -> list[Column]:
    return [
        Column("标题", "title", link=Matter.get_absolute_url),
        Column("编号", "label"),
        Column("内容", "text", on_screen=False),
        Column("类别", "get_kind_display"),
        Column("内容分类", "category", on_screen=False),
        Column("提出人", "proposer_name"),
        Column("区划", "office.name"),
        Column("承办单位", "main_unit.name"),
        Column("办理渠道", "get_route_display", on_screen=False),
        Column("状态", "get_state_display", tone=lambda matter: TONES.get(matter.state, "secondary")),
        Column("收到日期", lambda matter: local_day(matter.submitted_at), sort="submitted_at"),
        Column("期限", lambda matter: matter.waits_until, sort="act_by"),
        Column("逾期", lambda matter: _late(matter, on), tone=lambda matter: "red" if matter.late_on(on) else ""),
        Column("答复期限", "reply_due_on", on_screen=False),
        Column("评价", "get_grade_display", on_screen=False),
        Column("重点督办", "is_key", on_screen=False),
    ]


def _late(matter: Matter, on: date) -> str:
    days = matter.late_on(on)
    return f"{days}日" if days else ""
