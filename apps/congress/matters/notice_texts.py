"""What members and units are told of what was brought, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

SUBMISSIONS = (
    NoticeText(
        "matters.update", "意见建议有新进展", "您提交的{number}号意见建议有新进展", "“{excerpt}”\n\n{sentence}",
        {"number": "受理编号", "excerpt": "意见建议开头", "sentence": "告知的内容"},
        {"number": "2026-000018", "excerpt": "村口路灯坏了两盏……", "sentence": "已转镇规划建设管理办公室核实。"},
    ),
)  # fmt: skip
WRITING = (
    NoticeText(
        "matters.handed_over", "交办意见建议", "请{role}办理:{title}", "请签收并在{due}前办理答复。",
        {"title": "标题", "role": "承办方式", "due": "办理期限"},
        {"title": "关于增设村口路灯的建议", "role": "主办", "due": "2026年5月20日"}, outside=True,
    ),
)  # fmt: skip
HANDLING: tuple[NoticeText, ...] = ()
AFTER: tuple[NoticeText, ...] = ()
NOTICE_TEXTS = (*SUBMISSIONS, *WRITING, *HANDLING, *AFTER)
