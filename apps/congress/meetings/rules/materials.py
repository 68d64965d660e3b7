"""Materials of a meeting: until when they are delivered, and who may still do what with them."""

from collections.abc import Iterator
from datetime import date, timedelta

from apps.foundation.core.errors import Issue


def material_due(stated: date | None, starts_on: date, days: int) -> date:
    """The day by which material is there: the item's own, otherwise so many days before the meeting."""
    return stated or starts_on - timedelta(days=days)


def late_words(days: int) -> str:
    """`迟交3日`; in time is ""."""
    return f"迟交{days}日" if days else ""


def material_days_late(due_on: date, delivered_on: date) -> int:
    """Days after the due day; 0 in time."""
    return max((delivered_on - due_on).days, 0)


def issues_before_delivering(*, meeting_state: str, has_file: bool, text: str) -> Iterator[Issue]:
    """Material is a file or a text, for a meeting that is not over."""
    if meeting_state in {"closed", "cancelled"}:
        yield Issue("over", "会议已闭会或已取消,不能再报送材料。")
    if not has_file and not text.strip():
        yield Issue("nothing", "请选择文件,或者填写材料正文。")
    if has_file and text.strip():
        yield Issue("both", "请只选一种:上传文件,或者填写正文。")


def issues_before_sending(*, meeting_state: str, is_withdrawn: bool) -> Iterator[Issue]:
    """Members see a meeting once its notice is out."""
    if meeting_state == "planned":
        yield Issue("not_noticed", "会议通知还没有发出,代表看不到会议。请先发出会议通知,再发送材料。")
    if meeting_state in {"closed", "cancelled"}:
        yield Issue("over", "会议已闭会或已取消,不能再发送材料。")
    if is_withdrawn:
        yield Issue("withdrawn", "这份材料已撤回,不能发送。")
