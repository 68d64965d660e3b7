from datetime import timedelta

from celery.schedules import crontab

from apps.foundation.core.audiences import OFFICE, SIGNED_IN
from apps.foundation.core.registry import MenuItem, System, Timed, register
from apps.office.notifications import selectors
from apps.office.notifications.health import VITALS
from apps.office.notifications.notice_texts import NOTICE_TEXTS
from apps.office.notifications.policies import POLICIES

register(
    System(
        slug="notifications",
        title="消息",
        urls=("notices/", "apps.office.notifications.urls"),
        menu=[
            MenuItem("我的消息", "notifications_inbox", "bell"),
            MenuItem("发送记录", "notifications_delivery_list", "send", folded=True),
            MenuItem("通知文字", "notifications_text_list", "message-cog", folded=True),
        ],
        todo=selectors.todo,
        schedule=[
            Timed("notifications.settle_attempts", timedelta(minutes=1)),
            Timed("notifications.queue_attempts", timedelta(seconds=20)),
            # Once a day: whichever of these comes first after the server is up; the others find it done.
            Timed("notifications.remind", crontab(minute="*/10", hour="8-19")),
        ],
        policies=POLICIES,
        notice_texts=NOTICE_TEXTS,
        audiences={
            "notifications_inbox": SIGNED_IN,
            "notifications_inbox_read": SIGNED_IN,
            "notifications_notice_*": SIGNED_IN,
            "notifications_delivery_*": OFFICE,
            "notifications_run_list": OFFICE,
            "notifications_text_*": OFFICE,
        },
        acts={
            "notifications.notice.resent": "{actor}要求重新发送“{title}”({channel}第{number}次)",
            "notifications.wording.set": "{actor}设定{where}“{title}”的通知文字,标题为“{words}”",
            "notifications.wording.reset": "{actor}将{where}“{title}”的通知文字恢复默认",
            "notifications.feed.opened": "{actor}开通日历订阅",
            "notifications.feed.renewed": "{actor}更换日历订阅地址,原地址失效",
        },
        vitals=VITALS,
        order=80,
    )
)
