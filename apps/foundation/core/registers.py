"""Register: every list of the portal. One declaration gives search, filters, order, pages and an XLSX export.

A view reads:

    def people_list(request):
        rows = Person.objects.visible_to(request.actor).select_related("area")
        columns = [Column("姓名", "name", link=Person.get_absolute_url, sort="pinyin"), Column("区划", "area.name")]
        return Register("人员", rows, columns, search=["name__icontains"], empty="请先导入名册。").respond(request)
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django_filters import FilterSet

from apps.foundation.core.dates import chinese_date, chinese_datetime
from apps.foundation.core.keysets import Keyset, Total
from apps.foundation.core.signals import exported
from apps.foundation.core.spreadsheets import XLSX, xlsx_stream

SIZES = (25, 50, 100)
CHUNK = 2000
IN_SIGHT, FEW = 5, 2
CONTROLS = {"sort", "page", "size", "export"}
TARGET = "register"
SERIAL = re.compile(r"[一-龥]{0,4}\d{4}-\d+|(\d{4}年)?第\d+号")
ORDINAL = re.compile(r"\D{0,6}第\d+号|第?\d+[年届次号条项]?")
SHORT = 5

Getter = Callable[[Any], Any]
Rows = QuerySet | list[Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `value` is an attribute path (`term.body.name`, methods are called) or a function of the row.

    `sort` is the field to order by; `tone` gives the colour of a badge; `on_screen=False` is only exported;
    `exported=False` is only shown.
    """

    heading: str
    value: str | Getter
    _: KW_ONLY
    link: Callable[[Any], str] | None = None
    sort: str = ""
    tone: Callable[[Any], str] | None = None
    on_screen: bool = True
    exported: bool = True

    def of(self, row: Any) -> Any:
        """The plain value in `row`."""
        return _attribute(row, self.value) if isinstance(self.value, str) else self.value(row)


