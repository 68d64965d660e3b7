"""Sentences that several papers share."""

from collections.abc import Iterator

from apps.office.documents.rules.tree import Paragraph
from apps.systems.reform_tasks.rules.standing import Tally


def lines(text: str) -> Iterator[Paragraph]:
    for line in text.splitlines():
        if line.strip():
            yield Paragraph(line.strip())


def told(one: Tally) -> str:
    """`共42项,已销号8项,红灯3项,黄灯5项,平均进度46%`."""
    return f"共{one.total}项,已销号{one.done}项,红灯{one.red}项,黄灯{one.yellow}项,平均进度{one.percent}%"
