"""推荐登记 from a spreadsheet: looked at first, kept encrypted until somebody says yes, written whole or not at all."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import IO, Any

from django.db import transaction
from openpyxl import load_workbook

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, WrongState
from apps.foundation.core.workbooks import UnreadableFile, check_container
from apps.foundation.people.models import Term
from apps.systems.street_deliberations.models import CandidateImport, QuotaLine, Seat
from apps.systems.street_deliberations.rules import importing as rules
from apps.systems.street_deliberations.rules.importing import Problem, Row
from apps.systems.street_deliberations.services.recommending import candidate_create
from apps.systems.street_deliberations.services.records import record, settled_table, term_locked

HEADING_ROWS, WIDTH_LIMIT = 5, 60
DAYS = ("born_on", "tie_since")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file holds: either problems, or a batch that waits for a yes."""

    problems: Sequence[Problem]
    batch: CandidateImport | None = None


@transaction.atomic
def import_check(*, term: Term, file: IO[bytes], file_name: str, by: Actor, at: datetime) -> Checked:
    """Read a sheet. With any problem nothing is kept; without one the rows wait encrypted for `import_write`."""
    term, on = term_locked(term.pk), local_day(at)
    settled_table(term)
    rows, problems = _read(file, on)
    problems = [*problems, *rules.doubles(rows), *_unknown(term, rows, on)]
    if problems or not rows:
        return Checked(problems or [Problem(0, "文件", "表格中没有任何人员,请从列名的下一行起逐行填写")])
    batch = CandidateImport.objects.create(
        term=term, file_name=file_name[:200], count=len(rows), rows=json.dumps([_plain(row) for row in rows]),
        uploaded_by=by.name, uploaded_at=at,
    )  # fmt: skip
    return Checked((), batch)


@transaction.atomic
def import_write(*, batch: CandidateImport, by: Actor, at: datetime) -> CandidateImport:
    """Register everybody of a checked sheet, or nobody. Raises WrongState for the second click."""
    term, on = term_locked(batch.term_id), local_day(at)
    batch = CandidateImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.written_at or not batch.rows:
        raise WrongState("这份表格已经登记过,不重复登记。请在推荐登记中查看。")
    lines = {line.name: line for line in QuotaLine.objects.filter(table__term=term).select_related("table")}
    vacant = _vacant(term, on)
    for row in preview_of(batch):
        try:
            candidate_create(
                term=term, line=lines[row.line], vacancy=vacant.get((row.line, row.vacancy)),
                details=row.details, by=by, at=at,
            )  # fmt: skip
        except KeyError as error:
            raise DomainError(f"第{row.number}行:名额“{row.line}”已不在名额分配表中,请重新上传。") from error
        except DomainError as error:
            told = "".join(issue.sentence for issue in error.issues) or error.sentence
            raise DomainError(f"第{row.number}行:{told}全部没有登记,请改正后重新上传。") from error
    batch.rows, batch.written_at = "", at
    batch.save(update_fields=["rows", "written_at"])
    record("street_deliberations.candidate.imported", term, by, count=batch.count)
    return batch


def preview_of(batch: CandidateImport) -> list[Row]:
    """The rows as they will be registered; none once they are."""
    kept = json.loads(batch.rows) if batch.rows else []
    return [
        Row(one["number"], one["line"], one["vacancy"], {**one["details"], **_days(one["details"])}) for one in kept
    ]


def _plain(row: Row) -> dict[str, Any]:
    details = {name: value.isoformat() if isinstance(value, date) else value for name, value in row.details.items()}
    return {"number": row.number, "line": row.line, "vacancy": row.vacancy, "details": details}


def _days(details: Mapping[str, Any]) -> dict[str, date | None]:
    return {name: date.fromisoformat(details[name]) if details[name] else None for name in DAYS}


def _read(file: IO[bytes], on: date) -> tuple[list[Row], list[Problem]]:
    try:
        check_container(file)
        sheet = load_workbook(file, read_only=True, data_only=True, keep_links=False).worksheets[0]
        grid = list(sheet.iter_rows(max_col=WIDTH_LIMIT, max_row=HEADING_ROWS + rules.ROWS_LIMIT + 1, values_only=True))
    except UnreadableFile as error:
        return [], [Problem(0, "文件", str(error))]
    except Exception:  # whatever a broken file does to the parser, the user has one remedy
        return [], [Problem(0, "文件", "文件已损坏或不是规范的 .xlsx 文件,请用模板另存后重新上传")]
    return _rows(grid, on)


def _rows(grid: Sequence[Sequence[Any]], on: date) -> tuple[list[Row], list[Problem]]:
    start = next((number for number, line in enumerate(grid[:HEADING_ROWS]) if "姓名" in map(_heading, line)), None)
    if start is None:
        return [], [Problem(0, "文件", f"表格前{HEADING_ROWS}行中没有“姓名”等列名,请使用模板")]
    headings = [_heading(value) for value in grid[start]]
    missing = [heading for heading in rules.NEEDED if heading not in headings]
    if missing:
        return [], [Problem(start + 1, heading, "没有这一列,请使用模板") for heading in missing]
    rows, problems = [], []
    for number, line in enumerate(grid[start + 1 :], start=start + 2):
        values = {heading: value for heading, value in zip(headings, line, strict=False) if heading in rules.HEADINGS}
        if not any(str(value or "").strip() for value in values.values()):
            continue
        row, found = rules.read_row(number, values, on)
        problems += found
        rows.append(row if found else replace(row, details=rules.completed(row.details)))
    if len(rows) > rules.ROWS_LIMIT:
        problems.append(Problem(0, "文件", f"超过{rules.ROWS_LIMIT}行,请分成几个文件"))
    return rows, problems


def _heading(value: Any) -> str:
    return str(value or "").strip().rstrip("*").replace("（", "(").replace("）", ")")


def _unknown(term: Term, rows: Sequence[Row], on: date) -> list[Problem]:
    """Lines and vacancies that the table does not know."""
    names = set(QuotaLine.objects.filter(table__term=term).values_list("name", flat=True))
    vacant = _vacant(term, on)
    told = "、".join(sorted(names)[:10])
    wrong = [
        Problem(row.number, rules.LINE, f"名额分配表中没有“{row.line}”,应为:{told}")
        for row in rows
        if row.line and row.line not in names
    ]
    return wrong + [
        Problem(row.number, rules.VACANCY, f"“{row.line}”没有{row.vacancy}的空缺")
        for row in rows
        if row.vacancy and row.line in names and (row.line, row.vacancy) not in vacant
    ]


def _vacant(term: Term, on: date) -> dict[tuple[str, str], Seat]:
    seats = Seat.objects.filter(mandate__term=term).vacant_on(on).with_person()
    return {(seat.line.name, seat.mandate.person.name): seat for seat in seats}
