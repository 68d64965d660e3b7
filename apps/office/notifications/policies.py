"""What a place sets: when people are reminded, and when nothing is sent outside."""

from apps.foundation.core.registry import PolicyKey
from apps.office.notifications.rules.leaving import issues_with_hours
from apps.office.notifications.rules.reminders import issues_with_days

BEFORE, EVERY, MOST = "notifications.remind_before", "notifications.remind_every", "notifications.remind_most"
QUIET = "notifications.quiet_hours"
PRODUCT = "本平台默认值,各地可调整"

POLICIES = [
    PolicyKey(BEFORE, "到期前几个工作日提醒", "3、1", "text", "free", PRODUCT, unit="个工作日", check=issues_with_days),
    PolicyKey(EVERY, "逾期后每隔几个工作日提醒", 3, "int", "free", PRODUCT, minimum=1, maximum=30, unit="个工作日"),
    PolicyKey(MOST, "逾期后至多提醒几次", 5, "int", "free", PRODUCT, minimum=0, maximum=30, unit="次"),
    PolicyKey(QUIET, "免打扰时段", "21:00-8:00", "text", "free", PRODUCT, check=issues_with_hours),
]
