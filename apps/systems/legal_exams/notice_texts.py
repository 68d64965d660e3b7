"""What staff of the exam, setters and invigilators are told; no notice names a nominee."""

from apps.foundation.core.registry import NoticeText

EXAM = {"exam": "考试", "time": "开考时间", "place": "考场和地点"}
EXAM_SAMPLES = {
    "exam": "2026年任前法律知识考试", "time": "2026年3月25日 09:00", "place": "第一考场(示例区人大机关三楼)",
}  # fmt: skip

NOTICE_TEXTS: tuple[NoticeText, ...] = (
    # bank
    # nominations
    NoticeText(
        "legal_exams.exemption_decided", "免考审批结果", "{number}:{result}", "请打开提请任命,按结果继续办理。",
        {"number": "提名编号", "result": "结果"}, {"number": "提名2026-003", "result": "同意免考"},
    ),
    # exams
    NoticeText(
        "legal_exams.exam_notified", "监考安排", "监考安排:{exam} {time}",
        "地点:{place}。请提前30分钟到场,考生情况在开考前请勿外传。", EXAM, EXAM_SAMPLES, outside=True,
    ),
    NoticeText(
        "legal_exams.exam_changed", "考试改期", "考试改期:{exam}", "原定{before},现改为{time}。地点:{place}。",
        {**EXAM, "before": "原来的时间"}, {**EXAM_SAMPLES, "before": "2026年3月24日 09:00"}, outside=True,
    ),
    NoticeText(
        "legal_exams.exam_called_off", "考试取消", "考试取消:{exam} {time}", "原因:{reason}。",
        {**EXAM, "reason": "取消的原因"}, {**EXAM_SAMPLES, "reason": "常委会会议延期"}, outside=True,
    ),
    # sitting
    # results
)  # fmt: skip
