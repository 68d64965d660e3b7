"""What members are told of the year's sessions, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

_FIELDS = {"plan": "方案名称", "count": "全年会议次数", "sessions": "各次会议的时间和主题", "reason": "调整理由"}
_SAMPLES = {
    "plan": "青禾镇人大2026年度会议预安排方案",
    "count": "4",
    "sessions": "第1次会议:2026年3月20日,审议工作报告和预算;第2次会议:2026年4月1日至6月30日,审议法律实施和专项工作",
    "reason": "增开一次会议,讨论防汛专项工作",
}

NOTICE_TEXTS = (
    NoticeText(
        "town_sessions.in_force", "年度预安排方案印发通知", "{plan}已经批准",
        "全年安排会议{count}次。{sessions}。请提前安排好工作,围绕议题开展走访调研。", _FIELDS, _SAMPLES,
    ),
    NoticeText(
        "town_sessions.amended", "年度预安排方案调整通知", "{plan}:安排有调整",
        "调整理由:{reason}。调整后全年安排会议{count}次。{sessions}。", _FIELDS, _SAMPLES,
    ),
)  # fmt: skip
