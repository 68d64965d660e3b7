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
)
