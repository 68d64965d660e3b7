from apps.congress.meetings import attendance_sheet, notice_paper
from apps.congress.meetings.notice_texts import NOTICE_TEXTS
from apps.congress.meetings.selectors import calendar, desk
from apps.congress.meetings.selectors.materials import MATERIALS_DAYS
from apps.foundation.core.actors import HANDLER
from apps.foundation.core.audiences import INSIDE, MEMBERS, OFFICE, SIGNED_IN
from apps.foundation.core.registry import DocumentKind, MenuItem, PolicyKey, System, register

NOTICE_TITLE = "会议通知提前天数"
PRODUCT_DEFAULT = "本平台缺省值,由本地议事规则规定"

register(
    System(
        slug="meetings",
        title="会议",
        urls=("meetings/", "apps.congress.meetings.urls"),
        menu=[
            MenuItem("会议", "meetings_list", "calendar-event"),
            MenuItem("会议材料报送", "meetings_materials_unit", "file-upload"),
        ],
        todo=desk.todo,
        deadlines=desk.deadlines,
        events=calendar.events,
        search=desk.search,
        related=desk.related,
        figures=desk.figures,
        documents=[
            DocumentKind(notice_paper.KIND, "会议通知", suffix="发", trees=notice_paper.trees),
            DocumentKind("attendance_sheet", "签到表", attendance_sheet.samples, attendance_sheet.trees),
        ],
        notice_texts=NOTICE_TEXTS,
        audiences={
            "meetings_list": INSIDE | MEMBERS,
            "meetings_detail": INSIDE,
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
            # Whoever stands in the hall gets a sentence, also who lost the seat this morning and has no role left.
            "meetings_check_in": SIGNED_IN | {"none"},
            "meetings_*": OFFICE,
        },
        policies=[
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
                MATERIALS_DAYS, "会议材料提前送达天数", 3, "int", "free",
                f"{PRODUCT_DEFAULT}(《浙江省乡镇人民代表大会工作条例》第二十条:会议召开一日以前)",
                minimum=1, maximum=30, unit="日",
            ),
        ],
        acts={
            "meetings.meeting.created": "{actor}拟定{subject}",
            "meetings.meeting.changed": "{actor}修改{subject}的安排",
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
            "meetings.poll.placed": "{actor}将“{title}”安排在{subject}",
            "meetings.attendance.checked_in": "{name}签到({means}),由{actor}办理",
            "meetings.attendance.undone": "{actor}撤销{name}的签到",
            "meetings.material.added": "{actor}上传{meeting}的材料“{subject}”",
            "meetings.material.replaced": "{actor}将{meeting}的材料“{subject}”更新到第{number}版",
            "meetings.material.sent": "{actor}将{meeting}的材料“{subject}”第{number}版发送给代表",
            "meetings.material.withdrawn": "{actor}撤回{meeting}的材料“{subject}”",
            "meetings.materials.reminded": "{actor}提醒{people}名代表阅读{subject}的材料",
        },
        order=20,
    )
)  # fmt: skip
