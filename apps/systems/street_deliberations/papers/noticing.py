"""公示 of a slate: name, sex, unit and post, community, and nothing else of anybody."""

from collections.abc import Iterator, Sequence
from datetime import date

from apps.foundation.core.dates import chinese_date
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents.composing import announcement
from apps.office.documents.rules.tree import Block, Column, Paragraph, Table, Tree
from apps.systems.street_deliberations.models import Slate, SlateEntry
from apps.systems.street_deliberations.selectors.slates import entries_of

COLUMNS = (
    Column("序号", 2),
    Column("姓名", 4),
    Column("性别", 2),
    Column("单位及职务", 9, "left"),
    Column("社区、单位或者界别", 6),
)
BASIS = "经社区(村)和有关单位推荐、人大街道工委汇总初审、联审、街道党工委审查"
CLOSING = "对上述人选有不同意见的,请在公示期内通过本页面、来信或者来访反映。反映情况应当实事求是,提倡实名。"


def notice_title(slate: Slate) -> str:
    return f"{slate.term.body}第{slate.term.number}届议事代表建议人选公示(第{slate.number}批)"


def notice_text(slate: Slate, entries: Sequence[SlateEntry]) -> str:
    """The text on the public page."""
    lines = "\n".join(f"{number}. {entry.candidate.public_line}" for number, entry in enumerate(entries, start=1))
    return f"{BASIS},现将议事代表建议人选{len(entries)}名公示如下:\n\n{lines}\n\n{CLOSING}"


def notice_paper(slate: Slate, on: date) -> Tree:
    """The same to be put up on the board; needs the notice."""
    organ = standing_organ(slate.term.body, on)
    entries = [entry for entry in entries_of(slate) if entry.outcome != "dropped"]
    return announcement(
        organ, notice_title(slate).replace("议事代表建议人选公示", "\n议事代表建议人选公示"), _blocks(slate, entries)
    )


def _blocks(slate: Slate, entries: Sequence[SlateEntry]) -> Iterator[Block]:
    until = ""
    if slate.notice:
        until = f"公示期自{chinese_date(slate.notice.starts_on)}至{chinese_date(slate.notice.ends_on)}。"
    yield Paragraph(f"{BASIS},现将议事代表建议人选{len(entries)}名公示如下。{until}")
    yield Table(COLUMNS, tuple(_row(number, entry) for number, entry in enumerate(entries, start=1)))
    yield Paragraph(CLOSING.replace("本页面、", "网上公示页面、"))


def _row(number: int, entry: SlateEntry) -> tuple[str, ...]:
    person = entry.candidate
    return (str(number), person.name, person.get_sex_display(), person.workplace, person.line.name)
