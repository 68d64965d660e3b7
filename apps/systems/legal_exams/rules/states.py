"""The lives of a question, a nomination, an exam and a paper: which act leads from which state to which.

提请任命 -> 是否应考 -> 排考 -> 通知 -> 核验身份 -> 答题 -> 交卷 -> 评分 -> 及格、补考或者不得提请 -> 报告.
重庆市人大常委会人事任免工作条例(2022)第十六条:不及格的可以补考一次,补考仍不及格的不得提请审议;成绩本届内有效。
"""

from collections.abc import Iterable

from apps.foundation.core.errors import Issue
from apps.foundation.core.moves import moved_when_ready

DRAFT, IN_REVIEW, ACTIVE, RETIRED = "draft", "in_review", "active", "retired"
QUESTION_LABELS = {DRAFT: "草拟", IN_REVIEW: "待审题", ACTIVE: "在用", RETIRED: "停用"}
QUESTION_ACTS = {"change": "修改", "submit": "送审", "approve": "审定", "return": "退回", "retire": "停用"}
QUESTION_MOVES = {
    (DRAFT, "change"): DRAFT,
    (DRAFT, "submit"): IN_REVIEW,
    (IN_REVIEW, "approve"): ACTIVE,
    (IN_REVIEW, "return"): DRAFT,
    **{(state, "retire"): RETIRED for state in (DRAFT, IN_REVIEW, ACTIVE)},
}

RECEIVED, EXEMPT_ASKED, EXEMPT, REQUIRED = "received", "exempt_asked", "exempt", "required"
SCHEDULED, PASSED, FAILED, LOCKED = "scheduled", "passed", "failed", "locked"
VOTED, WITHDRAWN = "voted", "withdrawn"
NOMINATION_LABELS = {
    RECEIVED: "待审核应考资格",
    EXEMPT_ASKED: "免考审批中",
    EXEMPT: "免考",
    REQUIRED: "应考,待排考",
    SCHEDULED: "已排考",
    PASSED: "考试及格",
    FAILED: "不及格,待补考",
    LOCKED: "补考不及格,不得提请",
    VOTED: "已表决",
    WITHDRAWN: "提请机关已撤回",
}
NOMINATION_ACTS = {
    "require": "确定应考",
    "ask_exemption": "申请免考",
    "exempt": "同意免考",
    "refuse_exemption": "不同意免考",
    "schedule": "排考",
    "unschedule": "取消排考",
    "unschedule_resit": "取消补考安排",
    "pass": "记录及格",
    "fail": "记录不及格",
    "lock": "记录补考不及格",
    "excuse": "缺考不计次数,重新排考",
    "vote": "提请表决",
    "withdraw": "撤回提请",
}
MAY_BE_VOTED = (PASSED, EXEMPT)
NOMINATION_MOVES = {
    (RECEIVED, "require"): REQUIRED,
    (RECEIVED, "ask_exemption"): EXEMPT_ASKED,
    (REQUIRED, "ask_exemption"): EXEMPT_ASKED,
    (EXEMPT_ASKED, "exempt"): EXEMPT,
    (EXEMPT_ASKED, "refuse_exemption"): REQUIRED,
    (REQUIRED, "schedule"): SCHEDULED,
    (FAILED, "schedule"): SCHEDULED,
    (SCHEDULED, "unschedule"): REQUIRED,
    (SCHEDULED, "unschedule_resit"): FAILED,
    (SCHEDULED, "pass"): PASSED,
    (SCHEDULED, "fail"): FAILED,
    (SCHEDULED, "lock"): LOCKED,
    (SCHEDULED, "excuse"): REQUIRED,  # absent, where that does not count as a sitting
    # scores were computed again after a question was withdrawn
    (FAILED, "pass"): PASSED,
    (LOCKED, "pass"): PASSED,
    (PASSED, "fail"): FAILED,
    (PASSED, "lock"): LOCKED,
    **{(state, "vote"): VOTED for state in MAY_BE_VOTED},
    **{
        (state, "withdraw"): WITHDRAWN
        for state in (RECEIVED, EXEMPT_ASKED, EXEMPT, REQUIRED, SCHEDULED, PASSED, FAILED)
    },
}

