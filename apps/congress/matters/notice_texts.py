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
        "{unit}报告已落实:{text}。请评价落实情况。",
        {**TITLE, "unit": "承办单位", "text": "承诺事项"},
        {**SAMPLE, "unit": "青禾镇人民政府", "text": "安装路灯六盏"},
    ),
    NoticeText(
        "matters.key", "列为重点督办", "列为重点督办:{title}",
        "{organ}已将这一件列为重点督办,由{leader}督办。请在{due}前办理答复。",
        {**TITLE, "organ": "确定机关", "leader": "督办领导", "due": "办理期限"},
        {**SAMPLE, "organ": "青禾镇人大主席团", "leader": "主席 李明", "due": "2026年5月20日"},
    ),
)  # fmt: skip
NOTICE_TEXTS = (*SUBMISSIONS, *WRITING, *HANDLING, *AFTER)
