from apps.congress.meetings import attendance_sheet, demo, notice_paper
from apps.congress.meetings.notice_texts import NOTICE_TEXTS
from apps.congress.meetings.papers import convening
from apps.congress.meetings.papers.catalogue import samples_of, scripts
from apps.congress.meetings.rules.quorum import MORE_THAN_HALF, QUORUMS
from apps.congress.meetings.selectors import calendar, desk
from apps.foundation.core.audiences import INSIDE, MEMBERS, OFFICE, SIGNED_IN
from apps.foundation.core.registry import DocumentKind, MenuItem, PolicyKey, System, register

NOTICE_TITLE = "会议通知提前天数"
PRODUCT_DEFAULT = "本平台缺省值,由本地议事规则规定"

register(
    System(
        slug="meetings",
        title="会议",
        urls=("meetings/", "apps.congress.meetings.urls"),
        menu=[MenuItem("会议", "meetings_list", "calendar-event")],
        todo=desk.todo,
        deadlines=desk.deadlines,
        events=calendar.events,
        search=desk.search,
        related=desk.related,
        figures=desk.figures,
        documents=[
            DocumentKind(notice_paper.KIND, "会议通知", suffix="发", trees=notice_paper.trees),
            DocumentKind(convening.DECISION, "关于召开会议的决定", suffix="发", trees=samples_of("decision")),
            DocumentKind(
                convening.ANNOUNCEMENT, "关于召开会议的公告", per_term=True, is_public=True,
                trees=samples_of("announcement"),
            ),
            DocumentKind("meetings_agenda", "会议议程", trees=samples_of("agenda")),
            DocumentKind("meetings_schedule", "会议日程", trees=samples_of("schedule")),
            DocumentKind("meetings_script", "主持词", trees=scripts),
            DocumentKind("meetings_presidium", "主席团和秘书长名单", trees=samples_of("presidium")),
            DocumentKind("meetings_observers", "列席人员名单", trees=samples_of("observers")),
            DocumentKind("meetings_seating", "座次表", trees=samples_of("seating")),
            DocumentKind("attendance_sheet", "签到表", attendance_sheet.samples, attendance_sheet.trees),
        ],
        notice_texts=NOTICE_TEXTS,
        audiences={
            "meetings_list": INSIDE | MEMBERS,
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
            # Whoever stands in the hall gets a sentence, also who lost the seat this morning and has no role left.
            "meetings_check_in": SIGNED_IN | {"none"},
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
        ],
        acts={
            "meetings.meeting.created": "{actor}拟定{subject}",
            "meetings.meeting.changed": "{actor}修改{subject}的安排",
            "meetings.meeting.convened": "{actor}登记{subject}的召开已经确定",
            "meetings.meeting.cancelled": "{actor}取消{subject}",
            "meetings.meeting.noticed": "{actor}向{members}名代表发出{subject}的通知",
            "meetings.meeting.closed": "{actor}宣布{subject}闭会,{came}人出席,{absent}人未请假缺席",
            "meetings.notice.document_drafted": "{actor}拟出{subject}的通知公文",
            "meetings.notice.acknowledged": "{actor}已知悉{subject}的通知",
            "meetings.leave.asked": "{actor}登记{name}在{meeting}的请假",
            "meetings.leave.granted": "{actor}批准{name}在{meeting}的请假",
            "meetings.leave.refused": "{actor}未批准{name}在{meeting}的请假",
            "meetings.leave.withdrawn": "{actor}撤回{name}在{meeting}的请假",
            "meetings.sitting.check_in_started": "{actor}开始{subject}的签到,应到{due}人",
            "meetings.sitting.opened": "{actor}宣布{subject}开会,应到{due}人,实到{present}人",
            "meetings.sitting.closed": "{actor}宣布{subject}散会,实到{present}人",
            "meetings.sitting.called_off": "{actor}宣布{subject}不举行",
            "meetings.programme.saved": "{actor}保存{subject}的日程,共{steps}步",
            "meetings.observers.added": "{actor}将{names}列入{subject}的列席名单,共{count}人",
            "meetings.observers.removed": "{actor}将{names}从{subject}的列席名单中删去",
            "meetings.observers.arrived": "{actor}登记列席人员{name}到会",
            "meetings.observers.undone": "{actor}撤销列席人员{name}的到会登记",
            "meetings.seating.saved": "{actor}安排{subject}的座次,{rows}排,每排{seats}座",
            "meetings.paper.document_drafted": "{actor}拟出{subject}的{title}",
            "meetings.poll.placed": "{actor}将“{title}”安排在{subject}",
            "meetings.attendance.checked_in": "{name}签到({means}),由{actor}办理",
            "meetings.attendance.undone": "{actor}撤销{name}的签到",
        },
        demo=demo.load,
        order=20,
    )
)  # fmt: skip
