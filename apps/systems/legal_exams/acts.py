"""How the log says each act of this system: nobody is named but who acted."""

ACTS: dict[str, str] = {
    # bank
    # nominations
    # exams
    # sitting
    # results
    "legal_exams.exam.marked": "{actor}完成{subject}的评分,共{papers}份试卷",
    "legal_exams.report.drafted": "{actor}拟出{subject}的情况报告",
    "legal_exams.report.withdrawn": "{actor}撤回{subject}的情况报告",
    "legal_exams.scores.filed": "{actor}将{subject}的成绩单归档",
    "legal_exams.exam.reported": "{subject}的情况报告由{actor}签发,文号{number}",
    "legal_exams.question.withdrawn": "{actor}将{subject}的第{number}题作废({how}),涉及{papers}份试卷",
}
