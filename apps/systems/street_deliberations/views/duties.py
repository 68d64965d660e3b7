"""履职量化: the ranking of a year, one representative's file, the yearly evaluation."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.people.models import Term
from apps.office.documents.downloads import file_of
from apps.systems.street_deliberations.papers.duties import record_paper, year_paper
from apps.systems.street_deliberations.rules.points import ABSENCES_TO_END, ABSENT, KINDS, key_of
from apps.systems.street_deliberations.selectors import duties as selectors
from apps.systems.street_deliberations.selectors.duties import DutyLine
from apps.systems.street_deliberations.views.common import MANAGE, mandate_for, term_for


@require_GET
def duties(request: HttpRequest, public_id: UUID, year: int) -> HttpResponse:
    term, today = term_for(request, public_id), timezone.localdate()
    _require_year(term, year)
    lines, values = selectors.duty_lines(term, year, today), selectors.values_of(term, selectors.day_of(year, today))
    context = {
        "term": term, "year": year, "years": selectors.years_of(term, today), "values": _told(values),
        "keeps": may(request.actor, MANAGE, term),
        "grounds": [line for line in lines if line.score.may_be_ended], "limit": ABSENCES_TO_END,
    }  # fmt: skip
    papers = [
        Action(title, reverse("street_deliberations_year_paper", args=[term.public_id, year, ending]), icon)
        for title, ending, icon in (("年度评价表 PDF", "pdf", "printer"), ("Word", "docx", "file-word"))
    ]
    return Register(
        f"{year}年履职积分", lines, _columns(year), empty="还没有在任的议事代表。", search=_named,
        search_hint="查姓名、名额", pretitle=str(term), template="street_deliberations/duties.html", context=context,
        actions=papers,
    ).respond(request)  # fmt: skip


def _columns(year: int) -> list[Column]:
    kinds = [
        Column(title, lambda line, kind=kind: line.times(kind), on_screen=kind in ("session", "speech", "suggestion"))
        for kind, (title, _) in KINDS.items()
    ]
    return [
        Column("名次", "rank"),
        Column("姓名", "name", link=lambda line: _record(line, year), sort="name"),
        Column("名额", "line_name"), *kinds, Column("未请假缺席", "score.absent"),
        Column("本届未请假缺席", "score.absent_in_term", on_screen=False), Column("积分", "score.points"),
    ]  # fmt: skip


def _named(lines: list[DutyLine], text: str) -> list[DutyLine]:
    return [line for line in lines if text in line.name or text in line.line_name]


def _record(line: DutyLine, year: int) -> str:
    return reverse("street_deliberations_record", args=[line.mandate.public_id, year, "pdf"])


def _told(values: dict[str, int]) -> str:
    told = "、".join(f"{title}{values[key_of(kind)]}分" for kind, (title, _) in KINDS.items())
    return f"{told};未请假缺席每次扣{values[ABSENT]}分"


@require_GET
def record(request: HttpRequest, public_id: UUID, year: int, ending: str) -> FileResponse:
    """履职档案 of one representative."""
    mandate, today = mandate_for(request, public_id), timezone.localdate()
    _require_year(mandate.term, year)
    on = selectors.day_of(year, today)
    line = next((one for one in selectors.duty_lines(mandate.term, year, today) if one.mandate == mandate), None)
    if line is None:
        raise Http404
    values = selectors.values_of(mandate.term, on)
    return file_of(record_paper(line, selectors.events_of(mandate, year), values, year, on), ending)


@require_GET
def year_paper_view(request: HttpRequest, public_id: UUID, year: int, ending: str) -> FileResponse:
    term, today = term_for(request, public_id), timezone.localdate()
    _require_year(term, year)
    on = selectors.day_of(year, today)
    lines = selectors.duty_lines(term, year, today)
    return file_of(year_paper(term, lines, selectors.values_of(term, on), year, on), ending)


def _require_year(term: Term, year: int) -> None:
    if year not in selectors.years_of(term, timezone.localdate()):
        raise Http404
