"""What people are told of approvals, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

_TITLE = {"title": "审批事项"}
_SAMPLE = {"title": "签发《关于召开会议的通知》"}

NOTICE_TEXTS = (
    NoticeText(
        "approvals.turn", "轮到审批", "请办理“{step}”:{title}", "{drafter}提请审批“{title}”,现由{holder}办理“{step}”。",
        {**_TITLE, "step": "步骤", "drafter": "提请人", "holder": "办理人或研究机关"},
        {**_SAMPLE, "step": "核稿", "drafter": "王敏", "holder": "李强"}, outside=True,
    ),
    NoticeText(
        "approvals.approved", "审批通过", "审批通过:{title}", "您提请的“{title}”各步骤都已同意。", _TITLE, _SAMPLE
    ),
    NoticeText(
        "approvals.returned", "审批退回", "审批退回:{title}", "退回理由:{reason}", {**_TITLE, "reason": "退回理由"},
        {**_SAMPLE, "reason": "时间有误,请修改"},
    ),
)  # fmt: skip
