"""经验材料."""

from collections.abc import Iterator
from datetime import date

from apps.congress.supervision.selectors.organs import supervising_organ
from apps.foundation.core.dates import chinese_date
from apps.office.documents.composing import plain_paper
from apps.office.documents.rules.tree import Block, Column, Paragraph, Table, Tree
from apps.systems.reform_tasks.models import GoodPractice
from apps.systems.reform_tasks.papers.words import lines

PRACTICE = "reform_tasks_practice"
ADOPTIONS = (Column("级别", 3), Column("采用单位或者媒体", 8, "left"), Column("日期", 4))


def practice_paper(practice: GoodPractice, on: date) -> Tree:
    """What a place did, and where it was adopted until that day."""
    organ = supervising_organ(practice.plan.office, on)
    told = f"({practice.area},{chinese_date(practice.written_at)})"
    return plain_paper(
        organ, practice.title, _blocks(practice), subtitle=told, is_signed=False, keep=(practice.area.name,)
    )


def _blocks(practice: GoodPractice) -> Iterator[Block]:
    if practice.item:
        yield Paragraph(f"改革事项:{practice.item}")
    yield from lines(practice.text)
    adoptions = list(practice.adoptions.all())  # type: ignore[attr-defined]
    if adoptions:
        yield Paragraph("采用情况", 1)
        yield Table(ADOPTIONS, tuple((one.get_level_display(), one.by, f"{one.on:%Y-%m-%d}") for one in adoptions))
