"""Rule values of livelihood projects, from the call for clues to the rectification of what was found wanting."""

from apps.congress.supervision.policies import Defaults, policies_for
from apps.foundation.core.registry import PolicyKey
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.rules.delivering import CONGRESS, STANDING

PROFILE = "livelihood"
"""Under which supervision keeps the assignments of projects."""
BREAKDOWN_MONTHS, DECIDERS = "livelihood.breakdown_months", "livelihood.adjusting_organ"
MID_YEAR, COMPLETION = "livelihood.mid_year_month", "livelihood.completion_month"
RECTIFICATION_MONTHS = "livelihood.rectification_months"
PRODUCT = "本平台默认值,各地以票决(票选)办法为准"
CHAIN = "本平台默认值,参照各地票决制工作的通常做法"
PLAN_NOTE = "本平台默认值,参照各地亮灯规则:逾期30日以内或者低于计划90%亮黄灯"

POLICIES = (
    PolicyKey(
        "livelihood.min_differential_percent", "候选项目最低差额比例", 20, "int", "free", PRODUCT,
        minimum=0, maximum=100, unit="%",
    ),
    PolicyKey("livelihood.allow_equal", "允许等额", False, "bool", "free", PRODUCT),
    PolicyKey(
        "livelihood.sent_days_before", "候选项目会前送达天数", 10, "int", "free", PRODUCT,
        minimum=0, maximum=60, unit="日",
    ),
    PolicyKey(
        "livelihood.announce_days", "结果公布期限", 7, "int", "free", PRODUCT, minimum=0, maximum=60, unit="日",
    ),
    PolicyKey("livelihood.party_study_required", "候选项目送达前须经党委研究同意", True, "bool", "free", PRODUCT),
    PolicyKey(
        "livelihood.collection_start_quarter", "上一年哪个季度启动征集(0为不限)", 3, "int", "free", rules.DECISION,
        minimum=0, maximum=4,
    ),
    PolicyKey(
        "livelihood.hand_over_days", "公布后交办期限", 15, "int", "free", PRODUCT, minimum=1, maximum=90, unit="日",
    ),
    PolicyKey("livelihood.receipt_days", "交办函签收期限", 3, "int", "free", PRODUCT, minimum=1, maximum=30, unit="日"),
    PolicyKey(
        BREAKDOWN_MONTHS, "交办后任务分解期限", 1, "int", "free", CHAIN, minimum=1, maximum=6, unit="个月",
    ),
    PolicyKey(
        DECIDERS, "项目调整、终止由谁决定", CONGRESS, "choice", "free", CHAIN,
        choices=((CONGRESS, "只由代表大会会议决定"), (STANDING, "主席团、常委会也可以决定")),
    ),
    PolicyKey(MID_YEAR, "年中报告在几月底前提出", 9, "int", "free", CHAIN, minimum=6, maximum=10, unit="月"),
    PolicyKey(COMPLETION, "完成情况报告在次年几月底前提出", 3, "int", "free", CHAIN, minimum=1, maximum=6, unit="月"),
    PolicyKey(
        RECTIFICATION_MONTHS, "测评不满意的整改期限", 3, "int", "free", CHAIN, minimum=1, maximum=12, unit="个月",
    ),
    *policies_for(PROFILE, "民生实事", Defaults(soon_days=0, grace_days=30, behind_percent=90, source=PLAN_NOTE)),
)  # fmt: skip
