"""Rule values of reform tasks: those of supervision, and how often and by when this system asks."""

from apps.congress.supervision.policies import Defaults, policies_for
from apps.foundation.core.registry import PolicyKey

PROFILE = "reform"
DISPATCH_DAYS, GUARANTEE_DAYS = "reform.dispatch_days", "reform.guarantee_days"
PRODUCT = "本平台默认值,由本地改革实施方案规定"
PRACTICE = "本平台默认值,参考重庆市2025年专题调度安排(5月29日、7月15日)"

POLICIES = (
    *policies_for(PROFILE, "改革任务", Defaults()),
    PolicyKey(
        DISPATCH_DAYS, "改革任务:每隔几日召开一次调度会", 45, "int", "free", PRACTICE, minimum=7, maximum=366,
        unit="日",
    ),
    PolicyKey(
        GUARANTEE_DAYS, "改革任务:交办后几日内落实四项保障", 30, "int", "free", PRODUCT, minimum=1, maximum=366,
        unit="日",
    ),
)  # fmt: skip