UNDER_WAY = (RECEIVED, EXEMPT_ASKED, EXEMPT, REQUIRED, SCHEDULED, PASSED, FAILED)
"""Nominations that may still be put to the vote."""
BEFORE_RESULT = (RECEIVED, EXEMPT_ASKED, REQUIRED, SCHEDULED, FAILED)

PLANNED, NOTIFIED, RUNNING, ENDED, MARKED, REPORTED, CALLED_OFF = (
    "planned", "notified", "running", "ended", "marked", "reported", "called_off",
)  # fmt: skip
EXAM_OPEN = (PLANNED, NOTIFIED)
"""Exams whose candidates, rooms and seats may still be changed."""
EXAM_BEFORE_MARKS = (PLANNED, NOTIFIED, RUNNING, ENDED)
EXAM_WITH_MARKS = (MARKED, REPORTED)
EXAM_LABELS = {
    PLANNED: "排考中",
    NOTIFIED: "已通知",
    RUNNING: "考试中",
    ENDED: "已结束",
    MARKED: "已评分",
    REPORTED: "已报告",
    CALLED_OFF: "已取消",
}
EXAM_ACTS = {
    "change": "修改安排",
    "notify": "发考试通知",
    "start": "开考",
    "end": "结束考试",
    "mark": "评分",
    "report": "报告",
    "unreport": "撤回报告",
    "call_off": "取消",
}
EXAM_MOVES = {
    (PLANNED, "change"): PLANNED,
    (NOTIFIED, "change"): NOTIFIED,
    (PLANNED, "notify"): NOTIFIED,
    (NOTIFIED, "start"): RUNNING,
    (RUNNING, "end"): ENDED,
    (ENDED, "mark"): MARKED,
    (MARKED, "mark"): MARKED,  # scores recomputed after a question was withdrawn
    (REPORTED, "mark"): MARKED,  # the report no longer says how it came out, and is made again
    (MARKED, "report"): REPORTED,
    (REPORTED, "unreport"): MARKED,
    (PLANNED, "call_off"): CALLED_OFF,
    (NOTIFIED, "call_off"): CALLED_OFF,
}

WAITING, CHECKED_IN, ANSWERING, HANDED_IN, ABSENT, STOPPED = (
    "waiting", "checked_in", "answering", "handed_in", "absent", "stopped",
)  # fmt: skip
AT_WORK = (WAITING, CHECKED_IN, ANSWERING)
"""Candidates of whom it is not decided yet how they took part."""
ADMISSION_LABELS = {
    WAITING: "待到场",
    CHECKED_IN: "已核验身份",
    ANSWERING: "答题中",
    HANDED_IN: "已交卷",
    ABSENT: "缺考",
    STOPPED: "违纪,终止考试",
}
ADMISSION_ACTS = {
    "check_in": "核验身份",
    "begin": "开始答题",
    "hand_in": "交卷",
    "miss": "记缺考",
    "stop": "终止考试",
}
ADMISSION_MOVES = {
    (WAITING, "check_in"): CHECKED_IN,
    (CHECKED_IN, "begin"): ANSWERING,
    (ANSWERING, "hand_in"): HANDED_IN,
    (WAITING, "miss"): ABSENT,
    (CHECKED_IN, "miss"): ABSENT,
    (CHECKED_IN, "stop"): STOPPED,
    (ANSWERING, "stop"): STOPPED,
}


def move_question(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    """The next state of a question. Raises WrongState where the act does not belong, NotReady with every issue."""
    return moved_when_ready(QUESTION_MOVES, QUESTION_LABELS, QUESTION_ACTS, state, act, issues)


def move_nomination(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    """The same for a nomination."""
    return moved_when_ready(NOMINATION_MOVES, NOMINATION_LABELS, NOMINATION_ACTS, state, act, issues)


def move_exam(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    """The same for an exam."""
    return moved_when_ready(EXAM_MOVES, EXAM_LABELS, EXAM_ACTS, state, act, issues)


def move_admission(state: str, act: str, issues: Iterable[Issue] = ()) -> str:
    """The same for a candidate's place in an exam."""
    return moved_when_ready(ADMISSION_MOVES, ADMISSION_LABELS, ADMISSION_ACTS, state, act, issues)
