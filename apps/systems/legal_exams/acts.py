"""How the log says each act of this system: nobody is named but who acted."""

ACTS: dict[str, str] = {
    # bank
    # nominations
    # exams
    # sitting
    "legal_exams.papers.drawn": "{actor}为{subject}抽题,共{count}份试卷",
    "legal_exams.paper.drawn": "{actor}为{subject}补抽试卷",
    "legal_exams.exam.started": "{actor}宣布{subject}开考,应考{admitted}人",
    "legal_exams.exam.ended": "{actor}宣布{subject}结束,交卷{sat}人",
    "legal_exams.seat.taken": "{actor}用登录码进入考试",
    "legal_exams.paper.handed_in": "{actor}交卷",
    "legal_exams.paper.timed_out": "{actor}到时自动收取{subject}",
    "legal_exams.candidate.checked_in": "{actor}核验了{subject}的身份",
    "legal_exams.paper.extended": "{actor}为{subject}延长{minutes}分钟",
    "legal_exams.room.extended": "{actor}为{subject}{count}名考生延长{minutes}分钟",
    "legal_exams.seat.move_allowed": "{actor}准许{subject}换设备或者重发登录码",
    "legal_exams.candidate.stopped": "{actor}终止了{subject}的考试",
    "legal_exams.candidate.missed": "{actor}记{subject}缺考",
    "legal_exams.candidates.missed": "{actor}记{subject}未到场的{count}人缺考",
    "legal_exams.note.added": "{actor}在{subject}记录监考情况",
    "legal_exams.practice.begun": "{actor}开始练习,共{count}题",
    "legal_exams.paper.printed": "{actor}打印了{subject}",
    "legal_exams.record.printed": "{actor}打印了{subject}的监考记录",
    # results
    "legal_exams.exam.marked": "{actor}完成{subject}的评分,共{papers}份试卷",
    "legal_exams.report.drafted": "{actor}拟出{subject}的情况报告",
    "legal_exams.report.withdrawn": "{actor}撤回{subject}的情况报告",
    "legal_exams.scores.filed": "{actor}将{subject}的成绩单归档",
    "legal_exams.exam.reported": "{subject}的情况报告由{actor}签发,文号{number}",
    "legal_exams.nomination.put": "{actor}将{subject}提请表决(“{poll}”)",
    "legal_exams.nomination.voted": "{subject}的任命表决已宣布:{result}({actor}记入)",
    "legal_exams.appointment.changed": "{actor}登记{subject}和宣誓情况,编号{number}",
    "legal_exams.question.withdrawn": "{actor}将{subject}的第{number}题作废({how}),涉及{papers}份试卷",
}