@dataclass(frozen=True, slots=True)
class Action:
    """A button of a list page."""

    label: str
    url: str
    icon: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What the page shows of one column in one row."""

    heading: str
    text: str
    url: str = ""
    tone: str = ""
    is_number: bool = False
    is_whole: bool = False
    """A day or a serial number, which is never broken over two lines."""
    is_title: bool = False
    """What the row is called where it is shown as a card."""
    is_short: bool = False
    """A name, a word or a moment, which is broken only where there is little room."""

    @property
    def look(self) -> str:
        """Its classes in the table: what it is, and whether it is the title."""
        kinds = {
            "is-number": self.is_number, "is-whole": self.is_whole, "is-empty": self.text == "—",
            "is-short": self.is_short,
        }  # fmt: skip
        kind = next((name for name, holds in kinds.items() if holds), "")
        return f"is-title {kind}".rstrip() if self.is_title else kind


@dataclass(frozen=True, slots=True)
class Register:
    """A list page. `rows` must be what the actor may see, with everything the columns need selected already.

    Things that stand in no table come as a list; they are searched by a function and sorted by attribute paths.
    `search` are lookups (`name__icontains`), or a function of rows and text where joins could double rows.
    `empty` says what to do next while there is no row at all; the first action is offered with it.
    `pages` cuts what may become very long into pages without numbers; such a list is sorted by fields of its own rows
    that are never empty.
    """

    title: str
    rows: Rows
    columns: Sequence[Column]
    _: KW_ONLY
    empty: str
    filterset: type[FilterSet] | None = None
    search: Sequence[str] | Callable[[Any, str], Any] = ()
    search_hint: str = "查找"
    actions: Sequence[Action] = ()
    pretitle: str = ""
    pages: Keyset | None = None
    template: str = "components/register_page.html"
    context: Mapping[str, Any] = field(default_factory=dict)

    def respond(self, request: HttpRequest) -> HttpResponse:
        """The page, for htmx its table alone, or with `?export=xlsx` the filtered rows as a file."""
        filters = self.filterset(request.GET, queryset=self.rows, request=request) if self.filterset else None
        found = self._found(filters.qs if filters else self.rows, request)
        total = self.pages.total(found, _applied(filters), _text(request)) if self.pages else None
        if request.GET.get("export") == "xlsx":
            return self._file(found, request)
        is_fragment = request.headers.get("HX-Target") == TARGET
        template = "components/register.html" if is_fragment else self.template
        context = {**self._context(request, found, total), **_conditions(filters), **self.context}
        response = render(request, template, context)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        if is_fragment:
            response["HX-Push-Url"] = _tidy_url(request)
        return response

    def _found(self, rows: Rows, request: HttpRequest) -> Rows:
        if text := _text(request):
            rows = _searched(rows, text, self.search)
        return _ordered(rows, request.GET.get("sort", ""), {column.sort for column in self.columns if column.sort})

    def _context(self, request: HttpRequest, found: Rows, total: Total | None) -> dict[str, Any]:
        size = request.GET.get("size", "")
        rows_a_page = int(size) if size in map(str, SIZES) else SIZES[0]
        page = self._page(found, total, request.GET.get("page", ""), rows_a_page)
        columns = [column for column in self.columns if column.on_screen]
        lines = [_titled([_cell(column, row) for column in columns]) for row in page["rows"]]
        return {
            "register": self,
            "is_searchable": bool(self.search),  # a template would call a search that is a function
            "heads": [
                _head(*each, request.GET.get("sort", "")) for each in zip(columns, _numeric(lines), strict=False)
            ],
            "lines": lines,
            **page,
            "sizes": SIZES,
            "is_filtered": any(value for name, value in request.GET.items() if name not in CONTROLS),
            "kept": [(name, request.GET[name]) for name in ("sort", "size") if request.GET.get(name)],
            "text": request.GET.get("q", ""),
        }

    def _page(self, found: Any, total: Total | None, asked: str, size: int) -> dict[str, Any]:
        if self.pages and total:
            keyset = self.pages.page(found, self.rows, total, asked, size)
            return {"keyset": keyset, "rows": keyset.rows}
        page = Paginator(found, size).get_page(asked)
        return {"page": page, "numbers": _page_numbers(page), "rows": page.object_list}

    def _file(self, found: Rows, request: HttpRequest) -> StreamingHttpResponse:
        """All of them, sent as they are read: neither the rows nor the file ever lie in memory."""
        count = len(found) if isinstance(found, list) else found.count()
        columns = [column for column in self.columns if column.exported]
        source = found if isinstance(found, list) else found.iterator(chunk_size=CHUNK)
        rows = ([column.of(row) for column in columns] for row in source)
        file = xlsx_stream(self.title, [column.heading for column in columns], rows)
        exported.send(Register, request=request, title=self.title, rows=count)
        name = f"{self.title}{timezone.localdate():%Y%m%d}.xlsx"
        headers = {"Content-Disposition": str(content_disposition_header(True, name))}
        return StreamingHttpResponse(file, content_type=XLSX, headers=headers)


def _text(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()


def _applied(filters: FilterSet | None) -> dict[str, Any]:
    """What the rows are narrowed by: name of the filter -> its value."""
    given = filters.form.cleaned_data if filters and filters.is_bound else {}
    return {name: value for name, value in given.items() if value not in (None, "")}


def _conditions(filters: FilterSet | None) -> dict[str, Any]:
    """The filters in sight, and those behind 更多条件 where there are many; it stands open while one of them holds.

    More than a few in sight are folded on a phone.
    """
    fields = list(filters.form) if filters else []
    sight = IN_SIGHT if len(fields) > IN_SIGHT + 2 else len(fields)
    first, more = fields[:sight], fields[sight:]
    return {
        "filters": filters, "first": first, "folds": len(first) > FEW,
        "more": more, "opens": any(field.value() for field in more),
    }  # fmt: skip


def _attribute(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = getattr(row, name) if row is not None else None
        row = row() if callable(row) else row
    return row


def _searched(rows: Any, text: str, search: Sequence[str] | Callable[[Any, str], Any]) -> Any:
    """Every word must be found in one of the fields."""
    if callable(search):
        return search(rows, text)
    for word in text.split() if search else ():
        rows = rows.filter(reduce(or_, (Q(**{lookup: word}) for lookup in search)))
    return rows


def _ordered(rows: Rows, sort: str, allowed: set[str]) -> Rows:
    """By the chosen column or as the rows came; the key last, so that no row shows on two pages."""
    if isinstance(rows, list):
        return _sorted(rows, sort) if sort.removeprefix("-") in allowed else rows
    if sort.removeprefix("-") in allowed:
        return rows.order_by(sort, "pk")
    own = rows.query.order_by or (rows.model._meta.ordering if rows.query.default_ordering else ())
    return rows.order_by(*own, "pk")


def _sorted(rows: list[Any], sort: str) -> list[Any]:
    path = sort.removeprefix("-")
    return sorted(rows, key=lambda row: _rank(_attribute(row, path)), reverse=sort.startswith("-"))


def _rank(value: Any) -> tuple[bool, Any]:
    """Numbers by their size, everything else as it reads."""
    is_number = isinstance(value, int | float | Decimal)
    return (not is_number, value if is_number else str(value))


def _numeric(lines: list[list[Cell]]) -> list[bool]:
    """Of each column whether it shows numbers."""
    return [any(cell.is_number for cell in cells) for cells in zip(*lines, strict=True)]


def _head(column: Column, is_number: bool, sort: str) -> dict[str, Any]:
    """A column's heading with the `sort` its link asks for and how it is ordered now."""
    state = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(sort, "") if column.sort else ""
    wanted = f"-{column.sort}" if state == "ascending" else column.sort
    return {"heading": column.heading, "wanted": wanted, "state": state, "is_number": is_number}


def _cell(column: Column, row: Any) -> Cell:
    value = column.of(row)
    text = _shown(value)
    return Cell(
        heading=column.heading,
        text=text,
        url=column.link(row) if column.link else "",
        tone=column.tone(row) if column.tone and value not in (None, "") else "",
        is_number=isinstance(value, int | Decimal) and not isinstance(value, bool),
        is_whole=_is_whole(value),
        is_short=isinstance(value, datetime) or len(text) <= SHORT,
    )


def _titled(cells: list[Cell]) -> list[Cell]:
    """A card is called after its first cell; one that starts with a mere number after its link, or the next that tells.

    The title stays the same cell in the table; only the card shows it first.
    """
    telling = [cell for cell in cells if cell.text != "—" and not ORDINAL.fullmatch(cell.text)]
    if not cells or cells[0] in telling or not telling:
        title = next(iter(cells), None)
    else:
        title = next((cell for cell in telling if cell.url), telling[0])
    return [replace(cell, is_title=True) if cell is title else cell for cell in cells]


def _is_whole(value: Any) -> bool:
    if isinstance(value, str):
        return SERIAL.fullmatch(value) is not None
    return isinstance(value, date) and not isinstance(value, datetime)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return chinese_datetime(value)
    return chinese_date(value) if isinstance(value, date) else str(value)


def _page_numbers(page: Page) -> list[int | str]:
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


def _tidy_url(request: HttpRequest) -> str:
    """The address to show: without empty parameters."""
    given = [(name, value) for name, values in request.GET.lists() for value in values if value]
    return f"{request.path}?{urlencode(given)}" if given else request.path
