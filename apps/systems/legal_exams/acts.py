"""How the log says each act of this system: nobody is named but who acted."""

ACTS: dict[str, str] = {
    # bank
    # nominations
    # exams
    # sitting
    # results
    "legal_exams.exam.marked": "{actor}完成{subject}的评分,共{papers}份试卷",
    "legal_exams.question.withdrawn": "{actor}将{subject}的第{number}题作废({how}),涉及{papers}份试卷",
}
