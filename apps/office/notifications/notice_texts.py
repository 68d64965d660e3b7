"""The words of reminders and digests, until an office sets its own."""

from apps.foundation.core.registry import NoticeText

_FIRST = "答复:关于增设村口路灯的建议(今天到期)"

NOTICE_TEXTS = (
    NoticeText(
        "notifications.reminder", "期限提醒", "{title}({when})", "{title},办理期限{due},{when}。",
        {"title": "要办的事", "due": "期限", "when": "离期限多久"},
        {"title": "答复:关于增设村口路灯的建议", "due": "2026年5月20日", "when": "还有3个工作日到期"}, outside=True,
    ),
    NoticeText(
        "notifications.reminders", "期限提醒汇总", "今天有{count}件事项需要办理:{first}等", "最急的一件:{first}。",
        {"count": "件数", "first": "最急的一件"}, {"count": "5", "first": _FIRST}, outside=True,
    ),
    NoticeText(
        "notifications.gathered", "多条消息汇总", "收到{count}条消息:{first}等", "其中一条:{first}。",
        {"count": "条数", "first": "最急的一条"},
        {"count": "20", "first": "新的办理事项:关于增设村口路灯的建议"}, outside=True,
    ),
)  # fmt: skip
