"""What deputies, liaison officers and the staff of towns and streets are told, until an office words it differently."""

from apps.foundation.core.registry import NoticeText
from apps.systems.deputy_stations.notices_duty import ACTIVITY_NOTICES, DUTY_NOTICES

NOTICE_TEXTS: tuple[NoticeText, ...] = (
    # duty
    *DUTY_NOTICES,
    # opinions
    NoticeText(
        "stations.opinion_received",
        "家站收到群众意见",
        "{station}收到群众意见({number}号)",
        "“{excerpt}”\n\n能当场说清的请直接答复,其余可以建议怎样办。{until}。",
        {"station": "家站", "number": "受理编号", "excerpt": "意见开头", "until": "分流期限"},
        {
            "station": "青禾镇代表之家",
            "number": "2026-000018",
            "excerpt": "村口路灯坏了两盏……",
            "until": "应在2026年4月3日前确定办理路径",
        },
    ),
    NoticeText(
        "stations.opinion_closed",
        "接待的意见已办结",
        "您接待的{number}号意见已办结",
        "“{excerpt}”\n\n办理结果已告知群众,请您评价。",
        {"number": "受理编号", "excerpt": "意见开头"},
        {"number": "2026-000018", "excerpt": "村口路灯坏了两盏……"},
    ),
    NoticeText(
        "stations.opinion_rated",
        "群众评价",
        "群众评价{number}号意见的答复:{grade}",
        "“{excerpt}”\n\n{comment}",
        {"number": "受理编号", "excerpt": "意见开头", "grade": "评价", "comment": "群众写的具体意见,没有时为空"},
        {"number": "2026-000018", "excerpt": "村口路灯坏了两盏……", "grade": "满意", "comment": "修得很快。"},
    ),
    # activities
    *ACTIVITY_NOTICES,
    # rating
    NoticeText(
        "stations.rating_opened",
        "星级评定开始",
        "星级评定开始:{title}",
        "请于{due}前完成自评申报;镇街随后初审。",
        {"title": "评定名称", "due": "自评截止日期"},
        {"title": "2026年代表家站星级评定", "due": "2026年10月31日"},
        outside=True,
    ),
    NoticeText(
        "stations.rater_asked",
        "请您复核评分",
        "请您复核评分:{title}",
        "请您到{count}个家站实地复核,于{due}前提交评分。",
        {"title": "评定名称", "count": "家站个数", "due": "复核截止日期"},
        {"title": "2026年代表家站星级评定", "count": "6", "due": "2026年11月30日"},
        outside=True,
    ),
    NoticeText(
        "stations.rating_sent_back",
        "家站评定退回",
        "{station}的评定退回到“{stage}”",
        "理由:{reason}。请按理由核对后重新提交。",
        {"station": "家站", "stage": "退回到的环节", "reason": "理由"},
        {"station": "青禾镇代表之家", "stage": "自评申报", "reason": "活动次数与台账不符"},
    ),
    NoticeText(
        "stations.star_named",
        "星级评定结果",
        "星级评定结果已公布:{title}",
        "命名决定:{number}。请查看本站结果。",
        {"title": "评定名称", "number": "命名文号"},
        {"title": "2026年代表家站星级评定", "number": "示例人发〔2026〕20号"},
    ),
    NoticeText(
        "stations.star_lowered",
        "家站星级调整",
        "{station}星级调整:{act}",
        "决定文号:{number}。",
        {"station": "家站", "act": "降级或者摘牌", "number": "决定文号"},
        {"station": "青禾镇代表之家", "act": "降为3星", "number": "示例人发〔2026〕21号"},
    ),
)
