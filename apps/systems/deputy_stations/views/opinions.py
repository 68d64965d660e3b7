"""What residents brought: the register and the page of one."""

from datetime import date
from functools import partial
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.congress.matters.models import Matter
from apps.foundation.audit.selectors import history_of
from apps.foundation.core.dates import local_day
from apps.foundation.core.keysets import Keyset
from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Action, Column, Register
from apps.systems.deputy_stations.filters.opinions import OpinionFilter
from apps.systems.deputy_stations.models import DutySlot, StationOpinion
from apps.systems.deputy_stations.rules.opinions import HANDED_ON, may_route
from apps.systems.deputy_stations.selectors.opinion_lists import total_of
from apps.systems.deputy_stations.selectors.opinions import standing_of

EMPTY = "群众在家站反映的意见建议会列在这里。请在接待时登记,或者张贴站码,让群众扫码提交。"
OWN_EMPTY = "您接待群众时登记的、群众在您的代表码上留下的意见,会列在这里,办到哪一步也看得到。"
TITLE, OWN_TITLE = "家站意见建议", "我的接待"


@require_GET
def opinion_list(request: HttpRequest) -> HttpResponse:
    """Office, leaders and the liaison officer: the register; a deputy: what they received and what came of it."""
    actor = request.actor
    log = Action("接待登记", reverse("deputy_stations_receive"), "pencil-plus", primary=True)
    figures = Action("统计", reverse("deputy_stations_opinion_statistics"), "chart-bar")
    return Register(
        OWN_TITLE if actor.is_member else TITLE,
        StationOpinion.objects.visible_to(actor).with_all(),
        _columns(timezone.localdate(), own=actor.is_member),
        filterset=OpinionFilter,
        search=lambda rows, text: rows.found_by(text),
        search_hint="查内容、地点、姓名或受理编号",
        actions=[*([log] if may(actor, "deputy_stations.log") or not actor.sees_area else []), figures],
        pages=Keyset(total_of),
        empty=OWN_EMPTY if actor.is_member else EMPTY,
    ).respond(request)


def _columns(on: date, *, own: bool = False) -> list[Column]:
    return [
        Column("内容", lambda row: row.submission.excerpt(), link=StationOpinion.get_absolute_url, exported=False),
        Column("进展", lambda row: standing_of(row, on)[0], tone=lambda row: standing_of(row, on)[1]),
        Column("接待日期", "received_on", sort="received_on"),
        Column("受理编号", "submission.number"),
        Column("内容", "submission.text", on_screen=False),
        Column("家站", "station.name"),
        Column("镇街", "station.area.name", on_screen=False),
        Column("接待代表", "deputy.name", on_screen=not own),
        Column("反映人", "submission.proposer"),
        Column("来源", "submission.get_channel_display"),
        Column("来访人数", "people", on_screen=False),
        Column("诉求类别", "category", on_screen=False),
        Column("办理路径", "get_route_display"),
        Column("承办单位", _unit_of, on_screen=False),
        Column("分流期限", "due_on", on_screen=False),
        Column("分流逾期", lambda row: _days(row.late_on(on)), on_screen=False),
        Column("答复期限", lambda row: row.matter.reply_due_on if row.matter else None, on_screen=False),
        Column("办结日期", lambda row: local_day(row.closed_at) if row.closed_at else None, on_screen=False),
        Column("群众评价", "grade_label"),
        Column("代表评价", "get_deputy_grade_display", on_screen=False),
        Column("登记人", "taken_by", on_screen=False),
    ]


def _unit_of(row: StationOpinion) -> str:
    matter = row.matter
    return matter.main_unit.name if matter and matter.main_unit else row.carried_by


def _days(days: int) -> str:
    return f"{days}日" if days else ""


@require_GET
def slot_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """本场接待: everything that was taken down at one reception."""
    slots = DutySlot.objects.visible_to(request.actor).select_related("station__area", "deputy")
    slot = get_object_or_404(slots, public_id=public_id)
    rows = StationOpinion.objects.visible_to(request.actor).filter(slot=slot).with_all()
    logs = may(request.actor, "deputy_stations.log", slot.station)
    here = reverse("deputy_stations_receive_at", args=[slot.station.public_id])
    paper = partial(reverse, "deputy_stations_reception_paper")
    return Register(
        "本场接待登记", rows, _columns(timezone.localdate()),
        pretitle=f"{slot.station} · {slot.deputy.name} · {timezone.localtime(slot.starts_at):%Y年%-m月%-d日 %H:%M}",
        actions=[
            *([Action("接待登记", f"{here}?slot={slot.public_id}", "pencil-plus", primary=True)] if logs else []),
            Action("接待登记表 PDF", paper(args=[slot.public_id, "pdf"]), "file-type-pdf"),
            Action("Word", paper(args=[slot.public_id, "docx"]), "file-type-docx"),
        ],
        empty="点“接待登记”,写下群众反映的内容。" if logs else "接待的代表、联络员登记以后会显示在这里。",
    ).respond(request)  # fmt: skip


@require_GET
def opinion_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    opinion = opinion_for(request, public_id)
    return page_of(request, opinion)


def page_of(request: HttpRequest, opinion: StationOpinion) -> HttpResponse:
    """Everything about one, with the acts of the person in front of it."""
    actor, today, matter = request.actor, timezone.localdate(), opinion.matter
    words, tone = standing_of(opinion, today)
    is_open = opinion.submission.stands and may_route(opinion.route, opinion.grade)
    manages = may(actor, "deputy_stations.manage", opinion)
    context = {
        "opinion": opinion, "submission": opinion.submission, "matter": matter,
        "opens_matter": matter and Matter.objects.visible_to(actor).filter(pk=matter.pk).exists(),
        "words": words, "tone": tone,
        "updates": opinion.submission.updates.all(), "manages": manages, "is_open": is_open,
        "may_answer": is_open and may(actor, "deputy_stations.answer", opinion),
        "may_suggest": is_open and not opinion.route and may(actor, "deputy_stations.suggest", opinion),
        "may_voice": is_open and not opinion.route and actor.is_member,
        "may_close": manages and opinion.route == "city_deputy" and opinion.closed_at is None,
        "may_rate": (
            opinion.closed_at is not None and not opinion.deputy_grade and opinion.route in (*HANDED_ON, "city_deputy")
            and may(actor, "deputy_stations.rate_outcome", opinion)
        ),
        "late": opinion.late_on(today), "is_own": actor.is_member,
        "history": history_of(opinion, limit=30) if manages else [],
    }  # fmt: skip
    return render(request, "deputy_stations/opinion.html", context)


def opinion_for(request: HttpRequest, public_id: UUID) -> StationOpinion:
    """Raises Http404 where the acting person does not see it."""
    return get_object_or_404(_rows(request), public_id=public_id)


def _rows(request: HttpRequest) -> QuerySet[StationOpinion]:
    rows = StationOpinion.objects.visible_to(request.actor).with_all()
    return rows.select_related("submission__matter__office", "station__unit", "slot")
