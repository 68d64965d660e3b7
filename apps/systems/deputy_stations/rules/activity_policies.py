"""Rule values of activities: by when the year's plan must be published."""

from apps.foundation.core.registry import PolicyKey

PRODUCT = "本平台默认值,由本地代表家站建设与运行规定"
PLAN_MONTH = "stations.year_plan_by_month"
ACTIVITY_POLICIES = (
    PolicyKey(
        PLAN_MONTH, "家站年度活动计划最迟在几月公布", 3, "int", "free", PRODUCT, minimum=1, maximum=12, unit="月"
    ),
)
