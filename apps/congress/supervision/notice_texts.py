"""What is told of assignments, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

TITLE, SAMPLE = {"title": "任务名称"}, {"title": "建成青禾镇代表之家"}
DUE, DUE_SAMPLE = {"due": "完成期限"}, {"due": "2026年6月30日"}
NOTICE_TEXTS = (
    NoticeText(
        "supervision.handed_over", "交办督办任务", "请办理:{title}", "请签收,按期报送进展,并在{due}前完成。",
        {**TITLE, **DUE}, {**SAMPLE, **DUE_SAMPLE}, outside=True,
    ),
)  # fmt: skip
