"""What deputies are told of proposals, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

_FIELDS = {"kind": "类别", "title": "标题"}
_SAMPLES = {"kind": "议案", "title": "关于加强农村饮用水水源保护的议案"}

NOTICE_TEXTS = (
    NoticeText(
        "proposals.sign", "请联名", "请您考虑联名:{title}",
        "{lead}代表领衔提出{kind}“{title}”,请您考虑是否联名。由本人在手机上确认,提交前可以撤回。",
        {**_FIELDS, "lead": "领衔代表"}, {**_SAMPLES, "lead": "王伟"}, outside=True,
    ),
    NoticeText(
        "proposals.outcome", "议案办理结果", "{title}:{outcome}",
        "您联名提出的{number}“{title}”:{outcome}。",
        {**_FIELDS, "number": "编号", "outcome": "结果"},
        {**_SAMPLES, "number": "议案第3号", "outcome": "已列入第六次会议议程"},
    ),
)  # fmt: skip
