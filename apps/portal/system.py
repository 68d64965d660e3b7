from celery.schedules import crontab

from apps.foundation.core.actors import OPERATOR
from apps.foundation.core.audiences import INSIDE, PUBLIC, SIGNED_IN
from apps.foundation.core.registry import DocumentKind, MenuItem, PolicyKey, System, Timed, register
from apps.portal import demo, papers
from apps.portal.selectors.board import SHOW_AVERAGE

EVERYBODY = SIGNED_IN | {"none"}

register(
    System(
        slug="portal",
        title="首页",
        urls=("", "apps.portal.urls"),
        menu=[
            MenuItem("首页", "portal_home", "home"),
            MenuItem("数据看板", "portal_dashboard", "layout-dashboard"),
            MenuItem("月报与统计", "portal_reports", "report-analytics"),
            MenuItem("系统状态", "portal_status", "activity-heartbeat"),
        ],
        schedule=[
            Timed("portal.keep_measures", crontab(hour=23, minute="10,30,50")),
            Timed("portal.thin_evenings", crontab(hour=4, minute=20, day_of_month=5)),
        ],
        policies=[
            PolicyKey(SHOW_AVERAGE, "镇街可以看到全区平均数", True, "bool", "free", "本平台默认值,由本级人大规定")
        ],
        audiences={
            "portal_home": EVERYBODY,
            "portal_dashboard": INSIDE,
            "portal_compare": INSIDE,
            "portal_wall": INSIDE,
            "portal_report*": INSIDE,
            "portal_search": EVERYBODY,
            "portal_roles": EVERYBODY,
            "portal_calendar": SIGNED_IN,
            "portal_calendar_renew": SIGNED_IN,
            "portal_calendar_feed": PUBLIC,
            "portal_status": frozenset({OPERATOR}),
            "portal_live": PUBLIC,
            "portal_ready": PUBLIC,  # both ask for a token themselves
            "portal_metrics": PUBLIC,
            "portal_help*": PUBLIC,
        },
        documents=[DocumentKind(papers.KIND, "人大工作月报", trees=papers.sample_trees)],
        acts={
            "portal.report.asked": "{actor}要求生成{subject}(截至{as_of})",
            "portal.report.again": "{actor}要求再次生成{subject}(截至{as_of})",
        },
        demo=demo.load,
        order=0,
    )
)
