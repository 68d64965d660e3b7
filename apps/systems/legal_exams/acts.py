"""How the log says each act of this system: nobody is named but who acted."""

ACTS: dict[str, str] = {
    # bank
    # nominations
    "legal_exams.nomination.received": "{actor}登记{subject}({organ}类)",
    "legal_exams.nominations.imported": "{actor}从表格登记提请任命{count}件",
    "legal_exams.nomination.changed": "{actor}修改{subject}",
    "legal_exams.nomination.required": "{actor}确定{subject}应考",
    "legal_exams.nomination.exemption_asked": "{actor}为{subject}申请免考({exemption})",
    "legal_exams.nomination.exempted": "{subject}免考({exemption}),由{actor}审批",
    "legal_exams.nomination.exemption_refused": "{subject}没有同意免考,由{actor}办理",
    "legal_exams.nomination.withdrawn": "{actor}登记{subject}由提请机关撤回",
    "legal_exams.paper.printed": "{actor}打印{subject}的{paper}",
    # exams
    "legal_exams.exam.planned": "{actor}安排“{subject}”({when})",
    "legal_exams.exam.changed": "{actor}修改“{subject}”的安排({when})",
    "legal_exams.exam.notified": "{actor}发出“{subject}”的考试通知,考生{count}人",
    "legal_exams.exam.called_off": "{actor}取消“{subject}”,考生{count}人回到待排考",
    "legal_exams.exam.notice_drafted": "{actor}拟出“{subject}”的通知文稿",
    "legal_exams.room.added": "{actor}增加{room},座位{seats}个,监考员{watchers}人",
    "legal_exams.room.changed": "{actor}修改{room},座位{seats}个,监考员{watchers}人",
    "legal_exams.room.removed": "{actor}删去“{subject}”的{room}",
    "legal_exams.candidates.scheduled": "{actor}为“{subject}”排考{count}人({order})",
    "legal_exams.admission.moved": "{actor}将{subject}从{before}调到{after}",
    "legal_exams.admission.unscheduled": "{actor}取消{number}在“{subject}”的排考(准考证{ticket})",
    "legal_exams.tickets.printed": "{actor}打印“{subject}”的准考证{count}张",
    "legal_exams.ticket.reprinted": "{actor}补打{subject}",
    # sitting
    # results
}
