"""履职积分: the table of a year as of a day, one's own page."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.registers import Column, Register
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.forms.activities import AsOfForm
from apps.systems.deputy_stations.rules.points import KINDS
from apps.systems.deputy_stations.selectors import points as selectors
from apps.systems.deputy_stations.selectors.points import PointRow

SHOWN = ("session", "reception", "activity")


@require_GET
def points(request: HttpRequest, year: int | None = None) -> HttpResponse:
    today = timezone.localdate()
    year, form = _year(year, today), AsOfForm(request.GET)
    on = selectors.as_of_day(year, form.cleaned_data["on"] if form.is_valid() else None, today)
    rows = selectors.point_rows(request.actor, year, max(on, date(year, 1, 1)))
    context = {
        "year": year, "years": _years(today), "on": on, "kinds": KINDS,
        "form": AsOfForm(request.GET if form.errors else None, initial={"on": on}),
    }  # fmt: skip
    return Register(
        f"{year}年代表履职积分", rows, _columns(), search=_named, search_hint="查代表、区划",
        empty="还没有在任的代表。", pretitle=f"截至{chinese_date(on)}", template="deputy_stations/points.html",
        context=context,
    ).respond(request)  # fmt: skip


def _columns() -> list[Column]:
    kinds = [
        Column(f"{title}(分)", lambda row, kind=kind: row.of(kind), on_screen=kind in SHOWN)
        for kind, (title, _, _) in KINDS.items()
    ]
    times = [
        Column(f"{title}(次)", lambda row, kind=kind: row.times(kind), on_screen=False)
        for kind, (title, _, _) in KINDS.items()
    ]
    return [
        Column("名次", "rank", sort="rank"), Column("代表", "name", sort="person.pinyin"),
        Column("区划", "person.area.name", sort="person.area.path"), *kinds,
        Column("积分", "total", sort="total"), *times,
    ]  # fmt: skip


def _named(rows: list[PointRow], text: str) -> list[PointRow]:
    return [row for row in rows if all(word in row.name + row.person.area.name for word in text.split())]


@require_GET
def my_points(request: HttpRequest, year: int | None = None) -> HttpResponse:
    today = timezone.localdate()
    year = _year(year, today)
    on = selectors.as_of_day(year, None, today)
    person = Person.objects.select_related("area").get(pk=request.actor.person_id)
    context = {
        "row": selectors.own_row(person, year, on), "year": year, "years": _years(today), "on": on,
        "events": selectors.events_of(person, year, on),
    }  # fmt: skip
    return render(request, "deputy_stations/my_points.html", context)


def _years(today: date) -> list[int]:
    return list(range(today.year, today.year - selectors.FIRST_YEARS, -1))


def _year(year: int | None, today: date) -> int:
    if year is not None and year not in _years(today):
        raise Http404
    return year or today.year
