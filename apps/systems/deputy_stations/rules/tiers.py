"""What each tier is called, how often it receives residents, and how much it does (重庆市代表之家建设指导意见, 2019).

A home holds a collective activity each quarter, an activity station in principle one each month; directly elected
deputies receive the public at least three times a year. Other places have other figures.
"""

from apps.foundation.core.registry import PolicyKey

GUIDANCE = "重庆市代表之家建设指导意见(2019年)"
PRODUCT = "本平台默认值,由本地代表家站建设与运行规定"
WEEKLY, MONTHLY, BIMONTHLY, QUARTERLY = "weekly", "monthly", "bimonthly", "quarterly"
CYCLES = ((WEEKLY, "每周一次"), (MONTHLY, "每月一次"), (BIMONTHLY, "每两月一次"), (QUARTERLY, "每季度一次"))
DUTIES_A_YEAR = "stations.duties_a_year"
TIERS = {"practice": "巴渝实践站", "home": "代表之家", "station": "代表活动站", "point": "代表活动点"}
_CYCLE = {"practice": MONTHLY, "home": MONTHLY, "station": MONTHLY, "point": QUARTERLY}
_ACTIVITIES = {"practice": 4, "home": 4, "station": 12, "point": 4}


def name_key(tier: str) -> str:
    return f"stations.name_of_{tier}"


def cycle_key(tier: str) -> str:
    return f"stations.reception_cycle_of_{tier}"


def notice_key(tier: str) -> str:
    return f"stations.notice_days_of_{tier}"


def activities_key(tier: str) -> str:
    return f"stations.activities_of_{tier}"


def _policies_of(tier: str) -> tuple[PolicyKey, ...]:
    title = TIERS[tier]
    return (
        PolicyKey(name_key(tier), f"{title}:本地名称", title, "text", "free", PRODUCT),
        PolicyKey(
            cycle_key(tier), f"{title}:代表接待群众的周期", _CYCLE[tier], "choice", "free", PRODUCT, choices=CYCLES
        ),
        PolicyKey(
            notice_key(tier), f"{title}:接待公告提前几日公布", 3, "int", "free", PRODUCT, minimum=0, maximum=30,
            unit="日",
        ),
        PolicyKey(
            activities_key(tier), f"{title}:每年最少活动次数", _ACTIVITIES[tier], "int", "free", GUIDANCE, minimum=0,
            maximum=366, unit="次",
        ),
    )  # fmt: skip


TIER_POLICIES = (
    *(policy for tier in TIERS for policy in _policies_of(tier)),
    PolicyKey(
        DUTIES_A_YEAR, "每名代表每年最少接待群众次数", 3, "int", "free", GUIDANCE, minimum=0, maximum=60, unit="次"
    ),
)  # fmt: skip
