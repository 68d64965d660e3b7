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
TITLE = {"title": "标题"}
SAMPLE = {"title": "关于增设村口路灯的建议"}
UNIT, UNIT_SAMPLE = {"unit": "承办单位"}, {"unit": "青禾镇人民政府"}
REASON, REASON_SAMPLE = {"reason": "理由"}, {"reason": "该路段由区公路局管养。"}
HANDLING = (
    NoticeText(
        "matters.return_asked", "申请退办", "{unit}申请退办:{title}", "理由:{reason}\n\n请研究后答复。",
        {**TITLE, **UNIT, **REASON}, {**SAMPLE, **UNIT_SAMPLE, **REASON_SAMPLE}, outside=True,
    ),
    NoticeText(
        "matters.return_granted", "同意退办", "同意退办:{title}", "本件不再由你单位办理。{reason}",
        {**TITLE, **REASON}, {**SAMPLE, **REASON_SAMPLE},
    ),
    NoticeText(
        "matters.return_declined", "不同意退办", "不同意退办:{title}", "请继续办理。理由:{reason}",
        {**TITLE, **REASON}, {**SAMPLE, **REASON_SAMPLE}, outside=True,
    ),
    NoticeText(
        "matters.contact_waived", "免予沟通", "提出人同意免予沟通:{title}", "可以直接答复。", TITLE, SAMPLE,
    ),
    NoticeText(
        "matters.opinion_given", "协办意见", "{helper}已提出协办意见:{title}", "请在答复中研究采用。",
        {**TITLE, "helper": "协办单位"}, {**SAMPLE, "helper": "镇财政办"},
    ),
    NoticeText(
        "matters.opinion_sent_back", "重提协办意见", "请重提协办意见:{title}",
        "主办单位退回理由:{reason}\n\n期限:{due}",
        {**TITLE, **REASON, "due": "期限"}, {**SAMPLE, "reason": "没有写明经费来源。", "due": "2026年4月17日"},
        outside=True,
    ),
    NoticeText(
        "matters.replied", "已经答复", "{unit}已答复:{title}", "答复函已签发并送提出人。",
        {**TITLE, **UNIT}, {**SAMPLE, **UNIT_SAMPLE},
    ),
    NoticeText(
        "matters.extension_granted", "同意延期", "同意延期:{title}", "请在{due}前办理答复。",
        {**TITLE, "due": "延至的日期"}, {**SAMPLE, "due": "2026年7月20日"},
    ),
    NoticeText(
        "matters.extension_refused", "不同意延期", "未同意延期:{title}",
        "请在{due}前办理答复。理由:{reason}\n\n{again}",
        {**TITLE, **REASON, "due": "办理期限", "again": "能否再申请"},
        {**SAMPLE, "due": "2026年5月20日", "reason": "群众出行急需。", "again": "可以写明新的理由再申请。"},
        outside=True,
    ),
)  # fmt: skip
TITLE = {"title": "标题"}
SAMPLE = {"title": "关于增设村口路灯的建议"}
AFTER = (
    NoticeText(
        "matters.rated", "提出人已评价", "已办结:{title}", "提出人对办理结果的评价:{result}。",
        {**TITLE, "result": "对办理结果的评价"}, {**SAMPLE, "result": "满意"},
    ),
    NoticeText(
        "matters.rehandle", "不满意,重新办理", "请重新办理:{title}",
        "提出人对办理结果不满意:{comment}\n\n请与提出人再次沟通,在{due}前重新答复。",
        {**TITLE, "comment": "提出人的意见", "due": "办理期限"},
        {**SAMPLE, "comment": "只装了一盏", "due": "2026年7月20日"}, outside=True,
    ),
    NoticeText(
        "matters.units_gone", "原承办单位已撤销", "请另行确定承办单位:{title}",
        "提出人对办理结果不满意,需要重新办理,但{units}已经撤销。请交承接其职责的单位办理。",
        {**TITLE, "units": "已撤销的单位"}, {**SAMPLE, "units": "镇农机站"}, outside=True,
    ),
    NoticeText(
        "matters.disputed", "两次不满意,请协调", "请召集双方协调:{title}",
        "{proposer}对重新办理的结果仍不满意。请召集提出人和承办单位,提出处理意见。",
        {**TITLE, "proposer": "提出人"}, {**SAMPLE, "proposer": "安然"}, outside=True,
    ),
    NoticeText(
        "matters.rate_reminder", "评价即将到期", "请评价办理情况:{title}",
        "已经答复,请在{due}前评价办理态度和办理结果。逾期未评价的,按“未评价”办结,不计入满意率。",
        {**TITLE, "due": "评价期限"}, {**SAMPLE, "due": "2026年6月17日"}, outside=True,
    ),
    NoticeText(
        "matters.mediated", "协调处理意见", "协调处理意见:{title}", "{opinion}",
        {**TITLE, "opinion": "处理意见"}, {**SAMPLE, "opinion": "由镇规划办于年底前完成剩余路段安装。"},
    ),
    NoticeText(
        "matters.commitment_kept", "承诺事项已落实", "承诺已落实,请评价:{title}",
        "{unit}报告已落实:{promise}。请评价落实情况。",
        {**TITLE, "unit": "承办单位", "promise": "承诺事项"},
        {**SAMPLE, "unit": "青禾镇人民政府", "promise": "安装路灯六盏"},
    ),
    NoticeText(
        "matters.key", "列为重点督办", "列为重点督办:{title}",
        "{organ}已将这一件列为重点督办,由{leader}督办。请在{due}前办理答复。",
        {**TITLE, "organ": "确定机关", "leader": "督办领导", "due": "办理期限"},
        {**SAMPLE, "organ": "青禾镇人大主席团", "leader": "主席 李明", "due": "2026年5月20日"},
    ),
)  # fmt: skip
NOTICE_TEXTS = (*SUBMISSIONS, *WRITING, *HANDLING, *AFTER)
