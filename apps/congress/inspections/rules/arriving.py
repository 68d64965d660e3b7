"""Who may sign in, and with which code."""

from collections.abc import Iterator
from datetime import datetime

from apps.congress.meetings.rules.codes import issues_with_code
from apps.foundation.core.errors import Issue

_SENTENCES = {
    "foreign_code": "这不是本次活动的签到码,请扫描工作人员手机上的二维码。",
    "stale_code": "签到码已过期,请重新扫描工作人员手机上的二维码。",
}


def issues_with_arrival_code(code: str, salt: str, at: datetime) -> list[Issue]:
    """A code counts for five minutes, as in a meeting's hall."""
    return [Issue(issue.code, _SENTENCES[issue.code]) for issue in issues_with_code(code, salt, at)]


def issues_before_sign_in(*, name: str, answer: str, is_serving: bool) -> Iterator[Issue]:
    """回避: who has an interest in what is looked at does not take part (重庆市实施代表法办法第二十九条)."""
    if answer == "recused":
        yield Issue("recused", f"{name}因利害关系已回避本次活动,不能签到。")
    if not is_serving:
        yield Issue("seat_ended", f"{name}目前不在任,不能签到。")
