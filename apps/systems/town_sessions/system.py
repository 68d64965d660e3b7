"""What the portal may know of the annual plan of sessions."""

from apps.foundation.core.audiences import INSIDE, MEMBERS, OFFICE
from apps.foundation.core.registry import DocumentKind, MenuItem, PolicyKey, System, register
from apps.systems.town_sessions import demo, plan_paper
from apps.systems.town_sessions.acts import ACTS
from apps.systems.town_sessions.notice_texts import NOTICE_TEXTS
from apps.systems.town_sessions.rules import measures
from apps.systems.town_sessions.selectors import desk
from apps.systems.town_sessions.selectors.measures import MEASURES
from apps.systems.town_sessions.selectors.plans import DOCUMENT

PRODUCT = "本平台默认值,由本地议事规则规定"
QUARTER_ENDS = {1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31"}
READERS = INSIDE | MEMBERS

POLICIES = (
    PolicyKey(
        measures.TOWN_SESSIONS, "镇每年固定召开会议次数", 2, "int", "legal_minimum", measures.LAW_TOWN,
        minimum=2, maximum=12, unit="次",
    ),
    PolicyKey(
        measures.DISTRICT_SESSIONS, "区每年固定召开会议次数", 1, "int", "legal_minimum", measures.LAW_DISTRICT,
        minimum=1, maximum=12, unit="次",
    ),
    *(
        PolicyKey(
            measures.QUARTER_KEYS[quarter], f"第{quarter}季度会议最迟日期(月-日)", ends, "text", "free", PRODUCT,
            check=measures.quarter_check(quarter),
        )
        for quarter, ends in QUARTER_ENDS.items()
    ),
    PolicyKey(
        measures.PLAN_DUE, "年度预安排方案最迟批准日期(月-日)", "01-31", "text", "free", PRODUCT,
        check=measures.issues_with_day,
    ),
    PolicyKey(
        measures.MATERIAL_DAYS, "会议材料会前收齐天数", 5, "int", "free", PRODUCT, minimum=1, maximum=60, unit="日"
    ),
    PolicyKey(
        measures.ACTIVITY_DAYS, "视察、调研会前完成天数", 15, "int", "free", PRODUCT, minimum=1, maximum=90, unit="日"
    ),
)  # fmt: skip

register(
    System(
        slug="town_sessions",
        title="季会制",
        urls=("town-sessions/", "apps.systems.town_sessions.urls"),
        menu=[
            MenuItem("年度预安排方案", "town_sessions_list", "calendar-time"),
            MenuItem("计划会议一览", "town_sessions_sessions", "calendar-stats"),
        ],
        todo=desk.todo,
        deadlines=desk.deadlines,
        events=desk.events,
        search=desk.search,
        related=desk.related,
        figures=desk.figures,
        measures=MEASURES,
        policies=POLICIES,
        documents=[DocumentKind(DOCUMENT, "年度预安排方案", trees=plan_paper.samples, suffix="发")],
        notice_texts=NOTICE_TEXTS,
        audiences={
            "town_sessions_list": READERS,
            "town_sessions_sessions": INSIDE,
            "town_sessions_plan": READERS,
            "town_sessions_calendar": READERS,
            "town_sessions_compare": READERS,
            "town_sessions_pdf": READERS,
            "town_sessions_docx": READERS,
            "town_sessions_*": OFFICE,
        },
        acts=ACTS,
        demo=demo.load,
        order=45,
    )
)
