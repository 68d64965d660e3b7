"""What a new representative is told, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

NOTICE_TEXTS = (
    NoticeText(
        "street_deliberations.determined", "确定为议事代表的通知", "您已确定为{body}{term}议事代表",
        "经推荐、审查、公示,您自{day}起为{body}{term}议事代表({number})。请关注会议通知,按时出席会议,如实反映居民意见建议。",
        {"body": "议事代表会议", "term": "届次", "day": "起任日期", "number": "文号"},
        {"body": "滨江街道议事代表会议", "term": "第1届", "day": "2026年3月20日", "number": "滨街工委〔2026〕8号"},
    ),
)  # fmt: skip
