from apps.congress.meetings import attendance_sheet, notice_paper, opinion_list
from apps.congress.meetings.notice_texts import NOTICE_TEXTS
from apps.congress.meetings.selectors import calendar, desk
from apps.foundation.core.audiences import INSIDE, MEMBERS, OFFICE, PUBLIC, SIGNED_IN
from apps.foundation.core.registry import DocumentKind, MenuItem, PolicyKey, System, register

NOTICE_TITLE = "会议通知提前天数"
PRODUCT_DEFAULT = "本平台缺省值,由本地议事规则规定"

register(
    System(
        slug="meetings",
        title="会议",
        urls=("meetings/", "apps.congress.meetings.urls"),
        menu=[MenuItem("会议", "meetings_list", "calendar-event"), MenuItem("询问", "meetings_questions", "help")],
        todo=desk.todo,
        deadlines=desk.deadlines,
        events=calendar.events,
        search=desk.search,
        related=desk.related,
        figures=desk.figures,
        documents=[
            DocumentKind(notice_paper.KIND, "会议通知", suffix="发", trees=notice_paper.trees),
            DocumentKind("attendance_sheet", "签到表", attendance_sheet.samples, attendance_sheet.trees),
            DocumentKind(opinion_list.KIND, "审议意见汇总", opinion_list.samples, opinion_list.trees),
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
            # Whoever stands in the hall gets a sentence, also who lost the seat this morning and has no role left.
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
            "meetings.sitting.turned": "{actor}将{subject}转入“{title}”",
            "meetings.speech.asked": "{actor}登记{name}发言",
            "meetings.speech.moved": "{actor}调整{name}的发言次序",
            "meetings.speech.called": "{actor}请{name}发言,限时{minutes}分钟",
            "meetings.speech.ended": "{actor}结束{name}的发言",
            "meetings.speech.withdrawn": "{actor}撤下{name}的发言登记",
            "meetings.speech.gist_written": "{actor}记录{name}的发言要点",
            "meetings.question.asked": "{actor}登记{name}在{meeting}的第{number}号询问",
            "meetings.question.answered": "{actor}记录{meeting}第{number}号询问的答复",
            "meetings.question.done": "{actor}登记{meeting}第{number}号询问承诺事项办结",
            "meetings.question.withdrawn": "{actor}撤回{meeting}第{number}号询问",
            "meetings.question.assessed": "{actor}准备{meeting}第{number}号询问答复的满意度测评",
            "meetings.opinion.written": "{actor}记录{group}对{meeting}议题的意见",
            "meetings.opinion.withdrawn": "{actor}撤回{meeting}的一条意见",
            "meetings.speech.list_closed": "{actor}宣布会议结束,{count}人的发言登记自动撤下",
        },
        order=20,
    )
)  # fmt: skip
