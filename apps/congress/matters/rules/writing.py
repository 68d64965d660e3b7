"""What a suggestion or opinion must say before it is handed in (一事一议、有情况有分析有建议)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.congress.matters.rules.acts import OFFICIAL_TEXT_LIMIT
from apps.foundation.core.errors import Issue

TITLE_LIMIT = 100
WRITTEN_LIMIT = OFFICIAL_TEXT_LIMIT - TITLE_LIMIT - 2
"""The register keeps title and text together as they were handed in."""
TEMPLATE = "情况:\n\n问题:\n\n建议:\n"


@dataclass(frozen=True, slots=True)
class Written:
    """What is to be handed in; `categories` are those of the place."""

    title: str
    text: str
    category: str
    categories: Sequence[str]


def issues_with_writing(written: Written) -> Iterator[Issue]:
    """A title, a text beyond the headings of the template, one of the place's categories."""
    if not written.title.strip():
        yield Issue("no_title", "请填写标题。")
    if len(written.title) > TITLE_LIMIT:
        yield Issue("long_title", f"标题最多{TITLE_LIMIT}字,请精简。")
    if not _said(written.text):
        yield Issue("no_text", "请填写内容,写清情况、问题和建议。")
    if len(written.text) > WRITTEN_LIMIT:
        yield Issue("long_text", f"内容最多{WRITTEN_LIMIT}字,现有{len(written.text)}字,请精简。")
    if written.categories and written.category not in written.categories:
        yield Issue("category", "请选择类别。")


def _said(text: str) -> str:
    """What stands in a text besides the template's headings."""
    for heading in TEMPLATE.split():
        text = text.replace(heading, "")
    return text.strip()


def as_brought(title: str, text: str) -> str:
    """Title and text as the register of submissions keeps them."""
    return f"{title.strip()}\n\n{text.strip()}"


def named_with(lead: str, others: int) -> str:
    """Who put it forward: `安然`, `安然等3名代表`."""
    return f"{lead}等{others + 1}名代表" if others else lead
