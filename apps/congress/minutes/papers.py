"""The paper as it is printed: 纪要 in its own form with lists of names, the record plain with lines to sign."""

from collections.abc import Iterable, Iterator, Sequence

from apps.congress.minutes.models import Minutes
from apps.congress.minutes.rules.sections import Section, names_in
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Names, Paragraph, SignatureLines, Tree

RECORD_KIND, MINUTES_KIND = "meeting_record", "meeting_minutes"


def kind_of(minutes: Minutes) -> str:
    """The kind of document it becomes."""
    return RECORD_KIND if minutes.is_record else MINUTES_KIND


def tree_of(minutes: Minutes, sections: Sequence[Section], copies: Iterable[str] = ()) -> Tree:
    """From the sections as edited."""
    blocks = list(_blocks(sections))
    if minutes.is_record:
        lines = SignatureLines((("主持人签字", ""), ("记录人签字", "")))
        return composing.plain_paper(minutes.organ, minutes.title, [*blocks, lines], is_signed=False)
    return composing.minutes(minutes.organ, minutes.mark, minutes.title, blocks, copies=tuple(copies))


def _blocks(sections: Sequence[Section]) -> Iterator[Block]:
    for section in sections:
        if section.level and section.text.strip():
            yield Paragraph(section.heading, section.level)
        for line in section.text.splitlines():
            if line.strip():
                yield _block(line.strip())


def _block(line: str) -> Block:
    """Lists of names stand in lines of their own, everything else is running text."""
    names = names_in(line)
    return Names(*names) if names and names[1] else Paragraph(line)
