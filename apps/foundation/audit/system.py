from datetime import timedelta

from celery.schedules import crontab

from apps.foundation.audit.health import VITALS
from apps.foundation.core.audiences import INSIDE
from apps.foundation.core.registry import MenuItem, System, Timed, register

register(
    System(
        slug="audit",
        title="办理记录",
        urls=("history/", "apps.foundation.audit.urls"),
        menu=[MenuItem("办理记录", "audit_entry_list", "history")],
        audiences={"audit_*": INSIDE},
        acts={"audit.list.exported": "{actor}导出“{title}”{rows}行"},
        schedule=[
            Timed("audit.seal_recent", timedelta(seconds=5)),
            # The search of every five seconds looks back one day; what a longer standstill left is taken at night.
            Timed("audit.seal_all", crontab(hour=2, minute=40)),
        ],
        vitals=VITALS,
        order=85,
    )
)
