"""How the log says each act of this system: nobody is named but who acted."""

ACTS: dict[str, str] = {
    # bank
    "legal_exams.law.added": "{actor}登记考试法律法规{subject}",
    "legal_exams.law.changed": "{actor}更正考试法律法规{subject}",
    "legal_exams.law.amended": "{actor}登记{subject}{how},自{day}起",
    "legal_exams.question.added": "{actor}命题{subject}({bank})",
    "legal_exams.question.changed": "{actor}修改{subject}",
    "legal_exams.question.submitted": "{actor}将{subject}送审",
    "legal_exams.question.approved": "{actor}审定{subject}",
    "legal_exams.question.returned": "{actor}退回{subject}",
    "legal_exams.question.retired": "{actor}停用{subject}",
    "legal_exams.question.valid": "{actor}设{subject}的有效期:{days}",
    "legal_exams.question.kept": "{actor}核对{subject},仍然正确",
    "legal_exams.question.seen": "{actor}查看{subject}",
    "legal_exams.question.imported": "{actor}从文件导入{subject}并送审",
    "legal_exams.import.checked": "{actor}上传试题文件“{subject}”,共{count}道",
    "legal_exams.import.written": "{actor}导入试题文件“{subject}”,共{count}道",
    "legal_exams.import.discarded": "{actor}放弃导入试题文件“{subject}”",
    "legal_exams.bank.searched": "{actor}按题干查找试题,找到{hits}道",
    "legal_exams.bank.exported": "{actor}导出{bank}题目内容,共{count}道",
    "legal_exams.blueprint.created": "{actor}制定命题方案“{subject}”,共{questions}题",
    "legal_exams.blueprint.changed": "{actor}修改命题方案“{subject}”,共{questions}题",
    "legal_exams.blueprint.copied": "{actor}将命题方案“{source}”复制为“{subject}”",
    "legal_exams.blueprint.retired": "{actor}停用命题方案“{subject}”",
    # nominations
    # exams
    # sitting
    # results
}
