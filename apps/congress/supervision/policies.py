"""Rule values of supervision. Each system that hands over assignments has its own set of them (a profile)."""

from dataclasses import dataclass

from apps.congress.supervision.rules.periods import CYCLES, MONTHLY
from apps.foundation.core.registry import PolicyKey

GENERAL = "general"
"""The profile of what an office puts under supervision by itself, without any other system."""
CRITICISM_KEY = "supervision.criticism_sheets"
PRODUCT = "本平台默认值,由本地督查督办制度规定"


@dataclass(frozen=True, slots=True)
class Defaults:
    """Default values of a profile; days are calendar days unless their name says otherwise."""

    cycle: str = MONTHLY
    report_day: int = 5
    soon_days: int = 7
    grace_days: int = 0
    behind_percent: int = 100
    answer_working_days: int = 10
    escalation_working_days: int = 5
    source: str = PRODUCT


NAMES = (
    "cycle", "report_day", "soon_days", "grace_days", "behind_percent", "answer_working_days",
    "escalation_working_days",
)  # fmt: skip


def key_of(profile: str, name: str) -> str:
    """`reform.supervision_cycle`."""
    return f"{profile}.supervision_{name}"


def keys_of(profile: str) -> list[str]:
    """Every key of a profile."""
    return [key_of(profile, name) for name in NAMES]


def policies_for(profile: str, title: str, defaults: Defaults) -> list[PolicyKey]:
    """The policy rows of a profile, for the system that brings it."""

    def days(name: str, words: str, least: int, most: int, unit: str = "日") -> PolicyKey:
        value = getattr(defaults, name)
        return PolicyKey(
            key_of(profile, name), f"{title}:{words}", value, "int", "free", defaults.source, minimum=least,
            maximum=most, unit=unit,
        )  # fmt: skip

    return [
        PolicyKey(
            key_of(profile, "cycle"), f"{title}:进展报送周期", defaults.cycle, "choice", "free", defaults.source,
            choices=tuple(CYCLES.items()),
        ),
        days("report_day", "周期结束后几日内报送进展", 1, 28),
        days("soon_days", "到期前几日亮黄灯(0为不提前)", 0, 60),
        days("grace_days", "节点逾期超过几日由黄灯转红灯", 0, 90),
        days("behind_percent", "进度低于计划的多少亮黄灯", 1, 100, "%"),
        days("answer_working_days", "督办单反馈期限", 1, 60, "个工作日"),
        days("escalation_working_days", "红灯持续多久上报一级", 1, 60, "个工作日"),
    ]  # fmt: skip


CRITICISM_POLICY = PolicyKey(
    CRITICISM_KEY, "几份督办单逾期未反馈提出督查通报", 2, "int", "free", PRODUCT, minimum=1, maximum=10, unit="份"
)
