"""A list of stations from a spreadsheet: looked at first, kept until somebody says yes, written whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.db import transaction
from openpyxl import load_workbook

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, WrongState
from apps.foundation.core.workbooks import UnreadableFile, check_container
from apps.foundation.organisations.models import Area, AreaKind
from apps.systems.deputy_stations.models import StaffTitle, Station, StationImport, Theme, Tier
from apps.systems.deputy_stations.rules import importing as rules
from apps.systems.deputy_stations.rules.importing import Problem, Row
from apps.systems.deputy_stations.rules.stations import some_of
from apps.systems.deputy_stations.selectors.coverage import COMMUNITIES
from apps.systems.deputy_stations.selectors.stations import tier_names
from apps.systems.deputy_stations.services.staffing import staff_appoint
from apps.systems.deputy_stations.services.stations import station_found

HEADING_ROWS, WIDTH_LIMIT = 5, 60


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file holds: either problems, or a batch that waits for a yes."""

    problems: Sequence[Problem]
    batch: StationImport | None = None


@transaction.atomic
def import_check(*, area: Area, file: IO[bytes], file_name: str, by: Actor, at: datetime) -> Checked:
    """Read a sheet of stations in or below `area`. With any problem nothing is kept."""
    on = local_day(at)
    rows, problems = _read(file, _tiers(area, on))
    problems = [*problems, *rules.doubles(rows), *_unknown(area, rows, on)]
    if problems or not rows:
        return Checked(problems or [Problem(0, "文件", "表格中没有家站,请从列名的下一行起逐行填写")])
    batch = StationImport.objects.create(
        area=area, file_name=file_name[:200], count=len(rows), rows=[asdict(row) for row in rows], uploaded_by=by.name,
        uploaded_at=at,
    )  # fmt: skip
    return Checked((), batch)


@transaction.atomic
def import_write(*, batch: StationImport, by: Actor, at: datetime) -> StationImport:
    """Register every station of a checked sheet, or none. Raises WrongState for the second click."""
    batch = StationImport.objects.select_for_update(of=("self",)).select_related("area").get(pk=batch.pk)
    if batch.written_at:
        raise WrongState("这份表格已经登记过,不重复登记。请在家站列表中查看。")
    on = local_day(at)
    places = _places(batch.area, on)
    for row in preview_of(batch):
        try:
            _station_of(row, places[row.place], on, by, at)
        except KeyError as error:
            raise DomainError(f"第{row.number}行:没有“{row.place}”,请重新上传。") from error
        except DomainError as error:
            raise DomainError(f"第{row.number}行:{error.sentence}全部没有登记,请改正后重新上传。") from error
    batch.rows, batch.written_at = [], at
    batch.save(update_fields=["rows", "written_at"])
    return batch


def preview_of(batch: StationImport) -> list[Row]:
    """The rows as they will be registered; none once they are."""
    return [Row(**row) for row in batch.rows]


def _station_of(row: Row, place: Area, on: date, by: Actor, at: datetime) -> Station:
    values = dict(row.values)
    name, opened = values.pop("name"), values.pop("opened_on")
    for axis in ("latitude", "longitude"):
        values[axis] = Decimal(values[axis]) if values[axis] else None
    served = Area.objects.filter(path__startswith=place.path, kind__in=COMMUNITIES, name__in=row.serves).on(on)
    opened_on = date.fromisoformat(opened) if opened else None
    station = station_found(area=place, name=name, values=values, serves=served, opened_on=opened_on, by=by, at=at)
    since = opened_on or on
    for title, who in ((StaffTitle.HEAD, row.head), (StaffTitle.LIAISON, row.liaison)):
        if who:
            staff_appoint(station=station, title=title, name=who, starts_on=since, by=by, at=at)
    return station


def _read(file: IO[bytes], tiers: Mapping[str, str]) -> tuple[list[Row], list[Problem]]:
    try:
        check_container(file)
        sheet = load_workbook(file, read_only=True, data_only=True, keep_links=False).worksheets[0]
        grid = list(sheet.iter_rows(max_col=WIDTH_LIMIT, max_row=HEADING_ROWS + rules.ROWS_LIMIT + 1, values_only=True))
    except UnreadableFile as error:
        return [], [Problem(0, "文件", str(error))]
    except Exception:  # whatever a broken file does to the parser, the user has one remedy
        return [], [Problem(0, "文件", "文件已损坏或不是规范的 .xlsx 文件,请用模板另存后重新上传")]
    return _rows(grid, tiers)


def _rows(grid: Sequence[Sequence[Any]], tiers: Mapping[str, str]) -> tuple[list[Row], list[Problem]]:
    start = next((number for number, line in enumerate(grid[:HEADING_ROWS]) if "名称" in map(_heading, line)), None)
    if start is None:
        return [], [Problem(0, "文件", f"表格前{HEADING_ROWS}行中没有“名称”等列名,请使用模板")]
    headings = [_heading(value) for value in grid[start]]
    missing = [heading for heading in rules.NEEDED if heading not in headings]
    if missing:
        return [], [Problem(start + 1, heading, "没有这一列,请使用模板") for heading in missing]
    rows, problems = [], []
    for number, line in enumerate(grid[start + 1 :], start=start + 2):
        values = {heading: value for heading, value in zip(headings, line, strict=False) if heading in rules.HEADINGS}
        if any(str(value or "").strip() for value in values.values()):
            row, found = rules.read_row(number, values, tiers, {theme.label: theme.value for theme in Theme})
            rows.append(row)
            problems += found
    if len(rows) > rules.ROWS_LIMIT:
        problems.append(Problem(0, "文件", f"超过{rules.ROWS_LIMIT}行,请分成几个文件"))
    return rows, problems


def _heading(value: Any) -> str:
    return str(value or "").strip().rstrip("*").replace("（", "(").replace("）", ")")


def _tiers(area: Area, on: date) -> dict[str, str]:
    """Word -> tier: what the place calls them, and the usual words."""
    return {**{tier.label: tier.value for tier in Tier}, **{word: tier for tier, word in tier_names(area, on).items()}}


def _places(area: Area, on: date) -> dict[str, Area]:
    """Everything in the area that a station may belong to, by name; a name twice is the higher one's."""
    rows = Area.objects.filter(path__startswith=area.path).exclude(kind__in=COMMUNITIES).on(on)
    return {place.name: place for place in sorted(rows, key=lambda place: -place.depth)}


def _unknown(area: Area, rows: Sequence[Row], on: date) -> list[Problem]:
    """Places and communities that the portal does not know, names that are taken."""
    places = _places(area, on)
    communities = Area.objects.filter(path__startswith=area.path, kind__in=(AreaKind.VILLAGE, AreaKind.COMMUNITY))
    below: dict[str, set[str]] = {}
    for path, name in communities.on(on).values_list("path", "name"):
        below.setdefault(path[: -Area.steplen], set()).add(name)
    taken = set(Station.objects.filter(area__path__startswith=area.path).values_list("area", "name"))
    problems = []
    for row in rows:
        place = places.get(row.place)
        if place is None:
            if row.place:
                told = some_of(places)
                problems.append(Problem(row.number, rules.PLACE, f"没有“{row.place}”,应为:{told}"))
            continue
        if (place.pk, row.values["name"]) in taken:
            problems.append(Problem(row.number, "名称", f"{place}已有“{row.values['name']}”"))
        known = set().union(*(names for path, names in below.items() if path.startswith(place.path)))
        problems += [
            Problem(row.number, rules.SERVES, f"{place}没有“{name}”") for name in row.serves if name not in known
        ]
    return problems
