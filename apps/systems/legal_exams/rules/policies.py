"""The rule values of exams that differ by place."""

from apps.foundation.core.registry import PolicyKey
from apps.systems.legal_exams.rules.marking import ALL_OR_NOTHING, PARTIAL
from apps.systems.legal_exams.rules.results import ABSENCES, COUNTS

PRODUCT = "本平台默认值,由本地任前法律知识考试办法规定"
SHITAI = "本平台默认值,参照安徽石台县任前法律知识考试的等次"
CHONGQING = "重庆市人大常委会人事任免工作条例(2022)第十六条"

EXAM_MINUTES, PASS_MARK, FULL_MARK = "legal_exams.minutes", "legal_exams.pass_mark", "legal_exams.full_mark"
PARTIAL_RULE, RESITS, RESIT_DAYS = "legal_exams.partial", "legal_exams.resits", "legal_exams.resit_days"
OPEN_BOOK, EXEMPTIONS = "legal_exams.open_book", "legal_exams.exemption_rules"
ABSENCE, GOOD_FROM, EXCELLENT_FROM = "legal_exams.absence", "legal_exams.good_from", "legal_exams.excellent_from"
LATE_MINUTES = "legal_exams.late_minutes"
SUBMIT_DAYS, VOTE_FAILURES = "legal_exams.submit_days", "legal_exams.vote_failures"

POLICIES: tuple[PolicyKey, ...] = (
    PolicyKey(EXAM_MINUTES, "任前考试时间", 60, "int", "free", PRODUCT, minimum=5, maximum=300, unit="分钟"),
    PolicyKey(FULL_MARK, "任前考试总分", 100, "int", "free", PRODUCT, minimum=10, maximum=300, unit="分"),
    PolicyKey(PASS_MARK, "任前考试及格线", 60, "int", "free", PRODUCT, minimum=1, maximum=300, unit="分"),
    PolicyKey(PARTIAL_RULE, "任前考试多选题计分", ALL_OR_NOTHING, "choice", "free", PRODUCT, choices=PARTIAL),
    PolicyKey(OPEN_BOOK, "任前考试开卷", False, "bool", "free", PRODUCT),
    PolicyKey(RESITS, "不及格可以补考的次数", 1, "int", "free", CHONGQING, minimum=0, maximum=3, unit="次"),
    PolicyKey(RESIT_DAYS, "补考最迟在考试后", 3, "int", "free", PRODUCT, minimum=1, maximum=30, unit="个工作日"),
    PolicyKey(ABSENCE, "任前考试缺考", COUNTS, "choice", "free", PRODUCT, choices=ABSENCES),
    PolicyKey(GOOD_FROM, "任前考试良好线", 80, "int", "free", SHITAI, minimum=1, maximum=100, unit="%总分"),
    PolicyKey(EXCELLENT_FROM, "任前考试优秀线", 90, "int", "free", SHITAI, minimum=1, maximum=100, unit="%总分"),
    PolicyKey(LATE_MINUTES, "开考后迟到多久不得入场", 15, "int", "free", PRODUCT, minimum=0, maximum=120, unit="分钟"),
    PolicyKey(
        EXEMPTIONS, "可以免考的情形(用顿号隔开)", "本届内考试及格后再次提请任命、在同一机关内平级调整", "text", "free",
        "各地做法不一:武隆、高淳、宁德、深圳的任前考试办法",
    ),
    PolicyKey(
        SUBMIT_DAYS, "提请任命应在常委会会议前", 7, "int", "free", "重庆市人大常委会人事任免工作条例(2022)第十七条",
        minimum=0, maximum=60, unit="日",
    ),
    PolicyKey(
        VOTE_FAILURES, "同一职务表决未获通过几次后不再提名", 2, "int", "free",
        "重庆市人大常委会人事任免工作条例(2022)第二十一条、第二十二条", minimum=1, maximum=5, unit="次",
    ),
)  # fmt: skip
