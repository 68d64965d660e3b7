"""The check-in code: signed with the sitting's own seed and the minute, so that a photograph soon goes stale."""

import hashlib
import hmac
from datetime import datetime

from apps.foundation.core.errors import Issue
from apps.foundation.core.numbers import number_of

STEP_SECONDS = 60
LIFE_STEPS = 5
_SIGNATURE_LENGTH = 20
_LAST_STEP = 10**9


def step_of(at: datetime) -> int:
    """The number of the minute in which `at` falls."""
    return int(at.timestamp()) // STEP_SECONDS


def code_at(salt: str, at: datetime) -> str:
    """The code the hall's screen shows at this moment."""
    return _signed(salt, step_of(at))


def issues_with_code(code: str, salt: str, at: datetime) -> list[Issue]:
    """Why a scanned code does not count here: of another sitting (or invented), or older than five minutes."""
    step = number_of(code.partition("-")[0], up_to=_LAST_STEP)
    if not salt or step is None or not hmac.compare_digest(code.encode(), _signed(salt, step).encode()):
        return [Issue("foreign_code", "这不是本场会议的签到码,请扫描会场大屏幕上的二维码。")]
    if not 0 <= step_of(at) - step <= LIFE_STEPS:
        return [Issue("stale_code", "签到码已过期,请重新扫描会场大屏幕上的二维码。")]
    return []


def _signed(salt: str, step: int) -> str:
    digest = hmac.new(salt.encode(), str(step).encode(), hashlib.sha256).hexdigest()
    return f"{step}-{digest[:_SIGNATURE_LENGTH]}"
