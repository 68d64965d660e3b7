"""交办审议意见: what must be there before opinions of a meeting go to units; promises made in an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.errors import Issue


@dataclass(frozen=True, slots=True)
class Handed:
    """What is put together; `taken` are beginnings of chosen opinions that cannot be handed over any more."""

    chosen: int
    taken: Sequence[str]
    title: str
    approved_by: str
    approved_on: date
    today: date
    word: str


def issues_before_handing_opinions(handed: Handed) -> Iterator[Issue]:
    """The text that is handed over was approved first (乡镇: 主席团; 街道: 人大街道工委)."""
    if not handed.chosen:
        yield Issue("none", f"请至少选择一条{handed.word}。")
    for text in handed.taken:
        yield Issue("taken", f"“{text}”已经交办或者撤回,请刷新页面重新选择。")
    if not handed.title.strip():
        yield Issue("no_title", "请填写交办的标题。")
    if not handed.approved_by.strip():
        yield Issue("not_approved", "请写明审定的会议或者文号。")
    if handed.approved_on > handed.today:
        yield Issue("future", "审定日期不能晚于今天。")
