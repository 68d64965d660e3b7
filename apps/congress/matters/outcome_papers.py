"""承诺事项台账 as a document: landscape, to be printed or sent on as Word."""

from collections.abc import Iterator
from datetime import date, datetime

from apps.congress.matters.models import Commitment, Matter
from apps.congress.matters.selectors.commitments import of_two_years, standing_of
from apps.foundation.core.actors import STAFF, Actor
from apps.foundation.core.dates import chinese_datetime, local_day
from apps.foundation.organisations.models import Area, Unit
from apps.office.documents import composing
from apps.office.documents.rules.tree import Column, Paragraph, Table, Tree

LEDGER = "matters_commitments"
COLUMNS = (
    Column("序号", 2), Column("所属建议", 8, "left"), Column("承诺事项", 10, "left"), Column("承办单位", 5),
    Column("承诺时限", 4), Column("落实日期", 4), Column("落实情况", 8, "left"), Column("进展", 4), Column("评价", 3),
)  # fmt: skip


def ledger_paper(actor: Actor, at: datetime) -> Tree:
    """This and last year's promises that the actor sees, as they stand at `at`."""
    on = local_day(at)
    rows = list(of_two_years(actor, on))
    late = sum(1 for row in rows if not row.done_on and row.due_on < on)
    kept = sum(1 for row in rows if row.done_on)
    note = f"截至{chinese_datetime(at)},共{len(rows)}项,已落实{kept}项,未落实{len(rows) - kept}项,其中逾期{late}项。"
    title = f"{on.year - 1}年至{on.year}年承诺事项台账"
    table = Table(COLUMNS, tuple(_row(number, row, on) for number, row in enumerate(rows, start=1)))
    return composing.register(organ_of(actor.area_path, on), title, [Paragraph(note), table])


def organ_of(path: str, on: date) -> Unit:
    """Whose paper it is: the body of the area, or any unit of it where none is."""
    units = Unit.objects.on(on).filter(area__path=path).select_related("area")
    organ = units.bodies().first() or units.order_by("pk").first()
    area = Area.objects.filter(path=path).first()
    return organ or Unit(area=area, name=f"{area.name}人大办公室" if area else "人大办公室")


def _row(number: int, row: Commitment, on: date) -> tuple[str, ...]:
    return (
        str(number), row.matter.title, row.text, row.handling.unit_name, f"{row.due_on:%Y-%m-%d}",
        f"{row.done_on:%Y-%m-%d}" if row.done_on else "—", row.done_note or "—", standing_of(row, on)[0],
        row.get_grade_display() or "—",  # type: ignore[attr-defined]
    )  # fmt: skip


def sample_trees() -> Iterator[Tree]:
    """The ledger of the office with the newest promise."""
    newest = Commitment.objects.open().with_all().order_by("-pk").first() or Commitment.objects.order_by("-pk").first()
    if newest is not None:
        yield ledger_paper(office_actor(newest.matter), newest.reply.sent_at or newest.matter.created_at)


def office_actor(matter: Matter) -> Actor:
    """Somebody of the office of a matter, for samples."""
    return Actor(name="人大办公室", role=STAFF, area_path=matter.path)
