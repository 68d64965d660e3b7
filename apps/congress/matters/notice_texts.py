"""What members are told of what they brought, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

NOTICE_TEXTS = (
    NoticeText(
        "matters.update", "意见建议有新进展", "您提交的{number}号意见建议有新进展", "“{excerpt}”\n\n{sentence}",
        {"number": "受理编号", "excerpt": "意见建议开头", "sentence": "告知的内容"},
        {"number": "2026-000018", "excerpt": "村口路灯坏了两盏……", "sentence": "已转镇规划建设管理办公室核实。"},
    ),
)  # fmt: skip
