"""What members and units are told of what was brought, until an office words it differently."""

from apps.foundation.core.registry import NoticeText

SUBMISSIONS = (
    NoticeText(
        "matters.update", "意见建议有新进展", "您提交的{number}号意见建议有新进展", "“{excerpt}”\n\n{sentence}",
        {"number": "受理编号", "excerpt": "意见建议开头", "sentence": "告知的内容"},
        {"number": "2026-000018", "excerpt": "村口路灯坏了两盏……", "sentence": "已转镇规划建设管理办公室核实。"},
    ),
)  # fmt: skip
TITLE = {"title": "标题"}
SAMPLE = {"title": "关于增设村口路灯的建议"}
WRITING = (
    NoticeText(
        "matters.sign", "请附议", "{lead}代表请您附议:{title}", "请阅读全文,由您本人在手机上确认是否附议。",
        {**TITLE, "lead": "领衔代表"}, {**SAMPLE, "lead": "安然"}, outside=True,
    ),
    NoticeText(
        "matters.sign_again", "请重新附议", "内容有修改,请重新确认附议:{title}",
        "{lead}代表修改了内容,您原来的附议不再有效。请阅读新的内容后再确认。",
        {**TITLE, "lead": "领衔代表"}, {**SAMPLE, "lead": "安然"}, outside=True,
    ),
    NoticeText(
        "matters.submitted", "新提交的意见建议", "请审核:{title}", "{proposer}提交{kind},请在{due}前审核交办。",
        {**TITLE, "proposer": "提出人", "kind": "类别", "due": "交办期限"},
        {**SAMPLE, "proposer": "安然等3名代表", "kind": "代表建议、批评和意见", "due": "2026年4月3日"},
    ),
    NoticeText(
        "matters.progress", "附议的意见建议有新进展", "您附议的“{title}”有新进展", "{sentence}",
        {**TITLE, "sentence": "告知的内容"}, {**SAMPLE, "sentence": "已交青禾镇人民政府办理。"},
    ),
    NoticeText(
        "matters.passed_on", "请代表向上级人大提出建议", "{office}请您提出建议:{title}",
        "这件事属于上级职权。草稿已写好,请您核实、修改后提交;不提出的,请撤回并写明理由。{note}",
        {**TITLE, "office": "转来的镇街", "note": "说明"},
        {**SAMPLE, "office": "滨江街道", "note": "已实地查看。"}, outside=True,
    ),
    NoticeText(
        "matters.stopped", "意见建议终止办理", "终止办理:{title}", "{reason},请停止办理,不再答复。",
        {**TITLE, "reason": "原因"}, {**SAMPLE, "reason": "提出人已撤回"}, outside=True,
    ),
    NoticeText(
        "matters.handed_over", "交办意见建议", "请{role}办理:{title}", "请签收并在{due}前办理答复。",
        {"title": "标题", "role": "承办方式", "due": "办理期限"},
        {"title": "关于增设村口路灯的建议", "role": "主办", "due": "2026年5月20日"}, outside=True,
    ),
)  # fmt: skip
HANDLING: tuple[NoticeText, ...] = ()
AFTER: tuple[NoticeText, ...] = ()
NOTICE_TEXTS = (*SUBMISSIONS, *WRITING, *HANDLING, *AFTER)
