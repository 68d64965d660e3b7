"""Rule values of rotas by tier: on which day, from when to when, how many deputies; check-in and corrections."""

from apps.foundation.core.registry import PolicyKey
from apps.systems.deputy_stations.rules.cycles import issues_with_day, issues_with_hours
from apps.systems.deputy_stations.rules.tiers import TIERS

PRODUCT = "本平台默认值,由本地代表家站建设与运行规定"
PRACTICE = "本平台默认值,参考苍溪县“每月第一个星期二”代表接待日"
CHECK_IN_MINUTES, LATE_DAYS = "stations.check_in_minutes", "stations.check_in_late_days"


def day_key(tier: str) -> str:
    return f"stations.reception_day_of_{tier}"


def hours_key(tier: str) -> str:
    return f"stations.reception_hours_of_{tier}"


def each_key(tier: str) -> str:
    return f"stations.deputies_a_reception_of_{tier}"


def _policies_of(tier: str, title: str) -> tuple[PolicyKey, ...]:
    return (
        PolicyKey(day_key(tier), f"{title}:接待日", "第一个星期二", "text", "free", PRACTICE, check=issues_with_day),
        PolicyKey(hours_key(tier), f"{title}:接待时间", "9:00-11:00", "text", "free", PRODUCT, check=issues_with_hours),
        PolicyKey(
            each_key(tier), f"{title}:每次接待的代表人数", 1, "int", "free", PRODUCT, minimum=1, maximum=20, unit="人"
        ),
    )


DUTY_POLICIES = (
    *(policy for tier, title in TIERS.items() for policy in _policies_of(tier, title)),
    PolicyKey(
        CHECK_IN_MINUTES, "代表值班提前几分钟可以签到", 30, "int", "free", PRODUCT, minimum=0, maximum=240, unit="分钟"
    ),
    PolicyKey(LATE_DAYS, "接待结束后几日内可以补登到站", 7, "int", "free", PRODUCT, minimum=0, maximum=60, unit="日"),
)
