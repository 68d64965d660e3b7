"""What is missing before a record or minutes go to those who approve them."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.congress.minutes.rules.comparing import Difference
from apps.foundation.core.errors import Issue


@dataclass(frozen=True, slots=True)
class SubmitFacts:
    """`editing` are (who, which section); `changed` and `missing` are headings whose facts are newer than the text."""

    recorder: str
    empty: tuple[str, ...] = ()
    editing: tuple[tuple[str, str], ...] = ()
    is_over: bool = True
    open_polls: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


def issues_before_submitting(facts: SubmitFacts) -> list[Issue]:
    """Everything in the way, whatever reason is given."""
    return list(_issues(facts))


def _issues(facts: SubmitFacts) -> Iterator[Issue]:
    if not facts.is_over:
        yield Issue("not_over", "会议还没有结束,请在散会(闭会)以后送审。")
    for title in facts.open_polls:
        yield Issue("open_poll", f"表决“{title}”还没有宣布结果,请先宣布或者作废。")
    if not facts.recorder.strip():
        yield Issue("recorder", "请填写记录人。")
    for heading in facts.empty:
        yield Issue("empty", f"“{heading}”是空的,请填写,或者据事实更新。")
    for name, heading in facts.editing:
        yield Issue("editing", f"{name}正在编辑“{heading}”,请其保存或者退出以后再送审。")
    if facts.missing:
        yield Issue("missing", f"事实中有新的章节没有写进本稿:{'、'.join(facts.missing)}。请先补充。")
    if facts.changed:
        yield Issue("changed", f"起草以后事实有变化:{'、'.join(facts.changed)}。请逐节据事实更新,或者确认保留现文。")


def issue_without_reason(facts: SubmitFacts, reason: str) -> list[Issue]:
    """Numbers and names that differ go through with a reason only, which is kept."""
    if not facts.differences or reason.strip():
        return []
    listed = [Issue("difference", one.sentence) for one in facts.differences]
    return [*listed, Issue("reason", "数字或名单与登记的事实不符:请改正,或者写明不一致的理由后送审。")]


def hints(*, speeches_without_gist: int, unanswered: int) -> list[str]:
    """What is worth a look and stops nobody."""
    found = []
    if speeches_without_gist:
        found.append(f"有{speeches_without_gist}人次的发言还没有登记要点。")
    if unanswered:
        found.append(f"有{unanswered}件询问还没有登记答复。")
    return found
