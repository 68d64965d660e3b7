from collections.abc import Iterator
from datetime import date
from typing import Any

from apps.congress.meetings import attendance_sheet, demo, notice_paper, opinion_list, resolution_papers
from apps.congress.meetings.acts import ACTS
from apps.congress.meetings.notice_texts import NOTICE_TEXTS
from apps.congress.meetings.papers import convening
from apps.congress.meetings.papers.catalogue import samples_of, scripts
from apps.congress.meetings.rules.quorum import MORE_THAN_HALF, QUORUMS
from apps.congress.meetings.selectors import calendar, desk, resolutions
from apps.congress.meetings.selectors.materials import MATERIALS_DAYS
from apps.congress.meetings.selectors.measures import MEASURES
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.audiences import INSIDE, MEMBERS, OFFICE, PUBLIC, SIGNED_IN
from apps.foundation.core.registry import DocumentKind, Hit, MenuItem, PolicyKey, Related, System, TodoItem, register

NOTICE_TITLE = "会议通知提前天数"
PRODUCT_DEFAULT = "本平台缺省值,由本地议事规则规定"
STREET = "街道不是一级政权:街道议事代表会议听取和讨论,不作决定;结果用语由本地议事规则规定"


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Meetings and what they vote on."""
    yield from desk.todo(actor, on)
    yield from resolutions.todo(actor, on)


def search(actor: Actor, text: str) -> Iterator[Hit]:
    yield from desk.search(actor, text)
    yield from resolutions.search(actor, text)


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    yield from desk.related(subject, actor)
    yield from resolutions.related(subject, actor)


register(
    System(
        slug="meetings",
        title="会议",
        urls=("meetings/", "apps.congress.meetings.urls"),
        menu=[
            MenuItem("会议", "meetings_list", "calendar-event"),
            MenuItem("决议决定", "meetings_resolutions", "file-certificate", folded=True),
            MenuItem("询问", "meetings_questions", "help", folded=True),
            MenuItem("会议材料报送", "meetings_materials_unit", "file-upload"),
        ],
        todo=todo,
        deadlines=desk.deadlines,
        events=calendar.events,
        search=search,
        related=related,
        figures=desk.figures,
        measures=MEASURES,
        documents=[
            DocumentKind(notice_paper.KIND, "会议通知", suffix="发", trees=notice_paper.trees),
            DocumentKind(convening.DECISION, "关于召开会议的决定", suffix="发", trees=samples_of("decision")),
            DocumentKind(
                convening.ANNOUNCEMENT, "关于召开会议的公告", trees=samples_of("announcement"), suffix="公告",
                per_term=True, is_public=True,
            ),
            DocumentKind("meetings_agenda", "会议议程", trees=samples_of("agenda")),
            DocumentKind("meetings_schedule", "会议日程", trees=samples_of("schedule")),
            DocumentKind("meetings_script", "主持词", trees=scripts),
            DocumentKind("meetings_presidium", "主席团和秘书长名单", trees=samples_of("presidium")),
            DocumentKind("meetings_observers", "列席人员名单", trees=samples_of("observers")),
            DocumentKind("meetings_seating", "座次表", trees=samples_of("seating")),
            DocumentKind("attendance_sheet", "签到表", attendance_sheet.samples, attendance_sheet.trees),
            DocumentKind(opinion_list.KIND, "审议意见汇总", opinion_list.samples, opinion_list.trees),
            DocumentKind(resolutions.TEXT, "决议、决定文本", trees=resolution_papers.texts),
            DocumentKind(resolutions.RED_HEAD, "决议、决定", trees=resolution_papers.red_heads, suffix="发"),
            DocumentKind(
                resolutions.ANNOUNCEMENT, "会议公告", trees=resolution_papers.announcements, suffix="公告",
                per_term=True, is_public=True,
            ),
        ],
        notice_texts=NOTICE_TEXTS,
        audiences={
            "meetings_list": INSIDE | MEMBERS,
            "meetings_resolutions": INSIDE | MEMBERS,
            "meetings_resolution": INSIDE | MEMBERS,
            "meetings_resolution_pdf": INSIDE | MEMBERS,
            "meetings_resolution_docx": INSIDE | MEMBERS,
            "meetings_detail": INSIDE,
            "meetings_papers": INSIDE,
            "meetings_paper": INSIDE,
            "meetings_paper_docx": INSIDE,
            "meetings_sitting_paper": INSIDE,
            "meetings_sitting_paper_docx": INSIDE,
            "meetings_observers": INSIDE,
            "meetings_observer": INSIDE,
            "meetings_seating": INSIDE,
            "meetings_notice": INSIDE | MEMBERS,
            "meetings_notice_print": INSIDE | MEMBERS,
            "meetings_notice_read": MEMBERS,
            "meetings_notice_acknowledge": MEMBERS,
            "meetings_leave": MEMBERS,
            "meetings_leave_withdraw": OFFICE | MEMBERS,
            "meetings_leave_decide": INSIDE,
            "meetings_sitting": INSIDE,
            "meetings_sitting_live": INSIDE,
            "meetings_sitting_people": INSIDE,
            "meetings_sheet": INSIDE,
            "meetings_sheet_docx": INSIDE,
            "meetings_sheet_file": INSIDE,
            "meetings_materials": INSIDE,
            "meetings_materials_readers": INSIDE,
            "meetings_materials_mine": MEMBERS,
            "meetings_materials_unit": frozenset({HANDLER}),
            "meetings_materials_deliver": frozenset({HANDLER}),
            "meetings_material": INSIDE | {HANDLER},
            "meetings_material_replace": OFFICE | {HANDLER},
            "meetings_material_open": MEMBERS,
            "meetings_material_text": INSIDE | MEMBERS | {HANDLER},
            # Whoever reads the code in the hall gets a sentence, also who lost the seat this morning and has no role.
            "meetings_check_in": SIGNED_IN | {"none"},
            "meetings_follow": INSIDE | MEMBERS,
            "meetings_follow_live": INSIDE | MEMBERS,
            # Tells the holder of a signed ticket whether anything is new in the hall, and nothing else.
            "meetings_pulse": PUBLIC,
            "meetings_speech_ask": MEMBERS,
            "meetings_speech_withdraw": OFFICE | MEMBERS,
            "meetings_floor": INSIDE,
            "meetings_questions": INSIDE | MEMBERS,
            "meetings_question": INSIDE | MEMBERS,
            "meetings_question_ask": OFFICE | MEMBERS,
            "meetings_question_withdraw": OFFICE | MEMBERS,
            "meetings_opinions": INSIDE | MEMBERS,
            "meetings_opinion_write": OFFICE | MEMBERS,
            "meetings_opinion_withdraw": OFFICE | MEMBERS,
            "meetings_opinions_pdf": INSIDE,
            "meetings_opinions_docx": INSIDE,
            "meetings_opinions_file": INSIDE,
            "meetings_*": OFFICE,
        },
        policies=[
            PolicyKey(
                "meetings.presidium_quorum", "主席团会议法定人数", MORE_THAN_HALF, "choice", "legal_minimum",
                "《重庆市乡镇人民代表大会工作条例》第三十四条", choices=QUORUMS,
            ),
            PolicyKey(
                "meetings.notice_days_town", f"镇{NOTICE_TITLE}", 10, "int", "legal_minimum",
                "《重庆市乡镇人民代表大会工作条例》第十一条", minimum=10, maximum=60, unit="日",
            ),
            PolicyKey(
                "meetings.notice_days_street", f"街道{NOTICE_TITLE}", 7, "int", "free",
                PRODUCT_DEFAULT, minimum=1, maximum=30, unit="日",
            ),
            PolicyKey(
                "meetings.notice_days_district", f"区{NOTICE_TITLE}", 7, "int", "free",
                PRODUCT_DEFAULT, minimum=1, maximum=60, unit="日",
            ),
            PolicyKey(
                "meetings.speech_minutes", "代表首次发言限时", 8, "int", "free",
                PRODUCT_DEFAULT, minimum=1, maximum=60, unit="分钟",
            ),
            PolicyKey(
                "meetings.speech_minutes_again", "代表对同一议题再次发言限时", 5, "int", "free",
                PRODUCT_DEFAULT, minimum=1, maximum=60, unit="分钟",
            ),
            PolicyKey(
                resolutions.STREET_WORD, "街道会议讨论结果的用语", "讨论通过", "choice", "free", STREET,
                (("讨论通过", "讨论通过"), ("形成建议", "形成建议")),
            ),
            PolicyKey(
                MATERIALS_DAYS, "会议材料提前送达天数", 3, "int", "free",
                f"{PRODUCT_DEFAULT}(《浙江省乡镇人民代表大会工作条例》第二十条:会议召开一日以前)",
                minimum=1, maximum=30, unit="日",
            ),
        ],
        acts=ACTS,
        demo=demo.load,
        order=20,
    )
)  # fmt: skip
