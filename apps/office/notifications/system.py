from datetime import timedelta

from apps.foundation.core.audiences import OFFICE, SIGNED_IN
from apps.foundation.core.registry import MenuItem, System, Timed, register
from apps.office.notifications import selectors

register(
    System(
        slug="notifications",
        title="消息",
        urls=("notices/", "apps.office.notifications.urls"),
        menu=[
            MenuItem("我的消息", "notifications_inbox", "bell"),
            MenuItem("发送记录", "notifications_delivery_list", "send"),
        ],
        todo=selectors.todo,
        schedule=[Timed("notifications.settle_attempts", timedelta(minutes=1))],
        audiences={
            "notifications_inbox": SIGNED_IN,
            "notifications_inbox_read": SIGNED_IN,
            "notifications_notice_*": SIGNED_IN,
            "notifications_delivery_*": OFFICE,
        },
        acts={"notifications.notice.resent": "{actor}要求重新发送“{title}”(第{number}次)"},
        order=80,
    )
)
