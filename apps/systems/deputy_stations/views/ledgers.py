"""台账 of a station: an overview, each as a list with XLSX, and as PDF for a period."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.foundation.core.dates import chinese_days
from apps.foundation.core.registers import Action, Column, Register
from apps.office.documents.downloads import pdf_response
from apps.systems.deputy_stations.forms.activities import PeriodForm
from apps.systems.deputy_stations.models import Station
from apps.systems.deputy_stations.papers.ledgers import ledger_paper
from apps.systems.deputy_stations.selectors.ledgers import LEDGERS, Ledger, Rows
from apps.systems.deputy_stations.views.common import station_for


@require_GET
def ledgers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    station, form, first, last = _asked(request, public_id)
    lines = [
        {
            "ledger": ledger, "count": _count(ledger.rows(station, first, last)),
            "url": f"{_url(station, ledger)}?{_period(first, last)}",
            "pdf": f"{_url(station, ledger, 'pdf')}?{_period(first, last)}",
            "xlsx": f"{_url(station, ledger)}?{_period(first, last)}&export=xlsx",
        }
        for ledger in LEDGERS.values()
    ]  # fmt: skip
    context = {"station": station, "form": form, "first": first, "last": last, "lines": lines}
    return render(request, "deputy_stations/ledgers.html", context)


@require_GET
def ledger(request: HttpRequest, public_id: UUID, slug: str) -> HttpResponse:
    station, form, first, last = _asked(request, public_id)
    found = _ledger(slug)
    columns = [Column(cell.heading, cell.value) for cell in found.cells]
    pdf = Action("PDF", f"{_url(station, found, 'pdf')}?{_period(first, last)}", "printer")
    return Register(
        f"{station}{found.title}", found.rows(station, first, last), columns, empty="本期间没有记录。",
        pretitle=chinese_days(first, last), actions=[pdf], template="deputy_stations/ledger.html",
        context={"station": station, "period": form},
    ).respond(request)  # fmt: skip


@require_GET
def ledger_pdf(request: HttpRequest, public_id: UUID, slug: str) -> FileResponse:
    station, _, first, last = _asked(request, public_id)
    return pdf_response(ledger_paper(_ledger(slug), station, first, last, timezone.localdate()))


def _asked(request: HttpRequest, public_id: UUID) -> tuple[Station, PeriodForm, date, date]:
    station, today = station_for(request, public_id), timezone.localdate()
    form = PeriodForm(request.GET)
    first, last = form.period(today)
    shown = PeriodForm(request.GET if form.errors else None, initial={"starts_on": first, "ends_on": last})
    return station, shown, first, last


def _ledger(slug: str) -> Ledger:
    if slug not in LEDGERS:
        raise Http404
    return LEDGERS[slug]


def _url(station: Station, ledger: Ledger, ending: str = "") -> str:
    name = "deputy_stations_ledger_pdf" if ending else "deputy_stations_ledger"
    return reverse(name, args=[station.public_id, ledger.slug])


def _period(first: date, last: date) -> str:
    return urlencode({"starts_on": first, "ends_on": last})


def _count(rows: Rows) -> int:
    return len(rows) if isinstance(rows, list) else rows.count()
